import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compareIds, groupAliases, isCve, type Link } from './groups.ts'

/** Groups and advisories over several, as texts. */
function groupsOf(pairs: readonly (readonly [string, string])[]): {
  readonly groups: readonly string[]
  readonly several: readonly string[]
} {
  const names = [...new Set(pairs.flat())]
  const links = pairs.map(([a, b]): Link => [names.indexOf(a) + 1, names.indexOf(b) + 1])
  const grouped = groupAliases(names.length, (id) => names[id - 1] ?? '', links)
  const members = new Map<number, string[]>()
  names.forEach((name, index) => {
    if (grouped.several.has(index + 1)) return
    const root = grouped.rootOf(index + 1)
    members.set(root, [...(members.get(root) ?? []), name].toSorted())
  })
  return {
    groups: [...members.values()].map((group) => group.join(' ')).toSorted(),
    several: [...grouped.several]
      .map(([id, cves]) => `${names[id - 1]}: ${cves.map((cve) => names[cve - 1]).join(' ')}`)
      .toSorted(),
  }
}

test('ids that name each other are one group', () => {
  const expected = { groups: ['CVE-2024-1000 GHSA-a PYSEC-1'], several: [] }
  assert.deepEqual(
    groupsOf([
      ['GHSA-a', 'CVE-2024-1000'],
      ['PYSEC-1', 'GHSA-a'],
    ]),
    expected,
  )
  assert.deepEqual(
    groupsOf([
      ['GHSA-a', 'PYSEC-1'],
      ['PYSEC-1', 'GHSA-a'],
      ['CVE-2024-1000', 'GHSA-a'],
      ['PYSEC-1', 'CVE-2024-1000'],
    ]),
    expected,
  )
})

test('an id beside two CVE speaks of both and joins none', () => {
  assert.deepEqual(
    groupsOf([
      ['GO-1', 'CVE-2024-1000'],
      ['GO-1', 'CVE-2023-99999'],
    ]),
    {
      groups: ['CVE-2023-99999', 'CVE-2024-1000'],
      several: ['GO-1: CVE-2023-99999 CVE-2024-1000'],
    },
  )
})

test('a companion of an advisory over several speaks of the same CVE', () => {
  const { groups, several } = groupsOf([
    ['GHSA-a', 'CVE-2024-1000'],
    ['GHSA-a', 'CVE-2024-1001'],
    ['RUSTSEC-1', 'GHSA-a'],
    ['X-2', 'RUSTSEC-1'],
  ])
  assert.deepEqual(groups, ['CVE-2024-1000', 'CVE-2024-1001'])
  assert.deepEqual(
    several.map((text) => text.split(':', 1)[0]),
    ['GHSA-a', 'RUSTSEC-1', 'X-2'],
  )
})

test('a chain never brings two CVE together', () => {
  const { groups, several } = groupsOf([
    ['GHSA-a', 'CVE-2024-1000'],
    ['PYSEC-3', 'CVE-2024-1001'],
    ['GHSA-a', 'PYSEC-3'],
  ])
  assert.deepEqual(groups, ['CVE-2024-1000 GHSA-a', 'CVE-2024-1001 PYSEC-3'])
  assert.deepEqual(several, [])
})

test('two CVE that name each other stay two', () => {
  assert.deepEqual(groupsOf([['CVE-2024-1000', 'CVE-2024-1001']]).groups, ['CVE-2024-1000', 'CVE-2024-1001'])
})

test('CVE are ordered by year and number, before other ids', () => {
  const ids = ['GHSA-a', 'CVE-2024-10000', 'CVE-2024-9999', 'CVE-1999-0001', 'AAA']
  assert.deepEqual(ids.toSorted(compareIds), ['CVE-1999-0001', 'CVE-2024-9999', 'CVE-2024-10000', 'AAA', 'GHSA-a'])
})

test('a chain of 200,000 aliases needs no stack', () => {
  const count = 200_000
  const links = Array.from({ length: count - 1 }, (_, index): Link => [index + 1, index + 2])
  const { rootOf } = groupAliases(count, (id) => `X-${id}`, links)
  assert.equal(rootOf(1), rootOf(count))
})

test('groups depend on the links alone, and hold at most one CVE', () => {
  const id = fc.oneof(
    fc.constantFrom('CVE-2024-1000', 'CVE-2024-1001', 'CVE-2023-1000'),
    fc.constantFrom('A', 'B', 'C', 'D', 'E'),
  )
  const pairs = fc.array(
    fc.tuple(id, id).filter(([a, b]) => a !== b),
    { maxLength: 14 },
  )
  fc.assert(
    fc.property(pairs, fc.infiniteStream(fc.nat()), (links, order) => {
      const result = groupsOf(links)
      const shuffled = links
        .map((link) => ({ link, key: order.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ link: [a, b], key }): readonly [string, string] => (key % 2 === 0 ? [a, b] : [b, a]))
      assert.deepEqual(groupsOf(shuffled), result)
      for (const group of result.groups) assert.ok(group.split(' ').filter((name) => isCve(name)).length <= 1, group)
    }),
  )
})
