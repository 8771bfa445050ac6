/** Lock files, package lists and bills of a test suite, against its own few records: distributions and ecosystems together. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { collectTargets } from '@hygie/collectors/collect-targets'
import type { Inventory, Platform, Software } from '@hygie/core/inventory/inventory'
import type { Family, Label, Loss, Place } from '../family.ts'
import { apks, COLLECTED_AT, debs, distribution, inventoryOf, purls, rpms, type Packaged } from '../inventories.ts'
import { answersOf, assessed, withKnowledge } from '../judge.ts'
import { anyTable, field, groupBy, ownTable, type Row } from '../tables.ts'
import { fixtureRecords } from '../trivy-records.ts'

export const family: Family = {
  name: 'trivy-golden',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    const knowledge = [place.folder, place.whole ?? place.folder]
      .map((folder) => join(folder, 'knowledge'))
      .find((folder) => existsSync(folder))
    if (knowledge === undefined) return 'skipped: no knowledge'
    const { records, notes } = fixtureRecords(knowledge)
    const byInventory = groupBy(expected, (row) => field(row, 'inventory'))
    const closed = new Set<string>()
    const answers = await withKnowledge(records, async (reader) => {
      const all = []
      for (const [name, rows] of byInventory) {
        const { inventory, whole } = await inventoryFor(place, name, rows)
        if (whole) closed.add(name)
        all.push(...answersOf(name, assessed(inventory, reader)))
      }
      return all
    })
    return { labels: expected.map(label), answers, closed, causeOf, notes }
  },
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Label['expected'],
    note: `fixed in ${field(row, 'fixed_version') || 'no version'}`,
  }
}

/** `whole`: the full list is there, so that anything else reported is false; otherwise it is made of the labels' own rows. */
type Found = { readonly inventory: Inventory; readonly whole: boolean }

/** Names of inventories and of their folders differ in some. */
const FOLDERS: Readonly<Record<string, string>> = {
  'composer.vendor': 'composer-vendor',
  'pubspec.lock': 'pubspec',
}
const LISTS: Readonly<Record<string, string>> = { 'distroless-base': 'distroless-base-fanal' }

async function inventoryFor(place: Place, name: string, rows: readonly Row[]): Promise<Found> {
  const own = (...parts: readonly string[]): string | undefined =>
    [place.folder, place.whole ?? place.folder]
      .map((folder) => join(folder, 'inventory', ...parts))
      .find((path) => existsSync(path))
  const repository = own('repo', FOLDERS[name] ?? name)
  if (repository !== undefined) return { inventory: await collected(repository), whole: true }
  const bill = billNamed(own('sbom'), name)
  if (bill !== undefined) return { inventory: await collected(`sbom:${bill}`), whole: true }
  const [first = {}] = rows
  const platform = platformOf(field(first, 'os'))
  const list = LISTS[name] ?? name
  const table = anyTable(place, join('inventory', `${list}.packages.tsv`))
  // The listed packages of a whole image may be of another state of it; what the labels name is installed in any case.
  const software = [
    ...(table ?? []).flatMap((row) => listed(row, platform)),
    ...rows.flatMap((row) => ofLabel(row, platform, place)),
  ]
  return { inventory: inventoryOf(name, platform, software), whole: table !== undefined }
}

/** `centos-7-cyclonedx.json` for `centos-7-cyclonedx` and for `centos-7`. */
function billNamed(folder: string | undefined, name: string): string | undefined {
  if (folder === undefined) return undefined
  const files = readdirSync(folder).toSorted()
  const file =
    files.find((known) => known.startsWith(`${name}.`)) ?? files.find((known) => known.startsWith(`${name}-cyclonedx.`))
  return file === undefined ? undefined : join(folder, file)
}

async function collected(target: string): Promise<Inventory> {
  for await (const result of collectTargets([target], { collectedAt: COLLECTED_AT })) {
    if (result.kind === 'failure') throw new Error(result.error.message)
    return result.inventory
  }
  throw new Error(`nothing was collected from ${target}`)
}

/** `alma 8.5`, `amazon 2 (Karoo)`, `opensuse-tumbleweed 20240607`, `suse linux enterprise server 15.3`. */
function platformOf(os: string): Platform | undefined {
  const [, id, version = ''] = /^(suse linux enterprise [a-z]+|\S+) (.*)$/.exec(os) ?? []
  return id === undefined ? undefined : distribution(id, version)
}

type Kind = 'deb' | 'rpm' | 'apk'
function kindOf(platform: Platform | undefined): Kind {
  if (platform?.id === 'alpine' || platform?.id === 'wolfi') return 'apk'
  return platform?.id === 'debian' || platform?.id === 'ubuntu' ? 'deb' : 'rpm'
}

function softwareOf(kind: Kind, item: Packaged): readonly Software[] {
  return kind === 'apk' ? apks([item]) : kind === 'deb' ? debs([item]) : rpms([item])
}

function listed(row: Row, platform: Platform | undefined): readonly Software[] {
  const kind = kindOf(platform)
  const version = evr(field(row, 'epoch'), field(row, 'version'), field(row, 'release'))
  const source = field(row, 'source')
  return softwareOf(kind, {
    name: field(row, 'package'),
    version,
    ...(field(row, 'arch') !== '' && { architecture: field(row, 'arch') }),
    ...(source !== '' && {
      source: { name: source, version: evr(field(row, 'epoch'), field(row, 'source_version'), field(row, 'source_release')) },
    }),
    ...(field(row, 'modularity') !== '' && { module: field(row, 'modularity') }),
  })
}

function evr(epoch: string, version: string, release: string): string {
  return `${epoch === '' ? '' : `${epoch}:`}${version}${release === '' ? '' : `-${release}`}`
}

/** A label names its package by version and package URL, but not its source: that comes from the lists of other images. */
function ofLabel(row: Row, platform: Platform | undefined, place: Place): readonly Software[] {
  if (/^pkg:(?:deb|rpm|apk)\//.test(field(row, 'purl')) && platform !== undefined) {
    const kind = kindOf(platform)
    const [name, version] = [field(row, 'package'), field(row, 'version')]
    const source = sourceOf(place, kind, name)
    return softwareOf(kind, { name, version, ...(source !== undefined && { source: { name: source, version } }) })
  }
  return purls([field(row, 'purl')])
}

/** Packages that no list here has. Source: packages.debian.org, stretch; Alpine aports, main/openssl of 3.9; Photon, SPECS/curl. */
const SOURCES: Readonly<Record<string, string>> = {
  'curl-libs': 'curl',
  e2fslibs: 'e2fsprogs',
  libcomerr2: 'e2fsprogs',
  'libcrypto1.1': 'openssl',
  'libssl1.1': 'openssl',
}

function sourceOf(place: Place, kind: Kind, name: string): string | undefined {
  if (SOURCES[name] !== undefined) return SOURCES[name]
  if (kind === 'rpm') return name // an rpm always names its source; the label's is lost, and most are named as their main binary
  const lists = kind === 'apk' ? ['vulnimage'] : ['debian-buster', 'ubuntu-1804', 'distroless-base-fanal']
  for (const list of lists) {
    const row = anyTable(place, join('inventory', `${list}.packages.tsv`))?.find((known) => field(known, 'package') === name)
    if (row !== undefined && field(row, 'source') !== '') return field(row, 'source')
  }
  return undefined
}

function causeOf({ inventory, package: name }: Loss): string | undefined {
  if (name.startsWith('k8s.io/')) return 'ours: no product keys for components of Kubernetes'
  if (inventory === 'alpine-distroless')
    return 'label: says Alpine 3.16, but the only record is of "alpine edge"; that the image follows edge stands in a file that is not given'
  return undefined
}
