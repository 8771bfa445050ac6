// Runs a TypeScript entry of this repository under the packaged Node, installing what is missing first.
// Plain JavaScript with built-ins only: it must work on the system's Node (18 or newer) before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.hygie-lock')
const lock = join(root, '.install.lock')
const LOCK_STALE_MS = 10 * 60_000 // an install takes a minute; an older lock was left by a killed one
const LOCK_POLL_MS = 500

const platform = process.platform === 'win32' ? 'win' : process.platform
const nodeBinary =
  platform === 'win'
    ? join(modules, `node-win-${process.arch}`, 'bin', 'node.exe')
    : join(modules, `node-${platform}-${process.arch}`, 'bin', 'node')

function wanted() {
  return createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()
}

function npm(args) {
  const cli = process.env.npm_execpath
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  const flags = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  return cli !== undefined && /\.c?js$/.test(cli)
    ? spawnSync(process.execPath, [cli, ...flags], options).status
    : spawnSync('npm', flags, { ...options, shell: process.platform === 'win32' }).status
}

function install() {
  process.stderr.write('Hygie: installing what is missing (once, about a minute) …\n')
  // A registry that lags behind for a rare platform's binary makes `npm ci` refuse; `install --no-save` tolerates it.
  if (npm(['ci']) !== 0 && npm(['install', '--no-save']) !== 0) {
    process.stderr.write('Hygie: cannot install the packages: npm failed (see above). Check the network or the proxy, then try again\n')
    process.exit(4)
  }
  writeFileSync(stamp, wanted())
}

/** Two starts at once must not install over each other: the folder is the lock. */
function withInstallLock(work) {
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (age > LOCK_STALE_MS) rmSync(lock, { recursive: true, force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS)
    }
  }
  try {
    work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

if (!installed()) {
  withInstallLock(() => {
    if (!installed()) install()
  })
}

const args = process.argv.slice(2)
const runtime = existsSync(nodeBinary) ? nodeBinary : process.execPath
const env = {
  ...process.env,
  PATH: [dirname(runtime), join(modules, '.bin'), process.env.PATH].join(delimiter),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'compile'),
}
const command = args[0] === '--tool' ? [join(modules, '.bin', args[1]), args.slice(2)] : [runtime, args]
const child = spawn(command[0], command[1], { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
