/**
 * Under which product keys a software is looked up, and with which version it is compared there.
 *
 * **Invariant:** a distribution's package never falls through to CPE (a maker's own build is none of them), and a key is only made
 * when its name is exact.
 */
import { unreachable } from '@hygie/versions/result'
import type { Platform, Software } from '../inventory/inventory.ts'
import { debianNames, epelLookups, lineageLookups, named, rpmNames } from './distribution-lookups.ts'
import type { Lookup } from './lookup.ts'
import { productLookups, upstreamLookups } from './product-lookups.ts'
import { rebuilderOf } from './upstream-build.ts'

/** Order matters nowhere: ranks do. Empty when the software has no exact name anywhere. */
export function lookupsOf(software: Software, platform: Platform): readonly Lookup[] {
  switch (software.origin) {
    case 'dpkg':
      return upstreamLookups(software) ?? builtBy(software, lineageLookups(software, platform, debianNames(software)))
    case 'rpm':
      return (
        upstreamLookups(software) ??
        epelLookups(software, platform) ??
        builtBy(software, lineageLookups(software, platform, rpmNames(software)))
      )
    case 'apk':
      return lineageLookups(software, platform, [named('apk', software.source?.name ?? software.name, software.version)])
    case 'alpm':
      return lineageLookups(software, platform, [named('alpm', software.name, software.version)])
    case 'snap':
    case 'flatpak':
    case 'language':
    case 'sbom':
    case 'declared':
    case 'purl':
    case 'windows':
    case 'device':
    case 'network':
    case 'banner':
      return productLookups(software)
    default:
      return unreachable(software.origin)
  }
}

function builtBy(software: Software, lookups: readonly Lookup[]): readonly Lookup[] {
  const rebuiltBy = rebuilderOf(software)
  return rebuiltBy === undefined ? lookups : lookups.map((lookup) => ({ ...lookup, rebuiltBy }))
}
