/**
 * Every platform line that a feed writes into a product key must be asked for by some machine: a spelling that never meets
 * is silence, and silence looks safe. The lines are those of the feeds' golden files.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { platformOf } from '@hygie/collectors/linux/platform'
import type { Platform, Software } from '@hygie/core/inventory/inventory'
import { lookupsOf } from '@hygie/core/matching/software-lookups'
import { distributionTypes, lineageOf, type ProductKey } from '@hygie/core/product-key'
import { suseLines } from '@hygie/feeds/releases/suse'

const feeds = new URL('../../packages/feeds/src/', import.meta.url)

/** Lines that no machine asks for, each with its reason. Whoever adds a line says why here, or teaches the platform to ask. */
const NEVER_ASKED: readonly (readonly [RegExp, string])[] = [
  [/^debian:experimental$/, 'no installation is of experimental as a whole'],
  [/^ubuntu:[\d.]+\+livepatch$/, 'a live patch changes the running kernel, not the installed package'],
  [/^amazon:2023\+livepatch$/, 'a live patch changes the running kernel, not the installed package'],
  [/^rocky:\d+\+sig/, 'kernels of special interest groups; a package does not show which group built it'],
  [/^rhel:\d+\+els-/, 'extended life support keeps the build tag of the main line, so a package does not show it'],
  [/^rhel:\d+\+(?:[\w.-]*@flatpak|rhel10)$/, 'flatpak runtimes are not installed as packages'],
  [
    /^(?:network_satellite|satellite|rhel_satellite\w*|rhel_software_collections|openshift\w*|openstack|directory_server|red_hat\w*|rhel_\w+|[a-z_]+):/,
    'products of Red Hat that are no operating system are not recognised yet',
  ],
]

/** os-release of a machine of this line. The mirror image of what feeds write: one row per spelling that differs. */
const ID_OF: Readonly<Record<string, string>> = { amazon: 'amzn', suse: 'sles', openSUSE: 'opensuse', centos: 'centos' }
const SYSTEMS: ReadonlySet<string> = new Set(
  'almalinux alpine amazon arch chainguard debian fedora ol rhel rocky sle-micro sl-micro sle_hpc sled sles sles_sap suse opensuse opensuse-leap opensuse-leap-micro opensuse-tumbleweed ubuntu wolfi'.split(
    ' ',
  ),
)
/** What os-release writes as a release: a key with anything else is asked for by nobody. */
const RELEASE = /^(?:\d{1,2}|20\d\d|\d{1,2}\.\d{1,2}|sid|edge|rolling)$/
const MAJOR_ALONE: ReadonlySet<string> = new Set(['rhel', 'almalinux', 'rocky'])
const SERVICE_OF: Readonly<Record<string, string>> = {
  realtime: 'realtime-kernel',
  'ros-esm/melodic': 'ros',
}

function machine(distribution: string, release: string, service: string | undefined): Platform {
  const id = ID_OF[distribution] ?? distribution
  const version =
    id === 'alpine' ? (release === 'edge' ? '3.23.0_alpha20250612' : `${release}.4`) : id === 'rhel' ? `${release}.4` : release
  const text = release === 'sid' ? `ID=${id}\nVERSION_CODENAME=sid\n` : `ID=${id}\nVERSION_ID="${version}"\n`
  return platformOf({
    osRelease: text,
    ...(service !== undefined && { proServices: [SERVICE_OF[service] ?? service], amazonTopics: [service] }),
  })
}

function isAsked(line: string): boolean {
  const [distribution = '', place = ''] = line.split(':', 2)
  const [release = '', ...channels] = place.split('+')
  if (!RELEASE.test(release) || (MAJOR_ALONE.has(distribution) && release.includes('.'))) return false
  const minor = channels.find((channel) => /^(?:eus|aus|tus|e4s|eus-long-life)-[\d.]+$/.test(channel))
  const module = channels.find((channel) => channel.includes('@'))?.replace('@', ':')
  const build = minor === undefined ? '1-1' : `1-1.el${(/[\d.]+$/.exec(minor)?.[0] ?? '').replace('.', '_')}`
  const kernel = /^kernel-(\d+\.\d+)$/.exec(channels[0] ?? '')?.[1]
  const other = distribution === 'ubuntu' && place.includes('+fips') ? '1-1.fips.1' : build
  const [name, version] = kernel === undefined ? ['x', other] : ['kernel', `${kernel}.1-1`]
  const platform = machine(
    distribution,
    release,
    distribution === 'ubuntu' || distribution === 'amazon' ? channels[0] : undefined,
  )
  const origins: readonly Software['origin'][] = ['dpkg', 'rpm', 'apk', 'alpm']
  return origins.some((origin) => {
    const software: Software = {
      key: name,
      name,
      version,
      origin,
      source: { name, version },
      ...(module !== undefined && { module }),
    }
    return lookupsOf(software, platform).some(({ key }) => lineageOf(key) === line)
  })
}

function writtenLines(): ReadonlySet<string> {
  const lines = new Set<string>()
  for (const folder of readdirSync(feeds, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue
    for (const name of readdirSync(new URL(`${folder.name}/`, feeds))) {
      if (!/^expected.*\.jsonl$/.test(name)) continue
      const text = readFileSync(new URL(`${folder.name}/${name}`, feeds), 'utf8')
      for (const [, key = ''] of text.matchAll(/"product":"([^"]+)"/g)) {
        const line = lineageOf(key as ProductKey)
        if (line !== undefined) lines.add(line)
      }
    }
  }
  return lines
}

test('every line that the feeds write is asked for by some machine, or it is said why not', () => {
  const lines = writtenLines()
  assert.ok(lines.size > 50)
  assert.equal(distributionTypes.includes('deb'), true)
  const lost = [...lines].filter((line) => {
    const isSystem = SYSTEMS.has(line.split(':', 1)[0] ?? '')
    const excuse = NEVER_ASKED.find(([pattern]) => pattern.test(line))
    return !(isSystem && isAsked(line)) && (excuse === undefined || (isSystem && excuse === NEVER_ASKED.at(-1)))
  })
  assert.deepEqual(lost.toSorted(), [])
})

// Names of SUSE's products as its documents write them; the machine is what that product's os-release says.
for (const [product, id, version] of [
  ['SUSE Linux Enterprise Server 15 SP5', 'sles', '15.5'],
  ['SUSE Linux Enterprise Server for SAP Applications 15 SP1', 'sles_sap', '15.1'],
  ['SUSE Linux Enterprise Server for SAP Applications 15 SP1', 'sles', '15.1'],
  ['SUSE Linux Enterprise Desktop 15 SP5', 'sled', '15.5'],
  ['SUSE Linux Enterprise High Performance Computing 15 SP3', 'sle_hpc', '15.3'],
  ['SUSE Linux Enterprise Module for Basesystem 15 SP3', 'sle_hpc', '15.3'],
  ['SUSE Linux Enterprise Module for Basesystem 15 SP5', 'sles', '15.5'],
  ['SUSE Linux Enterprise Micro 5.2', 'suse-microos', '5.2'],
  ['SUSE Linux Enterprise Micro 5.5', 'sle-micro', '5.5'],
  ['SUSE Linux Micro 6.0', 'sl-micro', '6.0'],
  ['openSUSE Leap 15.5', 'opensuse-leap', '15.5'],
  ['openSUSE Leap Micro 5.4', 'opensuse-leap-micro', '5.4'],
  ['openSUSE Tumbleweed', 'opensuse-tumbleweed', '20260801'],
  ['openSUSE 13.2', 'opensuse', '13.2'],
] as const)
  test(`"${product}" meets a machine whose os-release says ${id} ${version}`, () => {
    const { lineage } = platformOf({ osRelease: `ID="${id}"\nVERSION_ID="${version}"\n` })
    const lines = suseLines(product).map(({ distribution, release }) => `${distribution}:${release}`)
    const isSapOnPlainServer = id === 'sles' && product.includes('SAP')
    assert.equal(
      lines.some((line) => lineage.includes(line)),
      !isSapOnPlainServer,
    )
  })

for (const line of [
  'ubuntu:24.04+realtime',
  'ubuntu:14.04+esm-infra-legacy',
  'ubuntu:18.04+ros-esm/melodic',
  'ubuntu:20.04+fips-updates',
  'rhel:9+eus-9.2',
  'rhel:8+e4s-8.4+python36@3.6',
  'almalinux:8+virt@rhel',
])
  test(`${line} is asked for`, () => assert.equal(isAsked(line), true))

test('a line that no machine asks for is found', () => {
  for (const line of [
    'debian:bookworm',
    'rhel:9.4',
    'suse:15-SP5',
    'ubuntu:jammy',
    'alpine:v3.20',
    'ubuntu:22.04+realtime-kernel',
  ])
    assert.equal(isAsked(line), false, line)
})
