/**
 * One package URL → one software. Packages of a distribution get their manager's origin, so that the distribution's claims
 * decide; everything else keeps the origin it came by. Source: purl-spec types; qualifiers `upstream` of syft, `source` and
 * `distro` of several tools.
 */
import type { Software, SoftwareOrigin } from '@hygie/core/inventory/inventory'
import { mendPurl, printPurl, qualifierOf, type Purl } from '@hygie/standards/purl/purl'
import { parseNevra } from '@hygie/versions/nevra'
import { fail, ok, type Result } from '@hygie/versions/result'
import { apkSoftware } from '../linux/apk/read-installed.ts'
import { debSoftware } from '../linux/dpkg/read-status.ts'
import { rpmSoftware } from '../linux/rpm/read-listing.ts'

/** What a document says beside the purl. */
export type PurlContext = {
  readonly origin: SoftwareOrigin
  /** Source package as the document names it; version with epoch and release. */
  readonly source?: { readonly name: string; readonly version?: string }
  readonly cpe?: string
  readonly vendor?: string
  readonly path?: string
  /** `nodejs:18` or longer. */
  readonly modularityLabel?: string
  /** For a purl without one. */
  readonly version?: string
}

/** `distro` is what the purl says of its distribution: `{ id: 'debian', version: '11' }`. */
export type PurlSoftware = { readonly software: Software; readonly distro?: { readonly id: string; readonly version: string } }

/** Errors: purl-malformed, purl-versionless. */
export function softwareOfPurl(text: string, context: PurlContext): Result<PurlSoftware> {
  const parsed = mendPurl(text)
  if (!parsed.ok) return parsed
  const purl = parsed.value
  const version = purl.version ?? context.version ?? ''
  if (version === '') return fail('purl-versionless', `Cannot judge "${text.slice(0, 120)}": it names no version`)
  const software = { ...packageOf(purl, version, context), ...shared(context) }
  const distro = distroOf(purl)
  return ok(distro === undefined ? { software } : { software, distro })
}

function packageOf(purl: Purl, version: string, context: PurlContext): Software {
  const architecture = qualifierOf(purl, 'arch') ?? ''
  switch (purl.type) {
    case 'deb': {
      const epoch = qualifierOf(purl, 'epoch')
      const full = epoch === undefined || version.includes(':') ? version : `${epoch}:${version}`
      return debSoftware({ name: purl.name, version: full, architecture, source: debSource(purl, full, context) })
    }
    case 'rpm':
      return rpmPackage(purl, version, architecture, context)
    case 'apk':
      return apkSoftware({
        name: purl.name,
        version,
        architecture,
        origin: context.source?.name ?? nameOf(qualifierOf(purl, 'upstream')),
      })
    case 'alpm':
      return {
        key: `alpm:${purl.name}@${version}${architecture === '' ? '' : `:${architecture}`}`,
        name: purl.name,
        version,
        origin: 'alpm',
        ...(architecture === '' ? {} : { architecture }),
      }
    default:
      return otherPackage(purl, version, context)
  }
}

/** As dpkg writes it: `name` or `name (version)`; `upstream=openssl@3.0.11-1` or `upstream=openssl`. */
function debSource(purl: Purl, version: string, { source }: PurlContext): string {
  const upstream = source === undefined ? (qualifierOf(purl, 'upstream') ?? qualifierOf(purl, 'source') ?? '') : ''
  const at = upstream.indexOf('@')
  const name = source?.name ?? (at < 0 ? upstream : upstream.slice(0, at))
  const sourceVersion = source?.version ?? (at < 0 ? '' : upstream.slice(at + 1))
  if (name === '') return sourceVersion === '' || sourceVersion === version ? '' : `${purl.name} (${sourceVersion})`
  return sourceVersion === '' ? name : `${name} (${sourceVersion})`
}

function rpmPackage(purl: Purl, text: string, architecture: string, context: PurlContext): Software {
  const colon = /^(\d{1,15}):(.*)$/.exec(text)
  const label = colon?.[2] ?? text
  const dash = label.lastIndexOf('-')
  const upstream = qualifierOf(purl, 'upstream')
  const { source } = context
  const software = rpmSoftware({
    name: purl.name,
    epoch: colon?.[1] ?? /^\d{1,15}$/.exec(qualifierOf(purl, 'epoch') ?? '')?.[0] ?? '',
    version: dash < 0 ? label : label.slice(0, dash),
    release: dash < 0 ? '' : label.slice(dash + 1),
    architecture,
    sourceRpm: sourceFile(source, upstream),
    modularityLabel: context.modularityLabel ?? qualifierOf(purl, 'modularitylabel') ?? qualifierOf(purl, 'rpmmod') ?? '',
    vendor: '',
  })
  if (software.source !== undefined || (source === undefined && upstream === undefined)) return software
  const named = source?.name ?? (parseNevra(upstream ?? '').ok ? '' : nameOf(upstream))
  return named === '' ? software : { ...software, source: { name: named, version: source?.version ?? software.version } }
}

function sourceFile(source: PurlContext['source'], upstream: string | undefined): string {
  if (source === undefined) return upstream ?? ''
  return source.version === undefined ? '' : `${source.name}-${source.version}.src.rpm`
}

function otherPackage(purl: Purl, version: string, { origin }: PurlContext): Software {
  const namespace = purl.namespace ?? ''
  const name = namespace === '' ? purl.name : `${namespace}${purl.type === 'maven' ? ':' : '/'}${purl.name}`
  return { key: `${purl.type}:${name}@${version}`, name, version, origin, purl: printPurl(withVersion(purl, version)) }
}

/** Without qualifiers such as the file's place: the same software has one identity wherever it lies. */
function withVersion(purl: Purl, version: string): Purl {
  return { ...purl, version, qualifiers: [], subpath: undefined } as unknown as Purl // parts of a purl that was parsed
}

function nameOf(upstream: string | undefined): string {
  return upstream === undefined ? '' : (upstream.split('@')[0] ?? '')
}

function shared({ cpe, vendor, path }: PurlContext): Partial<Software> {
  return {
    ...(cpe === undefined ? {} : { cpe }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(path === undefined ? {} : { path }),
  }
}

/** `distro=debian-11`, `distro=opensuse-leap-15.5`, `distro=3.18.4` (then the namespace names it). */
function distroOf(purl: Purl): PurlSoftware['distro'] {
  const text = qualifierOf(purl, 'distro')
  const namespace = purl.namespace ?? ''
  if (!['deb', 'rpm', 'apk', 'alpm'].includes(purl.type)) return undefined
  if (text === undefined) return undefined
  if (/^v?\d/.test(text)) return namespace === '' ? undefined : { id: namespace, version: text }
  const dash = /^(.+)-(v?\d[^-]*)$/.exec(text)
  if (dash !== null) return { id: dash[1] ?? '', version: dash[2] ?? '' }
  // Codenames: `distro=bookworm`; names without a release: `distro=wolfi`, `distro=opensuse-tumbleweed`.
  return namespace === 'debian' || namespace === 'ubuntu' ? { id: namespace, version: text } : { id: text, version: '' }
}
