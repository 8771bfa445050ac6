/**
 * Findings of scanners on 61 images that people judged true or false. The images themselves are not here: their software is
 * what the labels name, their distribution what the image's name and its packages' versions say.
 */
import { lookupsOf } from '@hygie/core/matching/software-lookups'
import type { Inventory, Platform, Software } from '@hygie/core/inventory/inventory'
import type { Family, Label, Loss } from '../family.ts'
import { apks, debs, distribution, inventoryOf, purls, rpms, type Packaged } from '../inventories.ts'
import { answersOf, assessed } from '../judge.ts'
import { knownClaims, type KnownClaims } from '../known-claims.ts'
import { mirrorKnowledge } from '../mirror-knowledge.ts'
import { sameName } from '../score.ts'
import { debianSourceNames, type SourceNames } from '../source-names.ts'
import { field, groupBy, ownTable, type Row } from '../tables.ts'

export const family: Family = {
  name: 'match-labels',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    const knowledge = await mirrorKnowledge(place)
    if (typeof knowledge === 'string') return knowledge
    const known = knownClaims(knowledge.path)
    const sources = debianSourceNames(place)
    const build = builder(known, sources)
    const inventories = new Map(
      [...groupBy(expected, (row) => field(row, 'inventory'))].map(([name, rows]) => [name, build(name, rows)]),
    )
    const answers = [...inventories].flatMap(([name, inventory]) => answersOf(name, assessed(inventory, knowledge)))
    const reach = reachOf(inventories, sources)
    return {
      labels: expected.map(label),
      answers,
      closed: new Set(),
      isKnown: (about) => known.productsOf(about.ids).some((key) => reach(about).has(key) || reach(about).has(lineOf(key))),
      causeOf: causeIn(expected, inventories),
      notes: notesOf(inventories),
    }
  },
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [...new Set([field(row, 'vuln_id'), ...field(row, 'reported_as').split('|')])].filter((id) => id !== ''),
    expected: field(row, 'expected') as Label['expected'],
    note: field(row, 'note'),
    labelledAt: field(row, 'labelled_on'),
  }
}

/** Where the name of the image tells its system, by itself or by what is known of that image. */
const SYSTEMS: readonly (readonly [image: RegExp, id: string, version: string])[] = [
  [/alpine[-_](?<version>\d+\.\d+)/, 'alpine', ''],
  [/^ubuntu_(?<version>\d+\.\d+)/, 'ubuntu', ''],
  [/^rockylinux_(?<version>\d+)/, 'rocky', ''],
  [/oraclelinux-(?<version>\d+)/, 'ol', ''],
  [/rhel-(?<version>\d+)/, 'rhel', ''],
  [/amazonlinux-(?<version>\d+)/, 'amzn', ''],
  [/debian-?(?<version>\d+)/, 'debian', ''],
  [/^(?:wolfi-base|scanner-test)/, 'wolfi', '20220914'],
  [/^sle15_15\.1/, 'sles', '15.1'],
]
/** What a package's version says of its release, most telling first. */
const MARKS: readonly (readonly [kind: RegExp, id: string])[] = [
  [/[+~]deb(?<version>\d+)u/, 'debian'],
  [/\.el(?<version>\d+)/, 'rhel'],
  [/\.cm(?<version>\d+)$/, 'mariner'],
  [/\.azl(?<version>\d+)$/, 'azurelinux'],
  [/ubuntu\d*\.(?<version>\d\d\.\d\d)\./, 'ubuntu'],
]
/** One glibc per release; `Source`: packages.debian.org, packages.ubuntu.com. */
const GLIBC: Readonly<Record<string, readonly [id: string, version: string]>> = {
  '2.24-11': ['debian', '9'],
  '2.28-10': ['debian', '10'],
  '2.31-13': ['debian', '11'],
  '2.36-9': ['debian', '12'],
  '2.31-0ubuntu9': ['ubuntu', '20.04'],
  '2.35-0ubuntu3': ['ubuntu', '22.04'],
}

function platformOf(name: string, rows: readonly Row[]): Platform | undefined {
  for (const [image, id, version] of SYSTEMS) {
    const match = image.exec(name)
    if (match !== null) return distribution(id, match.groups?.['version'] ?? version)
  }
  for (const row of rows) {
    const glibc = field(row, 'package').startsWith('libc')
      ? GLIBC[/^\d+\.\d+-(?:0ubuntu)?\d+/.exec(field(row, 'version'))?.[0] ?? '']
      : undefined
    if (glibc !== undefined) return distribution(...glibc)
  }
  const votes = new Map<string, number>()
  for (const row of rows)
    for (const [kind, id] of MARKS) {
      const version = kind.exec(field(row, 'version'))?.groups?.['version']
      if (version !== undefined) votes.set(`${id} ${version}`, (votes.get(`${id} ${version}`) ?? 0) + 1)
    }
  const [best] = [...votes].toSorted((left, right) => right[1] - left[1])
  const [id = '', version = ''] = best?.[0].split(' ') ?? []
  return id === '' ? undefined : distribution(id, version)
}

type Builder = (name: string, rows: readonly Row[]) => Inventory

function builder(known: KnownClaims, sources: SourceNames): Builder {
  return (name, rows) => {
    const platform = platformOf(name, rows)
    const named = rows.filter((row) => field(row, 'package') !== '' && field(row, 'version') !== '')
    return inventoryOf(
      name,
      platform,
      named.flatMap((row) => softwareOf(row, platform, known, sources)),
    )
  }
}

function softwareOf(row: Row, platform: Platform | undefined, claims: KnownClaims, sources: SourceNames): readonly Software[] {
  const item: Packaged = { name: field(row, 'package'), version: field(row, 'version') }
  const [guess = ''] = field(row, 'ecosystem_guess').split(':')
  const debian = platform?.id === 'debian' || platform?.id === 'ubuntu'
  if (guess === 'apk') return apks([item])
  if (guess === 'rpm' || (guess === '' && platform?.id === 'sles')) return rpms([item])
  const known = debian ? sources(item.name, platform.id) : undefined
  if (guess === 'deb' || (known !== undefined && (known.native || item.version.includes('-'))))
    return debs([
      { ...item, ...(known !== undefined && { source: { name: known.source, version: sourceVersion(item.version) } }) },
    ])
  if (guess === 'go') return purls([`pkg:golang/${encodeURI(item.name)}@${encodeURIComponent(item.version)}`])
  return languageSoftware(item, claims)
}

/** A rebuilt binary (`+b1`) has the version of its source without the mark. Source: Debian Policy, binary-only NMU. */
function sourceVersion(version: string): string {
  return version.replace(/\+b\d+$/, '')
}

/** The label does not say the ecosystem: the one whose records know the name; not when several do. */
function languageSoftware({ name, version }: Packaged, known: KnownClaims): readonly Software[] {
  const keys = known.keysNamed(name)
  const [key] = keys
  if (key === undefined || keys.length > 1) return []
  const [type = '', ...parts] = key.split(':')
  const path = (type === 'maven' ? parts : parts.join(':').split('/')).map(encodeURIComponent).join('/')
  return purls([`pkg:${type}/${path}@${encodeURIComponent(version)}`])
}

/** Keys under which a label's software is looked up; where its source package is not known, any of its release (`debian:10`). */
function reachOf(inventories: ReadonlyMap<string, Inventory>, sources: SourceNames): (label: Label) => ReadonlySet<string> {
  const reached = new Map<string, Set<string>>()
  for (const [name, { software, platform }] of inventories)
    for (const item of software) {
      const place = `${name}\n${sameName(item.name)}`
      const lines = reached.get(place) ?? new Set()
      for (const { key } of lookupsOf(item, platform)) lines.add(isSourceless(item, sources) ? lineOf(key) : key)
      reached.set(place, lines)
    }
  return ({ inventory, package: name }) => reached.get(`${inventory}\n${sameName(name)}`) ?? new Set()
}

/** A deb whose source no table names: the reader then takes its own name, which is right for some only. */
function isSourceless({ origin, name, source }: Software, sources: SourceNames): boolean {
  return origin === 'dpkg' && (source === undefined || source.name === name) && sources(name, 'debian') === undefined
}

function lineOf(key: string): string {
  const [type = '', distro = '', release = ''] = key.split(':', 3)
  return ['deb', 'deb-binary', 'rpm', 'srpm', 'apk'].includes(type) ? `${distro}:${release}` : type
}

function notesOf(inventories: ReadonlyMap<string, Inventory>): readonly string[] {
  const untold = [...inventories].filter(([, { platform }]) => platform.lineage.length === 0).map(([name]) => name)
  return untold.length === 0 ? [] : [`${untold.length} images do not tell their distribution: ${untold.join(', ')}`]
}

/** What labels and inventories do not say, by rule. */
function causeIn(expected: readonly Row[], inventories: ReadonlyMap<string, Inventory>): (loss: Loss) => string | undefined {
  const unit = (...parts: readonly string[]): string => parts.join('\n')
  const sourceOf = new Map(
    [...inventories].flatMap(([name, { software }]) =>
      software.map((item) => [unit(name, item.name, item.version), item.source?.name ?? ''] as const),
    ),
  )
  // The labeller says so of this package at least once.
  const owned = new Set(
    expected
      .filter((row) => /\bRPM\b|RedHat has patched/.test(field(row, 'note')))
      .map((row) => `${field(row, 'package')} ${field(row, 'version')}`),
  )
  const names = new Map([...inventories].map(([name, { software }]) => [name, software.map((item) => item.name)]))
  const source = (row: Row): string =>
    sourceOf.get(unit(field(row, 'inventory'), field(row, 'package'), field(row, 'version'))) ?? ''
  const truths = groupBy(
    expected.filter((row) => field(row, 'expected') === 'affected' && source(row) !== ''),
    (row) => unit(field(row, 'inventory'), source(row), field(row, 'vuln_id')),
  )
  return (loss) => {
    if (loss.kind === 'unknown-wrong')
      return loss.answered === 'affected' ? 'label: the labeller could not tell, the distribution tells' : undefined
    if (loss.kind === 'false') {
      const twin = truths.get(unit(loss.inventory, loss.source ?? '-', loss.id))?.[0]
      if (twin !== undefined) return `label: ${field(twin, 'package')}, of the same source and version, is labelled affected`
      if (loss.statedAt !== undefined && (loss.labelledAt ?? '') !== '' && loss.statedAt > (loss.labelledAt ?? ''))
        return 'label: older than the advisory'
      const owners = new RegExp(`^(?:python[\\d.]*|ruby[\\d.]*|rubygem|nodejs)-${RegExp.escape(loss.package)}$`)
      if (owned.has(`${loss.package} ${loss.version}`) || (names.get(loss.inventory) ?? []).some((name) => owners.test(name)))
        return 'data: the files belong to a package of the distribution, which has the fix; the table does not say whose they are'
      return undefined
    }
    if (loss.answered === 'fixed') {
      const own = sourceOf.get(unit(loss.inventory, loss.package, loss.version)) ?? ''
      return own !== '' || loss.why.includes(`the fixed version ${loss.version}`)
        ? 'label: the source names a fix that the version has'
        : 'feed: the one record that the mirror has of it calls an older version the fix'
    }
    if (loss.answered === 'unknown') return 'feed: what the mirror holds of the source is older than its judgement'
    if (loss.answered !== 'nothing') return undefined
    const own = sourceOf.get(unit(loss.inventory, loss.package, loss.version))
    if (own === '' || own === loss.package) return 'data: neither the label nor any list here names the source package'
    return undefined
  }
}
