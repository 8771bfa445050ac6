/**
 * What an OSV ecosystem means for looking a package up and for ordering its versions.
 * Source: OSV schema, section "affected[].package field", table "Defined ecosystems", and its `ecosystemName` list.
 */
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { SchemeName } from '@hygie/versions/scheme'

/**
 * `type` is the first part of a product key, which is purl's type where there is one. For distributions `distribution`
 * is the `ID` of os-release, `release` its `VERSION_ID` (`rolling` where there is but one line), absent when the record speaks of every release. `channel`
 * tells what is not for everybody: Ubuntu `pro`, `pro:fips`, Red Hat `appstream`. `repository` is a package
 * registry other than the ecosystem's own.
 */
export type Ecosystem = {
  readonly name: string
  readonly type: string
  readonly scheme: SchemeName
  readonly distribution?: string
  readonly release?: string
  readonly channel?: string
  readonly repository?: string
}

/** The longest suffix met has 74 characters. */
const CHARS_MAX = 512

/**
 * Errors  osv-ecosystem-unknown: the schema has no such name; osv-ecosystem-unordered: it has, but no order of
 *         versions is known here, so ranges cannot be judged
 */
export function parseEcosystem(text: string): Result<Ecosystem> {
  if (text.length > CHARS_MAX)
    return fail('osv-ecosystem-unknown', `Cannot read an ecosystem of ${text.length} characters: at most ${CHARS_MAX}`)
  const colon = text.indexOf(':')
  const name = colon < 0 ? text : text.slice(0, colon)
  const suffix = colon < 0 ? '' : text.slice(colon + 1)
  const language = LANGUAGES.get(name)
  if (language !== undefined) {
    const [type, scheme] = language
    return ok({ name, type, scheme, ...(suffix === '' ? {} : { repository: suffix }) })
  }
  const distribution = DISTRIBUTIONS.get(name)
  if (distribution !== undefined) {
    const { read, ...known } = distribution
    return ok({ name, ...known, ...(suffix === '' ? {} : read(suffix)) })
  }
  if (name === 'Root') return rootOf(suffix)
  if (UNORDERED.has(name))
    return fail('osv-ecosystem-unordered', `Cannot order versions of "${text}": the ecosystem has no order that Hygie knows`)
  return fail('osv-ecosystem-unknown', `Cannot read "${text}" as an ecosystem: the OSV schema has no such name`)
}

const LANGUAGES: ReadonlyMap<string, readonly [type: string, scheme: SchemeName]> = new Map([
  ['Bioconductor', ['bioconductor', 'semver']],
  ['Bitnami', ['bitnami', 'semver']],
  ['ConanCenter', ['conan', 'semver']],
  ['CRAN', ['cran', 'cran']],
  ['crates.io', ['cargo', 'semver']],
  ['GHC', ['ghc', 'hackage']],
  ['GitHub Actions', ['github-actions', 'semver']],
  ['Go', ['golang', 'go']],
  ['Hackage', ['hackage', 'hackage']],
  ['Hex', ['hex', 'semver']],
  ['Julia', ['julia', 'semver']],
  ['Kubernetes', ['kubernetes', 'semver']],
  ['Linux', ['linux', 'generic']],
  ['Maven', ['maven', 'maven']],
  ['npm', ['npm', 'semver']],
  ['NuGet', ['nuget', 'nuget']],
  ['Packagist', ['composer', 'composer']],
  ['Pub', ['pub', 'pub']],
  ['PyPI', ['pypi', 'pep440']],
  ['RubyGems', ['gem', 'gem']],
  ['SwiftURL', ['swift', 'semver']],
  ['VSCode', ['vscode-extension', 'semver']],
])

type Place = { readonly distribution?: string; readonly release?: string; readonly channel?: string }
type Distribution = {
  readonly type: string
  readonly scheme: SchemeName
  readonly distribution: string
  readonly release?: 'rolling'
  readonly read: (suffix: string) => Place
}

const DISTRIBUTIONS: ReadonlyMap<string, Distribution> = new Map([
  ['AlmaLinux', { type: 'rpm', scheme: 'rpm', distribution: 'almalinux', read: releaseThenChannel }],
  ['Alpaquita', { type: 'apk', scheme: 'apk', distribution: 'alpaquita', read: releaseThenChannel }],
  ['Alpine', { type: 'apk', scheme: 'apk', distribution: 'alpine', read: alpine }],
  ['Azure Linux', { type: 'rpm', scheme: 'rpm', distribution: 'azurelinux', read: releaseThenChannel }],
  [
    'BellSoft Hardened Containers',
    { type: 'apk', scheme: 'apk', distribution: 'bellsoft-hardened-containers', read: releaseThenChannel },
  ],
  ['Chainguard', { type: 'apk', scheme: 'apk', distribution: 'chainguard', release: 'rolling', read: releaseThenChannel }],
  ['CleanStart', { type: 'apk', scheme: 'apk', distribution: 'cleanstart', release: 'rolling', read: releaseThenChannel }],
  ['Debian', { type: 'deb', scheme: 'deb', distribution: 'debian', read: releaseThenChannel }],
  ['Echo', { type: 'deb', scheme: 'deb', distribution: 'echo', read: releaseThenChannel }],
  ['Mageia', { type: 'rpm', scheme: 'rpm', distribution: 'mageia', read: releaseThenChannel }],
  ['MinimOS', { type: 'apk', scheme: 'apk', distribution: 'minimos', release: 'rolling', read: releaseThenChannel }],
  ['openEuler', { type: 'rpm', scheme: 'rpm', distribution: 'openEuler', read: releaseThenChannel }],
  ['openSUSE', { type: 'rpm', scheme: 'rpm', distribution: 'opensuse', read: openSuse }],
  ['Photon OS', { type: 'rpm', scheme: 'rpm', distribution: 'photon', read: releaseThenChannel }],
  ['Red Hat', { type: 'rpm', scheme: 'rpm', distribution: 'rhel', read: redHat }],
  ['Rocky Linux', { type: 'rpm', scheme: 'rpm', distribution: 'rocky', read: releaseThenChannel }],
  ['SUSE', { type: 'rpm', scheme: 'rpm', distribution: 'suse', read: suse }],
  ['Ubuntu', { type: 'deb', scheme: 'deb', distribution: 'ubuntu', read: ubuntu }],
  ['Wolfi', { type: 'apk', scheme: 'apk', distribution: 'wolfi', release: 'rolling', read: releaseThenChannel }],
])

/** In the schema, with versions of a kind that no file of `@hygie/versions` orders. */
const UNORDERED: ReadonlySet<string> = new Set([
  'Android',
  'Docker Hardened Images',
  'FreeBSD',
  'GIT',
  'opam',
  'OSS-Fuzz',
  'TuxCare',
])

/** `12`, `9`, `22.03-LTS-SP1`, `8:NFV`. */
function releaseThenChannel(suffix: string): Place {
  const [release = '', ...channel] = suffix.split(':')
  return { release, ...(channel.length === 0 ? {} : { channel: channel.join(':').toLowerCase() }) }
}

/** `v3.18`, `edge`: os-release says 3.18.4, the repositories v3.18. */
function alpine(suffix: string): Place {
  return releaseThenChannel(/^v\d/.test(suffix) ? suffix.slice(1) : suffix)
}

/** `18.04:LTS`, `25.10`, `Pro:18.04:LTS`, `Pro:FIPS-updates:20.04:LTS`, `22.04:LTS:for:NVIDIA:BlueField`. */
function ubuntu(suffix: string): Place {
  const parts = suffix.split(':')
  const at = parts.findIndex((part) => /^\d{1,2}\.\d\d$/.test(part))
  const channel = parts
    .filter((part, index) => index !== at && part !== 'LTS')
    .join(':')
    .toLowerCase()
  return { ...(at < 0 ? {} : { release: parts[at] ?? '' }), ...(channel === '' ? {} : { channel }) }
}

/** A CPE 2.2 name without `cpe:/o:redhat:`: `enterprise_linux:9::baseos`, `rhel_eus:8.4::appstream`, `openshift:4.12::el8`. */
function redHat(suffix: string): Place {
  const [product = '', release = '', , ...edition] = suffix.split(':')
  const channel = edition.filter((part) => part !== '').join(':')
  return {
    distribution: product === 'enterprise_linux' ? 'rhel' : product,
    ...(release === '' ? {} : { release }),
    ...(channel === '' ? {} : { channel }),
  }
}

/** `Leap 15.5`, `Leap Micro 5.4`, `Tumbleweed`; `ID` of os-release is `opensuse-leap`. */
function openSuse(suffix: string): Place {
  const { product, release } = productAndRelease(suffix)
  const line = release ?? (product === 'tumbleweed' ? 'rolling' : undefined)
  return { distribution: `opensuse-${product}`, ...(line === undefined ? {} : { release: line }) }
}

/**
 * `Linux Enterprise Server 15 SP5` is sles 15.5; modules and extensions keep their name, because they are
 * repositories beside a base system: `Linux Enterprise Module for Basesystem 15 SP5`, `Package Hub 12`.
 */
function suse(suffix: string): Place {
  const { product, release } = productAndRelease(suffix)
  return { distribution: SUSE_IDS.get(product) ?? product, ...(release === undefined ? {} : { release }) }
}

/** `ID` of os-release by product. */
const SUSE_IDS: ReadonlyMap<string, string> = new Map([
  ['linux-enterprise-server', 'sles'],
  ['linux-enterprise-server-for-sap-applications', 'sles_sap'],
  ['linux-enterprise-desktop', 'sled'],
  ['linux-enterprise-micro', 'sle-micro'],
  ['linux-enterprise-high-performance-computing', 'sle_hpc'],
])

/** `15 SP5`, `15 SP5-LTSS`, `15.5`, `12-LTSS`; `VERSION_ID` writes the service pack after a point. */
const RELEASE = /^(\d{1,4}(?:\.\d{1,4})?)(?: SP(\d{1,2}))?(?:-(\w{1,20}))?$/

function productAndRelease(suffix: string): { readonly product: string; readonly release: string | undefined } {
  const words = suffix.split(' ')
  const at = words.findIndex((word) => /^\d/.test(word))
  const product = (at < 0 ? words : words.slice(0, at)).join('-').toLowerCase()
  if (at < 0) return { product, release: undefined }
  const text = words.slice(at).join(' ')
  const [, major = text, pack, rest] = RELEASE.exec(text) ?? []
  return {
    product: rest === undefined ? product : `${product}-${rest.toLowerCase()}`,
    release: pack === undefined ? major : `${major}.${pack}`,
  }
}

/** Root repackages others' packages and names the other ecosystem after its own: `Root:Debian:12`, `Root:PyPI`. */
function rootOf(suffix: string): Result<Ecosystem> {
  const inner = suffix === '' || suffix.startsWith('Root') ? undefined : parseEcosystem(suffix)
  if (inner === undefined || !inner.ok)
    return fail('osv-ecosystem-unordered', `Cannot order versions of "Root:${suffix}": it names no ecosystem that Hygie knows`)
  return ok({ ...inner.value, name: 'Root', channel: 'root' })
}
