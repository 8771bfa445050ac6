/** Where a result goes: standard output, or a file that appears whole or not at all. */
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { begin, finish } from './unfinished.ts'
import { UserError } from './user-error.ts'
import type { Sink } from './formats/writer.ts'

export type Output = { readonly sink: Sink; readonly done: () => void; readonly abandon: () => void; readonly terminal: boolean }

const BUFFER_CHARS = 64 * 1024

/** Errors: UserError when the place cannot be written. A device or a pipe is written as it stands, a link keeps leading where it led. */
export function openOutput(path: string | undefined): Output {
  const { descriptor, temporary, target } = path === undefined ? { descriptor: 1 } : openPlace(path)
  let pending = ''
  let open = true
  const close = (): void => {
    if (open) closeSync(descriptor)
    open = false
  }
  const flush = (): void => {
    writeAll(descriptor, Buffer.from(pending))
    pending = ''
  }
  return {
    terminal: path === undefined && process.stdout.isTTY,
    sink(text) {
      pending += text
      if (pending.length > BUFFER_CHARS) flush()
    },
    done() {
      flush()
      if (descriptor === 1) return
      close()
      if (temporary === undefined || target === undefined) return
      renameSync(temporary, target)
      finish(temporary)
    },
    abandon() {
      if (descriptor === 1) return // what is still pending is the beginning of something that has no end
      close()
      if (temporary === undefined) return
      rmSync(temporary, { force: true })
      finish(temporary)
    },
  }
}

/** A file of bytes, whole or not at all. `mode` is that of a file that was not there before. */
export function writeWhole(path: string, bytes: Buffer, mode: number): void {
  const { descriptor, temporary, target } = openPlace(path, mode)
  try {
    writeAll(descriptor, bytes)
    if (temporary !== undefined && target !== undefined) renameSync(temporary, target)
  } finally {
    closeSync(descriptor)
    if (temporary !== undefined) {
      rmSync(temporary, { force: true })
      finish(temporary)
    }
  }
}

/** For files that are written beside their place and put there in one step. Errors: UserError where something else lies there. */
export function refuseWhatIsNoFile(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false })
  if (there !== undefined && !there.isFile()) throw new UserError(`Cannot write "${path}": there is something that is no file`, 4)
}

type Place = { readonly descriptor: number; readonly temporary?: string; readonly target?: string }

function openPlace(path: string, mode = 0o666): Place {
  try {
    const there = statSync(path, { throwIfNoEntry: false })
    if (there?.isDirectory() === true) throw new UserError(`Cannot write "${path}": it is a folder; name a file in it`, 4)
    // Putting a file in the place of `/dev/null` would take the device from the whole machine.
    if (there?.isFile() === false) return { descriptor: openSync(path, 'w') }
    const target = there === undefined ? path : realpathSync(path)
    const temporary = `${target}.${process.pid}.part`
    const descriptor = openSync(temporary, 'wx', there === undefined ? mode : there.mode & 0o777)
    begin(temporary)
    return { descriptor, temporary, target }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`Cannot write "${path}": ${error instanceof Error ? error.message : String(error)}`, 4)
  }
}

/** A pipe may take less than it is given, or be full for a moment, or be closed by its reader (`| head`). */
function writeAll(descriptor: number, bytes: Buffer): void {
  let offset = 0
  while (offset < bytes.length) {
    try {
      offset += writeSync(descriptor, bytes, offset)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EPIPE') process.exit(0)
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
