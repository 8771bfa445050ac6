/** Runs `hygie` as a user would: a process of its own, a home of its own, the sample that the project carries. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const sample = join(root, 'test', 'sample')

export type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string }
export type Home = { readonly path: string; readonly hygie: (...args: readonly string[]) => Run }

const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

export function newHome(environment: Readonly<Record<string, string>> = {}): Home {
  const path = mkdtempSync(join(tmpdir(), 'hygie-journey-'))
  const entry = join(root, 'packages', 'cli', 'src', 'hygie.ts')
  return {
    path,
    hygie(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
        encoding: 'utf8',
        cwd: path,
        maxBuffer: OUTPUT_BYTES_MAX,
        env: { ...process.env, HYGIE_HOME: path, LANG: 'C.UTF-8', NO_COLOR: '1', ...environment },
      })
      return { status, stdout, stderr }
    },
  }
}

/** The Debian 12 host of the sample, audited on a fixed day. */
export const hostTarget: readonly string[] = [
  `dpkg:${join(sample, 'host', 'status')}`,
  '--os-release',
  join(sample, 'host', 'os-release'),
  '--at',
  '2026-11-24',
  '--quiet',
]
