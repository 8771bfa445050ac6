// Installs the Debian packages of test/needs.ts that are missing. Never an obstacle: what cannot be had is said in one
// line, and its tests are skipped.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { needs } from './needs.ts'

const APT_MS_MAX = 4 * 60_000 // a slow mirror must not hold up the tests for ever
const POLICY = '/usr/sbin/policy-rc.d' // Debian's way to say «start no service»: invoke-rc.d asks it

export function installNeeds(): void {
  const missing = needs.filter(({ program }) => !existsSync(program))
  if (missing.length === 0) return
  const names = missing.map(({ debianPackage }) => debianPackage).join(', ')
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.log(`needs: ${names} not installed, and this is not root on a Debian-like system: their tests are skipped`)
    return
  }
  console.log(`needs: installing ${names} …`)
  const problem = withoutStartingServices(
    () =>
      apt(['update']) ??
      apt(['install', '--yes', '--no-install-recommends', ...missing.map(({ debianPackage }) => debianPackage)]),
  )
  if (problem !== undefined) console.log(`needs: cannot install ${names}: ${problem}. Their tests are skipped`)
}

/** Gives what went wrong, in one line. */
function apt(args: readonly string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = spawnSync('/usr/bin/apt-get', ['--quiet=2', ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: APT_MS_MAX,
  })
  if (run.status === 0) return undefined
  const said =
    run.stderr.split('\n').find((line) => line.startsWith('E:')) ??
    run.error?.message ??
    `status ${run.status ?? run.signal ?? 'unknown'}`
  return `apt-get ${args[0] ?? ''}: ${said}`
}

/** A test must not leave an SSH server listening on the machine that it ran on. */
function withoutStartingServices<Value>(work: () => Value): Value {
  if (existsSync(POLICY)) return work()
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return work()
  } finally {
    rmSync(POLICY, { force: true })
  }
}
