/**
 * What a document states of its products for one vulnerability, as claims: one for each product key and meaning, however many
 * leaves of the tree say it (Cisco names each release by itself).
 */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { ProductKey } from '@hygie/core/product-key'
import { statementsOf, type CsafStatement } from '@hygie/standards/csaf/vex'
import type { CsafRemediation, CsafVulnerability } from '@hygie/standards/csaf/vulnerability'
import { defined } from '@hygie/standards/json/fields'
import { contains } from '@hygie/versions/contains'
import { generic } from '@hygie/versions/generic'
import { everyVersion, type Bound, type Interval, type Range } from '@hygie/versions/range'
import { unreachable } from '@hygie/versions/result'
import type { CsafDialect } from './dialect.ts'
import { namedProduct, type NamedProduct } from './products.ts'

export type ClaimHead = Pick<Claim, 'vulnerability' | 'advisory' | 'statedAt' | 'reference'>

/** What one leaf says; leaves that agree in all but the versions become one claim. */
type Saying = {
  readonly key: ProductKey
  readonly status: ClaimStatus
  readonly range: Range
  readonly words?: string
  readonly remedy?: string
  readonly fixedIn: readonly string[]
}

const EVERY = everyVersion('generic')
/** A remedy in CISA's files has 3,000 characters; what to do is told in its first ones. */
const NOTE_CHARS_MAX = 300
/** Some 1,700 releases of Cisco's in one advisory, each once per key. */
const SAYINGS_MAX = 400_000

/** Shape: in order of the statements. Cost: linear in them. */
export function claimsOf(
  vulnerability: CsafVulnerability,
  products: ReadonlyMap<string, readonly NamedProduct[]>,
  dialect: CsafDialect,
  head: ClaimHead,
): readonly Claim[] {
  const statements = statementsOf(vulnerability)
  const affected = new Set(statements.filter(({ standing }) => standing === 'affected').map(({ product }) => product))
  const sayings: Saying[] = []
  for (const statement of statements) {
    // The tree may define one id twice, affected below and fixed from a version on: the first definition counts, and says both.
    if (statement.standing !== 'affected' && affected.has(statement.product)) continue
    for (const product of namedBy(statement.product, products, dialect))
      if (sayings.length < SAYINGS_MAX)
        sayings.push(...sayingsOf(statement, remediesFor(statement, product, vulnerability), product, dialect))
  }
  const placed = dialect.endsOfBranches === true ? inBranches(sayings) : belowSeveralEnds(sayings)
  return merged(placed).map((saying) => claimOf(saying, head))
}

function namedBy(
  id: string,
  products: ReadonlyMap<string, readonly NamedProduct[]>,
  dialect: CsafDialect,
): readonly NamedProduct[] {
  const known = products.get(id)
  if (known !== undefined) return known
  const told = dialect.productOfId?.(id)
  return told === undefined ? [] : [namedProduct(dialect, { maker: told.maker, name: told.name, text: told.version })]
}

function sayingsOf(
  statement: CsafStatement,
  remediations: readonly CsafRemediation[],
  { keys, version }: NamedProduct,
  dialect: CsafDialect,
): readonly Saying[] {
  const found: Saying[] = []
  const say = (status: ClaimStatus, range: Range, extra: Partial<Saying> = {}): void => {
    for (const key of keys) found.push({ key, status, range, fixedIn: [], ...extra })
  }
  const isWhole = version?.complete === true
  switch (statement.standing) {
    case 'affected': {
      const fault = faultOf(remediations, version?.words ?? '', dialect)
      if (dialect.isCopy === true && !isWhole) break
      if (version?.range !== undefined) say(fault.status, version.range, fault)
      // By its CPE others may know more of it than these words: they would be outvoted.
      const [own] = keys
      if (!isWhole && own !== undefined)
        found.push({
          ...fault,
          key: own,
          status: 'unclear',
          range: EVERY,
          fixedIn: [],
          words: version?.words ?? 'no versions named',
        })
      break
    }
    case 'fixed':
      // The end of another leaf's range says it as well; as one version it is known not to be affected.
      if (isWhole && version.range !== undefined) say('notAffected', version.range, { words: 'fixed in this version' })
      break
    case 'notAffected': {
      const [why] = statement.justifications
      const words = why === undefined ? {} : { words: why.replaceAll('_', ' ') }
      if (version === undefined) {
        if (dialect.isCopy !== true) say('notAffected', EVERY, words)
      } else if (isWhole && version.range !== undefined) say('notAffected', version.range, words)
      break
    }
    case 'underInvestigation':
      if (dialect.isCopy !== true) say('underInvestigation', isWhole && version.range !== undefined ? version.range : EVERY)
      break
    default:
      return unreachable(statement.standing)
  }
  return found
}

/** What there is to do, in the order in which it helps: a fix, that there is none, a measure. */
const REMEDIES = ['vendor_fix', 'no_fix_planned', 'none_available', 'mitigation', 'workaround', 'optional_patch']

type Fault = { readonly status: ClaimStatus; readonly remedy?: string; readonly fixedIn: readonly string[] }

function faultOf(remediations: readonly CsafRemediation[], versionText: string, dialect: CsafDialect): Fault {
  const [first] = remediations.toSorted((left, right) => rankOf(left) - rankOf(right))
  if (first === undefined) return { status: 'affected', fixedIn: [] }
  const meant = dialect.remedyFor?.(first.details, versionText)
  const remedy = shortened(meant?.words ?? first.details)
  const told = { fixedIn: meant?.fixedIn ?? [], ...(remedy === '' ? {} : { remedy }) }
  if (first.category !== 'no_fix_planned') return { status: 'affected', ...told }
  return { status: /\bend[ -]of[ -](?:life|support|service)/i.test(first.details) ? 'endOfLife' : 'willNotFix', ...told }
}

/** Fortinet's remedies name the product by its name and not by an id of the tree. */
function remediesFor(
  { remediations }: CsafStatement,
  { name }: NamedProduct,
  vulnerability: CsafVulnerability,
): readonly CsafRemediation[] {
  return remediations.length > 0 ? remediations : vulnerability.remediations.filter(({ products }) => products.includes(name))
}

function rankOf({ category }: CsafRemediation): number {
  const rank = REMEDIES.indexOf(category)
  return rank < 0 ? REMEDIES.length : rank
}

export function shortened(text: string): string {
  const line = text
    .slice(0, 4 * NOTE_CHARS_MAX)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length <= NOTE_CHARS_MAX ? line : `${line.slice(0, NOTE_CHARS_MAX - 1).replace(/ \S{0,40}$/, '')}…`
}

function isEnd({ from, to }: Interval): boolean {
  return from === undefined && to !== undefined
}

const isFault = ({ status }: Saying): boolean => status === 'affected' || status === 'willNotFix' || status === 'endOfLife'

/** The upper ends that stand alone, by product. */
function endsByProduct(sayings: readonly Saying[]): ReadonlyMap<ProductKey, readonly Bound[]> {
  const ends = new Map<ProductKey, Bound[]>()
  for (const saying of sayings)
    for (const interval of isFault(saying) ? saying.range.intervals : []) {
      const { to } = interval
      const known = ends.get(saying.key) ?? []
      if (
        !isEnd(interval) ||
        to === undefined ||
        known.some((end) => end.version === to.version && end.inclusive === to.inclusive)
      )
        continue
      ends.set(saying.key, [...known, to])
    }
  return ends
}

/** `<11.0.2` and `<10.2.5` of one product: each end counts in its own branch `11.0`, `10.2`; older branches are not spoken of. */
function inBranches(sayings: readonly Saying[]): readonly Saying[] {
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
function belowSeveralEnds(sayings: readonly Saying[]): readonly Saying[] {
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

type Merging = Omit<Saying, 'range' | 'words'> & {
  readonly intervals: Interval[]
  readonly versions: Set<string>
  readonly words: Set<string>
}

function merged(sayings: readonly Saying[]): readonly Saying[] {
  const groups = new Map<string, Merging>()
  const fixes = new Map<ProductKey, string[]>()
  for (const { range, words, ...saying } of sayings) {
    const place = JSON.stringify([saying.key, saying.status, saying.remedy ?? '', saying.fixedIn])
    const group = groups.get(place) ?? { ...saying, intervals: [], versions: new Set(), words: new Set() }
    groups.set(place, group)
    for (const interval of range.intervals)
      if (!group.intervals.some((other) => isSame(other, interval))) group.intervals.push(interval)
    for (const version of range.versions) group.versions.add(version)
    if (words !== undefined) group.words.add(words)
    if (words === 'fixed in this version') fixes.set(saying.key, [...(fixes.get(saying.key) ?? []), ...range.versions])
  }
  const whole = [...groups.values()].map(({ intervals, versions, words, ...saying }): Saying => {
    const range: Range = { scheme: 'generic', intervals, versions: [...versions] }
    return { ...saying, range, ...(words.size === 0 ? {} : { words: [...words].join(' | ') }) }
  })
  return whole.flatMap((saying) => {
    if (saying.status === 'notAffected' && saying.words === 'fixed in this version')
      return isToldByEnds(saying, whole) ? [] : [saying]
    return [withFixes(saying, fixes.get(saying.key) ?? [])]
  })
}

function isSame(left: Interval, right: Interval): boolean {
  return (
    left.from?.version === right.from?.version &&
    left.to?.version === right.to?.version &&
    left.to?.inclusive === right.to?.inclusive
  )
}

/** Each fixed version is the exclusive end of what is affected below it. */
function isToldByEnds({ key, range }: Saying, all: readonly Saying[]): boolean {
  const ends = all.filter((other) => other.key === key && other.status === 'affected').flatMap((other) => other.range.intervals)
  return (
    range.intervals.length === 0 &&
    range.versions.every((version) => ends.some(({ to }) => to?.inclusive === false && to.version === version))
  )
}

/** A range with an inclusive or no end does not name its fix: the fixed versions above it do. */
function withFixes(saying: Saying, fixes: readonly string[]): Saying {
  const { status, range, fixedIn } = saying
  if (status !== 'affected' || fixes.length === 0 || fixedIn.length > 0) return saying
  if (range.intervals.some(({ to }) => to?.inclusive === false)) return saying
  const outside = fixes.filter((version) => contains(range, version) === 'outside')
  return outside.length === 0 ? saying : { ...saying, fixedIn: [...new Set(outside)] }
}

function claimOf({ key, status, range, words, remedy, fixedIn }: Saying, head: ClaimHead): Claim {
  const notes = [words, remedy].filter((text) => text !== undefined && text !== '')
  return defined({
    kind: 'claim' as const,
    ...head,
    product: key,
    range,
    status,
    fixedIn: fixedIn.length === 0 ? undefined : fixedIn,
    note: notes.length === 0 ? undefined : notes.map((text) => shortened(text ?? '')).join('; '),
  })
}
