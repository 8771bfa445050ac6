/** From definitions to vulnerabilities or advisories, scores and claims, in the way of one distribution. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, ScoreRecord } from '@hygie/core/knowledge/record'
import type { DistributionType } from '@hygie/core/product-key'
import { defined } from '@hygie/standards/json/fields'
import { deb } from '@hygie/versions/deb'
import { rpm } from '@hygie/versions/rpm'
import { cveIdsIn } from '../fields/cve-id.ts'
import { rejection } from '../reading/bytes.ts'
import { erratumRecords, isModuleBuild } from '../rpm-claims/erratum.ts'
import type { RpmLine } from '../rpm-claims/osv.ts'
import { isDebugPackage, openClaims, type RpmStatement } from '../rpm-claims/statements.ts'
import { readChecks, type OvalCheck, type OvalChecks } from './checks.ts'
import { casesOf, type Case, type Meaning } from './criteria.ts'
import { definitionsOf, type OvalCriterion, type OvalCve, type OvalDefinition } from './definitions.ts'
import { architecturesOf, packageStateOf, type PackageScheme, type PackageState } from './package-state.ts'

export type OvalDialect = {
  readonly publisher: string
  readonly scheme: PackageScheme
  readonly type: DistributionType
  /** `SUSE Linux Enterprise Server 15 SP3`; empty: no system whose packages are looked up. */
  readonly lines: (platform: string) => readonly RpmLine[]
  /** What a comment says of a criterion that is no package: `… is installed`, `Module virt:kvm_utils is enabled`. */
  readonly condition: (comment: string) => Meaning<PackageState> | undefined
  /** Where the document lacks the test, what its comment says without loss. */
  readonly commented: (comment: string, definition: OvalDefinition) => Meaning<PackageState> | undefined
  /** Lines beside the main one, told by the version: `ksplice`. */
  readonly channelOf?: (version: string) => string | undefined
  /** The advisory that a patch is; absent, only its claims are kept. */
  readonly advisory: (definition: OvalDefinition) => { readonly id: string; readonly url?: string } | undefined
  readonly isSecurity: (advisory: string) => boolean
  /** Who gave the scores of an entry. */
  readonly scorer: (cve: OvalCve) => string | undefined
}

export async function* ovalRecords(file: FeedFile, dialect: OvalDialect): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const { checks, problem } = await readChecks(quiet(file))
  if (problem !== undefined) {
    yield problem
    return
  }
  let newest = ''
  for await (const definition of definitionsOf(file.bytes())) {
    if (definition.kind === 'rejection') {
      yield definition
      continue
    }
    const at = definition.updatedAt ?? definition.issuedAt ?? ''
    if (at > newest) newest = at
    if (definition.class !== 'inventory') yield* recordsOf(definition, checks, dialect)
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

/** The first pass; what breaks the file is told by the second. */
async function* quiet(file: FeedFile): AsyncGenerator<Uint8Array> {
  try {
    yield* file.bytes()
  } catch {
    // the second pass meets the same
  }
}

function* recordsOf(
  definition: OvalDefinition,
  checks: OvalChecks,
  dialect: OvalDialect,
): Generator<KnowledgeRecord | Rejection> {
  const { at, criteria } = definition
  const name = definition.id.slice(0, 100)
  if (definition.class !== 'vulnerability' && definition.class !== 'patch') {
    yield rejection('oval-class', `Cannot use "${name}": a definition of class "${definition.class.slice(0, 40)}"`, at)
    return
  }
  const advisory = definition.class === 'patch' ? dialect.advisory(definition) : undefined
  const vulnerabilities = cvesOf(definition)
  if (vulnerabilities.length === 0 && advisory === undefined) {
    yield rejection('oval-vulnerability', `Cannot use "${name}": it names no CVE and no advisory`, at)
    return
  }
  const cases = criteria === undefined ? [] : casesOf(criteria, (criterion) => meaningOf(criterion, definition, checks, dialect))
  if (cases === undefined || criteria === undefined) {
    yield rejection(
      'oval-criteria',
      `Cannot read the criteria of "${name}": ${criteria === undefined ? 'absent' : 'too many cases'}`,
      at,
    )
    return
  }
  const unread: Unread = new Map()
  const statements = cases.flatMap((one) => statementsOf(one, definition, dialect, unread))
  for (const [why, { count, examples }] of unread)
    yield rejection(
      'oval-case',
      `Cannot use ${count} of ${cases.length} cases of "${name}" in full: ${[why, [...examples].join(', ')].filter((part) => part !== '').join(': ')}`,
      at,
    )
  yield* saidRecords(definition, advisory, vulnerabilities, statements, dialect)
}

function* saidRecords(
  definition: OvalDefinition,
  advisory: ReturnType<OvalDialect['advisory']>,
  vulnerabilities: readonly string[],
  statements: readonly RpmStatement[],
  dialect: OvalDialect,
): Generator<KnowledgeRecord | Rejection> {
  const { issuedAt, updatedAt, severity, title, description } = definition
  if (advisory !== undefined)
    yield* erratumRecords(
      defined({
        id: advisory.id,
        publisher: dialect.publisher,
        title,
        summary: description,
        grade: severity,
        publishedAt: issuedAt,
        revisedAt: updatedAt,
        isSecurity: dialect.isSecurity(advisory.id),
        vulnerabilities,
        statements,
        reference: advisory.url,
      }),
    )
  else {
    const [only] = vulnerabilities
    if (definition.class === 'vulnerability' && only !== undefined && vulnerabilities.length === 1)
      yield defined({
        kind: 'vulnerability' as const,
        id: only,
        description: description === 'Unknown.' ? undefined : description,
      })
    const claims = openClaims(statements)
    for (const vulnerability of vulnerabilities)
      for (const claim of claims) yield defined({ ...claim, vulnerability, grade: severity, statedAt: updatedAt ?? issuedAt })
  }
  for (const cve of definition.cves) yield* scoresOf(cve, dialect)
}

function meaningOf(
  criterion: OvalCriterion,
  definition: OvalDefinition,
  checks: OvalChecks,
  dialect: OvalDialect,
): Meaning<PackageState> {
  const { comment } = criterion
  const check = criterion.definition ? undefined : checks(criterion.test)
  if (check === undefined)
    return dialect.commented(comment, definition) ?? { kind: 'unread', why: `a test that is absent: ${quoted(comment)}` }
  const subject = packageStateOf(check, dialect.scheme)
  if (subject !== undefined) return { kind: 'subject', subject }
  return (
    signatureOf(check) ??
    architectureOf(check) ??
    dialect.condition(comment) ?? { kind: 'unread', why: `a test of ${check.type.slice(0, 60)}: ${quoted(comment)}` }
  )
}

/** Only packages that their vendor signed are looked up by its word. */
function signatureOf({ entities }: OvalCheck): Meaning<PackageState> | undefined {
  return entities.length === 1 && entities[0]?.name === 'signature_keyid' ? { kind: 'nothing' } : undefined
}

function architectureOf({ entities }: OvalCheck): Meaning<PackageState> | undefined {
  const [only] = entities
  const names = entities.length === 1 && only?.name === 'arch' ? architecturesOf(only) : undefined
  return names === undefined ? undefined : { kind: 'architecture', names }
}

function statementsOf(
  one: Case<PackageState>,
  definition: OvalDefinition,
  dialect: OvalDialect,
  unread: Unread,
): readonly RpmStatement[] {
  const refuse = (text: string): readonly RpmStatement[] => {
    const [why = '', example] = text.split(': ', 2)
    const known = unread.get(why) ?? { count: 0, examples: new Set() }
    known.count += 1
    if (example !== undefined && known.examples.size < EXAMPLES_MAX) known.examples.add(example)
    unread.set(why, known)
    return []
  }
  const { subject, module, unread: why } = one
  if (why !== undefined) return refuse(why)
  if (subject === undefined) return refuse('no package')
  const { name, status, range } = subject
  const version = range.intervals[0]?.to?.version ?? ''
  if (!/^[^\s:]{1,300}$/.test(name) || (version !== '' && !(dialect.scheme === 'rpm' ? rpm : deb).parse(version).ok))
    return refuse('no name or version of a package')
  if (isDebugPackage(name)) return []
  if (module === undefined && isModuleBuild(version)) return refuse('a build for a module whose stream is not named')
  const channel = module ?? dialect.channelOf?.(version)
  const platforms = one.platforms ?? definition.platforms
  const architectures = one.architectures ?? subject.architectures ?? [undefined]
  const placed = platforms.map((platform) => dialect.lines(platform))
  const foreign = platforms.filter((_, index) => placed[index]?.length === 0)
  if (foreign.length > 0)
    refuse(`no system whose packages are looked up: ${foreign.slice(0, EXAMPLES_MAX).map(quoted).join(', ')}`)
  if (placed.length === 0) return refuse('no platform')
  return placed.flat().flatMap(({ note, ...line }) =>
    architectures.map((architecture) =>
      defined({
        product: { type: dialect.type, ...line, name, ...(channel === undefined ? {} : { channel }) },
        status,
        range,
        architecture,
        note,
      }),
    ),
  )
}

/** What is refused of one definition, by its cause; a few examples are enough to find the rest. */
type Unread = Map<string, { count: number; readonly examples: Set<string> }>

const EXAMPLES_MAX = 3

function quoted(text: string): string {
  return `"${text.slice(0, 100)}"`
}

function cvesOf({ references, title, class: kind }: OvalDefinition): readonly string[] {
  const named = references.flatMap(({ source, id }) => (source === 'CVE' ? cveIdsIn(id) : []))
  const found = named.length === 0 && kind === 'vulnerability' ? cveIdsIn(title) : named
  return [...new Set(found)]
}

const SYSTEMS: readonly (readonly [attribute: string, pattern: RegExp, system: ScoreRecord['system']])[] = [
  ['cvss2', /^[\d.]{1,4}\/(AV:[\w:/]{10,100})$/, 'cvss2'],
  ['cvss3', /^[\d.]{1,4}\/(CVSS:3\.0\/[\w:/]{10,200})$/, 'cvss3.0'],
  ['cvss3', /^[\d.]{1,4}\/(CVSS:3\.1\/[\w:/]{10,200})$/, 'cvss3.1'],
  ['cvss4', /^[\d.]{1,4}\/(CVSS:4\.0\/[\w:/]{10,300})$/, 'cvss4.0'],
]

/** `7.5/CVSS:3.1/AV:N/…`: the number is in the vector. */
function* scoresOf(cve: OvalCve, dialect: OvalDialect): Generator<ScoreRecord> {
  const [vulnerability] = cveIdsIn(cve.text)
  const origin = dialect.scorer(cve)
  if (vulnerability === undefined || origin === undefined) return
  for (const [attribute, pattern, system] of SYSTEMS) {
    const vector = pattern.exec(cve.attributes[attribute] ?? '')?.[1]
    if (vector !== undefined) yield { kind: 'score', vulnerability, origin, system, vector }
  }
}
