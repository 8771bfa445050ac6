import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseCsaf } from './document.ts'
import { branchName, resolveProduct } from './product-tree.ts'
import { statementsOf } from './vex.ts'

const DOCUMENT = {
  csaf_version: '2.0',
  category: 'csaf_vex',
  title: 'A title',
  publisher: { name: 'Maker', category: 'vendor', namespace: 'https://maker.example' },
  tracking: {
    id: 'MAKER-1',
    status: 'final',
    version: '1',
    initial_release_date: '2024-01-01T00:00:00Z',
    current_release_date: '2024-01-02T00:00:00Z',
  },
}
const TREE = {
  branches: [
    {
      category: 'vendor',
      name: 'Maker',
      branches: [
        {
          category: 'product_name',
          name: 'Platform',
          product: { product_id: 'P', name: 'Platform', product_identification_helper: { cpe: 'cpe:/o:maker:platform:9' } },
        },
        {
          category: 'product_name',
          name: 'Pump',
          branches: [
            {
              category: 'product_version_range',
              name: 'vers:generic/<2.1',
              product: { product_id: 'C', name: 'Pump <2.1', product_identification_helper: { model_numbers: ['M-1'] } },
            },
          ],
        },
      ],
    },
  ],
  full_product_names: [{ product_id: 'F', name: 'Flat' }],
  relationships: [
    {
      category: 'default_component_of',
      product_reference: 'C',
      relates_to_product_reference: 'P',
      full_product_name: { product_id: 'P:C', name: 'Pump on Platform' },
    },
  ],
  product_groups: [{ group_id: 'G', product_ids: ['P:C', 'F'] }],
}
const VULNERABILITY = {
  cve: 'CVE-2024-1',
  cwe: { id: 'CWE-79', name: 'x' },
  product_status: { known_affected: ['P:C'], known_not_affected: ['F'], recommended: ['P'] },
  flags: [{ label: 'component_not_present', product_ids: ['F'] }],
  threats: [{ category: 'impact', details: 'none', product_ids: ['F'] }],
  remediations: [{ category: 'vendor_fix', details: 'update', group_ids: ['G'], restart_required: { category: 'machine' } }],
  scores: [
    {
      products: ['P:C'],
      cvss_v3: {
        version: '3.1',
        vectorString: 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:N/A:N',
        baseScore: 4.7,
        baseSeverity: 'MEDIUM',
      },
    },
  ],
}

function read(value: unknown) {
  const result = parseCsaf(value)
  assert.ok(result.ok, result.ok ? '' : result.error.message)
  return result.value
}

test('csaf reads metadata, products with their branches, and relations', () => {
  const { document, problems } = read({ document: DOCUMENT, product_tree: TREE, vulnerabilities: [VULNERABILITY] })
  assert.deepEqual(problems, [])
  assert.equal(document.tracking.id, 'MAKER-1')
  assert.deepEqual([...document.tree.products.keys()], ['P', 'C', 'F', 'P:C'])
  const pump = document.tree.products.get('C')
  assert.ok(pump)
  assert.equal(branchName(pump, 'vendor'), 'Maker')
  assert.equal(branchName(pump, 'product_version_range'), 'vers:generic/<2.1')
  const resolved = resolveProduct(document.tree.products, 'P:C')
  assert.equal(resolved?.component.id, 'C')
  assert.deepEqual(
    resolved?.platforms.map((platform) => platform.cpe),
    ['cpe:/o:maker:platform:9'],
  )
})

test('csaf states one standing a product, with groups written out', () => {
  const { document } = read({ document: DOCUMENT, product_tree: TREE, vulnerabilities: [VULNERABILITY] })
  const [vulnerability] = document.vulnerabilities
  assert.ok(vulnerability)
  assert.deepEqual(
    statementsOf(vulnerability).map(({ product, standing, justifications, impacts, remediations, scores }) => [
      product,
      standing,
      justifications.join(),
      impacts.join(),
      remediations.map((remediation) => `${remediation.category} ${remediation.restart}`).join(),
      scores.map((score) => score.baseScore).join(),
    ]),
    [
      ['P:C', 'affected', '', '', 'vendor_fix machine', '4.7'],
      ['F', 'notAffected', 'component_not_present', 'none', 'vendor_fix machine', ''],
    ],
  )
})

test('csaf 2.1: purls, cwes and metrics are read', () => {
  const { document, problems } = read({
    document: { ...DOCUMENT, csaf_version: '2.1' },
    product_tree: {
      full_product_names: [
        { product_id: 'F', name: 'F', product_identification_helper: { purls: ['pkg:npm/a@1', 'pkg:npm/b@1'] } },
      ],
    },
    vulnerabilities: [
      {
        cwes: [{ id: 'CWE-1' }, { id: 'CWE-2' }],
        metrics: [{ products: ['F'], content: { cvss_v4: { version: '4.0', vectorString: 'V', baseScore: 9 } } }],
      },
    ],
  })
  assert.deepEqual(problems, [])
  assert.deepEqual(document.tree.products.get('F')?.purls, ['pkg:npm/a@1', 'pkg:npm/b@1'])
  assert.deepEqual(document.vulnerabilities[0]?.cwes, ['CWE-1', 'CWE-2'])
  assert.equal(document.vulnerabilities[0]?.scores[0]?.baseScore, 9)
})

test('csaf notes an id that is undefined or defined twice, and keeps the rest', () => {
  const { document, problems } = read({
    document: DOCUMENT,
    product_tree: {
      full_product_names: [
        { product_id: 'F', name: 'first' },
        { product_id: 'F', name: 'second' },
      ],
    },
    vulnerabilities: [{ product_status: { fixed: ['X'] }, flags: [{ label: 'component_not_present', group_ids: ['nobody'] }] }],
  })
  assert.equal(document.tree.products.get('F')?.name, 'first')
  assert.deepEqual(
    problems.map((problem) => problem.code),
    ['csaf-product-twice', 'csaf-product-undefined', 'csaf-group-undefined'],
  )
})

test('csaf refuses branches nested 10,000 deep', () => {
  let branch: object = { category: 'vendor', name: 'x' }
  for (let depth = 0; depth < 10_000; depth += 1) branch = { category: 'vendor', name: 'x', branches: [branch] }
  const result = parseCsaf({ document: DOCUMENT, product_tree: { branches: [branch] } })
  assert.equal(result.ok ? '' : result.error.code, 'csaf-deep')
})

test('csaf ends on relations that go round', () => {
  const relation = (id: string, component: string) => ({
    category: 'installed_on',
    product_reference: component,
    relates_to_product_reference: 'F',
    full_product_name: { product_id: id, name: id },
  })
  const { document } = read({
    document: DOCUMENT,
    product_tree: {
      full_product_names: [{ product_id: 'F', name: 'F' }],
      relationships: [relation('A', 'B'), relation('B', 'A')],
    },
  })
  assert.equal(resolveProduct(document.tree.products, 'A'), undefined)
})

test('csaf bounds groups times remediations', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `P${index}`)
  const remediations = Array.from({ length: 1_000 }, () => ({ category: 'mitigation', details: 'x', group_ids: ['G'] }))
  const { problems } = read({
    document: DOCUMENT,
    product_tree: { product_groups: [{ group_id: 'G', product_ids: ids }] },
    vulnerabilities: [{ remediations }],
  })
  assert.equal(problems[0]?.code, 'csaf-many')
})

test('csaf refuses what is no CSAF document', () => {
  for (const value of [
    null,
    [],
    {},
    { document: {} },
    { document: { ...DOCUMENT, csaf_version: '1.2' } },
    { document: { ...DOCUMENT, tracking: {} } },
  ])
    assert.equal(parseCsaf(value).ok, false)
})

test('csaf never throws, whatever stands anywhere', () => {
  const junk = fc.jsonValue()
  const member = (known: Readonly<Record<string, unknown>>) =>
    fc.dictionary(fc.constantFrom(...Object.keys(known)), fc.oneof(junk, fc.constantFrom(...Object.values(known))))
  fc.assert(
    fc.property(
      fc.oneof(junk, member(DOCUMENT)),
      fc.oneof(junk, member(TREE)),
      fc.array(fc.oneof(junk, member(VULNERABILITY))),
      (document, product_tree, vulnerabilities) => {
        parseCsaf({ document, product_tree, vulnerabilities })
        const result = parseCsaf({ document: DOCUMENT, product_tree, vulnerabilities })
        if (result.ok) for (const vulnerability of result.value.document.vulnerabilities) statementsOf(vulnerability)
      },
    ),
  )
})
