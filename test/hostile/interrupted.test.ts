/** Runs that are killed, stalled or starved, or meet each other: what was there before stays whole, and the next run is not tripped up. */
import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(import.meta.dirname))
const ENTRY = join(root, 'packages', 'cli', 'src', 'hygie.ts')
const MIRROR = join(root, 'test', 'sample', 'mirror')
const BUILD = ['kb', 'build', '--mirror', MIRROR, '--quiet']
const KEV = 'kev/known_exploited_vulnerabilities.json'
const CATALOGUE = JSON.stringify({
  catalogVersion: '2026.11.20',
  dateReleased: '2026-11-20T12:00:00Z',
  count: 0,
  vulnerabilities: [],
})

test('two first builds into the same file at once: both end well, the file is whole and signed, nothing else is left', async (context) => {
  const home = newFolder(context)
  const ended = await Promise.all([hygie(home, BUILD), hygie(home, BUILD)])
  assert.deepEqual(
    ended.map(({ status, err }) => [status, err]),
    [
      [0, ''],
      [0, ''],
    ],
  )
  assert.deepEqual(readdirSync(home).toSorted(), ['keys', 'knowledge.hygie', 'knowledge.hygie.verified'])
  const both = readFileSync(join(home, 'knowledge.hygie'))
  assert.equal((await hygie(home, BUILD)).status, 0)
  assert.ok(readFileSync(join(home, 'knowledge.hygie')).equals(both), 'signed by the key that stayed')
})

test('a build killed in the middle leaves the old file, and the next one clears up', async (context) => {
  const home = newFolder(context)
  assert.equal((await hygie(home, BUILD)).status, 0)
  const before = readFileSync(join(home, 'knowledge.hygie'))
  const build = fileURLToPath(new URL('../../packages/knowledge/src/build.ts', import.meta.url))
  const keys = fileURLToPath(new URL('../../packages/knowledge/src/keys.ts', import.meta.url))
  const program = `
    const { buildKnowledge } = await import(${JSON.stringify(build)})
    const { generateSigningKey } = await import(${JSON.stringify(keys)})
    async function* records() {
      for (let index = 0; index < 5000; index += 1)
        yield { source: 'x', file: 'x', record: { kind: 'vulnerability', id: 'CVE-2024-' + (10000 + index), aliases: [], upstream: [], related: [] } }
      process.stdout.write('begun')
      await new Promise((done) => setInterval(done, 1e9))
    }
    await buildKnowledge(records(), { path: ${JSON.stringify(join(home, 'knowledge.hygie'))}, key: generateSigningKey(), engine: 'x' })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((done) => child.stdout.once('data', done))
  assert.ok(readdirSync(home).some((name) => name.endsWith('.stage')))
  await killed(child)
  assert.ok(readFileSync(join(home, 'knowledge.hygie')).equals(before))
  assert.equal((await hygie(home, ['kb', 'info'])).status, 0)
  assert.equal((await hygie(home, BUILD)).status, 0)
  assert.deepEqual(readdirSync(home).toSorted(), ['keys', 'knowledge.hygie', 'knowledge.hygie.verified'])
})

test('a fetch killed while the server stalls leaves the old file, and the next one ends', async (context) => {
  const home = newFolder(context)
  let stall = false
  let stalled: () => void = () => undefined
  const answer = (response: ServerResponse): void => {
    const [body, tag] = stall ? [CATALOGUE.replace('2026.11.20', '2026.11.21'), '"2"'] : [CATALOGUE, '"1"']
    response.writeHead(200, { etag: tag, 'content-length': Buffer.byteLength(body) })
    if (!stall) return void response.end(body)
    response.write(body.slice(0, 20), () => stalled())
  }
  const server = createServer((request, response) =>
    request.url === `/${KEV}` ? answer(response) : void response.writeHead(404).end(),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const fetch = ['mirror', 'fetch', 'kev', '--force', '--from', `http://127.0.0.1:${(server.address() as AddressInfo).port}`]
  assert.equal((await hygie(home, fetch)).status, 0)
  const file = join(home, 'mirror', KEV)
  const before = readFileSync(file, 'utf8')

  stall = true
  const half = new Promise<void>((done) => (stalled = done))
  const child = spawn(process.execPath, [ENTRY, ...fetch], { env: environment(home), stdio: 'ignore' })
  await half
  await killed(child)
  assert.equal(readFileSync(file, 'utf8'), before)
  assert.deepEqual(
    readdirSync(dirname(file)),
    ['known_exploited_vulnerabilities.json'],
    'no half file among those that a build reads',
  )

  stall = false
  const again = await hygie(home, fetch)
  assert.equal(again.status, 0, again.err)
  assert.equal(readFileSync(file, 'utf8'), CATALOGUE)
  assert.ok(!existsSync(join(home, 'mirror', '.hygie', 'lock')))
})

test('on a full disk a build ends with advice, leaves the old file, and nothing else', async (context) => {
  const disk = smallDisk(context, 'size=700k')
  if (disk === undefined) return context.skip('no right to mount a small disk')
  assert.equal((await hygie(disk, BUILD)).status, 0)
  const before = readFileSync(join(disk, 'knowledge.hygie'))
  const { status, err } = await hygie(disk, BUILD)
  assert.equal(status, 4)
  assert.match(err, /disk is full: make room/)
  assert.doesNotMatch(err, /^\s+at /m)
  assert.ok(readFileSync(join(disk, 'knowledge.hygie')).equals(before))
  assert.deepEqual(readdirSync(disk).toSorted(), ['keys', 'knowledge.hygie', 'knowledge.hygie.verified'])
})

test('into a folder that cannot be written a build ends with the reason; reading goes on', async (context) => {
  const disk = smallDisk(context, 'size=4m')
  if (disk === undefined) return context.skip('no right to mount a small disk')
  assert.equal((await hygie(disk, BUILD)).status, 0)
  rmSync(join(disk, 'knowledge.hygie.verified'), { force: true })
  assert.equal(spawnSync('mount', ['-o', 'remount,ro', disk]).status, 0)
  const { status, err } = await hygie(disk, BUILD)
  assert.equal(status, 4, err)
  assert.match(err, /^hygie: .*Give this account the right, or choose another place/)
  assert.doesNotMatch(err, /^\s+at /m)
  const read = await hygie(disk, ['kb', 'info'])
  assert.equal(read.status, 0, read.err)
})

function newFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-interrupted-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A disk of its own, in memory. Undefined where the test may not mount one. */
function smallDisk(context: TestContext, options: string): string | undefined {
  const disk = mkdtempSync(join(tmpdir(), 'hygie-disk-'))
  const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status === 0
  context.after(() => {
    if (mounted) spawnSync('umount', [disk])
    rmdirSync(disk) // fails loudly when it is still mounted
  })
  return mounted ? disk : undefined
}

function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HYGIE_HOME: home, LC_ALL: 'C', NO_PROXY: '*', NO_COLOR: '1' }
}

type Ended = { readonly status: number | null; readonly err: string }

function hygie(home: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [ENTRY, ...args], { env: environment(home), stdio: ['ignore', 'ignore', 'pipe'] })
  let err = ''
  child.stderr.on('data', (chunk) => void (err += String(chunk)))
  return new Promise((done) => child.on('close', (status) => done({ status, err })))
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.on('exit', done))
  child.kill('SIGKILL')
  await gone
}
