/**
 * A made-up fleet of real software: packages and versions that the knowledge speaks of on the systems of a hospital, the packages
 * of the Debian 11 host, and language packages and named programs. The same fleet in every run: all choices follow from numbers.
 *
 * Not real: which asset has what, and that a source has six binaries of made-up names (those of the Debian 11 host are real).
 */
import { DatabaseSync } from 'node:sqlite'
import type { AssetContext } from '@hygie/core/decision/decision'
import type { FleetAsset } from '@hygie/core/fleet/fleet'
import type { Platform, Software } from '@hygie/core/inventory/inventory'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import { debianHost } from '../host.ts'
import { distribution, osRelease } from '../../quality/inventories.ts'

const SYSTEMS: readonly (readonly [id: string, release: string, lineage: string])[] = [
  ['debian', '9', 'debian:9'],
  ['debian', '10', 'debian:10'],
  ['debian', '11', 'debian:11'],
  ['debian', '12', 'debian:12'],
  ['debian', '13', 'debian:13'],
  ['ubuntu', '16.04', 'ubuntu:16.04'],
  ['ubuntu', '18.04', 'ubuntu:18.04'],
  ['ubuntu', '20.04', 'ubuntu:20.04'],
  ['ubuntu', '22.04', 'ubuntu:22.04'],
  ['alma', '8.9', 'almalinux:8'],
  ['alma', '9.4', 'almalinux:9'],
  ['alma', '10.0', 'almalinux:10'],
]
const BINARIES = ['', '-data', '-common', '-dev', '-doc', '-bin'] as const
const VERSIONS_MAX = 24
/** Per system: what gives the distinct software wanted. */
const NAMED_PROGRAMS = 150
const LANGUAGE_PACKAGES = 900
const CONTEXTS: readonly AssetContext[] = [
  {},
  { exposure: 'open' },
  { exposure: 'small', safety: 'negligible' },
  { safety: 'critical', mission: 'mef failure' },
  { exposure: 'controlled', safety: 'catastrophic' },
]

/** One package in all the versions that are met: an asset has one of them. */
type Line = readonly [Software, ...Software[]]
type Pool = { readonly platform: Platform; readonly lines: readonly Line[] }

export type FleetSize = { readonly assets: number; readonly packages: number; readonly distinctMax: number }

export function* syntheticFleet(path: string, knowledge: KnowledgeReader, size: FleetSize): Generator<FleetAsset> {
  const pools = poolsOf(path, knowledge, size.distinctMax)
  for (let asset = 0; asset < size.assets; asset += 1) {
    const random = randomFrom(asset)
    const { platform, lines } = pools[asset % pools.length] as Pool // there are pools
    const patched = random()
    const software: Software[] = []
    // The first lines are what every system has; the rest is spread over the others.
    const always = Math.min(Math.floor(size.packages / 2), lines.length)
    const others = Math.max(1, lines.length - always)
    const step = Math.max(1, Math.floor(others / (size.packages - always)))
    const from = Math.floor(random() * step)
    for (let index = 0; index < size.packages && index < lines.length; index += 1) {
      const place = index < always ? index : always + ((from + (index - always) * step) % others)
      const line = lines[place] as Line
      const version = Math.min(line.length - 1, Math.floor((patched * 0.7 + random() * 0.3) * line.length))
      software.push(line[version] ?? line[0])
    }
    yield {
      inventory: { target: `asset-${asset}`, name: `asset-${asset}`, platform, software },
      context: CONTEXTS[asset % CONTEXTS.length] ?? {},
    }
  }
}

function poolsOf(path: string, knowledge: KnowledgeReader, distinctMax: number): readonly Pool[] {
  const database = new DatabaseSync(path, { readOnly: true })
  const allKeys = database
    .prepare('select key from product order by key')
    .all()
    .map(({ key }) => String(key))
  database.close()
  const perPool = Math.ceil((distinctMax / SYSTEMS.length) * 1.25) // not every system has so many
  const language = linesUnder(
    allKeys.filter((key) => /^(?:pypi|golang|npm|maven|cargo|composer):/.test(key)),
    knowledge,
    languagePackage,
  )
  const named = linesUnder(
    allKeys.filter((key) => /^cpe:a:[a-z0-9_]+:[a-z0-9_]+$/.test(key)).filter((_, index) => index % 9 === 0),
    knowledge,
    namedProgram,
  )
  return SYSTEMS.flatMap(([id, release, lineage], system): readonly Pool[] => {
    const found = distribution(id, release) ?? osRelease(`ID=${id}\nVERSION_ID="${release}"\n`)
    const platform: Platform = { ...found, architecture: 'amd64' }
    const packaged = linesUnder(
      allKeys.filter((key) => new RegExp(`^(?:deb|rpm):${lineage.replace('.', '\\.')}:`).test(key)),
      knowledge,
      packageOf,
    )
    const host = lineage === 'debian:11' ? (debianHost()?.software ?? []).map((software): Line => [software]) : []
    const names = new Set(host.map(([{ name }]) => name))
    const own = [...host, ...packaged.filter(([{ name }]) => !names.has(name))]
    const mixed = [...own, ...rotated(language, system * 37, LANGUAGE_PACKAGES), ...rotated(named, system * 53, NAMED_PROGRAMS)]
    const lines = limited(mixed, perPool)
    return lines.length === 0 ? [] : [{ platform, lines }]
  })
}

/** Lines in a fixed disorder, until the distinct software is used up. */
function limited(lines: readonly Line[], distinctMax: number): readonly Line[] {
  let left = distinctMax
  return lines
    .map((line, index) => ({ line, place: (index * 7919) % lines.length }))
    .toSorted((a, b) => a.place - b.place)
    .flatMap(({ line }) => {
      const [first, ...rest] = line
      const cut: Line = [first, ...rest.slice(0, Math.max(0, left - 1))]
      const fits = left > 0
      left -= cut.length
      return fits ? [cut] : []
    })
}

function rotated(lines: readonly Line[], from: number, count: number): readonly Line[] {
  return Array.from({ length: Math.min(count, lines.length) }, (_, index) => lines[(from + index) % lines.length] as Line)
}

/** Versions at which a claim of the key ends: real ones that were once current. */
function linesUnder(
  keys: readonly string[],
  knowledge: KnowledgeReader,
  make: (key: string, version: string) => readonly Software[],
): readonly Line[] {
  const lines: Line[] = []
  for (const [key, claims] of knowledge.claims(keys)) {
    const ends = claims.flatMap(({ range }) =>
      range.intervals.flatMap(({ to }) => (to === undefined || to.inclusive ? [] : [to.version])),
    )
    const versions = [...new Set(ends)].filter((version) => version !== '0').slice(-VERSIONS_MAX)
    const byBinary = versions.map((version) => make(key, version))
    for (const place of (byBinary[0] ?? []).keys()) {
      const [first, ...rest] = byBinary.flatMap((binaries) => binaries[place] ?? [])
      if (first !== undefined) lines.push([first, ...rest])
    }
  }
  return lines
}

function nameIn(key: string): string {
  return key.split(':').slice(3).join(':')
}

function packageOf(key: string, version: string): readonly Software[] {
  const name = nameIn(key)
  if (key.startsWith('rpm:')) return [{ key: `rpm:${name}@${version}`, name, version, origin: 'rpm', architecture: 'x86_64' }]
  return BINARIES.map((suffix) => ({
    key: `deb:${name}${suffix}@${version}:amd64`,
    name: `${name}${suffix}`,
    version,
    origin: 'dpkg',
    architecture: 'amd64',
    source: { name, version },
  }))
}

function languagePackage(key: string, version: string): readonly Software[] {
  const type = key.slice(0, key.indexOf(':'))
  const name = key.slice(type.length + 1)
  const purl = `pkg:${type}/${name.replaceAll(':', '/').replaceAll('@', '%40')}@${version}`
  return [{ key: `${type}:${name}@${version}`, name, version, origin: 'language', purl, path: `/opt/app/${name}` }]
}

function namedProgram(key: string, version: string): readonly Software[] {
  const [, , vendor = '', product = ''] = key.split(':')
  const cpe = `cpe:2.3:a:${vendor}:${product}:${/^[\w.-]+$/.test(version) ? version : '*'}:*:*:*:*:*:*:*`
  return [{ key: `cpe:${vendor}:${product}@${version}`, name: product, version, origin: 'declared', cpe }]
}

/** Numbers below 1, the same for the same seed (xorshift). */
function randomFrom(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
