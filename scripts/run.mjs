// Runs a TypeScript entry of this repository under the packaged Node, installing what is missing first.
//   node scripts/run.mjs packages/cli/src/hygie.ts [arguments]     node scripts/run.mjs --tool oxfmt [arguments]
// Plain JavaScript with built-ins only: it must work on the system's Node (18 or newer) before anything is installed.
// Exit status: the entry's own; 4 when nothing could be started; 128 + signal when the entry died of one.
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { constants, hostname } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const NOTHING_DONE = 4
const LOCK_BEAT_MS = 2_000 // whoever installs touches the lock this often
const LOCK_STALE_MS = 60_000 // no touch for this long: its owner is gone, whatever its process number says
const LOCK_POLL_MS = 300

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const stamp = join(modules, '.hygie-lock')
const lock = join(root, '.install.lock')
const windows = process.platform === 'win32'
const packagedNode = windows
  ? join(modules, `node-win-${process.arch}`, 'bin', 'node.exe')
  : join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')

await main(process.argv.slice(2))

async function main(args) {
  if (Number.parseInt(process.versions.node, 10) < 18)
    stop(`cannot start under Node ${process.versions.node}: needs Node 18 or newer`)
  if (args.length === 0) stop('nothing to run: give a TypeScript file of this repository, or --tool NAME')
  if (!installed()) await install()
  const runtime = runtimeOrStop()
  const command = args[0] === '--tool' ? [toolEntry(args[1]), ...args.slice(2)] : [resolve(root, args[0]), ...args.slice(1)]
  const env = {
    ...process.env,
    PATH: [dirname(runtime), join(modules, '.bin'), process.env.PATH].join(delimiter),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'compile'),
  }
  const { code, problem } = await runChild(runtime, command, { stdio: 'inherit', env })
  if (problem !== undefined) stop(`cannot start ${runtime}: ${problem}`)
  process.exitCode = code
}

function stop(message) {
  process.stderr.write(`Hygie: ${message}\n`)
  process.exit(NOTHING_DONE)
}

/**
 * Installed means: the lock file of the last finished install is this lock file. A killed install leaves no stamp.
 * Packages that npm itself was told to install (`npm ci`) are believed when npm's own record agrees with the lock file.
 */
function installed() {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted()) {
    if (!existsSync(packagedNode) || !npmRecordAgrees()) return false
    remember(stamp, wanted())
    return true
  }
  if (statSync(stamp).mtimeMs < statSync(lockFile).mtimeMs) touch(stamp) // the launcher compares these times only
  return true
}

function npmRecordAgrees() {
  try {
    const record = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages
    const locked = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages)
    return locked.every(
      ([path, { version, optional }]) => path === '' || optional === true || (path in record && record[path].version === version),
    )
  } catch {
    return false // npm installed nothing here, or did not finish
  }
}

function wanted() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex')
}

async function install() {
  const token = await takeLock()
  if (token === undefined) return // read-only folder: run what is there
  const beat = setInterval(() => touch(lock), LOCK_BEAT_MS)
  try {
    if (installed()) return // another start did it while this one waited
    rmSync(stamp, { force: true })
    process.stderr.write('Hygie: installing what is missing (once, about a minute) …\n')
    // A registry that lags behind for a rare platform's binary makes `npm ci` refuse; `install --no-save` tolerates it.
    const attempts = [['ci'], ['install', '--no-save']]
    let done = false
    for (const attempt of attempts) {
      const { code, problem, signal } = await npm(attempt, token)
      if (problem !== undefined) {
        leaveLock(token)
        stop(`cannot install the packages: npm does not start (${problem}). Install npm, it comes with Node, then try again`)
      }
      if (signal !== undefined) {
        leaveLock(token)
        process.exit(code)
      }
      done = code === 0
      if (done) break
    }
    if (!done) {
      leaveLock(token)
      stop('cannot install the packages: npm failed (see above). Check the network or the proxy, then try again')
    }
    writeFileSync(stamp, wanted())
  } finally {
    clearInterval(beat)
    leaveLock(token)
  }
}

function npm(args, token) {
  // Optional packages carry the Node for this platform, so a user's `omit=optional` must not apply here.
  const flags = [...args, '--ignore-scripts', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] } // standard output belongs to the entry's data
  const started = (pid) => writeFileSync(lock, lockText(token, [process.pid, pid]))
  const cli = npmScript()
  return cli === undefined
    ? runChild('npm', flags, { ...options, shell: windows }, started)
    : runChild(process.execPath, [cli, ...flags], options, started)
}

/** The npm that started us, when one did: by `npm` or by `npx`. Yarn and pnpm set the same variable and do not read our lock file. */
function npmScript() {
  const script = process.env.npm_execpath
  if (script === undefined || !/np[mx]-cli\.c?js$/.test(script)) return undefined
  const cli = script.replace(/npx-cli(\.c?js)$/, 'npm-cli$1')
  return existsSync(cli) ? cli : undefined
}

/**
 * Two starts at once must not install over each other: a file that only one can create is the lock. It names its
 * owner and npm itself, because npm goes on when its parent is killed. Gives nothing when the folder is read-only
 * and an older install can be used.
 */
async function takeLock() {
  const token = randomBytes(8).toString('hex')
  let waits = 0
  for (;;) {
    try {
      writeFileSync(lock, lockText(token, [process.pid]), { flag: 'wx' })
      return token
    } catch (error) {
      if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return readOnly(error.code)
      if (error.code !== 'EEXIST') throw error
    }
    if (lockIsStale()) continue
    if (waits === 0) process.stderr.write('Hygie: another start is installing, waiting for it …\n')
    waits += 1
    await new Promise((next) => setTimeout(next, LOCK_POLL_MS))
  }
}

function readOnly(code) {
  if (!existsSync(packagedNode)) {
    stop(`cannot install into ${root}: not writable (${code}). Run once as the account that owns the folder`)
  }
  if (existsSync(stamp))
    process.stderr.write(
      `Hygie: the installed packages are older than package-lock.json, and ${root} is not writable: using them\n`,
    )
  return undefined
}

function lockText(token, pids) {
  return JSON.stringify({ token, host: hostname(), pids })
}

/** Puts a lock aside whose owners are gone. Renames first and looks again, so that a fresh lock is never thrown away. */
function lockIsStale() {
  const seen = readLock(lock)
  if (seen === undefined || !ownerIsGone(seen)) return false
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    const moved = readLock(aside)
    if (moved !== undefined && moved.token !== seen.token) linkSync(aside, lock)
    rmSync(aside, { force: true, recursive: true })
  } catch {
    // Another start was faster: it put the lock aside, or already took it.
  }
  return true
}

function readLock(file) {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) return undefined // gone meanwhile: try to take it
  const ageMs = Date.now() - found.mtimeMs
  try {
    const { token, host, pids } = JSON.parse(readFileSync(file, 'utf8'))
    return { token, host, pids, ageMs }
  } catch {
    return { token: undefined, host: undefined, pids: [], ageMs } // half written: only its age can judge it
  }
}

function ownerIsGone(owner) {
  const nearby = owner.host === hostname() && owner.pids.length > 0
  if (nearby && owner.pids.every((pid) => !alive(pid))) return true
  return owner.ageMs > LOCK_STALE_MS
}

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function leaveLock(token) {
  if (readLock(lock)?.token === token) rmSync(lock, { force: true })
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Put aside by another start that took us for dead: it installs, and so do we; npm itself stands that.
  }
}

/** The packaged Node; else the Node that runs this, when it can run TypeScript itself. */
function runtimeOrStop() {
  const platform = `${process.platform} ${process.arch}`
  if (existsSync(packagedNode)) {
    // Only a fresh machine fails here, so only a machine without a proof is asked (it costs 40 ms).
    const proof = join(modules, '.cache', 'node-starts')
    if (existsSync(proof)) return packagedNode
    const trial = spawnSync(packagedNode, ['--version'], { encoding: 'utf8' })
    if (trial.status === 0) {
      remember(proof, '')
      return packagedNode
    }
    const why = (trial.stderr ?? trial.error?.message ?? '').trim()
    if (runsTypeScript()) return process.execPath
    stop(`the packaged Node does not start: ${why || trial.error?.message}\n${hint(why)}`)
  }
  if (!runsTypeScript())
    stop(`there is no packaged Node for ${platform}: needs Node 24.21 or newer, this is ${process.versions.node}`)
  return process.execPath
}

function hint(why) {
  const library = /lib(?:atomic|stdc\+\+)/.exec(why)?.[0]
  if (library !== undefined)
    return `Install the missing library, then try again. Debian, Ubuntu: apt-get install libatomic1 libstdc++6. Red Hat, SUSE: libatomic libstdc++`
  return 'It is built for glibc 2.28 or newer. On another system install Node 24.21 or newer and try again'
}

function runsTypeScript() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 21)
}

function remember(file, text) {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch {
    // Read-only: it will be asked again.
  }
}

function toolEntry(name) {
  const home = join(modules, name ?? '')
  if (name === undefined || !existsSync(join(home, 'package.json')))
    stop(`cannot run the tool "${name}": not among the installed packages`)
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  return join(home, typeof bin === 'string' ? bin : bin[name])
}

/** Runs to the end and passes signals on. A terminal gives Ctrl-C to the whole group itself: twice would mean «at once». */
function runChild(file, args, options, started) {
  return new Promise((done) => {
    const child = spawn(file, args, options)
    let last
    const forward = (signal) => {
      last = signal
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    const finish = (outcome) => {
      for (const signal of signals) process.removeListener(signal, forward)
      done(outcome)
    }
    if (child.pid !== undefined) started?.(child.pid)
    child.on('error', (error) => finish({ code: NOTHING_DONE, problem: error.code ?? error.message }))
    child.on('close', (code, signal) => finish({ code: code ?? 128 + constants.signals[signal], signal: signal ?? last }))
  })
}
