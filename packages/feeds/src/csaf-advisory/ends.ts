/** Several upper ends of one product (`<11.2.4`, `<12.0.4`), of which the text does not say from where each counts. */
import type { ProductKey } from '@hygie/core/product-key'
import { generic } from '@hygie/versions/generic'
import type { Bound, Interval } from '@hygie/versions/range'
import { isFault, type Saying } from './saying.ts'

/** `<11.0.2` and `<10.2.5` of one product: each end counts in its own branch `11.0`, `10.2`; older branches are not spoken of. */
export function inBranches(sayings: readonly Saying[]): readonly Saying[] {
  const ends = endsByProduct(sayings)
  return sayings.map((saying) => {
    if ((ends.get(saying.key) ?? []).length < 2) return saying
    const intervals = saying.range.intervals.map((interval) => {
      const branch = isEnd(interval) ? /^v?\d{1,10}\.\d{1,10}(?=\.)/i.exec(interval.to?.version ?? '')?.[0] : undefined
      return branch === undefined ? interval : { ...interval, from: { version: branch, inclusive: true } }
    })
    return { ...saying, range: { ...saying.range, intervals } }
  })
}

/**
 * `<11.2.4 IF4` and `<12.0.4 IF2` of one product without a word on branches: 11.2.5 may have the fix or not. Sure is what lies below
 * the lowest end, and each end that is itself included; between the lowest and the highest it is unclear.
 */
export function belowSeveralEnds(sayings: readonly Saying[]): readonly Saying[] {
  const several = [...endsByProduct(sayings)].filter(([, ends]) => ends.length > 1)
  if (several.length === 0) return sayings
  const sorted = new Map(several.map(([key, ends]) => [key, ends.toSorted(compareBounds)]))
  const placed = sayings.map((saying): Saying => {
    const [lowest] = sorted.get(saying.key) ?? []
    if (lowest === undefined || !isFault(saying)) return saying
    const included = saying.range.intervals.flatMap(({ from, to }) =>
      from === undefined && to?.inclusive === true ? [to.version] : [],
    )
    const intervals = saying.range.intervals.map((interval) => (isEnd(interval) ? { to: lowest } : interval))
    return { ...saying, range: { ...saying.range, intervals, versions: [...saying.range.versions, ...included] } }
  })
  for (const [key, ends] of sorted) {
    const [lowest, highest] = [ends[0], ends.at(-1)]
    if (lowest === undefined || highest === undefined) continue
    const interval = { from: { ...lowest, inclusive: !lowest.inclusive }, to: highest }
    const words = ends.map(({ version, inclusive }) => `${inclusive ? '<=' : '<'} ${version}`).join(' | ')
    placed.push({ key, status: 'unclear', range: { scheme: 'generic', intervals: [interval], versions: [] }, words, fixedIn: [] })
  }
  return placed
}

function compareBounds(left: Bound, right: Bound): number {
  const [first, second] = [generic.parse(left.version), generic.parse(right.version)]
  const order = first.ok && second.ok ? generic.compare(first.value, second.value) : 0
  return order === 0 ? Number(left.inclusive) - Number(right.inclusive) : order
}

function isEnd({ from, to }: Interval): boolean {
  return from === undefined && to !== undefined
}

/** The upper ends that stand alone, by product, each once. */
function endsByProduct(sayings: readonly Saying[]): ReadonlyMap<ProductKey, readonly Bound[]> {
  const ends = new Map<ProductKey, Map<string, Bound>>()
  for (const saying of sayings)
    for (const interval of isFault(saying) ? saying.range.intervals : []) {
      const { to } = interval
      if (!isEnd(interval) || to === undefined) continue
      const known = ends.get(saying.key) ?? new Map<string, Bound>()
      ends.set(saying.key, known)
      known.set(`${to.inclusive ? '<=' : '<'} ${to.version}`, to)
    }
  return new Map([...ends].map(([key, known]) => [key, [...known.values()]]))
}
