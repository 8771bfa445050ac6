/**
 * A system that is only looked at: a folder, or the layers of an image laid over each other. The same readers run on both.
 *
 * Invariant: a path is taken below the root; links are followed inside it and never lead out.
 */
import type { Result } from '@hygie/versions/result'
import type { RpmLines } from './rpm-database.ts'

export type RootEntry = { readonly name: string; readonly kind: 'file' | 'folder' | 'link' | 'other' }
/** Bytes beyond the limit are left out and said so. */
export type RootRead = { readonly bytes: Buffer; readonly cut: boolean } | 'absent' | 'denied'

export type Root = {
  readonly exists: (path: string) => boolean
  readonly read: (path: string, bytesMax: number) => RootRead
  readonly text: (path: string, bytesMax: number) => string | undefined
  /** Names in a folder, sorted; links are told apart so that walks do not follow them. */
  readonly list: (path: string) => readonly RootEntry[]
  /** A regular file with its owner's right to run it, of at least so many bytes. */
  readonly isProgram: (path: string, bytesMin: number) => boolean
  /** Lines that `work` makes of a file, which is in memory for no longer than that; undefined when it is larger or not there. */
  readonly extract: (
    path: string,
    bytesMax: number,
    work: (bytes: Buffer) => Promise<readonly string[]>,
  ) => Promise<readonly string[] | undefined>
  /** An rpm database of the sqlite kind. */
  readonly rpmDatabase: (path: string) => Result<RpmLines>
}
