/**
 * Fixture knowledge of trivy-golden (YAML: a bucket per platform or ecosystem, in it a bucket per package, in it a key per
 * vulnerability) → records. Platforms are named by the same reader that names them for inventories.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { platformOfDistro } from '@hygie/collectors/sbom/distribution'
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import {
  distributionKey,
  ecosystemKey,
  type DistributionType,
  type EcosystemType,
  type ProductKey,
} from '@hygie/core/product-key'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import { parseMavenRange } from '@hygie/versions/maven-range'
import { everyVersion, type Bound, type Interval, type Range } from '@hygie/versions/range'
import type { SchemeName } from '@hygie/versions/scheme'
import { parse } from 'yaml'
import { said } from './judge.ts'

type Bucket = { readonly bucket: string; readonly pairs: readonly (Bucket | Pair)[] }
type Pair = { readonly key: string; readonly value?: unknown }
type Fields = Readonly<Record<string, unknown>>

export function fixtureRecords(folder: string): {
  readonly records: readonly SourcedRecord[]
  readonly notes: readonly string[]
} {
  const records: SourcedRecord[] = []
  const unread = new Set<string>()
  const cpes = redHatReleases(folder)
  for (const file of readdirSync(folder).toSorted()) {
    if (['vulnerability.yaml', 'data-source.yaml', 'cpe.yaml'].includes(file)) continue
    const platforms = parse(readFileSync(join(folder, file), 'utf8')) as readonly Bucket[]
    for (const { platform, name, pair } of pairsOf(platforms)) {
      const claims = claimsOf(platform, name, pair, cpes)
      if (claims === undefined) unread.add(platform)
      else records.push(...claims.map((claim) => said('fixture', claim)))
    }
  }
  const notes = unread.size === 0 ? [] : [`no product keys for the records of ${[...unread].toSorted().join(', ')}`]
  return { records, notes }
}

function* pairsOf(
  platforms: readonly Bucket[],
): Generator<{ readonly platform: string; readonly name: string; readonly pair: Pair }> {
  for (const { bucket: platform, pairs } of platforms)
    for (const item of pairs)
      if ('bucket' in item) for (const pair of item.pairs) if ('key' in pair) yield { platform, name: item.bucket, pair }
}

/** Undefined: we have no key for products of this bucket. */
function claimsOf(bucket: string, name: string, pair: Pair, cpes: ReadonlyMap<number, string>): readonly Claim[] | undefined {
  const id = pair.key.trim()
  const value = (pair.value ?? {}) as Fields
  if (bucket === 'Red Hat') return redHatClaims(name, id, value, cpes)
  const ecosystem = bucket.includes('::') ? ECOSYSTEMS[bucket.split('::')[0] ?? ''] : undefined
  if (bucket.includes('::')) return ecosystem === undefined ? undefined : [ecosystemClaim(ecosystem, name, id, value)]
  const line = DISTRIBUTIONS.find(([pattern]) => pattern.test(bucket))
  if (line === undefined) return undefined
  const [pattern, distro, type, scheme] = line
  const lineage = platformOfDistro({ id: distro, version: releaseIn(pattern, bucket) })?.lineage[0]
  const [distribution, release] = lineage?.split(':') ?? []
  if (distribution === undefined || release === undefined) return undefined
  const product = distributionKey({ type, distribution, release, name })
  const entries = Array.isArray(value['Entries']) ? (value['Entries'] as readonly Fields[]) : [value]
  return entries.map((entry) => distributionClaim(id, product, scheme, entry))
}

/** Bucket → distribution, and whether its packages are named by binary or by source. */
const DISTRIBUTIONS: readonly (readonly [pattern: RegExp, distro: string, type: DistributionType, scheme: SchemeName])[] = [
  [/^alma (.+)$/, 'almalinux', 'rpm', 'rpm'],
  [/^alpine (.+)$/, 'alpine', 'apk', 'apk'],
  [/^amazon linux (.+)$/, 'amzn', 'rpm', 'rpm'],
  [/^debian (.+)$/, 'debian', 'deb', 'deb'],
  [/^CBL-Mariner (.+)$/, 'mariner', 'srpm', 'rpm'],
  [/^openSUSE Leap (.+)$/, 'opensuse-leap', 'rpm', 'rpm'],
  [/^openSUSE Tumbleweed$/, 'opensuse-tumbleweed', 'rpm', 'rpm'],
  [/^Oracle Linux (.+)$/, 'ol', 'rpm', 'rpm'],
  [/^Photon OS (.+)$/, 'photon', 'srpm', 'rpm'],
  [/^rocky (.+)$/, 'rocky', 'rpm', 'rpm'],
  [/^SUSE Linux Enterprise Micro (.+)$/, 'sle-micro', 'rpm', 'rpm'],
  [/^SUSE Linux Enterprise (.+)$/, 'sles', 'rpm', 'rpm'],
  [/^ubuntu (.+)$/, 'ubuntu', 'deb', 'deb'],
]

/** `15-SP3` is 15.3. */
function releaseIn(pattern: RegExp, bucket: string): string {
  return (pattern.exec(bucket)?.[1] ?? '').replace('-SP', '.')
}

const ECOSYSTEMS: Readonly<Record<string, readonly [type: EcosystemType, scheme: SchemeName]>> = {
  cargo: ['cargo', 'semver'],
  cocoapods: ['cocoapods', 'semver'],
  composer: ['composer', 'composer'],
  conan: ['conan', 'generic'],
  erlang: ['hex', 'semver'],
  go: ['golang', 'go'],
  k8s: ['kubernetes', 'semver'],
  maven: ['maven', 'maven'],
  npm: ['npm', 'semver'],
  nuget: ['nuget', 'nuget'],
  pip: ['pypi', 'pep440'],
  pub: ['pub', 'pub'],
  rubygems: ['gem', 'gem'],
  swift: ['swift', 'semver'],
}

/** States by number in the fixtures; only those that occur. */
const STATUSES: Readonly<Record<number, ClaimStatus>> = {
  1: 'notAffected',
  2: 'affected',
  4: 'underInvestigation',
  5: 'willNotFix',
  7: 'endOfLife',
}

function distributionClaim(vulnerability: string, product: ProductKey, scheme: SchemeName, entry: Fields): Claim {
  const fixed = typeof entry['FixedVersion'] === 'string' ? entry['FixedVersion'] : ''
  const status = STATUSES[Number(entry['Status'] ?? 2)] ?? 'affected'
  const range: Range =
    fixed === '' ? everyVersion(scheme) : { scheme, intervals: [{ to: { version: fixed, inclusive: false } }], versions: [] }
  const architectures = Array.isArray(entry['Arches']) ? entry['Arches'].map(String) : []
  return {
    kind: 'claim',
    vulnerability,
    product,
    range,
    status,
    ...(architectures.length > 0 && { architectures }),
  }
}

/** Number of a CPE in the fixtures → RHEL's major release, where it is a whole product (no stream of one). */
function redHatReleases(folder: string): ReadonlyMap<number, string> {
  const path = join(folder, 'cpe.yaml')
  const releases = new Map<number, string>()
  if (!existsSync(path)) return releases
  const platforms = parse(readFileSync(path, 'utf8')) as readonly Bucket[]
  for (const { name, pair } of pairsOf(platforms)) {
    const release = name === 'cpe' ? /enterprise_linux:(\d+)/.exec(String(pair.value))?.[1] : undefined
    if (release !== undefined) releases.set(Number(pair.key), release)
  }
  return releases
}

/** An advisory's record names its CVE and, by number, the products it is for. */
function redHatClaims(name: string, id: string, value: Fields, releases: ReadonlyMap<number, string>): readonly Claim[] {
  const entries = (value['Entries'] ?? []) as readonly Fields[]
  return entries.flatMap((entry) => {
    const lines = new Set((entry['Affected'] as readonly number[]).flatMap((number) => releases.get(number) ?? []))
    const ids = (entry['Cves'] as readonly Fields[]).flatMap(({ ID }) => (typeof ID === 'string' ? [ID] : []))
    return [...lines].flatMap((release) =>
      (ids.length === 0 ? [id] : ids).map((vulnerability): Claim => ({
        ...distributionClaim(vulnerability, distributionKey({ type: 'rpm', distribution: 'rhel', release, name }), 'rpm', entry),
        ...(ids.length > 0 && { advisory: id }),
      })),
    )
  })
}

function ecosystemClaim(
  [type, scheme]: readonly [EcosystemType, SchemeName],
  name: string,
  vulnerability: string,
  value: Fields,
): Claim {
  const lists = (field: string): readonly string[] => (Array.isArray(value[field]) ? value[field].map(String) : [])
  const vulnerable = lists('VulnerableVersions')
  const intervals =
    vulnerable.length > 0 ? vulnerable.flatMap(intervalsOf) : complementOf(lists('PatchedVersions').flatMap(intervalsOf))
  return {
    kind: 'claim',
    vulnerability,
    product: ecosystemKey(type, name),
    range: { scheme, intervals, versions: [] },
    status: 'affected',
  }
}

/** `>= 2.0.0, <= 2.9.10.3`, or Maven's `[2.9.0,2.9.10.7)`. */
function intervalsOf(text: string): readonly Interval[] {
  if (/^[[(]/.test(text)) {
    const range = parseMavenRange(text)
    if (!range.ok) throw new Error(range.error.message)
    return range.value.range.intervals
  }
  let from: Bound | undefined
  let to: Bound | undefined
  for (const clause of text.split(',')) {
    const [, operator = '', version = ''] = /^(<=|>=|<|>|=)\s*(\S+)$/.exec(clause.trim()) ?? []
    if (version === '') throw new Error(`no rule for the range "${text}"`)
    if (operator.startsWith('>')) from = { version, inclusive: operator === '>=' }
    else if (operator.startsWith('<')) to = { version, inclusive: operator === '<=' }
    else from = to = { version, inclusive: true }
  }
  const start = from?.version === '0' && from.inclusive ? undefined : from
  return [{ ...(start !== undefined && { from: start }), ...(to !== undefined && { to }) }]
}

/** What the patched versions leave out. The fixtures' patched intervals do not overlap and begin with a version. */
function complementOf(patched: readonly Interval[]): readonly Interval[] {
  const sorted = patched.toSorted((left, right) => ((left.from?.version ?? '') < (right.from?.version ?? '') ? -1 : 1))
  const gaps: Interval[] = []
  let from: Bound | undefined
  for (const interval of sorted) {
    if (interval.from !== undefined)
      gaps.push({
        ...(from !== undefined && { from }),
        to: { version: interval.from.version, inclusive: !interval.from.inclusive },
      })
    if (interval.to === undefined) return gaps
    from = { version: interval.to.version, inclusive: !interval.to.inclusive }
  }
  return [...gaps, ...(from === undefined ? [] : [{ from }])]
}
