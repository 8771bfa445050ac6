import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseOpenVex } from './document.ts'
import { writeOpenVex } from './write.ts'
import type { OpenVexInput } from './write.ts'

const INPUT: OpenVexInput = {
  id: 'https://hygie.example/vex/1',
  author: 'Hygie',
  timestamp: '2024-01-01T00:00:00Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2024-1', aliases: ['GHSA-1'] },
      products: [{ id: 'pkg:deb/debian/a@1', subcomponents: [{ id: 'pkg:npm/b@2' }] }],
      status: 'affected',
      action: 'Upgrade a',
    },
    {
      vulnerability: { name: 'CVE-2024-2' },
      products: [{ id: 'urn:asset:1', purl: 'pkg:npm/b@2', cpe: 'cpe:/a:b:c' }],
      status: 'not_affected',
      justification: 'component_not_present',
    },
    { vulnerability: { name: 'CVE-2024-3' }, products: [], status: 'not_affected', impact: 'never called' },
    { vulnerability: { name: 'CVE-2024-4' }, products: [], status: 'fixed', notes: 'n' },
  ],
}

test('openvex reads what it writes', () => {
  const read = parseOpenVex(writeOpenVex(INPUT))
  assert.ok(read.ok)
  assert.deepEqual(read.value.problems, [])
  assert.deepEqual(
    read.value.document.statements.map(({ vulnerability, status, justification, impact, action }) => [
      vulnerability.name,
      status,
      justification ?? impact ?? action ?? '-',
    ]),
    [
      ['CVE-2024-1', 'affected', 'Upgrade a'],
      ['CVE-2024-2', 'not_affected', 'component_not_present'],
      ['CVE-2024-3', 'not_affected', 'never called'],
      ['CVE-2024-4', 'fixed', '-'],
    ],
  )
  assert.equal(read.value.document.statements[0]?.timestamp, '2024-01-01T00:00:00Z')
  assert.deepEqual(read.value.document.statements[0]?.products, [
    { id: 'pkg:deb/debian/a@1', purl: 'pkg:deb/debian/a@1', subcomponents: [{ id: 'pkg:npm/b@2', purl: 'pkg:npm/b@2' }] },
  ])
  assert.equal(read.value.document.statements[1]?.products[0]?.cpe, 'cpe:/a:b:c')
})

test('openvex reads the older shape, where vulnerability and products are text', () => {
  const read = parseOpenVex({
    '@context': 'https://openvex.dev/ns',
    '@id': 'x',
    author: 'a',
    version: '1',
    statements: [
      {
        vulnerability: 'CVE-2024-1',
        products: ['pkg:npm/a@1', 'my-product'],
        subcomponents: ['pkg:npm/b@2'],
        status: 'under_investigation',
      },
    ],
  })
  assert.ok(read.ok)
  assert.deepEqual(read.value.problems, [])
  assert.deepEqual(read.value.document.statements[0]?.products, [
    { id: 'pkg:npm/a@1', purl: 'pkg:npm/a@1', subcomponents: [{ id: 'pkg:npm/b@2', purl: 'pkg:npm/b@2' }] },
    { id: 'my-product', subcomponents: [{ id: 'pkg:npm/b@2', purl: 'pkg:npm/b@2' }] },
  ])
})

test('openvex leaves out a statement whose status it does not know', () => {
  const read = parseOpenVex({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [{ vulnerability: { name: 'CVE-2024-1' }, status: 'safe' }, { status: 'fixed' }],
  })
  assert.ok(read.ok)
  assert.deepEqual(read.value.document.statements, [])
  assert.equal(read.value.problems.length, 2)
})

test('openvex refuses what is no OpenVEX document', () => {
  for (const value of [null, [], {}, { '@context': 'https://example.org' }, { '@context': 1 }])
    assert.equal(parseOpenVex(value).ok, false)
})

test('openvex never throws', () => {
  const junk = fc.jsonValue()
  const statement = fc.dictionary(
    fc.constantFrom('vulnerability', 'products', 'status', 'subcomponents', 'justification'),
    fc.oneof(junk, fc.constant('fixed'), fc.array(fc.record({ '@id': junk, identifiers: junk, subcomponents: junk }))),
  )
  fc.assert(
    fc.property(fc.oneof(junk, fc.array(statement)), (statements) =>
      assert.ok(parseOpenVex({ '@context': 'https://openvex.dev/ns', statements }).ok),
    ),
  )
  fc.assert(fc.property(junk, (value) => void parseOpenVex(value)))
})
