// The bootstrap scripts/run.mjs, run as a child in a tiny project of its own with an npm of its own: no network.
import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

const starter = new URL('../../scripts/run.mjs', import.meta.url)
const NOBODY = 65_534
const posix = process.platform === 'win32' ? 'signals and read-only folders are tested on POSIX' : false

type Outcome = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** A fresh clone: the bootstrap, a lock file, one entry, and an npm that notes its calls and installs a packaged Node. */
function freshClone(t: TestContext, npmBody = ''): string {
  const root = mkdtempSync(join(tmpdir(), 'hygie-start-'))
  t.after(() => {
    chmodSync(root, 0o755) // a test may have made it read-only
    rmSync(root, { recursive: true, force: true })
  })
  chmodSync(root, 0o755)
  mkdirSync(join(root, 'scripts'))
  cpSync(starter, join(root, 'scripts', 'run.mjs'))
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  writeFileSync(join(root, 'package-lock.json'), '{"lockfileVersion":3}')
  writeFileSync(
    join(root, 'entry.ts'),
    'const args: readonly string[] = process.argv.slice(2)\nconsole.log(JSON.stringify(args))\nprocess.exitCode = 7\n',
  )
  mkdirSync(join(root, 'npm'))
  writeFileSync(
    join(root, 'npm', 'npm-cli.js'),
    `import { appendFileSync, mkdirSync, existsSync, symlinkSync } from 'node:fs'
     appendFileSync('npm-calls', process.argv.slice(2, 4).join(' ') + '\\n')
     console.log('noise of npm')
     ${npmBody}
     const folder = 'node_modules/node-${process.platform}-${process.arch}/bin'
     mkdirSync(folder, { recursive: true })
     if (!existsSync(folder + '/node')) symlinkSync(${JSON.stringify(process.execPath)}, folder + '/node')`,
  )
  return root
}

function launch(
  root: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; uid?: number; node?: string } = {},
): ChildProcess {
  const env = { ...process.env, npm_execpath: join(root, 'npm', 'npm-cli.js'), NODE_COMPILE_CACHE: '', ...options.env }
  const uid = options.uid === undefined ? {} : { uid: options.uid }
  return spawn(options.node ?? process.execPath, [join(root, 'scripts', 'run.mjs'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...uid,
  })
}

function ended(child: ChildProcess): Promise<Outcome> {
  let out = ''
  let err = ''
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()))
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, out, err })))
}

const start = (root: string, args: readonly string[], options = {}): Promise<Outcome> => ended(launch(root, args, options))
const calls = (root: string): readonly string[] => readFileSync(join(root, 'npm-calls'), 'utf8').trim().split('\n')

/** Resolves when the child has written the word. */
function says(child: ChildProcess, word: string): Promise<void> {
  return new Promise((done) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes(word)) done()
    })
  })
}

test('the first start installs, the second does not; arguments and exit status pass through', async (t) => {
  const root = freshClone(t)
  const first = await start(root, ['entry.ts', 'a b', '--flag'])
  assert.deepEqual([first.code, first.out], [7, '["a b","--flag"]\n'])
  assert.match(first.err, /installing what is missing/)
  const second = await start(root, ['entry.ts'])
  assert.deepEqual(second, { code: 7, signal: null, out: '[]\n', err: '' })
  assert.deepEqual(calls(root), ['ci --ignore-scripts'])
})

test('a changed lock file installs again', async (t) => {
  const root = freshClone(t)
  await start(root, ['entry.ts'])
  writeFileSync(join(root, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}')
  await start(root, ['entry.ts'])
  assert.equal(calls(root).length, 2)
})

test('packages that npm ci installed by hand are used when they are those of the lock file', async (t) => {
  const root = freshClone(t)
  await start(root, ['entry.ts'])
  const locked = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }))
  for (const [version, count] of [
    ['1.0.0', 1],
    ['0.9.0', 2],
  ] as const) {
    rmSync(join(root, 'node_modules', '.hygie-lock'))
    writeFileSync(
      join(root, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { version } } }),
    )
    assert.equal((await start(root, ['entry.ts'])).code, 7)
    assert.equal(calls(root).length, count, version)
  }
})

test('two starts at once install once and both run', async (t) => {
  const root = freshClone(t, 'await new Promise((next) => setTimeout(next, 600))')
  const both = await Promise.all([start(root, ['entry.ts']), start(root, ['entry.ts'])])
  assert.deepEqual(
    both.map(({ code }) => code),
    [7, 7],
  )
  assert.equal(calls(root).length, 1)
  assert.equal(existsSync(join(root, '.install.lock')), false)
})

test('a lock left by a dead start does not hold up the next one', async (t) => {
  const root = freshClone(t)
  const dead = spawnSync(process.execPath, ['--version'])
  writeFileSync(join(root, '.install.lock'), JSON.stringify({ token: 'x', host: hostname(), pids: [dead.pid] }))
  assert.equal((await start(root, ['entry.ts'])).code, 7)
})

test('a half-written lock is judged by its age', async (t) => {
  const root = freshClone(t)
  writeFileSync(join(root, '.install.lock'), '{"tok')
  utimesSync(join(root, '.install.lock'), new Date(0), new Date(0))
  assert.equal((await start(root, ['entry.ts'])).code, 7)
})

test('a killed install is repeated, and not before its npm has ended', { skip: posix }, async (t) => {
  const root = freshClone(
    t,
    `if (!existsSync('slow')) { mkdirSync('slow'); appendFileSync('npm-calls', 'begin\\n'); await new Promise((next) => setTimeout(next, 1500)); appendFileSync('npm-calls', 'end\\n') }`,
  )
  const killed = launch(root, ['entry.ts'])
  while (!existsSync(join(root, 'slow'))) await new Promise((next) => setTimeout(next, 20))
  killed.kill('SIGKILL')
  await ended(killed)
  assert.equal((await start(root, ['entry.ts'])).code, 7)
  assert.deepEqual(calls(root), ['ci --ignore-scripts', 'begin', 'end', 'ci --ignore-scripts'])
})

test('a start that is told to end while it installs leaves no lock', { skip: posix }, async (t) => {
  const root = freshClone(t, `mkdirSync('slow'); await new Promise((next) => setTimeout(next, 20000))`)
  const child = launch(root, ['entry.ts'])
  const end = ended(child)
  while (!existsSync(join(root, 'slow'))) await new Promise((next) => setTimeout(next, 20))
  child.kill('SIGTERM')
  assert.equal((await end).code, 128 + 15)
  assert.equal(existsSync(join(root, '.install.lock')), false)
})

test('when npm ci refuses, npm install --no-save is tried; when both fail, it says so with status 4', async (t) => {
  const refused = freshClone(t, `if (process.argv[2] === 'ci') process.exit(1)`)
  assert.equal((await start(refused, ['entry.ts'])).code, 7)
  assert.deepEqual(calls(refused), ['ci --ignore-scripts', 'install --no-save'])
  const failed = freshClone(t, 'process.exit(1)')
  const outcome = await start(failed, ['entry.ts'])
  assert.equal(outcome.code, 4)
  assert.match(outcome.err, /npm failed/)
  assert.equal(existsSync(join(failed, '.install.lock')), false)
})

test('without npm it says what to install', async (t) => {
  const root = freshClone(t)
  const outcome = await start(root, ['entry.ts'], { env: { npm_execpath: undefined, PATH: join(root, 'empty') } })
  assert.equal(outcome.code, 4)
  assert.match(outcome.err, /npm does not start \(ENOENT\)\. Install npm/)
})

test('npm started by npx is found beside it', async (t) => {
  const root = freshClone(t)
  const outcome = await start(root, ['entry.ts'], { env: { npm_execpath: join(root, 'npm', 'npx-cli.js') } })
  assert.equal(outcome.code, 7)
})

test('a read-only install runs as it is; a read-only clone without one says what to do', { skip: posix }, async (t) => {
  const asOther = process.getuid?.() === 0 ? { uid: NOBODY } : {}
  const root = freshClone(t)
  await start(root, ['entry.ts'])
  writeFileSync(join(root, 'package-lock.json'), '{"lockfileVersion":3,"changed":true}')
  chmodSync(root, 0o555)
  const outcome = await start(root, ['entry.ts'], asOther)
  assert.equal(outcome.code, 7, outcome.err)
  assert.match(outcome.err, /older than package-lock\.json/)
  const bare = freshClone(t)
  chmodSync(bare, 0o555)
  const refused = await start(bare, ['entry.ts'], asOther)
  assert.equal(refused.code, 4)
  assert.match(refused.err, /not writable/)
})

test('signals reach the entry, and death by signal is told as 128 + signal', { skip: posix }, async (t) => {
  const root = freshClone(t)
  writeFileSync(
    join(root, 'polite.ts'),
    `process.on('SIGTERM', () => process.exit(9))\nconsole.log('ready')\nsetInterval(() => 0, 1000)\n`,
  )
  writeFileSync(join(root, 'plain.ts'), `console.log('ready')\nsetInterval(() => 0, 1000)\n`)
  for (const [entry, code] of [
    ['polite.ts', 9],
    ['plain.ts', 143],
  ] as const) {
    const child = launch(root, [entry])
    const end = ended(child)
    await says(child, 'ready')
    child.kill('SIGTERM')
    assert.equal((await end).code, code, entry)
  }
})

test('tools run by their name, an unknown one is refused', async (t) => {
  const root = freshClone(t)
  await start(root, ['entry.ts'])
  mkdirSync(join(root, 'node_modules', 'neat'))
  writeFileSync(join(root, 'node_modules', 'neat', 'package.json'), '{"bin":{"neat":"neat.js"}}')
  writeFileSync(join(root, 'node_modules', 'neat', 'neat.js'), 'console.log("neat", process.argv[2])')
  assert.equal((await start(root, ['--tool', 'neat', 'x'])).out, 'neat x\n')
  assert.equal((await start(root, ['--tool', 'absent'])).code, 4)
})

const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  const version = /^v(\d+)\./.exec(existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout : '')?.[1]
  return version !== undefined && Number(version) >= 18 && Number(version) < 24
})

test(
  'under an older Node: a packaged Node that lacks a library names the package to install',
  { skip: oldNode === undefined ? 'no Node 18 to 23 on this machine' : posix },
  async (t) => {
    const root = freshClone(t)
    const node = oldNode ?? ''
    const first = await start(root, ['entry.ts'], { node })
    assert.equal(first.code, 7, first.err) // the older Node installs, the packaged one runs TypeScript
    const binary = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
    rmSync(binary)
    rmSync(join(root, 'node_modules', '.cache'), { recursive: true, force: true })
    writeFileSync(
      binary,
      '#!/bin/sh\necho "node: error while loading shared libraries: libatomic.so.1: cannot open" >&2\nexit 127\n',
      { mode: 0o755 },
    )
    const broken = await start(root, ['entry.ts'], { node })
    assert.equal(broken.code, 4)
    assert.match(broken.err, /apt-get install libatomic1/)
    rmSync(binary)
    const absent = await start(root, ['entry.ts'], { node })
    assert.match(absent.err, /no packaged Node for .*: needs Node 24\.21 or newer/)
    symlinkSync(process.execPath, binary)
    assert.equal((await start(root, ['entry.ts'], { node })).code, 7)
  },
)

test(
  'the launcher hygie installs once, then starts the packaged Node without the bootstrap, from any folder',
  { skip: posix },
  async (t) => {
    const root = freshClone(t)
    mkdirSync(join(root, 'packages', 'cli', 'src'), { recursive: true })
    cpSync(new URL('../../packages/cli/bin', import.meta.url), join(root, 'packages', 'cli', 'bin'), { recursive: true })
    writeFileSync(
      join(root, 'packages', 'cli', 'src', 'hygie.ts'),
      'const args: readonly string[] = process.argv.slice(2)\nconsole.log(process.cwd(), ...args)\n',
    )
    symlinkSync(join('packages', 'cli', 'bin', 'hygie'), join(root, 'hygie')) // as npm links it
    const folder = mkdtempSync(join(tmpdir(), 'hygie-elsewhere-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const env = { ...process.env, npm_execpath: join(root, 'npm', 'npm-cli.js') }
    const launcher = (): Promise<Outcome> =>
      ended(spawn(join(root, 'hygie'), ['audit', 'a b'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }))
    const first = await launcher()
    assert.deepEqual([first.code, first.out], [0, `${folder} audit a b\n`], first.err)
    rmSync(join(root, 'scripts'), { recursive: true }) // the second start must do without
    assert.deepEqual(await launcher(), { code: 0, signal: null, out: `${folder} audit a b\n`, err: '' })
    cpSync(starter, join(root, 'scripts', 'run.mjs'))
    writeFileSync(join(root, 'package-lock.json'), '{"lockfileVersion":3,"changed":true}')
    utimesSync(join(root, 'package-lock.json'), new Date(Date.now() + 10_000), new Date(Date.now() + 10_000))
    assert.equal((await launcher()).code, 0)
    assert.equal(calls(root).length, 2)
  },
)
