/** From the gem requirements that hold for safe versions to the range of the others. */
import { formatGem, gemBump, parseGemRequirement, type GemClause } from '@hygie/versions/gem-requirement'
import { gem, type GemVersion } from '@hygie/versions/gem'
import type { Interval, Range } from '@hygie/versions/range'
import { fail, ok, unreachable, type Result } from '@hygie/versions/result'

type End = { readonly version: GemVersion; readonly inclusive: boolean }
/** A missing end is open. */
type Span = { readonly from?: End; readonly to?: End }

/** The longest list met has 9. */
const REQUIREMENTS_MAX = 1_000

/**
 * No requirement at all: every version is affected.
 *
 * Errors  requirement-malformed; requirement-apart for `!=`, which no advisory uses
 * Cost    n log n
 */
export function affectedBy(requirements: readonly string[]): Result<Range> {
  if (requirements.length > REQUIREMENTS_MAX)
    return fail('requirement-many', `Cannot read ${requirements.length} requirements: at most ${REQUIREMENTS_MAX}`)
  const safe: Span[] = []
  for (const text of requirements) {
    const requirement = parseGemRequirement(text)
    if (!requirement.ok) return requirement
    let span: Span = {}
    for (const clause of requirement.value) {
      const other = spanOf(clause)
      if (other === undefined) return fail('requirement-apart', `Cannot read "${text.slice(0, 80)}" as one span of versions`)
      span = both(span, other)
    }
    if (!isEmpty(span)) safe.push(span)
  }
  return ok({ scheme: 'gem', intervals: outside(safe), versions: [] })
}

function spanOf({ operator, version }: GemClause): Span | undefined {
  switch (operator) {
    case '=':
      return { from: { version, inclusive: true }, to: { version, inclusive: true } }
    case '!=':
      return undefined
    case '>':
    case '>=':
      return { from: { version, inclusive: operator === '>=' } }
    case '<':
    case '<=':
      return { to: { version, inclusive: operator === '<=' } }
    case '~>':
      return { from: { version, inclusive: true }, to: { version: beforeAll(gemBump(version)), inclusive: false } }
    default:
      return unreachable(operator)
  }
}

/** `~> 2.2.23` leaves out 2.3 and its pre-releases too. */
function beforeAll(version: GemVersion): GemVersion {
  const first = gem.parse(`${formatGem(version)}.a`)
  return first.ok ? first.value : version
}

function both(left: Span, right: Span): Span {
  const from = [left.from, right.from].filter((end) => end !== undefined).toSorted((a, b) => compareFrom(b, a))[0]
  const to = [left.to, right.to].filter((end) => end !== undefined).toSorted(compareTo)[0]
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** An inclusive start begins earlier. */
function compareFrom(left: End, right: End): number {
  return gem.compare(left.version, right.version) || Number(right.inclusive) - Number(left.inclusive)
}

/** An exclusive end ends earlier. */
function compareTo(left: End, right: End): number {
  return gem.compare(left.version, right.version) || Number(left.inclusive) - Number(right.inclusive)
}

function isEmpty({ from, to }: Span): boolean {
  if (from === undefined || to === undefined) return false
  const order = gem.compare(from.version, to.version)
  return order > 0 || (order === 0 && !(from.inclusive && to.inclusive))
}

function outside(safe: readonly Span[]): readonly Interval[] {
  const sorted = safe.toSorted((left, right) =>
    left.from === undefined || right.from === undefined
      ? Number(left.from !== undefined) - Number(right.from !== undefined)
      : compareFrom(left.from, right.from),
  )
  const gaps: Span[] = []
  let start: End | undefined // where the next gap begins; open before all
  for (const { from, to } of sorted) {
    if (from !== undefined) {
      const gap = { ...(start === undefined ? {} : { from: start }), to: { version: from.version, inclusive: !from.inclusive } }
      if (!isEmpty(gap)) gaps.push(gap)
    }
    if (to === undefined) return gaps.map(plain)
    const next = { version: to.version, inclusive: !to.inclusive }
    if (start === undefined || compareFrom(start, next) < 0) start = next
  }
  return [...gaps, start === undefined ? {} : { from: start }].map(plain)
}

function plain({ from, to }: Span): Interval {
  return {
    ...(from === undefined ? {} : { from: { version: formatGem(from.version), inclusive: from.inclusive } }),
    ...(to === undefined ? {} : { to: { version: formatGem(to.version), inclusive: to.inclusive } }),
  }
}
