import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'
import { plainSummary } from './summary.ts'

testFeed(feed, import.meta.url)

type Told = Readonly<Record<string, unknown>>

async function read(reference: string, more: Told = {}) {
  const document = {
    reference,
    title: 'Vulnérabilité dans X',
    summary: 'Un résumé.',
    affected_systems: [],
    cves: [{ name: 'CVE-2024-1234' }],
    revisions: [{ description: 'Version initiale', revision_date: '2024-02-02T01:00:00.000000' }],
    ...more,
  }
  const items = await gather(feed, `certfr/certfr.zip!avis/${reference}.json`, JSON.stringify(document))
  return { items, advisory: ofKind(items, 'advisory')[0] }
}

for (const [id, category] of [
  ['CERTA-2003-AVI-001', 'advisory'],
  ['CERTFR-2022-AVI-123', 'advisory'],
  ['CERTFR-2026-AVI-0123', 'advisory'],
  ['CERTFR-2024-ALE-001', 'alert'],
] as const)
  test(`certfr: ${id} is an ${category}`, async () => {
    const { advisory } = await read(id)
    assert.equal(advisory?.id, id)
    assert.equal(advisory.category, category)
    assert.equal(advisory.reference, `https://www.cert.ssi.gouv.fr/${category === 'alert' ? 'alerte' : 'avis'}/${id}/`)
  })

test('certfr: an open alert says that its CVE are exploited, a closed one and an advisory do not', async () => {
  const open = await read('CERTFR-2024-ALE-001', { closed_at: null })
  assert.deepEqual(
    ofKind(open.items, 'exploitation').map(({ vulnerability, level, catalogue, addedAt }) => [
      vulnerability,
      level,
      catalogue,
      addedAt,
    ]),
    [['CVE-2024-1234', 'known', 'certfr-alert', '2024-02-02']],
  )
  const closed = await read('CERTFR-2024-ALE-001', { closed_at: '2024-05-12' })
  assert.deepEqual(ofKind(closed.items, 'exploitation'), [])
  assert.equal(closed.advisory?.closedAt, '2024-05-12')
  assert.deepEqual(ofKind((await read('CERTFR-2024-AVI-0001')).items, 'exploitation'), [])
})

test('certfr: revisions tell the first day and the last', async () => {
  const revisions = ['2024-03-04T02:00:00.000000', '2024-02-02T01:00:00.000000'].map((revision_date) => ({ revision_date }))
  const { items, advisory } = await read('CERTFR-2024-AVI-0001', { revisions })
  assert.equal(advisory?.publishedAt, '2024-02-02')
  assert.equal(advisory.revisedAt, '2024-03-04')
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2024-03-04' }])
})

test('certfr: no CVE, no system, null texts are no errors', async () => {
  const { items, advisory } = await read('CERTA-2000-AVI-060', { cves: [], summary: null, affected_systems_content: null })
  assert.deepEqual(advisory?.vulnerabilities, [])
  assert.equal(advisory.summary, undefined)
  assert.deepEqual(ofKind(items, 'rejection'), [])
})

test('certfr: "N/A" is no name; industrial makers are marked; prose makes no claim', async () => {
  const system = (description: string, name: string, vendor: string, scada: boolean): Told => ({
    description,
    product: { name, vendor: { name: vendor, scada } },
  })
  const { items, advisory } = await read('CERTFR-2024-AVI-0001', {
    affected_systems: [
      system('SUSE Manager Proxy 4.2', 'N/A', 'SUSE', false),
      system('S7 toutes versions', 'SIMATIC', 'Siemens', true),
      system('S7 versions antérieures à 3', 'SIMATIC', 'Siemens', true),
      system('X', 'Y', 'N/A', false),
    ],
  })
  assert.deepEqual(advisory?.products, [
    { vendor: 'SUSE', name: 'SUSE Manager Proxy 4.2' },
    { vendor: 'Siemens', name: 'SIMATIC', industrial: true },
    { name: 'Y' },
  ])
  assert.deepEqual(ofKind(items, 'claim'), [])
})

test('certfr: an id that is none is refused, the others stand', async () => {
  const { items, advisory } = await read('CERTFR-2024-AVI-0001', { cves: [{ name: 'CVE-2024-XXXX' }, { name: 'CVE-2024-1234' }] })
  assert.deepEqual(advisory?.vulnerabilities, ['CVE-2024-1234'])
  assert.equal(ofKind(items, 'rejection')[0]?.error.code, 'certfr-cve')
})

test('certfr: the list of alerts is a catalogue of its own and no document', async () => {
  const list = [{ alert: 'CERTFR-2024-ALE-014', published_at: '2025-03-31T00:00:00.000000', cves: ['CVE-2024-47575', 'x'] }]
  const items = await gather(feed, 'certfr/derived-ale-cves-2026-07-24.json.gz', JSON.stringify(list))
  assert.deepEqual(
    items.map((item) => (item.kind === 'exploitation' ? item.catalogue : item.kind)),
    ['certfr-alert-list'],
  )
})

for (const [markdown, expected] of [
  [
    '<strong>\\[Mise à jour\\]</strong>\n\nUn **texte** avec `code`\net [lien](https://x.example/).',
    '[Mise à jour] Un texte avec code et lien.',
  ],
  ['## Titre\n\nTexte \\`ancien\\`', 'Titre Texte ancien'],
  ['', undefined],
  [' \n ', undefined],
  [`Court. ${'x'.repeat(700)}`, 'Court.'],
] as const)
  test(`certfr summary of ${JSON.stringify(markdown.slice(0, 40))}`, () => assert.equal(plainSummary(markdown), expected))
