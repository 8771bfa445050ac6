/**
 * What every feed must pass. A feed's `parse.test.ts` calls `testFeed(feed, import.meta.url)`.
 *
 * The feed's folder holds `sample/`, a small mirror of real files, and `expected.jsonl`, all that comes out of it
 * (`UPDATE=1` rewrites it; read the difference). Then each file of the sample is harmed in the ways that files are
 * harmed, and the parser must end, must not throw, and must give only well-formed items.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { claimStatuses } from '@hygie/core/knowledge/claim'
import type { Feed, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { harmed, harmRuns, harms } from '@hygie/versions/harm.suite'
import { explainRange } from '@hygie/versions/contains'
import { readFeed } from './read-feed.ts'
import { expectOthersKept } from './others-kept.suite.ts'
import { broken, readAll } from './reading/bytes.ts'
import { openFiles } from './reading/files.ts'
import { bytesOf } from './reading/samples.ts'

type Item = KnowledgeRecord | Rejection | StatedAt
type SampleFile = { readonly path: string; readonly content: Buffer }

/** Larger samples would take most of the time of all feeds. */
const HARMED_BYTES_MAX = 200_000
const PROTOTYPE_NAMES = Object.getOwnPropertyNames(Object.prototype).length
const HUGE_BYTES = 4 * 1_048_576
/** Parsers that look at ids of one shape only must not be fooled by these. */
const WRONG = [
  'null',
  '42',
  '"x"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"a":null}',
  '{"a":{"b":{"c":1}}}',
  '<a>b</a>',
  'a,b\n1,2\n',
  '- a: 1\n',
]
const REPEATED = ['x', '\n', '[', '{"a":', '"', '<a>', 'x\n', '\0']

export function testFeed(feed: Feed, here: string): void {
  const sample = fileURLToPath(new URL('./sample/', here))
  const golden = fileURLToPath(new URL('./expected.jsonl', here))

  test(`${feed.name}: the sample gives exactly what is expected`, async () => {
    const found = await reading(feed, sample)
    if (process.env['UPDATE'] === '1') writeFileSync(golden, found)
    assert.ok(existsSync(golden), `${golden} is absent: run with UPDATE=1`)
    assert.equal(found, readFileSync(golden, 'utf8'))
    assert.notEqual(found, '')
  })

  test(`${feed.name}: its data are complete`, () => {
    assert.match(feed.name, /^[a-z0-9-]+$/)
    for (const text of [feed.title, feed.licence, feed.homepage]) assert.notEqual(text.trim(), '')
    assert.ok(feed.paths.length > 0 && feed.rhythmHours > 0)
    for (const address of feed.addresses) {
      assert.ok(URL.canParse(address.url.replaceAll(/\{\w+\}/g, 'x')), address.url)
      assert.match(address.url, /^https:/)
      assert.ok(address.bytesMax > 0)
    }
  })

  test(`${feed.name}: empty, wrong and endless files`, async () => {
    for (const [index, { path }] of (await filesOf(feed, sample)).entries()) {
      await expectNoRecords(feed, path, '')
      for (const text of WRONG) await expectSound(feed, path, text)
      // Endless files cost time; three of them meet every branch of a parser.
      if (index < 3) for (const unit of REPEATED) await expectNoRecords(feed, path, endless(unit))
    }
  })

  test(`${feed.name}: random bytes give no record`, async () => {
    const files = await filesOf(feed, sample)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.uint8Array({ maxLength: 2000 }), (file, bytes) =>
        expectNoRecords(feed, file.path, bytes),
      ),
      // One seed: a list of words is a lax format, in which some random bytes are a line.
      { numRuns: 50, seed: 20_261_124 },
    )
  })

  test(`${feed.name}: files cut anywhere, files with harmed bytes`, async () => {
    const files = await filesOf(feed, sample)
    const place = fc.integer({ min: 0, max: 9_999 }).map((share) => share / 10_000) // a double would lie next to 0 nearly always
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), place, fc.uint8Array({ maxLength: 6 }), async (file, where, bytes) => {
        const at = Math.floor(where * file.content.length)
        await expectSound(feed, file.path, file.content.subarray(0, at))
        await expectSound(
          feed,
          file.path,
          Buffer.concat([file.content.subarray(0, at), bytes, file.content.subarray(at + bytes.length)]),
        )
      }),
      { numRuns: 100 },
    )
  })

  test(`${feed.name}: JSON of a wrong type anywhere`, async () => {
    const documents = (await filesOf(feed, sample)).filter(({ content }) => isJson(content))
    const wrong = fc.constantFrom<unknown>(null, 0, -1.5, true, '', 'x', '__proto__', [], {}, [null], [[]], ['x'], { x: 1 }, [{}])
    if (documents.length > 0)
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), wrong, async (file, where, value) => {
          await expectSound(feed, file.path, JSON.stringify(replaced(JSON.parse(file.content.toString()), where, value)))
        }),
        { numRuns: 300 },
      )
  })

  test(`${feed.name}: files harmed in every way that files are harmed`, async () => {
    const files = (await filesOf(feed, sample)).filter(({ content }) => content.length <= HARMED_BYTES_MAX)
    if (files.length > 0)
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...files), harms(), async ({ path, content }, harm) => {
          const bytes = harmed(content, harm)
          assert.ok((await expectSound(feed, path, bytes)) <= bytes.length + 10, 'more items than bytes')
        }),
        harmRuns(60),
      )
    assert.equal(Object.getOwnPropertyNames(Object.prototype).length, PROTOTYPE_NAMES, 'a document reached the prototype')
  })

  test(`${feed.name}: a bad record costs itself only`, async () => {
    for (const { path, content } of (await filesOf(feed, sample)).slice(0, 20))
      if (content.length <= HARMED_BYTES_MAX && isJson(content)) await expectOthersKept(feed, path, content.toString())
  })

  test(`${feed.name}: a source that breaks is a rejection`, async () => {
    for (const file of await filesOf(feed, sample)) {
      const items: Item[] = []
      const half = file.content.subarray(0, file.content.length / 2)
      for await (const item of feed.parse({ path: file.path, bytes: () => breaking(half) })) items.push(item)
      assert.ok(
        items.some((item) => item.kind === 'rejection' && item.error.code === 'test-broken'),
        file.path,
      )
    }
  })
}

/** All that a feed makes of one file, for tests of its traps. */
export async function parsed(feed: Feed, path: string, content: string | Uint8Array): Promise<readonly Item[]> {
  const items = await Array.fromAsync(feed.parse({ path, bytes: () => bytesOf(content) }))
  for (const item of items) expectItem(item)
  return items
}

/** Claims in one line each: `CVE-1 deb:debian:12:a < 1.2 affected`. */
export function claimLines(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) =>
    item.kind === 'claim'
      ? [
          [
            item.vulnerability,
            item.product,
            explainRange(item.range),
            item.status,
            ...(item.grade === undefined ? [] : [`(${item.grade})`]),
          ].join(' '),
        ]
      : [],
  )
}

function endless(unit: string): Buffer {
  return Buffer.alloc(HUGE_BYTES / (unit.endsWith('\n') ? 64 : 1), unit)
}

async function reading(feed: Feed, mirror: string): Promise<string> {
  const rows: string[] = []
  let file: string | undefined
  const read = readFeed(feed, mirror)
  for await (const { item, file: from } of read.items) {
    if (from !== file) rows.push(JSON.stringify({ file: from }))
    file = from
    rows.push(JSON.stringify(item))
    expectItem(item)
  }
  if (rows.length > 0) rows.push(JSON.stringify(read.state()))
  return rows.map((row) => `${row}\n`).join('')
}

async function filesOf(feed: Feed, mirror: string): Promise<readonly SampleFile[]> {
  const files: SampleFile[] = []
  for await (const file of openFiles(mirror, feed.paths, feed.accepts)) {
    assert.ok(!('kind' in file), 'the sample itself cannot be opened')
    const whole = await readAll(file.bytes(), 64 * 1_048_576)
    assert.ok(whole.ok)
    files.push({ path: file.path, content: whole.value })
  }
  assert.ok(files.length > 0, 'the sample holds no file that the feed accepts')
  return files
}

/** Any items, as long as they are well-formed and the parser ends by itself. How many. */
async function expectSound(feed: Feed, path: string, content: string | Uint8Array): Promise<number> {
  let count = 0
  for await (const item of feed.parse({ path, bytes: () => bytesOf(content) })) {
    expectItem(item)
    count += 1
  }
  return count
}

async function expectNoRecords(feed: Feed, path: string, content: string | Uint8Array): Promise<void> {
  let count = 0
  for await (const item of feed.parse({ path, bytes: () => bytesOf(content) })) {
    if (count < 100) expectItem(item) // an endless file gives 30,000 rejections of one kind
    count += 1
    if (item.kind !== 'rejection') assert.fail(`a record out of nothing: ${JSON.stringify(item).slice(0, 200)}`)
  }
}

function expectItem(item: Item): void {
  const shown = JSON.stringify(item).slice(0, 300)
  expectDefined(item, shown)
  switch (item.kind) {
    case 'rejection':
      assert.match(item.error.code, /^[a-z0-9-]+$/, shown)
      assert.ok(item.error.message !== '' && item.error.message.length < 1000, shown)
      break
    case 'stated':
      assert.match(item.at, /^\d{4}-\d\d-\d\d/, shown)
      break
    case 'claim':
      assert.ok(item.vulnerability !== '' && !/\s/.test(item.vulnerability), shown)
      assert.match(item.product, /^[a-z-]+:./, shown)
      assert.ok(claimStatuses.includes(item.status), shown)
      assert.ok(item.range.intervals.length + item.range.versions.length > 0, `a claim over no version: ${shown}`)
      break
    case 'vulnerability':
      assert.ok(item.id !== '' && !/\s/.test(item.id), shown)
      break
    case 'lifecycle':
      assert.ok(item.product !== '' && item.cycle !== '' && item.phases.length > 0, shown)
      break
    case 'score':
    case 'exploitation':
    case 'epss':
    case 'ssvc':
    case 'technique':
      assert.ok(item.vulnerability !== '' && !/\s/.test(item.vulnerability), shown)
      break
    case 'weakness':
    case 'advisory':
      assert.notEqual(item.id, '', shown)
      break
    case 'name':
      assert.notEqual(item.key, '', shown)
      break
    case 'update':
      assert.match(item.id, /^\d+$/, shown)
      assert.match(item.product, /^[a-z-]+:./, shown)
      break
    case 'device':
      assert.match(item.product, /^[a-z-]+:./, shown)
      assert.ok(item.maker !== '' && item.name !== '', shown)
      break
    case 'repository':
      assert.notEqual(item.name, '', shown)
      break
    default:
      assert.fail(`an unknown kind: ${shown}`)
  }
}

/** No member is undefined, no number is not one: both would vanish or become null in the knowledge file. */
function expectDefined(value: unknown, shown: string): void {
  assert.notEqual(value, undefined, shown)
  if (typeof value === 'number') assert.ok(Number.isFinite(value), shown)
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) expectDefined(part, shown)
}

function isJson(content: Buffer): boolean {
  try {
    JSON.parse(content.toString())
    return true
  } catch {
    return false
  }
}

/** The document with its n-th node (counted in its own order) put out for another value. */
function replaced(document: unknown, where: number, value: unknown): unknown {
  const places: [object, string][] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, part] of Object.entries(node)) {
      places.push([node, key])
      walk(part)
    }
  }
  walk(document)
  const place = places[where % places.length]
  if (place !== undefined) Object.defineProperty(place[0], place[1], { value, enumerable: true })
  return document
}

async function* breaking(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
  throw await Promise.resolve(broken('test-broken', 'Cannot read on: the test says so'))
}
