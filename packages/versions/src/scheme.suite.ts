/** The properties that every scheme has; each scheme's test runs them over text of its own kind. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { versionCharsMax } from './limits.ts'
import type { Order, Scheme } from './scheme.ts'

export type SchemeSamples = {
  /** Texts near the scheme's grammar; most should parse, and pairs should often be equal up to a detail. */
  readonly texts: fc.Arbitrary<string>
  /** Texts that the scheme must refuse. */
  readonly refused: readonly string[]
}

export function testScheme<Version>(scheme: Scheme<Version>, { texts, refused }: SchemeSamples): void {
  const { name, parse, compare, sortKey } = scheme
  const versions = texts
    .map(parse)
    .filter((result) => result.ok)
    .map((result) => result.value)
  // A text and its neighbours: random texts alone are hardly ever equal or one the start of another.
  const near = fc
    .tuple(texts, fc.constantFrom('', '0', '1', 'a', '.0', '~', '-1', '.', '+', '.00'))
    .map(([text, end]) => parse(text + end))
    .filter((result) => result.ok)
    .map((result) => result.value)
  const any = fc.oneof(versions, near)

  test(`${name} orders reflexively and antisymmetrically`, () => {
    fc.assert(
      fc.property(any, any, (left, right) => {
        assert.equal(compare(left, left), 0)
        assert.equal(compare(left, right), 0 - compare(right, left))
      }),
      { numRuns: 1_000 },
    )
  })

  test(`${name} orders transitively`, () => {
    fc.assert(
      fc.property(any, any, any, (first, second, third) => {
        const [low, middle, high] = [first, second, third].toSorted(compare) as [Version, Version, Version]
        assert.ok(
          compare(low, middle) <= 0 && compare(middle, high) <= 0 && compare(low, high) <= 0,
          'a sorted triple is in order',
        )
        if (compare(low, high) === 0) assert.equal(compare(low, middle), 0)
      }),
      { numRuns: 1_000 },
    )
  })

  if (sortKey !== undefined) {
    test(`${name} sorts by key as it compares`, () => {
      fc.assert(
        fc.property(any, any, (left, right) => {
          const [leftKey, rightKey] = [sortKey(left), sortKey(right)]
          const order: Order = leftKey === rightKey ? 0 : leftKey < rightKey ? -1 : 1
          assert.equal(order, compare(left, right), JSON.stringify([left, right, leftKey, rightKey]))
        }),
        { numRuns: 2_000 },
      )
    })
  }

  for (const text of [...refused, 'x'.repeat(versionCharsMax + 1)]) {
    test(`${name} refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
      const result = parse(text)
      assert.ok(!result.ok, 'a text that is no version is an error')
      assert.ok(result.error.message.length < 2 * versionCharsMax, 'the message does not carry the whole text')
    })
  }

  test(`${name} never throws`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), texts), (text) => {
        const result = parse(text)
        if (result.ok) assert.equal(compare(result.value, result.value), 0)
      }),
      { numRuns: 1_000 },
    )
  })

  // Not timed: quadratic work on the longest text stays fast, exponential work never ends and fails the run.
  test(`${name} ends on hostile text`, () => {
    const longest = [
      '1',
      '0',
      'a',
      '1.',
      '.',
      '-',
      '~',
      'a1',
      '1a',
      '1-',
      '_',
      '+',
      'alpha',
      ' ',
      '1:',
      '^',
      '1.0-',
      '!',
      '\u0001',
    ].flatMap((unit) =>
      ['', '1', '!', 'x', '-r1'].map((end) => unit.repeat(versionCharsMax).slice(0, versionCharsMax - end.length) + end),
    )
    const read = longest
      .map(parse)
      .filter((result) => result.ok)
      .map((result) => result.value)
    for (const left of read) for (const right of read) assert.equal(compare(left, right), 0 - compare(right, left))
    for (const text of ['9'.repeat(1_000_000), 'a.'.repeat(500_000), '~'.repeat(1_000_000)]) assert.ok(!parse(text).ok)
  })
}

/** Cases as lines `1.0~rc1 < 1.0   # why`, `!x` for a refused one; blank lines and whole-line comments are left out. */
export function testCases<Version>({ name, parse, compare, sortKey }: Scheme<Version>, file: URL): void {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  assert.ok(lines.length > 0, `${file.pathname} has no case`)
  for (const line of lines) {
    const statement = line.replace(/\s+# .*$/, '').trim()
    test(`${name} ${statement}`, () => {
      if (statement.startsWith('! ')) return assert.ok(!parse(statement.slice(2)).ok)
      const [left = '', sign, right = ''] = statement.split(/\s+(<|=|>)\s+/)
      const [parsedLeft, parsedRight] = [parse(left), parse(right)]
      assert.ok(parsedLeft.ok, `cannot read ${left}`)
      assert.ok(parsedRight.ok, `cannot read ${right}`)
      const expected = sign === '<' ? -1 : sign === '>' ? 1 : 0
      assert.equal(compare(parsedLeft.value, parsedRight.value), expected)
      assert.equal(compare(parsedRight.value, parsedLeft.value), 0 - expected)
      if (sortKey === undefined) return
      const [leftKey, rightKey] = [sortKey(parsedLeft.value), sortKey(parsedRight.value)]
      assert.equal(leftKey < rightKey ? -1 : leftKey > rightKey ? 1 : 0, expected, 'keys sort as versions compare')
    })
  }
}

/** Texts made of a scheme's own pieces: short, so that equal starts and near misses are common. */
export function textsOf(pieces: readonly string[], max = 7): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: max }).map((parts) => parts.join(''))
}
