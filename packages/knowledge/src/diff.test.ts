import { test } from 'node:test'
import assert from 'node:assert/strict'
import { buildIn, claim, everyKind, inFolder, said, suiteTrust, vulnerability } from './build.suite.ts'
import { diffKnowledge, knowledgeChange, type Difference, type KnowledgeChange } from './diff.ts'
import type { ProductKey } from '@hygie/core/product-key'
import type { SourcedRecord } from './sourced-record.ts'

async function diffOf(older: readonly SourcedRecord[], newer: readonly SourcedRecord[]): Promise<readonly Difference[]> {
  return inFolder(async (folder) => {
    const a = await buildIn(folder, older, 'a')
    const b = await buildIn(folder, newer, 'b')
    const diff = diffKnowledge(a.path, b.path, suiteTrust)
    assert.ok(diff.ok)
    try {
      return [...diff.value.differences]
    } finally {
      diff.value.close()
    }
  })
}

const lines = (list: readonly Difference[]): readonly string[] =>
  list.map((difference) => {
    const change = difference.before === undefined ? 'added' : difference.after === undefined ? 'removed' : 'changed'
    const subject =
      difference.kind === 'claim'
        ? `${difference.product} ${difference.id} ${difference.source}`
        : difference.kind === 'lifecycle'
          ? `${difference.product} ${difference.cycle}`
          : difference.id
    return `${change} ${difference.kind} ${subject}`
  })

test('a file does not differ from itself', async () => {
  assert.deepEqual(await diffOf(everyKind, everyKind), [])
})

test('each kind of change is told once, whatever else moved', async () => {
  const older = [
    ...everyKind,
    said('debian', claim('CVE-2024-1000', 'deb:debian:12:z', '1', { statedAt: '2024-01-01' })),
    said('debian', claim('CVE-2024-1001', 'deb:debian:12:z', '1')),
    said('osv', claim('CVE-2024-1001', 'pypi:old', '1')),
    said('nvd', { kind: 'score', vulnerability: 'CVE-2024-1000', origin: 'nvd', system: 'cvss3.1', score: 5 }),
  ]
  const newer = [
    ...everyKind.filter(({ record }) => record.kind !== 'lifecycle' && record.kind !== 'exploitation'),
    said('aaa', claim('AAA-1', 'deb:aaa:1:aaa', '1')),
    said('debian', claim('CVE-2024-1000', 'deb:debian:12:z', '2', { statedAt: '2024-02-02' })),
    said('debian', claim('CVE-2024-1001', 'deb:debian:12:z', '1')),
    said('osv', vulnerability('GHSA-a', { aliases: ['CVE-2024-1001'] })),
    said('nvd', { kind: 'score', vulnerability: 'CVE-2024-1000', origin: 'nvd', system: 'cvss3.1', score: 6 }),
  ]
  assert.deepEqual(lines(await diffOf(older, newer)), [
    'added vulnerability AAA-1',
    'changed vulnerability CVE-2024-1001',
    'added claim deb:aaa:1:aaa AAA-1 aaa',
    'changed claim deb:debian:12:z CVE-2024-1000 debian',
    'removed claim pypi:old CVE-2024-1001 osv',
    'changed score CVE-2024-1000',
    'removed exploitation CVE-2024-6387',
    'removed lifecycle debian 12',
  ])
  assert.deepEqual(
    lines(await diffOf(newer, older)).map((line) => line.split(' ', 2).join(' ')),
    [
      'removed vulnerability',
      'changed vulnerability',
      'removed claim',
      'changed claim',
      'added claim',
      'changed score',
      'added exploitation',
      'added lifecycle',
    ],
  )
})

async function changeOf(older: readonly SourcedRecord[], newer: readonly SourcedRecord[]): Promise<KnowledgeChange> {
  return inFolder(async (folder) => {
    const a = await buildIn(folder, older, 'a')
    const b = await buildIn(folder, newer, 'b')
    const change = knowledgeChange(a.path, b.path, suiteTrust)
    assert.ok(change.ok)
    return change.value
  })
}

test('what has to be judged again: products by their claims and updates, vulnerabilities by what decides urgency', async () => {
  const nothing = { products: [], vulnerabilities: [] }
  assert.deepEqual(await changeOf(everyKind, everyKind), nothing)
  const more = (...records: readonly SourcedRecord[]) => changeOf(everyKind, [...everyKind, ...records])
  // Titles and EPSS move no verdict and no urgency; ids and sources that sort before all others move every rank.
  assert.deepEqual(
    await more(
      said('aaa', vulnerability('AAA-1', { title: 'new' })),
      said('epss', { kind: 'epss', vulnerability: 'CVE-2024-6387', model: 'v9', scoredAt: '2026-01-02', score: 0.5 }),
    ),
    nothing,
  )
  assert.deepEqual(await more(said('aaa', claim('AAA-1', 'deb:aaa:1:aaa', '1'))), { ...nothing, products: ['deb:aaa:1:aaa'] })
  assert.deepEqual(
    await more(
      said('msrc', { kind: 'update', id: '5001', product: 'msrc:x' as ProductKey, supersedes: [] }),
      said('kev', { kind: 'exploitation', vulnerability: 'CVE-2024-1', catalogue: 'cisa-kev', level: 'known' }),
      said('nvd', { kind: 'score', vulnerability: 'CVE-2024-2', origin: 'nvd', system: 'cvss3.1', score: 5 }),
      said('vulnrichment', { kind: 'ssvc', vulnerability: 'CVE-2024-3', origin: 'CISA', automatable: 'yes' }),
    ),
    { products: ['msrc:x'], vulnerabilities: ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3'] },
  )
  // A new alias that takes the claim under another preferred id changes what is said of the product.
  const pair = [said('osv', claim('GHSA-a', 'pypi:a', '1')), said('osv', vulnerability('GHSA-a'))]
  assert.deepEqual(await changeOf(pair, [...pair, said('nvd', vulnerability('CVE-2020-1', { aliases: ['GHSA-a'] }))]), {
    ...nothing,
    products: ['pypi:a'],
  })
})
