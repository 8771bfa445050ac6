/**
 * What a document states of its products for one vulnerability, as claims: one for each product key and meaning, however many
 * leaves of the tree say it (Cisco names each release by itself).
 */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import { statementsOf, type CsafStatement } from '@hygie/standards/csaf/vex'
import type { CsafRemediation, CsafVulnerability } from '@hygie/standards/csaf/vulnerability'
import { defined } from '@hygie/standards/json/fields'
import { everyVersion, type Range } from '@hygie/versions/range'
import { unreachable } from '@hygie/versions/result'
import type { CsafDialect } from './dialect.ts'
import { belowSeveralEnds, inBranches } from './ends.ts'
import { merged } from './merge.ts'
import { namedProduct, type NamedProduct } from './products.ts'
import { FIXED_HERE, type Saying } from './saying.ts'

export type ClaimHead = Pick<Claim, 'vulnerability' | 'advisory' | 'statedAt' | 'reference'>

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
  const remedies = remediesByName(vulnerability)
  const sayings: Saying[] = []
  for (const statement of statements) {
    // The tree may define one id twice, affected below and fixed from a version on: the first definition counts, and says both.
    if (statement.standing !== 'affected' && affected.has(statement.product)) continue
    for (const product of namedBy(statement.product, products, dialect))
      if (sayings.length < SAYINGS_MAX) {
        const own = statement.remediations.length > 0 ? statement.remediations : (remedies.get(product.name) ?? [])
        sayings.push(...sayingsOf(statement, own, product, dialect))
      }
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
      if (isWhole && version.range !== undefined) say('notAffected', version.range, { words: FIXED_HERE })
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
function remediesByName({ remediations }: CsafVulnerability): ReadonlyMap<string, readonly CsafRemediation[]> {
  const named = new Map<string, CsafRemediation[]>()
  for (const remediation of remediations)
    for (const product of remediation.products) {
      const known = named.get(product)
      if (known === undefined) named.set(product, [remediation])
      else known.push(remediation)
    }
  return named
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
