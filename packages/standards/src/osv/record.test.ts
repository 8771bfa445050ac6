import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseOsv } from './record.ts'

const SMALL = {
  id: 'GHSA-1',
  modified: '2024-01-01T00:00:00Z',
  aliases: ['CVE-2024-1'],
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:N/A:N' }],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left', purl: 'pkg:npm/left' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.3' }] }],
      versions: ['1.0.0'],
      ecosystem_specific: { a: 1 },
    },
  ],
  unheard: { of: true },
}

test('osv reads a record and ignores unknown members', () => {
  const read = parseOsv(SMALL)
  assert.ok(read.ok)
  assert.deepEqual(read.value.problems, [])
  assert.deepEqual(read.value.record.affected[0]?.package, { ecosystem: 'npm', name: 'left', purl: 'pkg:npm/left' })
  assert.deepEqual(read.value.record.affected[0]?.ranges[0]?.events, [
    { kind: 'introduced', version: '0' },
    { kind: 'fixed', version: '1.2.3' },
  ])
  assert.deepEqual(read.value.record.aliases, ['CVE-2024-1'])
})

test('osv takes null for an empty list, as the schema does', () => {
  const read = parseOsv({ id: 'X-1', aliases: null, affected: null, severity: null, references: null })
  assert.ok(read.ok)
  assert.deepEqual(read.value.problems, [])
})

for (const [what, events] of [
  ['without introduced', [{ fixed: '1' }]],
  ['with an event of two kinds', [{ introduced: '0', fixed: '1' }]],
  ['with fixed and last_affected', [{ introduced: '0' }, { fixed: '1' }, { last_affected: '2' }]],
  ['with a number for a version', [{ introduced: '0' }, { fixed: 1 }]],
] as const)
  test(`osv leaves out a range ${what} and says where`, () => {
    const read = parseOsv({ ...SMALL, affected: [{ ...SMALL.affected[0], ranges: [{ type: 'SEMVER', events }] }] })
    assert.ok(read.ok)
    assert.deepEqual(read.value.record.affected[0]?.ranges, [])
    assert.match(read.value.problems[0]?.at ?? '', /^\$\.affected\[0\]\.ranges\[0\]\.events/)
  })

test('osv reads the last version that GitHub knows to be affected', () => {
  for (const [text, expected] of [
    ['<= 1.2.3', { version: '1.2.3', inclusive: true }],
    ['< 2.0', { version: '2.0', inclusive: false }],
    ['<= 1, >= 0', undefined],
  ] as const) {
    const read = parseOsv({ id: 'X-1', affected: [{ database_specific: { last_known_affected_version_range: text } }] })
    assert.ok(read.ok)
    assert.deepEqual(read.value.record.affected[0]?.lastKnown, expected)
  }
})

test('osv refuses what is no record', () => {
  for (const value of [null, [], 'x', 1, {}, { id: 7 }, { id: '' }]) assert.equal(parseOsv(value).ok, false)
})

test('osv never throws, whatever the JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('affected', 'severity', 'aliases', 'references', 'withdrawn'), (value, key) => {
      assert.ok(parseOsv({ ...SMALL, [key]: value }).ok)
      parseOsv(value)
    }),
  )
})

test('osv never throws on damage anywhere inside affected', () => {
  const junk = fc.jsonValue()
  const range = fc.record({
    type: fc.oneof(junk, fc.constant('SEMVER')),
    events: fc.oneof(junk, fc.array(fc.record({ introduced: junk }, { requiredKeys: [] }))),
  })
  fc.assert(
    fc.property(fc.array(fc.oneof(junk, fc.record({ package: junk, ranges: fc.array(range), versions: junk }))), (affected) => {
      assert.ok(parseOsv({ id: 'X-1', affected }).ok)
    }),
  )
})
