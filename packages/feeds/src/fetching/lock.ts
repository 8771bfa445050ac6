/** One run of fetching at a time for one mirror. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { WORK_FOLDER } from './state.ts'

/** Gives what lets go of it. A lock whose process is gone is taken over. Errors: mirror-locked. Throws what the disk throws. */
export function lockMirror(mirror: string): Result<() => void> {
  const path = join(mirror, WORK_FOLDER, 'lock')
  mkdirSync(join(mirror, WORK_FOLDER), { recursive: true })
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(path, 'wx')
      writeSync(descriptor, String(process.pid))
      closeSync(descriptor)
      return ok(() => rmSync(path, { force: true }))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const owner = ownerOf(path)
    if (owner !== undefined && isAlive(owner))
      return fail(
        'mirror-locked',
        `Cannot fetch into "${mirror}": process ${owner} does already; wait for it, or remove "${path}" if it is another one`,
      )
    rmSync(path, { force: true })
  }
  return fail('mirror-locked', `Cannot fetch into "${mirror}": another process took the lock "${path}"`)
}

function ownerOf(path: string): number | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    return /^\d{1,10}$/.test(text) ? Number(text) : undefined
  } catch {
    return undefined
  }
}

function isAlive(owner: number): boolean {
  try {
    process.kill(owner, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
