/** Paged interfaces and lists: totals that change, pages that are short, entries that lead astray. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FeedAddress, FeedList } from '@hygie/core/knowledge/feed'
import { address, feedOf, fileIn, mirrorFolder, run, runOne, send, site, type Handler } from './fetching.suite.ts'
import { readList } from './lists.ts'
import { isSafePath } from './plan.ts'

const paging: NonNullable<FeedAddress['paging']> = {
  parameter: 'startIndex',
  sizeRows: 10,
  sizeParameter: 'limit',
  totalField: 'total',
}

/** A server of `total` rows that gives at most `size` a page, whatever is asked for. */
function pages(rows: number, size: number, total: (asked: number) => number = () => rows): Handler {
  return (request, response, asked) => {
    const at = Number(new URL(request.url ?? '', 'http://x').searchParams.get('startIndex'))
    const items = Array.from({ length: Math.max(0, Math.min(size, rows - at)) }, (_, index) => at + index)
    send(JSON.stringify({ total: total(asked), items }))(request, response, asked)
  }
}

const paged = (url: string, more: Partial<NonNullable<FeedAddress['paging']>> = {}): FeedAddress =>
  address(`${url}/api?q=1`, 'one/api', { paging: { ...paging, ...more } })

test('pages are counted by their rows, though fewer come than were asked for', async (context) => {
  const { url, asked } = await site(context, { '/api': pages(25, 7) })
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, paged(url)), 'fetched')
  assert.deepEqual(
    readdirSync(join(mirror, 'one/api')).toSorted(),
    [0, 14, 21, 7].map((at) => `startIndex-${at}.json`),
  )
  assert.equal(asked[1]?.url, '/api?q=1&limit=10&startIndex=7')
  assert.deepEqual(readdirSync(join(mirror, '.hygie/ready')), [])
})

test('a total that grows while it is read is followed', async (context) => {
  const { url, asked } = await site(context, {
    '/api': pages(15, 10, (count) => (count === 0 ? 10 : 15) + (count === 0 ? 1 : 0)),
  })
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, paged(url)), 'fetched')
  assert.equal(asked.length, 2)
})

test('an interface that ends early changes nothing', async (context) => {
  const { url } = await site(context, { '/api': pages(20, 10, () => 100) })
  const mirror = mirrorFolder(context)
  mkdirSync(join(mirror, 'one/api'), { recursive: true })
  writeFileSync(join(mirror, 'one/api/startIndex-0.json'), 'old')
  assert.equal(await runOne(mirror, paged(url)), 'pages-short')
  assert.deepEqual(readdirSync(join(mirror, 'one/api')), ['startIndex-0.json'])
  assert.equal(fileIn(mirror, 'one/api/startIndex-0.json'), 'old')
})

test('a failing page changes nothing; one that is no page is asked for again', async (context) => {
  const mirror = mirrorFolder(context)
  const broken: Handler = (request, response, count) =>
    request.url?.includes('startIndex=10') === true && count < 3
      ? send('<html>busy</html>')(request, response, count)
      : pages(20, 10)(request, response, count)
  const { url, asked } = await site(context, { '/api': broken, '/never': send('[]') })
  assert.equal(await runOne(mirror, paged(url)), 'fetched')
  assert.equal(asked.length, 4)
  assert.equal(await runOne(mirror, { ...paged(url), url: `${url}/never` }), 'fetch-content')
  assert.equal(readdirSync(join(mirror, 'one/api')).length, 2)
})

test('pages that are no more go away, files of another kind stay', async (context) => {
  const mirror = mirrorFolder(context)
  mkdirSync(join(mirror, 'one/api'), { recursive: true })
  for (const name of ['startIndex-900.json', 'by-hand.json']) writeFileSync(join(mirror, 'one/api', name), 'old')
  const { url } = await site(context, { '/api': pages(5, 10) })
  assert.equal(await runOne(mirror, paged(url)), 'fetched')
  assert.deepEqual(readdirSync(join(mirror, 'one/api')).toSorted(), ['by-hand.json', 'startIndex-0.json'])
})

test('page numbers begin at one', async (context) => {
  const { url } = await site(context, {
    '/api': (request, response, count) => {
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'))
      send(JSON.stringify({ total: 3, items: page === 1 ? [1, 2] : [3] }))(request, response, count)
    },
  })
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, paged(url, { parameter: 'page', counts: 'pages' })), 'fetched')
  assert.deepEqual(readdirSync(join(mirror, 'one/api')).toSorted(), ['page-1.json', 'page-2.json'])
})

test('pages that a dying run had whole are put into place by the next', async (context) => {
  const mirror = mirrorFolder(context)
  const ready = join(mirror, '.hygie/ready', encodeURIComponent('one/api'))
  mkdirSync(ready, { recursive: true })
  mkdirSync(join(mirror, 'one/api'), { recursive: true })
  writeFileSync(join(mirror, 'one/api/startIndex-0.json'), 'placed before it died')
  writeFileSync(join(mirror, 'one/api/startIndex-90.json'), 'old')
  writeFileSync(join(ready, 'startIndex-10.json'), 'new')
  writeFileSync(join(ready, 'manifest.json'), '["startIndex-0.json","startIndex-10.json"]')
  await run(mirror, [])
  assert.deepEqual(readdirSync(join(mirror, 'one/api')).toSorted(), ['startIndex-0.json', 'startIndex-10.json'])
  assert.equal(existsSync(ready), false)
})

test('an internal mirror has the pages as files', async (context) => {
  const { url } = await site(context, {
    '/one/api/startIndex-0.json': send('{"total":3,"items":[1,2]}'),
    '/one/api/startIndex-2.json': send('{"total":3,"items":[3]}'),
  })
  const mirror = mirrorFolder(context)
  assert.equal(await runOne(mirror, paged('https://feed.example'), { from: url }), 'fetched')
  assert.equal(fileIn(mirror, 'one/api/startIndex-2.json'), '{"total":3,"items":[3]}')
})

const follow = (kind: FeedList['kind'], more: Partial<FeedList> = {}): FeedList => ({ kind, folder: 'one', ...more })

test('the latest archive is fetched, the one before removed, and changes since then followed', async (context) => {
  let day = '2026-11-01'
  const { url, asked } = await site(context, {
    '/v2/archive_latest.txt': (...all) => send(`all_${day}.tar.zst\n`)(...all),
    '/v2/all_2026-11-01.tar.zst': send(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1])),
    '/v2/all_2026-11-08.tar.zst': send(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 2])),
    '/v2/changes.csv': send(
      '"2026/new.json","2026-11-09T00:00:00Z"\r\n"2026/mid.json","2026-11-05T00:00:00Z"\r\n"2026/old.json","2026-01-01T00:00:00Z"\r\n',
    ),
    '/v2/2026/new.json': send('{}'),
    '/v2/2026/mid.json': send('{}'),
  })
  const mirror = mirrorFolder(context)
  const feed = feedOf(
    'one',
    address(`${url}/v2/archive_latest.txt`, 'one/archive_latest.txt', { follow: follow('latest', { accepts: /\.tar\.zst$/ }) }),
    address(`${url}/v2/changes.csv`, 'one/docs/changes.csv', {
      follow: follow('changes', { folder: 'one/docs', sinceLatest: true }),
    }),
  )
  const [first] = await run(mirror, [feed])
  assert.deepEqual([first?.outcome, first?.failures], ['fetched', []])
  assert.deepEqual(readdirSync(join(mirror, 'one/docs/2026')).toSorted(), ['mid.json', 'new.json'])
  day = '2026-11-08'
  await run(mirror, [feed])
  assert.deepEqual(readdirSync(join(mirror, 'one')).toSorted(), ['all_2026-11-08.tar.zst', 'archive_latest.txt', 'docs'])
  // the new archive holds it
  assert.deepEqual(readdirSync(join(mirror, 'one/docs/2026')), ['new.json'])
  // its instant in the list is the one of before: not asked for again
  assert.equal(asked.filter((request) => request.url === '/v2/2026/new.json').length, 1)
})

test('without its archive, a list of changes is not followed through all the years', async (context) => {
  const { url, asked } = await site(context, {
    '/changes.csv': send('"2026/new.json","2026-11-09T00:00:00Z"\n'),
    '/2026/new.json': send('{}'),
  })
  const mirror = mirrorFolder(context)
  const latest = address(`${url}/archive_latest.txt`, 'one/archive_latest.txt', { follow: follow('latest') })
  const changes = address(`${url}/changes.csv`, 'one/changes.csv', { follow: follow('changes', { sinceLatest: true }) })
  const [result] = await run(mirror, [feedOf('one', latest, changes)])
  assert.equal(result?.failures[0]?.code, 'fetch-absent')
  assert.deepEqual(
    asked.map((request) => request.url),
    ['/archive_latest.txt', '/changes.csv'],
  )
})

test('an entry that cannot be had is a failure of the feed, and the rest is fetched', async (context) => {
  const { url } = await site(context, { '/l/index.txt': send('gone.json\ngood.json\n'), '/l/good.json': send('{}') })
  const mirror = mirrorFolder(context)
  const [result] = await run(mirror, [feedOf('one', address(`${url}/l/index.txt`, 'one/index.txt', { follow: follow('index') }))])
  assert.deepEqual(
    [result?.outcome, result?.files.fetched, result?.failures.map(({ code }) => code)],
    ['failed', 2, ['fetch-absent']],
  )
})

test('the latest folder may be named by a checksum: what it holds takes the place of the one before', async (context) => {
  let digit = 'a'
  const gzip = Buffer.from([0x1f, 0x8b, 8, 0])
  const { url } = await site(context, {
    '/2/core/latest/mirror.list': (...all) => send(`/2/core/2.0/${digit.repeat(64)}\n`)(...all),
    [`/2/core/2.0/${'a'.repeat(64)}/repodata/updateinfo.xml.gz`]: send(gzip),
    [`/2/core/2.0/${'b'.repeat(64)}/repodata/updateinfo.xml.gz`]: send(gzip),
  })
  const mirror = mirrorFolder(context)
  const list = follow('latest', { folder: 'one/2-core', suffix: 'repodata/updateinfo.xml.gz' })
  const feed = feedOf('one', address(`${url}/2/core/latest/mirror.list`, 'one/2-core/mirror.list', { follow: list }))
  for (const next of ['a', 'b']) {
    digit = next
    const [result] = await run(mirror, [feed])
    assert.deepEqual([result?.outcome, result?.failures], ['fetched', []])
    assert.deepEqual(readdirSync(join(mirror, 'one/2-core/2/core/2.0')), [`${next.repeat(64)}.repodataupdateinfo.xml.gz`])
  }
})

test('a repository names its updates by their checksum, and the file of before goes away', async (context) => {
  const name = (digit: string) => `${digit.repeat(64)}-updateinfo.xml.gz`
  let digit = 'a'
  const gzip = Buffer.from([0x1f, 0x8b, 8, 0])
  const { url } = await site(context, {
    '/os/repodata/repomd.xml': (...all) =>
      send(
        `<repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="primary"><location href="repodata/primary.xml.gz"/></data>
         <data type="updateinfo"><checksum type="sha256">x</checksum><location href="repodata/${name(digit)}"/></data></repomd>`,
      )(...all),
    [`/os/repodata/${name('a')}`]: send(gzip),
    [`/os/repodata/${name('b')}`]: send(gzip),
  })
  const mirror = mirrorFolder(context)
  const feed = feedOf(
    'one',
    address(`${url}/os/repodata/repomd.xml`, 'one/43/repomd.xml', {
      follow: follow('repomd', { folder: 'one/43', accepts: /^[0-9a-f]{64}-updateinfo\.xml\.gz$/ }),
    }),
  )
  for (const next of ['a', 'b']) {
    digit = next
    const [result] = await run(mirror, [feed])
    assert.deepEqual([result?.outcome, result?.failures], ['fetched', []])
    assert.deepEqual(readdirSync(join(mirror, 'one/43')).toSorted(), [name(next), 'repomd.xml'])
  }
})

test('ROLIE and RSS name files of their own server only', () => {
  const rolie = JSON.stringify({
    feed: {
      entry: [
        { content: { src: 'https://feed.example/csaf/white/2026/a.json' }, updated: '2026-11-01' },
        { content: { src: 'https://elsewhere.example/csaf/white/b.json' } },
        { content: { src: 'https://feed.example/csaf/white/..%2F..%2Fescape.json' } },
        { content: { src: 'https://feed.example/other/c.json' } },
        { content: {} },
        null,
      ],
    },
  })
  const read = readList(rolie, follow('rolie'), 'https://feed.example/csaf/white/feed.json', 100)
  assert.deepEqual(read.items, [
    { url: 'https://feed.example/csaf/white/2026/a.json', path: '2026/a.json', changed: '2026-11-01' },
    { url: 'https://feed.example/other/c.json', path: 'other/c.json' },
  ])
  assert.equal(read.problems.length, 4)
  const rss =
    '<rss><channel><link>x</link><item><title>t</title><link><![CDATA[https://feed.example/avis/CERTFR-2026-AVI-0001/]]></link><pubDate>Fri</pubDate></item></channel></rss>'
  assert.deepEqual(readList(rss, follow('rss', { suffix: 'json/' }), 'https://feed.example/avis/feed/', 100).items, [
    { url: 'https://feed.example/avis/CERTFR-2026-AVI-0001/json/', path: 'avis/CERTFR-2026-AVI-0001.json', changed: 'Fri' },
  ])
})

test('any text is a list of safe entries or none', () => {
  const kinds = fc.constantFrom<FeedList['kind'][]>('latest', 'changes', 'index', 'rolie', 'rss', 'repomd')
  const piece = fc.constantFrom(
    '../',
    '/',
    '\\',
    'a.json',
    '"',
    ',',
    '\n',
    'https://feed.example/',
    '%2e%2e/',
    '%00',
    'C:',
    '<item>',
    '<link>',
    '</link>',
    '{"feed":{"entry":[',
    ']}}',
    '<repomd>',
    '<location href="',
    '.hygie/state.json',
    '//x/',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      ),
      kinds,
      (text, kind) => {
        for (const { path, url } of readList(text, follow(kind), 'https://feed.example/l/list', 50).items) {
          assert.ok(isSafePath(path), path)
          assert.ok(
            path.split('/').every((part) => part !== '' && !part.startsWith('.')),
            path,
          )
          assert.equal(new URL(url).origin, 'https://feed.example')
        }
      },
    ),
    { numRuns: 1000 },
  )
})
