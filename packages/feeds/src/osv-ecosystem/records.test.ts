import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainRange } from '@hygie/versions/contains'
import { gather, ofKind } from '../fields/gather.ts'
import { ecosystemFeed } from './ecosystem-feed.ts'

const feed = ecosystemFeed({ name: 'osv-test', title: 'x', ecosystem: 'Maven', licence: 'x' })
type Part = Readonly<Record<string, unknown>>

const read = (record: Part) =>
  gather(feed, 'osv/Maven/all.zip!x.json', JSON.stringify({ id: 'GHSA-x', modified: '2024-05-01T00:00:00Z', ...record }))
const affected = (ecosystem: string, name: string, events: readonly Part[], more: Part = {}) => ({
  package: { ecosystem, name },
  ranges: [{ type: ecosystem === 'Go' ? 'SEMVER' : 'ECOSYSTEM', events }],
  ...more,
})
const FIXED = [{ introduced: '0' }, { fixed: '2.0.0' }]

async function claims(record: Part): Promise<readonly string[]> {
  return ofKind(await read(record), 'claim').map(({ product, status, range, fixedIn = [] }) =>
    `${product} ${status} ${explainRange(range)} ${fixedIn.join()}`.trimEnd(),
  )
}

test('osv: a withdrawn record keeps its id and day alone', async () => {
  const items = await read({
    aliases: ['CVE-2024-0001'],
    withdrawn: '2024-06-01T00:00:00Z',
    affected: [affected('Maven', 'a:b', FIXED)],
  })
  const [record] = ofKind(items, 'vulnerability')
  assert.equal(record?.withdrawnAt, '2024-06-01T00:00:00Z')
  assert.equal(record?.aliases, undefined)
  assert.deepEqual([...ofKind(items, 'claim'), ...ofKind(items, 'score')], [])
})

test('osv: one record speaks in each of its ecosystems, by the names that they compare', async () => {
  const found = await claims({
    affected: [
      affected('Maven', 'org.A:b', FIXED),
      affected('NuGet', 'JQuery', FIXED),
      affected('PyPI', 'Foo_Bar.x', FIXED),
      affected('npm', '@Scope/x', FIXED),
      affected('Packagist', 'Vendor/Name', FIXED),
      affected('SwiftURL', 'github.com/a/b', FIXED),
    ],
  })
  assert.deepEqual(
    found.map((claim) => claim.split(' ')[0]),
    ['maven:org.A:b', 'nuget:jquery', 'pypi:foo-bar-x', 'npm:@Scope/x', 'composer:vendor/name', 'swift:github.com/a/b'],
  )
})

test('osv: two CVE in aliases stay two', async () => {
  const aliases = ['CVE-2024-0001', 'CVE-2024-0002']
  assert.deepEqual(ofKind(await read({ aliases, affected: [] }), 'vulnerability')[0]?.aliases, aliases)
})

test('osv: without a fix, what lies above the last known version is not known', async () => {
  const more = (last: string) => ({ database_specific: { last_known_affected_version_range: last } })
  assert.deepEqual(await claims({ affected: [affected('Maven', 'a:b', [{ introduced: '1.0' }], more('<= 1.4'))] }), [
    'maven:a:b affected >= 1.0 and <= 1.4',
    'maven:a:b underInvestigation > 1.4',
  ])
  assert.deepEqual(await claims({ affected: [affected('Maven', 'a:b', [{ introduced: '0' }], more('< 4.0.0'))] }), [
    'maven:a:b affected < 4.0.0',
    'maven:a:b underInvestigation >= 4.0.0',
  ])
  // Below the start it would turn the range over.
  assert.deepEqual(await claims({ affected: [affected('Maven', 'a:b', [{ introduced: '2.0' }], more('<= 1.4'))] }), [
    'maven:a:b affected >= 2.0',
  ])
  assert.deepEqual(await claims({ affected: [affected('Maven', 'a:b', FIXED, more('<= 1.4'))] }), ['maven:a:b affected < 2.0.0'])
})

test('osv: last_affected is inclusive; listed versions count beside ranges and alone', async () => {
  const list = (versions: readonly string[]) => ({ versions })
  assert.deepEqual(await claims({ affected: [affected('Maven', 'a:b', [{ introduced: '0' }, { last_affected: '1.9' }])] }), [
    'maven:a:b affected <= 1.9',
  ])
  assert.deepEqual(await claims({ affected: [affected('Maven', 'a:b', FIXED, list(['1.0', '1.1', '3.0']))] }), [
    'maven:a:b affected < 2.0.0, or = 3.0',
  ])
  assert.deepEqual(await claims({ affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: ['77.77.79'] }] }), [
    'npm:a affected = 77.77.79',
  ])
})

test('osv: commits are left alone; alone they tell no version', async () => {
  const git = { type: 'GIT', repo: 'https://x.example/r', events: [{ introduced: '0' }, { fixed: 'abc' }] }
  const both = { package: { ecosystem: 'PyPI', name: 'a' }, ranges: [git, { type: 'ECOSYSTEM', events: FIXED }] }
  assert.deepEqual(await claims({ affected: [both] }), ['pypi:a affected < 2.0.0'])
  const items = await read({ affected: [{ ...both, ranges: [git] }] })
  assert.equal(ofKind(items, 'rejection')[0]?.error.code, 'osv-affected-empty')
  assert.equal(ofKind(items, 'claim').length, 0)
})

test('osv: a notice is tagged and judges nothing, unless a CVE was given for it', async () => {
  const notice = affected('crates.io', 'a', [{ introduced: '0.0.0-0' }], { database_specific: { informational: 'unsound' } })
  const plain = await read({ id: 'RUSTSEC-2024-0001', aliases: ['GHSA-y'], affected: [notice], severity: [] })
  assert.deepEqual(ofKind(plain, 'vulnerability')[0]?.tags, ['informational:unsound'])
  assert.equal(ofKind(plain, 'claim').length, 0)
  const [claim] = ofKind(await read({ id: 'RUSTSEC-2024-0001', aliases: ['CVE-2024-0001'], affected: [notice] }), 'claim')
  assert.equal(claim?.grade, 'informational: unsound')
})

test('osv: year 1 is no date', async () => {
  const items = await read({ id: 'GO-2024-0001', modified: '0001-01-01T00:00:00Z', published: '0001-01-01T00:00:00Z' })
  assert.deepEqual(items, [{ kind: 'vulnerability', id: 'GO-2024-0001' }])
})

test('osv: ranges of a project speak where those of its Go module are open', async () => {
  const custom = (events: readonly Part[]) => ({ ecosystem_specific: { custom_ranges: [{ type: 'ECOSYSTEM', events }] } })
  const open = [{ introduced: '0' }]
  const own = custom([{ introduced: '2.9.0' }, { fixed: '2.9.12' }])
  assert.deepEqual(await claims({ affected: [affected('Go', 'x.example/m', open, own)] }), [
    'golang:x.example/m affected >= 2.9.0 and < 2.9.12',
    'golang:x.example/m affected <= 0.0.0 2.9.12',
  ])
  assert.deepEqual(await claims({ affected: [affected('Go', 'x.example/m', FIXED, own)] }), [
    'golang:x.example/m affected >= 2.9.0 and < 2.9.12',
    'golang:x.example/m affected < 2.0.0',
  ])
  const foreign = custom([{ introduced: '0' }, { fixed: '19.03.0' }])
  assert.deepEqual(await claims({ affected: [affected('Go', 'x.example/m', open, foreign)] }), [
    'golang:x.example/m affected every version',
  ])
})

test('osv: scores keep their origin and version; the grade is words', async () => {
  const items = await read({
    severity: [
      { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
      { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' },
      { type: 'CVSS_V3', score: '9.8' },
    ],
    database_specific: { severity: 'CRITICAL', cwe_ids: ['CWE-79', 'x'] },
  })
  assert.deepEqual(
    ofKind(items, 'score').map(({ origin, system, severity }) => [origin, system, severity]),
    [
      ['ghsa', 'cvss3.1', undefined],
      ['ghsa', 'cvss4.0', undefined],
      ['ghsa', 'words', 'CRITICAL'],
    ],
  )
  assert.deepEqual(ofKind(items, 'vulnerability')[0]?.weaknesses, ['CWE-79'])
})

test('osv: a bad entry rejects itself', async () => {
  const items = await read({ affected: [affected('Debain:12', 'a', FIXED), affected('npm', 'a', FIXED)] })
  assert.equal(ofKind(items, 'rejection')[0]?.error.at, '$.affected[0]')
  assert.equal(ofKind(items, 'claim').length, 1)
  for (const ecosystem of ['Debian:12', 'Bitnami'])
    assert.equal(
      ofKind(await read({ affected: [affected(ecosystem, 'a', FIXED)] }), 'rejection')[0]?.error.code,
      'osv-ecosystem-foreign',
    )
  assert.deepEqual(
    (await read({ id: 'two words' })).map(({ kind }) => kind),
    ['rejection', 'stated'],
  )
})
