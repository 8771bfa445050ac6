import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const name = (product: string, version: string): string => `cpe:2.3:a:maker:${product}:${version}:*:*:*:*:*:*:*`

async function read(products: readonly (readonly [string, string, boolean])[]): Promise<readonly string[]> {
  const answer = {
    timestamp: '2023-11-16T01:16:19.830',
    products: products.map(([cpeName, title, deprecated]) => ({
      cpe: {
        cpeName,
        deprecated,
        titles: [
          { title: 'x', lang: 'ja' },
          { title, lang: 'en' },
        ],
      },
    })),
  }
  const items = await gather(feed, 'nvd/api-2.0/cpes/0-3.json', JSON.stringify(answer))
  return ofKind(items, 'name').map(({ key, title, deprecated }) => `${key} "${title}"${deprecated === true ? ' deprecated' : ''}`)
}

test('nvd-names: one record a product, without version', async () => {
  assert.deepEqual(
    await read([
      [name('pump', '1.0'), 'Maker Pump 1.0 for Linux', false],
      [name('pump', '-'), 'Maker Pump', false],
      [name('pump', '2.0'), 'Maker Pump 2.0', false],
      [name('valve', '3.1'), 'Maker Valve 3.1 Beta', false],
    ]),
    ['cpe:a:maker:pump "Maker Pump"', 'cpe:a:maker:valve "Maker Valve"'],
  )
})

test('nvd-names: a product is deprecated when all its names are', async () => {
  assert.deepEqual(
    await read([
      [name('a', '1'), 'A 1', true],
      [name('a', '2'), 'A 2', false],
      [name('b', '1'), 'B 1', true],
    ]),
    ['cpe:a:maker:a "A"', 'cpe:a:maker:b "B" deprecated'],
  )
})

test('nvd-names: names that are none are refused, vague ones left out, an absent title is the key', async () => {
  const names = ['cpe:2.3:a', 'cpe:2.3:a:*:x:1:*:*:*:*:*:*:*', name('a', '1')]
  const answer = { products: [...names.map((cpeName) => ({ cpe: { cpeName } })), {}] }
  const path = 'nvd/feed-2.0/nvdcpe-2.0.tar.gz!nvdcpe-2.0-chunks/nvdcpe-2.0-chunk-00001.json'
  const items = await gather(feed, path, JSON.stringify(answer))
  assert.deepEqual(
    items.map((item) => (item.kind === 'name' ? item.title : item.kind)),
    ['rejection', 'rejection', 'cpe:a:maker:a'],
  )
})

test('nvd-names: CVE and match strings beside them are left alone', () => {
  for (const path of [
    'nvd/feed-2.0/nvdcve-2.0-2002.json.gz',
    'nvd/feed-2.0/nvdcpematch-2.0.tar.gz!x/nvdcpematch-2.0-chunk-00001.json',
    'nvd/api-2.0/cpematch/0-3.json',
  ])
    assert.equal(feed.accepts(path), false)
})
