/** One file, from a server that is slow, broken, lying or hostile. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { READING_LIMITS } from '../reading/limits.ts'
import {
  address,
  feedOf,
  fileIn,
  jumpingClock,
  mirrorFolder,
  NOW,
  run,
  runOne,
  send,
  site,
  TEST_LIMITS,
  type Handler,
} from './fetching.suite.ts'

const BODY = JSON.stringify({ text: 'x'.repeat(5_000) })
const OLD = '{"old":true}'

async function one(
  context: TestContext,
  handler: Handler,
): Promise<{ mirror: string; url: string; asked: readonly { headers: NodeJS.Dict<string | string[]> }[] }> {
  const { url, asked } = await site(context, { '/f': handler })
  return { mirror: mirrorFolder(context), url: `${url}/f`, asked }
}

/** The old file is there, and stays. */
async function expectKept(
  context: TestContext,
  handler: Handler,
  code: string,
  more: Parameters<typeof runOne>[2] = {},
): Promise<void> {
  const { mirror, url } = await one(context, handler)
  mkdirSync(join(mirror, 'one'))
  writeFileSync(join(mirror, 'one/file.json'), OLD)
  assert.equal(await runOne(mirror, address(url), more), code)
  assert.equal(fileIn(mirror, 'one/file.json'), OLD)
}

function partFiles(mirror: string): readonly string[] {
  const folder = join(mirror, '.hygie/part')
  return existsSync(folder) ? readdirSync(folder) : []
}

test('a file is fetched once and then asked for by its validators', async (context) => {
  const { mirror, url, asked } = await one(context, (request, response) => {
    if (request.headers['if-none-match'] === '"a"') response.writeHead(304).end()
    else send(BODY, { etag: '"a"', 'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT' })(request, response, 0)
  })
  assert.equal(await runOne(mirror, address(url)), 'fetched')
  assert.equal(fileIn(mirror, 'one/file.json'), BODY)
  assert.equal(await runOne(mirror, address(url)), 'unchanged')
  assert.equal(asked[1]?.headers['if-modified-since'], 'Fri, 20 Nov 2026 10:00:00 GMT')
  assert.deepEqual(partFiles(mirror), [])
})

test('a file that was changed here is not asked for by validators', async (context) => {
  const { mirror, url, asked } = await one(context, send(BODY, { etag: '"a"' }))
  await runOne(mirror, address(url))
  writeFileSync(join(mirror, 'one/file.json'), '{}')
  assert.equal(await runOne(mirror, address(url)), 'fetched')
  assert.equal(asked[1]?.headers['if-none-match'], undefined)
})

test('the same bytes without a validator leave the file and its time alone', async (context) => {
  const { mirror, url } = await one(context, send(BODY))
  await runOne(mirror, address(url))
  utimesSync(join(mirror, 'one/file.json'), 1, 1)
  assert.equal(await runOne(mirror, address(url)), 'unchanged')
  assert.equal(statSync(join(mirror, 'one/file.json')).mtimeMs, 1000)
})

/** Sends a beginning and breaks off when that has been written: a connection lost earlier loses what lies in buffers. */
function cutter(): {
  readonly start: (response: ServerResponse, text: string, headers: Readonly<Record<string, string>>) => void
  readonly report: () => void
} {
  let cut = (): void => undefined
  return {
    start(response, text, headers) {
      cut = () => void response.destroy()
      response.writeHead(200, { 'content-length': BODY.length, ...headers }).write(text)
    },
    report: () => cut(),
  }
}

test('a file cut in the middle is resumed where it broke off', async (context) => {
  const { start, report } = cutter()
  const { mirror, url, asked } = await one(context, (request, response, count) => {
    if (count === 0) return start(response, BODY.slice(0, 2_000), { etag: '"a"' })
    const at = Number(/^bytes=(\d+)-$/.exec(request.headers['range'] ?? '')?.[1])
    response.writeHead(206, { 'content-range': `bytes ${at}-${BODY.length - 1}/${BODY.length}`, etag: '"a"' })
    response.end(BODY.slice(at))
  })
  assert.equal(await runOne(mirror, address(url), { report }), 'fetched')
  assert.equal(fileIn(mirror, 'one/file.json'), BODY)
  assert.equal(asked[1]?.headers['if-range'], '"a"')
  assert.equal(asked[1]?.headers['range'], 'bytes=2000-')
})

test('a run resumes what the run before could not finish', async (context) => {
  const { start, report } = cutter()
  const { mirror, url } = await one(context, (request, response, count) => {
    if (count === 0) return start(response, BODY.slice(0, 1_000), { 'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT' })
    assert.equal(request.headers['range'], 'bytes=1000-')
    response.writeHead(206, { 'content-range': `bytes 1000-${BODY.length - 1}/${BODY.length}` }).end(BODY.slice(1_000))
  })
  assert.equal(await runOne(mirror, address(url), { report, limits: { ...TEST_LIMITS, triesMax: 1 } }), 'fetch-interrupted')
  assert.equal(existsSync(join(mirror, 'one/file.json')), false)
  assert.equal(await runOne(mirror, address(url)), 'fetched')
  assert.equal(fileIn(mirror, 'one/file.json'), BODY)
})

for (const [what, second] of [
  ['a file that changed meanwhile', send(BODY, { etag: '"b"' })],
  [
    'a server that sends another range',
    (request, response, count) => {
      if (request.headers['range'] === undefined) send(BODY, { etag: '"a"' })(request, response, count)
      else response.writeHead(206, { 'content-range': `bytes 5-${BODY.length - 1}/${BODY.length}` }).end(BODY.slice(5))
    },
  ],
  [
    'a range that is no more',
    (request, response, count) => {
      if (request.headers['range'] === undefined) send(BODY)(request, response, count)
      else response.writeHead(416).end()
    },
  ],
] as const satisfies readonly (readonly [string, Handler])[])
  test(`${what} is fetched whole instead of joined`, async (context) => {
    const { start, report } = cutter()
    const { mirror, url } = await one(context, (request, response, count) => {
      if (count > 0) second(request, response, count)
      else start(response, '{"another":'.padEnd(2_000), { etag: '"a"' })
    })
    assert.equal(await runOne(mirror, address(url), { report }), 'fetched')
    assert.equal(fileIn(mirror, 'one/file.json'), BODY)
  })

test('a weak validator is never used to join bytes', async (context) => {
  const { start, report } = cutter()
  const { mirror, url, asked } = await one(context, (request, response, count) => {
    if (count > 0) send(BODY)(request, response, count)
    else start(response, BODY.slice(0, 100), { etag: 'W/"a"' })
  })
  assert.equal(await runOne(mirror, address(url), { report }), 'fetched')
  assert.equal(asked[1]?.headers['range'], undefined)
})

for (const status of [429, 500, 503])
  test(`${status} is asked again after the time that the server wishes, then given up`, async (context) => {
    const clock = jumpingClock()
    await expectKept(context, (_request, response) => response.writeHead(status, { 'retry-after': '17' }).end(), 'fetch-busy', {
      clock,
    })
    assert.deepEqual(clock.waits, [17_000, 17_000])
  })

test('Retry-After may be a date, and a good answer may follow', async (context) => {
  const clock = jumpingClock()
  const { mirror, url } = await one(context, (request, response, count) => {
    if (count > 0) send(BODY)(request, response, count)
    else response.writeHead(503, { 'retry-after': new Date(NOW + 30_000).toUTCString() }).end()
  })
  assert.equal(await runOne(mirror, address(url), { clock }), 'fetched')
  assert.deepEqual(clock.waits, [30_000])
})

test('without a wish the pauses double', async (context) => {
  const clock = jumpingClock()
  await expectKept(context, (_request, response) => response.writeHead(502).end(), 'fetch-busy', { clock })
  assert.deepEqual(clock.waits, [2_000, 4_000])
})

test('a server that wishes hours of quiet is left alone', async (context) => {
  const clock = jumpingClock()
  await expectKept(context, (_request, response) => response.writeHead(429, { 'retry-after': '7200' }).end(), 'fetch-busy', {
    clock,
  })
  assert.deepEqual(clock.waits, [])
})

for (const status of [401, 403, 404])
  test(`${status} is not asked again`, async (context) => {
    const { mirror, url, asked } = await one(context, (_request, response) => response.writeHead(status).end('no'))
    assert.equal(await runOne(mirror, address(url)), status === 404 ? 'fetch-absent' : 'fetch-refused')
    assert.equal(asked.length, 1)
  })

test('a length that is too long is a broken answer', (context) =>
  expectKept(
    context,
    (_request, response) => {
      response.writeHead(200, { 'content-length': BODY.length + 10 })
      response.write(BODY, () => response.socket?.end())
    },
    'fetch-interrupted',
  ))

test('a length that is too short is seen by the end of the file', (context) =>
  expectKept(
    context,
    (request) => request.socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n${BODY}`),
    'fetch-content',
  ))

test('a file announced as too large is not begun', (context) =>
  expectKept(context, (_request, response) => response.writeHead(200, { 'content-length': 1_000_001 }).write('{'), 'fetch-large'))

test('a body without end is stopped at the bound', (context) =>
  expectKept(
    context,
    (_request, response) => {
      pipeline(Readable.from(endless()), response, () => undefined)
    },
    'fetch-large',
  ))

function* endless(): Generator<string> {
  for (;;) yield 'x'.repeat(65_536)
}

test('silence is given up', (context) =>
  expectKept(
    context,
    (_request, response) => response.writeHead(200, { 'content-length': 100 }).write('{'),
    'fetch-interrupted',
    {
      limits: { ...TEST_LIMITS, triesMax: 1 },
    },
  ))

test('no answer at all is given up', (context) =>
  expectKept(context, () => undefined, 'fetch-interrupted', { limits: { ...TEST_LIMITS, triesMax: 1 } }))

test('a body that drips is stopped by the total time and kept for the next run', async (context) => {
  const drips: NodeJS.Timeout[] = []
  context.after(() => {
    for (const drip of drips) clearInterval(drip)
  })
  const { mirror, url } = await one(context, (_request, response) => {
    response.writeHead(200, { 'content-length': 100_000, etag: '"a"' })
    drips.push(setInterval(() => response.write('x'), 20))
  })
  assert.equal(await runOne(mirror, address(url), { limits: { ...TEST_LIMITS, totalMs: 250 } }), 'fetch-slow')
  assert.equal(partFiles(mirror).length, 2)
})

test('an HTML page with status 200 is no feed', (context) =>
  expectKept(context, send('<!DOCTYPE html><title>Log in</title>'), 'fetch-content'))
test('an empty file is no feed', (context) => expectKept(context, send(''), 'fetch-content'))

test('gzip on the way is taken off, a damaged one refused', async (context) => {
  const packed = gzipSync(BODY)
  const { mirror, url } = await one(context, send(packed, { 'content-encoding': 'gzip' }))
  assert.equal(await runOne(mirror, address(url)), 'fetched')
  assert.equal(fileIn(mirror, 'one/file.json'), BODY)
  await expectKept(context, send(packed.subarray(0, 20), { 'content-encoding': 'gzip' }), 'fetch-content')
})

test('a bomb on the way is stopped at the bound', (context) =>
  expectKept(context, send(gzipSync('x'.repeat(50_000_000)), { 'content-encoding': 'gzip' }), 'fetch-large'))

test('a packed file is kept as served, whatever is said of its encoding', async (context) => {
  const packed = gzipSync(BODY)
  const { url } = await site(context, { '/f': send(packed, { 'content-encoding': 'gzip' }) })
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, address(`${url}/f`, 'one/file.json.gz')), 'fetched')
  assert.equal(statSync(join(mirror, 'one/file.json.gz')).size, packed.length)
})

const sum = (kind: 'sha256' | 'sha512', of: string | Buffer): string => createHash(kind).update(of).digest('hex')
const packed = gzipSync(BODY)
const meta = (of: string): string => `lastModifiedDate:2026-11-20\r\nsize:1\r\nsha256:${of.toUpperCase()}\r\n`

for (const [what, kind, file, checksum, expected] of [
  ['sha256', 'sha256', BODY, `${sum('sha256', BODY)}  f\n`, 'fetched'],
  ['sha512 alone', 'sha512', BODY, sum('sha512', BODY), 'fetched'],
  ['sha256 among others', 'sha256', BODY, `${'0'.repeat(64)}  g\n${sum('sha256', BODY)} *f\n`, 'fetched'],
  ['sha256 in BSD form', 'sha256', BODY, `SHA256 (f) = ${sum('sha256', BODY)}`, 'fetched'],
  ['NVD meta', 'nvd-meta', packed, meta(sum('sha256', BODY)), 'fetched'],
  ['wrong sha256', 'sha256', BODY, `${'0'.repeat(64)}  f\n`, 'fetch-checksum'],
  ['wrong NVD meta', 'nvd-meta', packed, meta('0'.repeat(64)), 'fetch-checksum'],
  ['unreadable', 'sha256', BODY, 'come back later', 'fetch-checksum'],
  ['bomb behind a meta', 'nvd-meta', gzipSync(Buffer.alloc(20_000_000)), meta('0'.repeat(64)), 'fetch-checksum'],
] as const)
  test(`checksum: ${what} → ${expected}`, async (context) => {
    const { url, asked } = await site(context, { '/f': send(file), '/sum': send(checksum) })
    const mirror = mirrorFolder(context)
    const path = kind === 'nvd-meta' ? 'one/file.json.gz' : 'one/file.json'
    const wanted = address(`${url}/f`, path, {
      checksum: { url: `${url}/sum`, kind, of: kind === 'nvd-meta' ? 'unpacked' : 'file' },
    })
    const reading = { ...READING_LIMITS, ratioFloorBytes: 1_000_000, ratioMax: 200 }
    assert.equal(await runOne(mirror, wanted, { reading }), expected)
    assert.equal(existsSync(join(mirror, path)), expected === 'fetched')
    if (expected !== 'fetched') return
    assert.equal(await runOne(mirror, wanted, { reading }), 'unchanged')
    // the sum is as it was, so the file was not asked for a second time
    assert.deepEqual(
      asked.map((request) => request.url),
      ['/sum', '/f', '/sum'],
    )
  })

test('a feed that fails stops no other, and one missing of several is no failure', async (context) => {
  const { url } = await site(context, { '/a': send('{}'), '/c': (_request, response) => response.writeHead(403).end() })
  const mirror = mirrorFolder(context)
  const several = address(`${url}/{name}`, 'good/{name}.json', { expand: { name: ['a', 'b'] } })
  const [bad, good, none] = await run(mirror, [
    feedOf('bad', address(`${url}/c`)),
    feedOf('good', several),
    feedOf('none', address(`${url}/{name}`, 'none/{name}.json', { expand: { name: ['x', 'y'] } })),
  ])
  assert.equal(bad?.outcome, 'failed')
  assert.deepEqual([good?.outcome, good?.files], ['fetched', { fetched: 1, unchanged: 0, absent: 1 }])
  assert.equal(none?.outcome, 'failed')
})

test('a feed asked a short time ago is not asked again unless told to', async (context) => {
  const { mirror, url, asked } = await one(context, send(BODY))
  assert.equal(await runOne(mirror, address(url), { force: false }), 'fetched')
  assert.equal(await runOne(mirror, address(url), { force: false }), 'recent')
  assert.equal(asked.length, 1)
})
