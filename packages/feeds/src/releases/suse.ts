/**
 * SUSE's product names and the platform line whose packages they are, as `/etc/os-release` of that system names it.
 *
 * Modules and extensions are repositories beside any SUSE Linux Enterprise of the same service pack, so theirs is the
 * line that all of them end in, `suse:15.5`. Long-term lines (LTSS, ESPOS) stay with their release, with a note: they go
 * on with its packages after its end, for those who pay.
 */
export type SuseLine = {
  readonly distribution: string
  readonly release: string
  readonly note?: string
}

/** Modules of 12 were not made per service pack: they stand beside each of its five. */
const PACKS_OF_12 = ['12', '12.1', '12.2', '12.3', '12.4', '12.5'] as const

/** `15 SP5`, `12`, `12-SP5`, `15.5`, `6.0`; then what the support line is called. */
const RELEASE =
  /^(.*?) (\d{1,2}(?:\.\d{1,2})?)(?:[ -]SP(\d{1,2}))?((?:[ -](?:LTSS|ESPOS|TERADATA|BCL|CORE|EXTREME|CLIENT-TOOLS|PUBCLOUD|GMC))*)$/i

/** Empty: no Linux whose packages are looked up (a container, an image, a name without a release). */
export function suseLines(product: string): readonly SuseLine[] {
  if (product.length > 200) return []
  if (/^openSUSE Tumbleweed$/i.test(product)) return [{ distribution: 'opensuse-tumbleweed', release: 'rolling' }]
  const [, name = '', major = '', pack, support = ''] = RELEASE.exec(product.trim()) ?? []
  if (name === '') return []
  const release = pack === undefined ? major : `${major}.${pack}`
  const distribution = DISTRIBUTIONS.find(([pattern]) => pattern.test(name))?.[1]
  if (distribution === undefined) return []
  const bought = support.split(/[ -]/).find((word) => word !== '')
  const note = bought === undefined ? {} : { note: `only with ${bought.toUpperCase()} support` }
  const releases = distribution === 'suse' && release === '12' ? PACKS_OF_12 : [release]
  return releases.map((line) => ({ distribution, release: line, ...note }))
}

/** First match counts. `ID` of os-release; source: the products' own `/etc/os-release`. */
const DISTRIBUTIONS: readonly (readonly [RegExp, string])[] = [
  [/^SUSE Linux Enterprise Server for SAP Applications$/i, 'sles_sap'],
  [/^SUSE Linux Enterprise Server Teradata$/i, 'sles'],
  [/^SUSE Linux Enterprise Server$/i, 'sles'],
  [/^SUSE Linux Enterprise Desktop$/i, 'sled'],
  [/^SUSE Linux Enterprise High Performance Computing$/i, 'sle_hpc'],
  [/^SUSE Linux Enterprise Micro$/i, 'sle-micro'],
  [/^SUSE Linux Micro$/i, 'sl-micro'],
  [/^openSUSE Leap Micro$/i, 'opensuse-leap-micro'],
  [/^openSUSE Leap$/i, 'opensuse-leap'],
  [/^openSUSE$/i, 'opensuse'],
  [/^SUSE Linux Enterprise /i, 'suse'], // modules, extensions, real time, software development kit
  [/^SUSE Package Hub$/i, 'suse'],
]

/** An update has a year: other ids are error pages and the like that became an id. */
export const SUSE_IDS = /^(?:open)?SUSE-[A-Z]{2}-\d{4}:\d{1,8}-\d{1,4}$/
