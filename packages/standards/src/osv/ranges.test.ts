import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Range } from '@hygie/versions/range'
import { fail, ok } from '@hygie/versions/result'
import type { Order, Scheme } from '@hygie/versions/scheme'
import * as fc from 'fast-check'
import { rangeOf } from './ranges.ts'
import type { OsvAffected, OsvEvent, OsvRangeType } from './record.ts'

/** Whole numbers, so that a test can walk all of them. */
const whole: Scheme<bigint> = {
  name: 'generic',
  parse: (text) => (/^\d{1,9}$/.test(text) ? ok(BigInt(text)) : fail('version-malformed', `Cannot read "${text}"`)),
  compare: (left, right): Order => (left < right ? -1 : left > right ? 1 : 0),
}

function affected(type: OsvRangeType, ...events: readonly OsvEvent[]): OsvAffected {
  return {
    at: '$.affected[0]',
    package: { ecosystem: 'npm', name: 'p' },
    severity: [],
    ranges: [{ at: '$.affected[0].ranges[0]', type, events, databaseSpecific: {} }],
    versions: [],
    customRanges: [],
    ecosystemSpecific: {},
    databaseSpecific: {},
  }
}
const introduced = (version: string): OsvEvent => ({ kind: 'introduced', version })
const fixed = (version: string): OsvEvent => ({ kind: 'fixed', version })
const lastAffected = (version: string): OsvEvent => ({ kind: 'lastAffected', version })
const limit = (version: string): OsvEvent => ({ kind: 'limit', version })

function show(range: Range): string {
  return range.intervals
    .map(({ from, to }) => `[${from?.version ?? ''},${to?.version ?? ''}${to?.inclusive === true ? ']' : ')'}`)
    .join(' ')
}

const CASES: readonly (readonly [string, readonly OsvEvent[]])[] = [
  ['[,5)', [introduced('0'), fixed('5')]],
  ['[,)', [introduced('0')]],
  ['[2,5)', [fixed('5'), introduced('2')]], // unsorted
  ['[,3) [5,7)', [introduced('5'), introduced('0'), fixed('7'), fixed('3')]],
  ['[2,4]', [introduced('2'), lastAffected('4')]],
  ['[4,4]', [introduced('4'), lastAffected('4')]],
  ['[4,4]', [lastAffected('4'), introduced('4')]],
  ['[1,2] [4,)', [introduced('1'), lastAffected('2'), introduced('4')]],
  ['[1,6)', [introduced('1'), introduced('3'), fixed('6'), fixed('8')]], // a second introduced or fixed changes nothing
  ['[,4)', [introduced('0'), limit('4')]],
  ['[,6)', [introduced('0'), limit('4'), limit('6')]], // before any one of the limits
  ['[,)', [introduced('0'), limit('4'), limit('*')]],
  ['[,2) [3,4)', [introduced('0'), fixed('2'), introduced('3'), fixed('9'), limit('4')]],
  ['', [introduced('5'), limit('4')]],
  ['', [introduced('5'), fixed('5')]],
]
for (const [expected, events] of CASES)
  test(`osv range ${events.map((event) => `${event.kind} ${event.version}`).join(', ')} is ${expected}`, () => {
    const { range, problems } = rangeOf(affected('ECOSYSTEM', ...events), whole)
    assert.equal(show(range), expected)
    assert.deepEqual(problems, [])
  })

test('osv range with a version that the scheme refuses is left out and noted', () => {
  const { range, problems } = rangeOf(affected('SEMVER', introduced('0'), fixed('next')), whole)
  assert.deepEqual(range.intervals, [])
  assert.equal(problems[0]?.code, 'version-malformed')
  assert.equal(problems[0]?.at, '$.affected[0].ranges[0]')
})

test('osv range of commits says nothing about versions', () => {
  const { range, problems } = rangeOf(affected('GIT', introduced('0')), whole)
  assert.deepEqual(range.intervals, [])
  assert.equal(problems[0]?.code, 'osv-affected-empty')
})

test('osv ranges agree with the algorithm of the schema on every version', () => {
  const version = fc.integer({ min: 1, max: 12 }).map(String)
  const opening = fc.oneof(version, fc.constant('0')).map(introduced)
  const closing = fc.oneof(version.map(fixed), version.map(limit))
  fc.assert(
    fc.property(fc.tuple(opening, fc.array(fc.oneof(opening, closing), { maxLength: 6 })), ([first, rest]) => {
      const events = [first, ...rest]
      const { range } = rangeOf(affected('ECOSYSTEM', ...events), whole)
      for (let candidate = 1n; candidate < 14n; candidate += 1n)
        assert.equal(holds(range, candidate), vulnerable(events, candidate), `${candidate} in ${show(range)}`)
    }),
  )
})

function holds(range: Range, version: bigint): boolean {
  return range.intervals.some(({ from, to }) => {
    const above = from === undefined || version >= BigInt(from.version)
    const below = to === undefined || (to.inclusive ? version <= BigInt(to.version) : version < BigInt(to.version))
    return above && below
  })
}

/** The pseudo-code of the schema, word for word, over numbers. */
function vulnerable(events: readonly OsvEvent[], version: bigint): boolean {
  const limits = events.filter((event) => event.kind === 'limit')
  if (limits.length > 0 && !limits.some((event) => version < BigInt(event.version))) return false
  let answer = false
  for (const event of events
    .filter(({ kind }) => kind !== 'limit')
    .toSorted((left, right) => Number(left.version) - Number(right.version))) {
    if (event.kind === 'introduced' && version >= BigInt(event.version)) answer = true
    else if (event.kind === 'fixed' && version >= BigInt(event.version)) answer = false
  }
  return answer
}
