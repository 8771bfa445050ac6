/** Where a result goes: standard output, or a file that appears whole or not at all. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { UserError } from './user-error.ts'
import type { Sink } from './formats/writer.ts'

export type Output = { readonly sink: Sink; readonly done: () => void; readonly abandon: () => void; readonly terminal: boolean }

const BUFFER_CHARS = 64 * 1024

export function openOutput(path: string | undefined): Output {
  const temporary = path === undefined ? undefined : `${path}.${process.pid}.part`
  let descriptor = 1
  try {
    if (temporary !== undefined) descriptor = openSync(temporary, 'w')
  } catch (error) {
    throw new UserError(`Cannot write "${path ?? ''}": ${error instanceof Error ? error.message : String(error)}`, 4)
  }
  let pending = ''
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
      if (temporary === undefined || path === undefined) return
      closeSync(descriptor)
      renameSync(temporary, path)
    },
    abandon() {
      if (temporary === undefined) return flush()
      closeSync(descriptor)
      rmSync(temporary, { force: true })
    },
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
