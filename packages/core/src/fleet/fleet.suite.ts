/** Random fleets and knowledge for the tests: small enough to collide, with everything a verdict may take from its asset. */
import fc from 'fast-check'
import { parseDecisionTable } from '@hygie/standards/ssvc/table'
import type { AssetContext } from '../decision/decision.ts'
import type { Policy } from '../decision/policy.ts'
import type { Inventory, Platform, Software } from '../inventory/inventory.ts'
import type { KnowledgeReader, SourcedClaim, SourcedUpdate, VulnerabilityFacts } from '../knowledge/facts.ts'
import { bare } from '../matching/find.ts'
import type { ProductKey } from '../product-key.ts'
import { microsoftKey } from '../product-names/microsoft.ts'
import type { FleetRules } from './judged-fleet.ts'

const WINDOWS = 'Windows Server 2019'
const OFFICE = 'msrc:office' as ProductKey

const platforms: readonly Platform[] = [
  { family: 'linux', id: 'debian', release: '12', lineage: ['debian:12'], architecture: 'amd64' },
  { family: 'linux', id: 'mint', release: '6', lineage: ['mint:6', 'debian:12'], architecture: 'arm64' },
  { family: 'device', id: 'device', release: '', lineage: [], architecture: '' },
  ...['10.0.17763.5', '10.0.17763.9'].map((build): Platform => ({
    family: 'windows',
    id: 'windows',
    release: '',
    name: WINDOWS,
    build,
    lineage: [],
    architecture: 'x86_64',
  })),
]
const versions = ['1.0-1', '1.0-2', '2.0-1', 'not a version'] as const
const ids = ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4'] as const

const softwares = fc.oneof(
  fc
    .record({
      name: fc.constantFrom('openssl', 'bash', 'python3-tool'),
      binary: fc.constantFrom('', '-data'),
      version: fc.constantFrom(...versions),
      kernel: fc.constantFrom(undefined, undefined, 'running' as const, 'installed' as const, 'unknown' as const),
    })
    .map(({ name, binary, version, kernel }): Software => ({
      key: `deb:${name}${binary}@${version}${kernel ?? ''}`,
      name: `${name}${binary}`,
      version,
      origin: 'dpkg',
      source: { name, version },
      ...(kernel !== undefined && { kernel }),
    })),
  fc
    .record({
      version: fc.constantFrom('1.0', '2.0'),
      path: fc.constantFrom(undefined, '/usr/lib/python3/dist-packages/t', '/opt/t'),
    })
    .map(({ version, path }): Software => ({
      key: `pypi:tool@${version}${path ?? ''}`,
      name: 'tool',
      version,
      origin: 'language',
      purl: `pkg:pypi/tool@${version}`,
      ...(path !== undefined && { path }),
    })),
  fc
    .record({
      part: fc.constantFrom('a', 'o', 'h'),
      name: fc.constantFrom('viewer', 'frame'),
      version: fc.constantFrom('1.0', '2.0', ''),
    })
    .map(({ part, name, version }): Software => ({
      key: `cpe:${part}:${name}@${version}`,
      name,
      version,
      origin: 'declared',
      cpe: `cpe:2.3:${part}:maker:${name}:${version === '' ? '*' : version}:*:*:*:*:*:*:*`,
    })),
  fc
    .record({ product: fc.constantFrom(microsoftKey(WINDOWS), OFFICE), isAlike: fc.boolean() })
    .map(({ product, isAlike }): Software => ({
      key: `${product}${String(isAlike)}`,
      name: product,
      version: product === OFFICE ? '' : '10.0.17763.5',
      origin: 'windows',
      ...(isAlike ? { alike: [{ product, name: product }] } : { products: [product] }),
    })),
)

const contexts: readonly AssetContext[] = [{}, { exposure: 'open' }, { exposure: 'small', unit: 'imaging' }]

const inventories = fc
  .record({
    platform: fc.constantFrom(...platforms),
    software: fc.uniqueArray(softwares, { selector: ({ key }) => key, maxLength: 6 }),
    runningKernel: fc.constantFrom(undefined, '6.1', '6.2'),
    installed: fc.constantFrom(undefined, [], ['1'], ['2'], ['1', '3']),
    context: fc.constantFrom(...contexts),
  })
  .map(({ platform, software, runningKernel, installed, context }) => {
    const inventory: Inventory = {
      target: 'local',
      name: 'srv-1',
      collectedAt: '2026-11-24T08:00:00Z',
      marks: [],
      platform,
      software: software.toSorted((left, right) => (left.key < right.key ? -1 : 1)),
      services: [],
      ports: [],
      accounts: [],
      pendingUpdates: [],
      rebootRequired: 'unknown',
      staleProcesses: [],
      facts: new Map(),
      unknown: [],
      ...(runningKernel !== undefined && { runningKernel }),
      ...(installed !== undefined && { updates: { installed, sources: installed.length === 0 ? [] : ['systeminfo'] } }),
    }
    return { inventory, context }
  })
export const fleets = fc.array(inventories, { maxLength: 8 })

const products = [
  'deb:debian:12:openssl',
  'deb:debian:12:bash',
  'deb:mint:6:openssl',
  'deb:debian:12:python3-tool',
  'pypi:tool',
  'cpe:a:maker:viewer',
  'cpe:o:maker:viewer',
  microsoftKey(WINDOWS),
  OFFICE,
]
const claims = fc
  .record({
    product: fc.constantFrom(...products),
    vulnerability: fc.constantFrom(...ids),
    fixed: fc.constantFrom(...versions, undefined),
    status: fc.constantFrom('affected' as const, 'affected' as const, 'notAffected' as const, 'willNotFix' as const),
    source: fc.constantFrom('debian-lists', 'debian-osv', 'nvd'),
    beside: fc.constantFrom(
      undefined,
      ['cpe:a:maker:frame'],
      ['cpe:h:maker:frame', 'cpe:h:maker:other'],
      ['cpe:o:microsoft:windows'],
    ),
  })
  .map(({ product, vulnerability, fixed, status, source, beside }): SourcedClaim => {
    const isUpdated = product.startsWith('msrc:')
    const to = isUpdated ? '10.0.17763.7' : fixed
    return {
      kind: 'claim',
      vulnerability,
      product: product as ProductKey,
      range: {
        scheme: isUpdated ? 'windows' : product.startsWith('deb:') ? 'deb' : 'generic',
        intervals: [to === undefined ? {} : { to: { version: to, inclusive: false } }],
        versions: [],
      },
      status,
      source,
      ...(isUpdated && { fixedIn: [fixed === '1.0-1' ? 'KB1' : 'KB2'] }),
      ...(product.startsWith('cpe:') &&
        beside !== undefined && {
          cpe: { criteria: `cpe:2.3:${product.slice(4)}:*:*:*:*:*:*:*:*`, runningOn: [beside] },
        }),
    }
  })
const updates = fc
  .record({
    id: fc.constantFrom('1', '2', '3'),
    product: fc.constantFrom(microsoftKey(WINDOWS), OFFICE),
    supersedes: fc.subarray(['1', '2']),
  })
  .map(({ id, product, supersedes }): SourcedUpdate => ({
    kind: 'update',
    id,
    product,
    supersedes: supersedes.filter((other) => other < id),
    releasedAt: `2024-0${id}-01`,
    source: 'msrc',
  }))

const abouts = fc.record({
  exploited: fc.subarray([...ids]),
  automatable: fc.subarray([...ids]),
  withdrawn: fc.subarray([...ids], { maxLength: 1 }),
})

export type Said = {
  readonly claims: readonly SourcedClaim[]
  readonly updates: readonly SourcedUpdate[]
  readonly facts: ReadonlyMap<string, VulnerabilityFacts>
}
export const saids = fc
  .record({ claims: fc.array(claims, { maxLength: 14 }), updates: fc.array(updates, { maxLength: 4 }), about: abouts })
  .map(({ claims: list, updates: known, about: { exploited, automatable, withdrawn } }): Said => ({
    claims: list,
    updates: known,
    facts: new Map(
      ids.map((id): [string, VulnerabilityFacts] => [
        id,
        {
          ...bare(id),
          exploitation: exploited.includes(id)
            ? [{ kind: 'exploitation', vulnerability: id, catalogue: 'cisa-kev', level: 'known', source: 'kev' }]
            : [],
          ssvc: automatable.includes(id)
            ? [{ kind: 'ssvc', vulnerability: id, origin: 'CISA', automatable: 'no', source: 'vulnrichment' }]
            : [],
          ...(withdrawn.includes(id) && { withdrawn: { source: 'nvd' } }),
        },
      ]),
    ),
  }))

export function readerOf({ claims: list, updates: known, facts }: Said): KnowledgeReader {
  const byProduct = Map.groupBy(list, ({ product }): string => product)
  const updatesOf = Map.groupBy(known, ({ product }): string => product)
  const some = <Value>(all: ReadonlyMap<string, Value>, keys: readonly string[]): ReadonlyMap<string, Value> =>
    new Map([...all].filter(([key]) => keys.includes(key)))
  return {
    info: () => ({ hash: '', schema: 0, engine: '', feeds: [], counts: {} }),
    claims: (keys) => some(byProduct, keys),
    facts: (wanted) => some(facts, wanted),
    lifecycles: () => [],
    lifecyclesByIdentifier: () => [],
    sourcesOf: () => ['some'],
    updates: (keys) => some(updatesOf, keys),
    devices: () => new Map(),
    repositories: () => new Map(),
    resolve: () => [],
  }
}

/** What differs, as a diff of two files tells it: by product and by vulnerability. */
export function changeOf(
  older: Said,
  newer: Said,
): { readonly products: readonly string[]; readonly vulnerabilities: readonly string[] } {
  const said = ({ claims: list, updates: known }: Said, product: string): string =>
    JSON.stringify([list, known].map((items) => items.filter((item) => item.product === product)))
  return {
    products: products.filter((product) => said(older, product) !== said(newer, product)),
    vulnerabilities: ids.filter((id) => JSON.stringify(older.facts.get(id)) !== JSON.stringify(newer.facts.get(id))),
  }
}

const table = parseDecisionTable(
  [
    'row\tKEV v1.0.0\tAutomatable v2.0.0\tPublicly Exposed v1.0.0\tPriority v1.0.0',
    ...['yes', 'no']
      .flatMap((kev) =>
        ['yes', 'no'].flatMap((automatable) =>
          ['yes', 'no'].map((exposed) => [kev, automatable, exposed, outcomeOf(kev, automatable, exposed)].join('\t')),
        ),
      )
      .map((row, index) => `${index + 1}\t${row}`),
  ].join('\n'),
)
if (!table.ok) throw new Error(table.error.message)

function outcomeOf(kev: string, automatable: string, exposed: string): string {
  if (kev === 'yes') return exposed === 'yes' ? 'now' : 'soon'
  return automatable === 'yes' && exposed === 'yes' ? 'planned' : 'routine'
}

const policy: Policy = {
  id: 'suite',
  version: '1',
  title: { en: 'suite', fr: 'suite' },
  inputs: ['kev', 'automatable', 'publiclyExposed'],
  outcomes: {
    now: { urgency: 'now', days: 3, forensicTriage: true },
    soon: { urgency: 'soon', days: 14, forensicTriage: false },
    planned: { urgency: 'planned', days: 90, forensicTriage: false },
    routine: { urgency: 'routine', forensicTriage: false },
  },
  table: table.value,
}
export const rules: FleetRules = { policy, catalogues: new Set(['cisa-kev']), humanImpact: () => 'low', at: 0 }
