/** Sayings that agree in all but the versions, put together; fixed versions are told by the range or by `fixedIn`. */
import type { ProductKey } from '@hygie/core/product-key'
import { contains } from '@hygie/versions/contains'
import type { Interval, Range } from '@hygie/versions/range'
import { FIXED_HERE, isFault, type Saying } from './saying.ts'

/** Branches of one product that get a fix; Fortinet has 12. */
const FIXES_MAX = 64

type Merging = Omit<Saying, 'range' | 'words'> & {
  readonly intervals: Map<string, Interval>
  readonly versions: Set<string>
  readonly words: Set<string>
}

/** Shape: in order of first saying. Cost: linear in the sayings and their bounds. */
export function merged(sayings: readonly Saying[]): readonly Saying[] {
  const groups = new Map<string, Merging>()
  for (const { range, words, ...saying } of sayings) {
    const place = JSON.stringify([saying.key, saying.status, saying.remedy ?? '', saying.fixedIn])
    const group = groups.get(place) ?? { ...saying, intervals: new Map(), versions: new Set(), words: new Set() }
    groups.set(place, group)
    for (const interval of range.intervals) group.intervals.set(JSON.stringify([interval.from, interval.to]), interval)
    for (const version of range.versions) group.versions.add(version)
    if (words !== undefined) group.words.add(words)
  }
  const whole = [...groups.values()].map(({ intervals, versions, words, ...saying }): Saying => {
    const range: Range = { scheme: 'generic', intervals: [...intervals.values()], versions: [...versions] }
    return { ...saying, range, ...(words.size === 0 ? {} : { words: [...words].join(' | ') }) }
  })
  const [fixes, ends] = [fixesByProduct(whole), exclusiveEnds(whole)]
  return whole.flatMap((saying) =>
    isFix(saying) ? (isTold(saying, ends.get(saying.key)) ? [] : [saying]) : [withFixes(saying, fixes.get(saying.key) ?? [])],
  )
}

function isFix({ status, words }: Saying): boolean {
  return status === 'notAffected' && words === FIXED_HERE
}

function fixesByProduct(sayings: readonly Saying[]): ReadonlyMap<ProductKey, readonly string[]> {
  return new Map(sayings.filter(isFix).map(({ key, range }) => [key, range.versions.slice(0, FIXES_MAX)]))
}

function exclusiveEnds(sayings: readonly Saying[]): ReadonlyMap<ProductKey, ReadonlySet<string>> {
  const ends = new Map<ProductKey, Set<string>>()
  for (const saying of sayings.filter(isFault)) {
    const known = ends.get(saying.key) ?? new Set()
    ends.set(saying.key, known)
    for (const { to } of saying.range.intervals) if (to?.inclusive === false) known.add(to.version)
  }
  return ends
}

/** Each fixed version is the exclusive end of what is affected below it. */
function isTold({ range }: Saying, ends: ReadonlySet<string> | undefined): boolean {
  return ends !== undefined && range.intervals.length === 0 && range.versions.every((version) => ends.has(version))
}

/** A range with an inclusive or no end does not name its fix: the fixed versions outside of it do. */
function withFixes(saying: Saying, fixes: readonly string[]): Saying {
  const { status, range, fixedIn } = saying
  if (status !== 'affected' || fixes.length === 0 || fixedIn.length > 0) return saying
  if (range.intervals.some(({ to }) => to?.inclusive === false)) return saying
  const outside = fixes.filter((version) => contains(range, version) === 'outside')
  return outside.length === 0 ? saying : { ...saying, fixedIn: [...new Set(outside)] }
}
