/** The last word of a command that failed: what happened and what to do; a stack only where we are to blame. */
import { UserError, type ExitStatus } from './user-error.ts'

/** What the machine refuses is no defect of ours. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room or choose another place, then try again',
  EDQUOT: 'The quota is used up: make room or choose another place, then try again',
  EACCES: 'Give this account the right, or choose another place (HYGIE_HOME, --output)',
  EPERM: 'Give this account the right, or choose another place (HYGIE_HOME, --output)',
  EROFS: 'The disk is read-only: choose another place (HYGIE_HOME, --output)',
  ENOENT: 'Look whether the path is right',
  ENOTDIR: 'Look whether the path is right',
  EISDIR: 'Look whether the path is right: a file is needed there',
  EEXIST: 'A file lies where a folder is needed: choose another place',
}
/** Result codes of SQLite that come from the disk (SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN). */
const DISK_OF_SQLITE: Readonly<Record<number, string>> = { 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC', 14: 'EACCES' }
const PRIMARY_CODE = 0xff // extended result codes keep the primary one in their low byte

/** Prints to standard error and gives the exit status. */
export function reportError(error: unknown): ExitStatus {
  process.stderr.write(`hygie: ${errorText(error)}\n`)
  return error instanceof UserError ? error.status : 4
}

export function errorText(error: unknown): string {
  if (error instanceof UserError) return error.message
  if (!(error instanceof Error)) return `defect, please report it: ${String(error)}`
  const code = systemCodeOf(error)
  if (code === undefined) return `defect, please report it: ${error.stack ?? error.message}`
  const advice = WHAT_TO_DO[code]
  return advice === undefined ? error.message : `${error.message}. ${advice}`
}

function systemCodeOf(error: Error): string | undefined {
  if ('errcode' in error && typeof error.errcode === 'number') return DISK_OF_SQLITE[error.errcode & PRIMARY_CODE]
  return 'syscall' in error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
