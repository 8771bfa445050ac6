/** One or more package URLs → inventory: "is this version hurt?" without a machine. */
import type { Inventory, Software, Unknown } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import { mergeParts } from '../merge-parts.ts'
import { mostNamed, platformOfDistro, type Distro } from '../sbom/distribution.ts'
import { softwareOfPurl } from './software-of-purl.ts'

export function readPurls(
  purls: readonly string[],
  head: { readonly target: string; readonly collectedAt: string },
): { readonly inventory: Inventory; readonly problems: readonly Failure[] } {
  const software: Software[] = []
  const distros: Distro[] = []
  const problems: Failure[] = []
  const unknown: Unknown[] = []
  for (const text of purls) {
    const read = softwareOfPurl(text.trim(), { origin: 'purl' })
    if (read.ok) {
      software.push(read.value.software)
      if (read.value.distro !== undefined) distros.push(read.value.distro)
    } else if (read.error.code === 'purl-versionless')
      unknown.push({ what: `version of ${text.slice(0, 120)}`, why: 'the package URL names none' })
    else problems.push(read.error)
  }
  const named = mostNamed(distros)
  const platform = named === undefined ? undefined : platformOfDistro(named.distro)
  const inventory = mergeParts([{ software, unknown, platform: platform ?? { family: 'application' } }], {
    ...head,
    name: purls[0]?.slice(0, 120) ?? head.target,
  })
  return { inventory, problems }
}
