/**
 * Reads below one folder as if it were `/`: symbolic links are followed inside it, and a link can never lead out.
 *
 * Invariant: every path handed to the file system was walked component by component with lstat, and is opened without
 * following a link in its last part. A folder that somebody changes meanwhile can at worst give an error.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '@hygie/versions/result'
import { readRpmDatabase, type RpmLines } from './rpm-database.ts'
import type { Root, RootEntry, RootRead } from './root.ts'

/** As Linux itself (MAXSYMLINKS). */
const LINKS_MAX = 40
const ENTRIES_MAX = 100_000

export class RootFolder implements Root {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  /** The path on this machine; undefined when there is nothing, or when it leads out. */
  resolve(path: string): string | undefined {
    let pending = parts(path)
    let here: readonly string[] = []
    let links = 0
    while (pending.length > 0) {
      const [next = '', ...rest] = pending
      if (next === '..') {
        here = here.slice(0, -1) // above the root is the root
        pending = rest
        continue
      }
      const candidate = [...here, next]
      const stats = this.#lstat(candidate)
      if (stats === undefined) return undefined
      if (stats.isSymbolicLink()) {
        links += 1
        if (links > LINKS_MAX) return undefined
        const target = readLink(join(this.#root, ...candidate))
        if (target === undefined) return undefined
        if (target.startsWith('/')) here = []
        pending = [...parts(target), ...rest]
      } else {
        here = candidate
        pending = rest
      }
    }
    return join(this.#root, ...here)
  }

  exists(path: string): boolean {
    return this.resolve(path) !== undefined
  }

  read(path: string, bytesMax: number): RootRead {
    const real = this.resolve(path)
    if (real === undefined) return 'absent'
    let descriptor: number
    try {
      // A pipe must not block us: O_NONBLOCK; a link put there meanwhile is refused: O_NOFOLLOW.
      descriptor = openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    } catch (cause) {
      return code(cause) === 'EACCES' ? 'denied' : 'absent'
    }
    try {
      const stats = fstatSync(descriptor)
      if (!stats.isFile()) return 'absent'
      const bytes = Buffer.alloc(Math.min(stats.size, bytesMax))
      let filled = 0
      while (filled < bytes.length) {
        const count = readSync(descriptor, bytes, filled, bytes.length - filled, filled)
        if (count === 0) break
        filled += count
      }
      return { bytes: bytes.subarray(0, filled), cut: stats.size > bytesMax }
    } catch (cause) {
      return code(cause) === 'EACCES' ? 'denied' : 'absent'
    } finally {
      closeSync(descriptor)
    }
  }

  text(path: string, bytesMax: number): string | undefined {
    const read = this.read(path, bytesMax)
    return typeof read === 'string' ? undefined : read.bytes.toString('utf8')
  }

  list(path: string): readonly RootEntry[] {
    const real = this.resolve(path)
    if (real === undefined) return []
    try {
      return readdirSync(real, { withFileTypes: true })
        .slice(0, ENTRIES_MAX)
        .map((entry) => ({
          name: entry.name,
          kind: entry.isFile()
            ? ('file' as const)
            : entry.isDirectory()
              ? ('folder' as const)
              : entry.isSymbolicLink()
                ? ('link' as const)
                : ('other' as const),
        }))
        .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    } catch {
      return [] // no folder, or not readable
    }
  }

  isProgram(path: string, bytesMin: number): boolean {
    const real = this.resolve(path)
    const stats = real === undefined ? undefined : lstatSync(real, { throwIfNoEntry: false })
    return stats?.isFile() === true && (stats.mode & 0o100) !== 0 && stats.size >= bytesMin
  }

  async extract(
    path: string,
    bytesMax: number,
    work: (bytes: Buffer) => Promise<readonly string[]>,
  ): Promise<readonly string[] | undefined> {
    const read = this.read(path, bytesMax)
    return typeof read === 'string' || read.cut ? undefined : work(read.bytes)
  }

  rpmDatabase(path: string): Result<RpmLines> {
    return readRpmDatabase(this.resolve(path) ?? '')
  }

  #lstat(path: readonly string[]): Stats | undefined {
    try {
      return lstatSync(join(this.#root, ...path), { throwIfNoEntry: false })
    } catch {
      return undefined // a file where a folder should be, or no right to look
    }
  }
}

function parts(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

function code(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
}
