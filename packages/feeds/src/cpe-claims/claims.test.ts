import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Problems } from '@hygie/standards/json/fields'
import { explainRange } from '@hygie/versions/contains'
import { claimsOfTrees } from './claims.ts'
import { readConfigurations, readNodes } from './tree.ts'

type Told = Readonly<Record<string, unknown>>

function shown(trees: Parameters<typeof claimsOfTrees>[0], problems: Problems): readonly string[] {
  return claimsOfTrees(trees, { vulnerability: 'CVE-2024-0001' }, problems).map(
    ({ product, range, cpe }) =>
      `${product} ${explainRange(range)}${cpe?.runningOn === undefined ? '' : ` on ${JSON.stringify(cpe.runningOn)}`}`,
  )
}

function expectClaims(configurations: readonly unknown[], expected: readonly string[], codes: readonly string[] = []): void {
  const problems: Problems = []
  assert.deepEqual(shown(readConfigurations({ value: { configurations }, at: '$' }, problems), problems), expected)
  assert.deepEqual(
    problems.map(({ code }) => code),
    codes,
  )
}

const name = (product: string, version = '*', update = '*', part = 'a'): string =>
  `cpe:2.3:${part}:maker:${product}:${version}:${update}:*:*:*:*:*:*`
const vulnerable = (criteria: string, bounds: Told = {}): Told => ({ vulnerable: true, criteria, ...bounds })
const platform = (criteria: string): Told => ({ vulnerable: false, criteria })
const node = (...cpeMatch: readonly Told[]): Told => ({ operator: 'OR', negate: false, cpeMatch })

for (const [bounds, expected] of [
  [{ versionEndExcluding: '2.0' }, '< 2.0'],
  [{ versionStartIncluding: '1.0', versionEndExcluding: '2.0' }, '>= 1.0 and < 2.0'],
  [{ versionStartIncluding: '1.0', versionEndIncluding: '2.0' }, '>= 1.0 and <= 2.0'],
  [{ versionEndIncluding: '2.0' }, '<= 2.0'],
  [{ versionStartExcluding: '1.0', versionEndExcluding: '2.0' }, '> 1.0 and < 2.0'],
  [{ versionStartIncluding: '1.0' }, '>= 1.0'],
  [{}, 'every version'],
] as const)
  test(`cpe bounds ${JSON.stringify(bounds)}`, () =>
    expectClaims([{ nodes: [node(vulnerable(name('pump'), bounds))] }], [`cpe:a:maker:pump ${expected}`]))

for (const [version, update, expected] of [
  ['1.2', '*', '= 1.2'],
  ['1.2', '-', '= 1.2'],
  ['8.5', 'p1', '= 8.5 p1'],
  ['15.2\\(4\\)m5', '*', '= 15.2(4)m5'],
  ['*', '*', 'every version'],
  ['-', '*', '= -'],
  ['-', 'sp1', '= -'],
] as const)
  test(`cpe version ${version} ${update} is ${expected}`, () =>
    expectClaims([{ nodes: [node(vulnerable(name('pump', version, update)))] }], [`cpe:a:maker:pump ${expected}`]))

test('the product key keeps the escapes of the name, in lower case', () =>
  expectClaims(
    [{ nodes: [node(vulnerable('cpe:2.3:a:Maker\\,_inc.:pump\\+:1:*:*:*:*:*:*:*'))] }],
    ['cpe:a:maker\\,_inc.:pump\\+ = 1'],
  ))

test('a platform is never a claim; it is a group of those that it is joined to', () =>
  expectClaims(
    [
      {
        operator: 'AND',
        nodes: [
          node(vulnerable(name('app'), { versionEndExcluding: '2' })),
          node(platform(name('os', '-', '*', 'o')), platform(name('os2', '*', '*', 'o'))),
        ],
      },
      { nodes: [node(platform(name('alone')))] },
    ],
    ['cpe:a:maker:app < 2 on [["cpe:o:maker:os","cpe:o:maker:os2"]]'],
  ))

test('nodes that are themselves AND need all their names', () =>
  expectClaims(
    [{ nodes: [{ operator: 'AND', cpeMatch: [vulnerable(name('app')), vulnerable(name('plugin')), platform(name('os'))] }] }],
    [
      'cpe:a:maker:app every version on [["cpe:a:maker:plugin"],["cpe:a:maker:os"]]',
      'cpe:a:maker:plugin every version on [["cpe:a:maker:app"],["cpe:a:maker:os"]]',
    ],
  ))

test('an absent operator is OR', () =>
  expectClaims([{ nodes: [node(vulnerable(name('a'))), node(platform(name('b')))] }], ['cpe:a:maker:a every version']))

test('a platform that cannot be read is no condition', () =>
  expectClaims(
    [{ operator: 'AND', nodes: [node(vulnerable(name('a'))), node(platform('cpe:2.3:o:*:*:*:*:*:*:*:*:*:*'))] }],
    ['cpe:a:maker:a every version'],
  ))

test('negated parts, names that are none, vague names and wildcards in versions are noted and give no claim', () => {
  expectClaims([{ negate: true, nodes: [node(vulnerable(name('a')))] }], [], ['cpe-negate'])
  expectClaims([{ nodes: [{ operator: 'OR', negate: true, cpeMatch: [vulnerable(name('a'))] }] }], [], ['cpe-negate'])
  expectClaims([{ nodes: [node(vulnerable('cpe:2.3:a:x'))] }], [], ['cpe-malformed'])
  expectClaims([{ nodes: [node(vulnerable('cpe:2.3:a:maker:*:*:*:*:*:*:*:*:*'))] }], [], ['cpe-vague'])
  expectClaims([{ nodes: [node(vulnerable(name('a', '4.*')))] }], [], ['cpe-version-wild'])
  expectClaims([{ nodes: [node({ criteria: name('a') }, vulnerable(name('b')))] }], ['cpe:a:maker:b every version'], ['cpe-test'])
})

test('the 1.1 shape nests children and says the same', () => {
  const problems: Problems = []
  const told = (cpe23Uri: string, isVulnerable: boolean): Told => ({ vulnerable: isVulnerable, cpe23Uri })
  const nodes = [
    {
      operator: 'AND',
      cpe_match: [],
      children: [
        {
          operator: 'OR',
          children: [],
          cpe_match: [{ ...told(name('firmware', '*', '*', 'o'), true), versionEndExcluding: '16' }],
        },
        { operator: 'OR', children: [], cpe_match: [told(name('board', '-', '*', 'h'), false)] },
      ],
    },
  ]
  assert.deepEqual(shown(readNodes({ value: { nodes }, at: '$' }, 'nodes', problems), problems), [
    'cpe:o:maker:firmware < 16 on [["cpe:h:maker:board"]]',
  ])
  assert.deepEqual(problems, [])
})

test('a tree nested without end ends', () => {
  const problems: Problems = []
  let nodes: unknown[] = [{ operator: 'OR', cpe_match: [{ vulnerable: true, cpe23Uri: name('a') }] }]
  for (let level = 0; level < 1000; level += 1) nodes = [{ operator: 'OR', children: nodes }]
  assert.deepEqual(shown(readNodes({ value: { nodes }, at: '$' }, 'nodes', problems), problems), [])
  assert.equal(problems[0]?.code, 'cpe-tree-deep')
})
