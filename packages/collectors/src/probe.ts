/**
 * A probe: fixed commands for one family of facts, and a pure reader of what they print.
 *
 * Invariant: `script` is constant text. Nothing that a user, a target or a feed says ever becomes part of it.
 */
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'

export type Probe = {
  /** `linux.dpkg` */
  readonly name: string
  /** What it sees, for `hygie collectors show` and the comments of the kit. */
  readonly purpose: string
  /**
   * POSIX sh for dash, bash and busybox ash. It may call the functions of `linux/prelude.ts`. It ends with 0, or with one of
   * `exits`. No here-documents: bash keeps them in a file under /tmp, and a probe writes nothing.
   */
  readonly script: string
  readonly timeoutMs: number
  readonly outputBytesMax: number
  readonly privilege: 'none' | 'better-as-root'
  readonly writes: 'nothing'
  /** `second`: takes seconds of one program's time and runs beside the others; its section comes after theirs. */
  readonly lane?: 'second'
  readonly read: (output: string) => ProbeReading
}

export type ProbeReading = {
  readonly part: InventoryPart
  /** What stood in the output and could not be read; never a reason to drop the rest. */
  readonly problems: readonly Failure[]
}

/** Exit status by which a probe's script says why there is nothing: outside the values shells use themselves. */
export const exits = { absent: 3, denied: 4 } as const
