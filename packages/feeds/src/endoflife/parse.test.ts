import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LifecycleRecord } from '@hygie/core/knowledge/record'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

async function page(release: string, head = ''): Promise<LifecycleRecord | undefined> {
  const text = `---\ntitle: Thing\npermalink: /thing\n${head}releases:\n  - releaseCycle: "11-24h2-iot-lts"\n${release}\n---\n\n> About\n\n---\n`
  return ofKind(await gather(feed, 'endoflife/products.zip!products/thing.md', text), 'lifecycle')[0]
}

const shown = (record: LifecycleRecord | undefined): string =>
  (record?.phases ?? [])
    .map(
      ({ phase, ends, conditional }) =>
        `${phase} ${typeof ends === 'object' ? ends.on : ends}${conditional ? ' conditional' : ''}`,
    )
    .join(', ')

for (const [release, expected] of [
  ['    eol: 2034-10-10', 'security 2034-10-10'],
  ['    eol: true', 'security over'],
  ['    eol: false', 'security not-over'],
  ['    eoas: true\n    eol: 2030-01-01', 'active over, security 2030-01-01'],
  [
    '    eoas: 2029-10-09\n    eol: 2034-10-10\n    eoes: false',
    'active 2029-10-09, security 2034-10-10, extended not-over conditional',
  ],
  ['    eol:', ''],
  ['    eol: soon', ''],
] as const)
  test(`endoflife: ${release.trim().replaceAll(/\s+/g, ' ')}`, async () => assert.equal(shown(await page(release)), expected))

for (const [label, expected] of [
  ['Extended Security Updates', 'esu true'],
  ['Expanded Security Maintenance', 'esm true'],
  ['Extended Long Term Support', 'elts true'],
  ['Extended Life Cycle Support', 'elts true'],
  ['Long Term Service Pack Support', 'lts true'],
  ['Debian <abbr title="Long Term Support">LTS</abbr>', 'lts false'],
  ['Commercial Support', 'extended true'],
  ['true', 'extended true'],
] as const)
  test(`endoflife: the third phase is named by its heading: ${label}`, async () => {
    const record = await page('    eol: true\n    eoes: 2030-01-01', `eoesColumn: ${label}\n`)
    const last = record?.phases.at(-1)
    assert.equal(`${last?.phase} ${last?.conditional}`, expected)
  })

test('endoflife: edition and channel stay in the name of the cycle, versions stay text', async () => {
  const record = await page(
    '    releaseLabel: "__RELEASE_CYCLE__ (E)"\n    eol: false\n    latest: 10.0.26100\n    lts: 2024-10-01',
  )
  assert.equal(record?.cycle, '11-24h2-iot-lts')
  assert.equal(record?.title, 'Thing 11-24h2-iot-lts (E)')
  assert.equal(record?.latest, '10.0.26100')
  assert.equal(record?.note, 'Long-term release')
  assert.equal((await page('    eol: false\n    latest: 1.10\n    lts: false'))?.latest, '1.10')
  assert.equal((await page('    eol: false\n    lts: false'))?.note, undefined)
})

test('endoflife: identifiers are keys of CPE products and purls without version', async () => {
  const head = `identifiers:
  - cpe: cpe:2.3:o:debian:debian_linux
  - cpe: cpe:/o:debian:debian_linux
  - cpe: cpe:2.3:a:X:Y\\+
  - purl: pkg:npm/%40adonisjs/core
  - purl: pkg:rpm/aliyun/java-1.8.0?repository_url=http://x.example/
  - purl: pkg:generic/a@1.0
  - purl: not a purl
  - repology: debian
`
  assert.deepEqual((await page('    eol: false', head))?.identifiers, [
    'cpe:a:x:y\\+',
    'cpe:o:debian:debian_linux',
    'pkg:generic/a',
    'pkg:npm/%40adonisjs/core',
    'pkg:rpm/aliyun/java-1.8.0',
  ])
})

test('endoflife: the interface says the same; the day of the answer is stated', async () => {
  const answer = {
    schema_version: '1.2.0',
    generated_at: '2025-07-02T00:53:29+00:00',
    result: [
      {
        name: 'thing',
        label: 'Thing',
        labels: { eoes: 'Extended Security Updates' },
        identifiers: [{ type: 'cpe', id: 'cpe:2.3:o:maker:thing' }],
        releases: [
          {
            name: '1',
            isLts: true,
            isEoas: true,
            eoasFrom: null,
            isEol: false,
            eolFrom: '2030-01-01',
            isEoes: false,
            eoesFrom: null,
          },
          { name: '2', isEol: null, eolFrom: null },
        ],
      },
    ],
  }
  const items = await gather(feed, 'endoflife/api-v1/full', JSON.stringify(answer))
  assert.deepEqual(ofKind(items, 'lifecycle').map(shown), ['active over, security 2030-01-01, esu not-over conditional'])
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2025-07-02T00:53:29Z' }])
  assert.equal(ofKind(items, 'rejection').length, 1)
  const alone = await gather(
    feed,
    'endoflife/api-v1/products/thing.json',
    JSON.stringify({ ...answer, result: answer.result[0] }),
  )
  assert.deepEqual(ofKind(alone, 'lifecycle'), ofKind(items, 'lifecycle'))
})
