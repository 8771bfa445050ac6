/** `hygie mirror` as it is typed: what it prints, where it writes, how it ends. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../hygie.ts', import.meta.url))
const KEV = 'kev/known_exploited_vulnerabilities.json'
const CATALOGUE = JSON.stringify({
  catalogVersion: '2026.11.20',
  dateReleased: '2026-11-20T12:00:00Z',
  count: 0,
  vulnerabilities: [],
})

type Ended = { readonly status: number | null; readonly out: string; readonly err: string }

function home(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-home-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function hygie(folder: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HYGIE_HOME: folder, LC_ALL: 'C', NO_PROXY: '*', ...more }
  const child = spawn(process.execPath, [ENTRY, 'mirror', ...args], { env })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => void (out += String(chunk)))
  child.stderr.on('data', (chunk) => void (err += String(chunk)))
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })))
}

async function internalMirror(context: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((request, response) => {
    const body = files[(request.url ?? '').slice(1)]
    if (body === undefined) response.writeHead(404).end()
    else response.writeHead(200, { etag: '"1"', 'content-length': Buffer.byteLength(body) }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('fetch fills the mirror of the home, and status tells its age', async (context) => {
  const folder = home(context)
  const from = await internalMirror(context, { [KEV]: CATALOGUE })
  const fetched = await hygie(folder, ['fetch', 'kev', '--from', from])
  assert.equal(fetched.status, 0, fetched.err)
  assert.match(fetched.out, /^kev +fetched +1 new/)
  assert.ok(existsSync(join(folder, 'mirror', KEV)))
  const status = await hygie(folder, ['status', 'kev', '--json'])
  assert.equal(status.status, 0)
  const { feeds } = JSON.parse(status.out) as { feeds: readonly Record<string, unknown>[] }
  assert.deepEqual(
    [feeds[0]?.['feed'], feeds[0]?.['basis'], feeds[0]?.['stale'], feeds[0]?.['files']],
    ['kev', 'fetched', false, 1],
  )
})

test('some feeds that fail end with 3, all with 4, and the words say why', async (context) => {
  const folder = home(context)
  const from = await internalMirror(context, { [KEV]: CATALOGUE })
  const part = await hygie(folder, ['fetch', 'kev', 'debian-tracker', '--from', from, '--json'])
  assert.equal(part.status, 3, part.err)
  const { feeds } = JSON.parse(part.out) as { feeds: readonly { readonly outcome: string }[] }
  assert.deepEqual(
    feeds.map(({ outcome }) => outcome),
    ['fetched', 'failed'],
  )
  const none = await hygie(folder, ['fetch', 'debian-tracker', '--from', from])
  assert.equal(none.status, 4)
  assert.match(none.out, /debian-tracker +FAILED .*the server does not have it \(404\)/)
})

test('a dry run sends nothing and names addresses and licences', async (context) => {
  const folder = home(context)
  const plan = await hygie(folder, ['fetch', 'kev', 'nvd-feed', '--dry-run'])
  assert.equal(plan.status, 0, plan.err)
  assert.match(plan.out, /^kev .*\(CC0-1\.0\)\n +https:\/\/www\.cisa\.gov\//)
  assert.match(plan.out, /nvdcve-2\.0-2002\.json\.gz/)
  assert.equal(existsSync(join(folder, 'mirror')), false)
})

for (const [what, args, environment, words] of [
  ['offline', ['fetch', '--offline'], {}, /told never to use the network/],
  ['offline by the environment', ['fetch', 'kev'], { HYGIE_OFFLINE: 'true' }, /told never to use the network/],
  ['an unknown feed', ['fetch', 'kew'], {}, /Cannot find the feed "kew"/],
  ['an unknown verb', ['fill'], {}, /must be fetch or status/],
  ['plain HTTP elsewhere', ['fetch', 'kev', '--from', 'http://mirror.example/'], {}, /--insecure-http/],
  ['a password in an address', ['fetch', 'kev', '--from', 'https://me:s3cret@mirror.example/'], {}, /without name, password/],
  ['an authority that is none', ['fetch', 'kev', '--ca', ENTRY], {}, /must be a file of certificates/],
] as const)
  test(`${what} is wrong usage`, async (context) => {
    const folder = home(context)
    const ended = await hygie(folder, args, environment)
    assert.equal(ended.status, 2, ended.out + ended.err)
    assert.match(ended.err, words)
    assert.doesNotMatch(ended.out + ended.err, /s3cret|defect/)
    assert.equal(existsSync(join(folder, 'mirror')), false)
  })

test('a proxy that is not there is told in seconds, without its password', async (context) => {
  const folder = home(context)
  const ended = await hygie(folder, ['fetch', 'kev'], { HTTPS_PROXY: 'http://me:s3cret@127.0.0.1:9', NO_PROXY: '' })
  assert.equal(ended.status, 4, ended.out + ended.err)
  assert.match(ended.out, /kev +FAILED/)
  assert.doesNotMatch(ended.out + ended.err, /s3cret/)
})

test('an empty mirror is told as one', async (context) => {
  const folder = home(context)
  mkdirSync(join(folder, 'mirror'))
  writeFileSync(join(folder, 'mirror', 'readme'), '')
  const status = await hygie(folder, ['status', 'kev'])
  assert.equal(status.status, 4)
  assert.match(status.out, /kev +- +- +6 h +absent/)
})
