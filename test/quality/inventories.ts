/** Package lists of the tables, written as the machine writes them and read by the collectors' own readers. */
import { readDeclared } from '@hygie/collectors/declared/read-declared'
import { readApkInstalled } from '@hygie/collectors/linux/apk/read-installed'
import { readDpkgStatus } from '@hygie/collectors/linux/dpkg/read-status'
import { platformOf } from '@hygie/collectors/linux/platform'
import { readRpmListing } from '@hygie/collectors/linux/rpm/read-listing'
import { mergeParts } from '@hygie/collectors/merge-parts'
import { readPurls } from '@hygie/collectors/purl/read-purls'
import { platformOfDistro } from '@hygie/collectors/sbom/distribution'
import type { Inventory, Platform, Software } from '@hygie/core/inventory/inventory'

export const COLLECTED_AT = '2026-11-24T08:00:00Z'

export type Packaged = {
  readonly name: string
  /** With epoch and release. */
  readonly version: string
  readonly architecture?: string
  readonly source?: { readonly name: string; readonly version: string }
  readonly module?: string
}

export function osRelease(text: string): Platform {
  return platformOf({ osRelease: text, architecture: '' })
}

/** As tools name a distribution: `alma` `8.5`, `amazon` `2 (Karoo)`. */
export function distribution(id: string, version: string): Platform | undefined {
  return platformOfDistro({ id, version })
}

export function inventoryOf(name: string, platform: Platform | undefined, software: readonly Software[]): Inventory {
  return mergeParts(
    [{ software, ...(platform === undefined ? { platform: { family: 'application' as const } } : { platform }) }],
    {
      target: name,
      name,
      collectedAt: COLLECTED_AT,
    },
  )
}

export function debs(packages: readonly Packaged[]): readonly Software[] {
  return readDpkgStatus(packages.map(dpkgParagraph).join('\n')).items
}

function dpkgParagraph({ name, version, architecture, source }: Packaged): string {
  const from =
    source === undefined || (source.name === name && source.version === version)
      ? ''
      : `Source: ${source.name}${source.version === version ? '' : ` (${source.version})`}\n`
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: ${architecture ?? 'amd64'}\n${from}Version: ${version}\n`
}

export function rpms(packages: readonly Packaged[]): readonly Software[] {
  return readRpmListing(packages.map(rpmLine).join('\n')).items
}

function rpmLine({ name, version, architecture, source, module }: Packaged): string {
  const { epoch, upstream, release } = evrParts(version)
  const from = source === undefined ? undefined : evrParts(source.version)
  const file = source === undefined || from === undefined ? '(none)' : `${source.name}-${from.upstream}-${from.release}.src.rpm`
  return [
    name,
    epoch === '' ? '(none)' : epoch,
    upstream,
    release,
    architecture ?? 'x86_64',
    file,
    module ?? '(none)',
    '(none)',
  ].join('\t')
}

function evrParts(version: string): { readonly epoch: string; readonly upstream: string; readonly release: string } {
  const [, epoch = '', rest = version] = /^(\d+):(.*)$/.exec(version) ?? []
  const dash = rest.lastIndexOf('-')
  return dash < 0
    ? { epoch, upstream: rest, release: '' }
    : { epoch, upstream: rest.slice(0, dash), release: rest.slice(dash + 1) }
}

export function apks(packages: readonly Packaged[]): readonly Software[] {
  return readApkInstalled(packages.map(apkEntry).join('\n')).items
}

function apkEntry({ name, version, architecture, source }: Packaged): string {
  return `P:${name}\nV:${version}\nA:${architecture ?? 'x86_64'}\n${source === undefined ? '' : `o:${source.name}\n`}`
}

/** Language packages by their package URL. */
export function purls(list: readonly string[]): readonly Software[] {
  return readPurls(list, { target: 'quality', collectedAt: COLLECTED_AT }).inventory.software
}

/** As a register writes products down: a table with name, version and CPE name. */
export function declaredSoftware(
  rows: readonly { readonly name: string; readonly version: string; readonly cpe: string }[],
): readonly Software[] {
  const text = ['product\tversion\tcpe', ...rows.map(({ name, version, cpe }) => `${name}\t${version}\t${cpe}`)].join('\n')
  const read = readDeclared(Buffer.from(text), { target: 'quality', collectedAt: COLLECTED_AT, file: 'register.tsv' })
  if (!read.ok) throw new Error(read.error.message)
  return read.value.inventories.flatMap(({ software }) => software)
}
