/** The same host as a CycloneDX bill, its packages named as bills name them: source by the qualifier `upstream`. */
import { readDpkgStatus } from '@hygie/collectors/linux/dpkg/read-status'
import { readSbom } from '@hygie/collectors/sbom/read-sbom'
import type { Software } from '@hygie/core/inventory/inventory'
import type { Family } from '../family.ts'
import { COLLECTED_AT } from '../inventories.ts'
import { anyText } from '../tables.ts'
import { judgeDebianHost } from './debian-host.ts'

export const family: Family = {
  name: 'debian-host-sbom',
  folder: 'debian-host',
  variant: true,
  judge: async (place) => {
    const status = anyText(place, 'dpkg-status')
    if (status === undefined) return 'skipped: no dpkg status'
    const bill = cycloneDxOf(readDpkgStatus(status).items, 'debian-11')
    const read = readSbom(Buffer.from(bill), { target: 'sbom', collectedAt: COLLECTED_AT })
    if (!read.ok) throw new Error(read.error.message)
    return judgeDebianHost(place, read.value.inventory)
  },
}

/** Package URLs as syft writes them for Debian. */
export function cycloneDxOf(software: readonly Software[], distro: string): string {
  const components = software.map(({ name, version, architecture, source }) => {
    const upstream =
      source === undefined || source.name === name
        ? ''
        : `&upstream=${encodeURIComponent(source.version === version ? source.name : `${source.name}@${source.version}`)}`
    const purl = `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${architecture ?? 'all'}&distro=${distro}${upstream}`
    return { type: 'library', name, version, purl, 'bom-ref': purl }
  })
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components })
}
