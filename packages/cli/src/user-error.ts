/** How a command ends, and errors that the user can act on. */

/** interfaces: 0 done; 1 findings at or above --fail-on; 2 wrong usage; 3 part failed; 4 nothing could be done. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4

/** An error that the user can act on: printed without a stack, with this status. */
export class UserError extends Error {
  readonly status: ExitStatus
  constructor(message: string, status: ExitStatus) {
    super(message)
    this.status = status
  }
}
