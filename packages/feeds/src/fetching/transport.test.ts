/** The way to a server: certificates, proxies, redirects, hosts that are not there. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, createServer as createTcp, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fetchFeeds } from './fetch-feeds.ts'
import type { TransportOptions } from './transport.ts'
import {
  address,
  feedOf,
  fileIn,
  jumpingClock,
  mirrorFolder,
  run,
  runOne,
  send,
  site,
  TEST_LIMITS,
  type Handler,
  type Site,
} from './fetching.suite.ts'

const OPENSSL = '/usr/bin/openssl'
const NO_OPENSSL = existsSync(OPENSSL) ? false : `${OPENSSL} is not there to make a certificate`
const transport: TransportOptions = { environment: {}, authorities: [], insecureHttp: false }

type Certificate = { readonly key: string; readonly cert: string }

function certificate(context: TestContext): Certificate {
  const folder = mirrorFolder(context)
  const made = spawnSync(
    OPENSSL,
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '3650',
      '-subj',
      '/CN=own',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      'key.pem',
      '-out',
      'cert.pem',
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  assert.equal(made.status, 0, made.stderr)
  return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') }
}

function secureSite(context: TestContext, pair: Certificate, handlers: Readonly<Record<string, Handler>>): Promise<Site> {
  return site(context, handlers, Object.assign(createHttps({ key: pair.key, cert: pair.cert }), { key: true }))
}

function redirect(to: string, status = 302): Handler {
  return (_request, response) => response.writeHead(status, { location: to }).end()
}

test('an unknown authority is refused with advice, and trusted when it is named', { skip: NO_OPENSSL }, async (context) => {
  const pair = certificate(context)
  const { url, asked } = await secureSite(context, pair, { '/f': send('{}') })
  const mirror = mirrorFolder(context)
  const [refused] = await run(mirror, [feedOf('one', address(`${url}/f`))])
  assert.equal(refused?.failures[0]?.code, 'fetch-certificate')
  assert.match(refused?.failures[0]?.message ?? '', /--ca FILE/)
  assert.equal(asked.length, 0)
  assert.equal(await runOne(mirror, address(`${url}/f`), { transport: { ...transport, authorities: [pair.cert] } }), 'fetched')
  const other = certificate(context)
  assert.equal(
    await runOne(mirror, address(`${url}/f`), { transport: { ...transport, authorities: [other.cert] } }),
    'fetch-certificate',
  )
})

test('a certificate of another name is refused', { skip: NO_OPENSSL }, async (context) => {
  const pair = certificate(context)
  const { url } = await secureSite(context, pair, { '/f': send('{}') })
  const byName = url.replace('127.0.0.1', 'localhost')
  const found = await runOne(mirrorFolder(context), address(`${byName}/f`), {
    transport: { ...transport, authorities: [pair.cert] },
  })
  assert.equal(found, 'fetch-certificate')
})

test('https is never left for http, not even on this machine', { skip: NO_OPENSSL }, async (context) => {
  const plain = await site(context, { '/f': send('{}') })
  const pair = certificate(context)
  const { url } = await secureSite(context, pair, { '/f': redirect(`${plain.url}/f`) })
  const more = { transport: { ...transport, authorities: [pair.cert], insecureHttp: true } }
  assert.equal(await runOne(mirrorFolder(context), address(`${url}/f`), more), 'fetch-redirect')
  assert.equal(plain.asked.length, 0)
})

test('a proxy is gone through by CONNECT, and its password is not told', { skip: NO_OPENSSL }, async (context) => {
  const pair = certificate(context)
  const { url } = await secureSite(context, pair, { '/f': send('{}') })
  const through: string[] = []
  const proxy = createHttp()
  proxy.on('connect', (request, client, head) => {
    const allowed = request.headers['proxy-authorization'] === `Basic ${Buffer.from('hygie:s3cret').toString('base64')}`
    through.push(`${request.url} ${allowed}`)
    if (!allowed) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const server = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      server.write(head)
      server.pipe(client).pipe(server)
    })
    server.on('error', () => client.destroy())
    client.on('error', () => server.destroy())
  })
  const { url: at } = await site(context, {}, proxy)
  const authorities = [pair.cert]
  const named = (login: string, more: Readonly<Record<string, string>> = {}): TransportOptions => ({
    ...transport,
    authorities,
    environment: { HTTPS_PROXY: at.replace('//', `//${login}@`), ...more },
  })
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, address(`${url}/f`), { transport: named('hygie:s3cret') }), 'fetched')
  assert.deepEqual(through, [`${url.slice('https://'.length)} true`])
  const [refused] = await run(mirror, [feedOf('one', address(`${url}/f`))], { transport: named('hygie:wr0ng') })
  assert.equal(refused?.failures[0]?.code, 'fetch-proxy')
  assert.doesNotMatch(JSON.stringify(refused), /wr0ng|s3cret/)
  assert.equal(
    await runOne(mirror, address(`${url}/f`), { transport: named('hygie:s3cret', { NO_PROXY: '127.0.0.1' }) }),
    'unchanged',
  )
  assert.equal(through.length, 2)
})

test('a proxy that cannot be read stops all, without its password', async (context) => {
  const environment = { https_proxy: 'hygie:s3cret@@:x' }
  const request = { mirror: mirrorFolder(context), feeds: [], force: true, clock: jumpingClock() }
  const result = await fetchFeeds({ ...request, transport: { ...transport, environment } })
  assert.ok(!result.ok && result.error.code === 'fetch-proxy', JSON.stringify(result))
  assert.doesNotMatch(JSON.stringify(result), /s3cret/)
})

test('plain HTTP is for this machine only, unless it is allowed', async (context) => {
  const clock = jumpingClock()
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, address('http://feed.example/f'), { clock }), 'fetch-insecure')
  for (const url of [
    'ftp://127.0.0.1/f',
    'file:///etc/passwd',
    'http://127.0.0.1.feed.example/f',
    'http://localhost.feed.example/f',
    'no address',
  ])
    assert.equal(await runOne(mirror, address(url), { clock }), 'fetch-insecure', url)
})

test('a redirect is followed, and a loop of them ends', async (context) => {
  const { url, asked } = await site(context, {
    '/a': redirect('/b', 301),
    '/b': redirect('/c', 308),
    '/c': send('{}'),
    '/x': redirect('/y'),
    '/y': redirect('/x'),
    '/z': (_request, response) => response.writeHead(302, { location: 'javascript:alert(1)' }).end(),
  })
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, address(`${url}/a`)), 'fetched')
  assert.equal(fileIn(mirror, 'one/file.json'), '{}')
  assert.equal(await runOne(mirror, address(`${url}/x`)), 'fetch-redirect')
  assert.equal(asked.length, 3 + TEST_LIMITS.redirectsMax + 1)
  assert.equal(await runOne(mirror, address(`${url}/z`)), 'fetch-redirect')
})

test('a key goes to the host it is for and to no other', async (context) => {
  const other = await site(context, { '/f': send('{}') })
  const { url, asked } = await site(context, { '/f': redirect(`${other.url}/f`) })
  const wanted = address(`${url}/f`, 'one/file.json', { key: { name: 'test-key', header: 'apiKey', intervalMs: 0 } })
  assert.equal(
    await runOne(mirrorFolder(context), wanted, { secret: (name) => (name === 'test-key' ? 's3cret' : undefined) }),
    'fetched',
  )
  assert.equal(asked[0]?.headers['apikey'], 's3cret')
  assert.equal(other.asked[0]?.headers['apikey'], undefined)
})

test('a key is not sent to an internal mirror', async (context) => {
  const { url, asked } = await site(context, { '/m/one/file.json': send('{}') })
  const wanted = address('https://feed.example/f', 'one/file.json', { key: { name: 'k', header: 'apiKey', intervalMs: 0 } })
  assert.equal(await runOne(mirrorFolder(context), wanted, { from: `${url}/m/`, secret: () => 's3cret' }), 'fetched')
  assert.ok(asked.every(({ headers }) => headers['apikey'] === undefined))
})

test('an internal mirror states the checksums of what it holds', async (context) => {
  const files: Record<string, string> = { '/one/file.json': '{"a":1}' }
  const upstream = await site(context, { '/f': send('{"a":1}') })
  const first = mirrorFolder(context)
  assert.equal(await runOne(first, address(`${upstream.url}/f`)), 'fetched')
  const serve =
    (path: string): Handler =>
    (request, response) =>
      send(files[path] ?? '')(request, response, 0)
  files['/.hygie/state.json'] = fileIn(first, '.hygie/state.json')
  const inner = await site(context, {
    '/one/file.json': serve('/one/file.json'),
    '/.hygie/state.json': serve('/.hygie/state.json'),
  })
  const second = mirrorFolder(context)
  assert.equal(await runOne(second, address('https://feed.example/f'), { from: inner.url }), 'fetched')
  files['/one/file.json'] = '{"a":2}'
  assert.equal(await runOne(mirrorFolder(context), address('https://feed.example/f'), { from: inner.url }), 'fetch-checksum')
})

test('a host that is not there is asked once, and without any host there is no network', async (context) => {
  const closed = await closedPorts(3)
  const clock = jumpingClock()
  const feeds = closed.flatMap((port, index) =>
    [0, 1].map((twin) => feedOf(`f${index}-${twin}`, address(`http://127.0.0.1:${port}/f`, `f${index}-${twin}/f.json`))),
  )
  const limits = { ...TEST_LIMITS, feedsAtOnce: 1, unreachableHostsMax: 2 }
  const results = await run(mirrorFolder(context), feeds, { clock, limits })
  assert.deepEqual(
    results.map(({ failures }) => failures[0]?.code),
    ['fetch-unreachable', 'fetch-unreachable', 'fetch-unreachable', 'fetch-unreachable', 'fetch-no-network', 'fetch-no-network'],
  )
  assert.deepEqual(clock.waits, [])
})

async function closedPorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createTcp())
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  return ports
}

test('one host gets one request at a time, with the pause it asks for', async (context) => {
  let open = 0
  let most = 0
  const { url } = await site(context, {
    '/f': (request, response) => {
      open += 1
      most = Math.max(most, open)
      setImmediate(() => {
        open -= 1
        send('{}')(request, response, 0)
      })
    },
  })
  const clock = jumpingClock()
  const feeds = ['a', 'b', 'c'].map((name) => feedOf(name, address(`${url}/f`, `${name}/f.json`, { intervalMs: 6_000 })))
  const results = await run(mirrorFolder(context), feeds, { clock })
  assert.ok(results.every(({ outcome }) => outcome === 'fetched'))
  assert.equal(most, 1)
  assert.deepEqual(clock.waits, [6_000, 6_000])
})

test('two runs do not fill one mirror at the same time; a lock left behind is taken', async (context) => {
  const { url } = await site(context, { '/f': send('{}') })
  const mirror = mirrorFolder(context)
  mkdirSync(join(mirror, '.hygie'))
  writeFileSync(join(mirror, '.hygie/lock'), String(process.pid))
  const request = { mirror, feeds: [], force: true, clock: jumpingClock(), transport }
  const locked = await fetchFeeds(request)
  assert.ok(!locked.ok && locked.error.code === 'mirror-locked')
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  writeFileSync(join(mirror, '.hygie/lock'), String(gone))
  assert.equal(await runOne(mirror, address(`${url}/f`)), 'fetched')
  assert.equal(existsSync(join(mirror, '.hygie/lock')), false)
})
