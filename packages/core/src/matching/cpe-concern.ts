/**
 * Whether a CPE claim speaks of this very product: the rest of its name (edition, target software and hardware), and what
 * must be present beside it. A WordPress plugin's claim does not hit a desktop program of the same vendor and name.
 *
 * What the installed name leaves open (`*`) is taken from the package's kind and the platform where they tell it; else it is
 * unknown, never "no": an inventory that names no hardware does not show that the hardware is absent.
 *
 * Source  NISTIR 7696, table 6-2; NVD, "known affected software configurations"
 */
import { ANY, literalOf, NA } from '@hygie/standards/cpe/component'
import { parseCpe, type Cpe, type CpeAttribute } from '@hygie/standards/cpe/cpe'
import { attributeRelation } from '@hygie/standards/cpe/match'
import type { Platform } from '../inventory/inventory.ts'
import type { SourcedClaim } from '../knowledge/facts.ts'

/** `missing` names what would have to be known. */
export type Concern = { readonly kind: 'yes' } | { readonly kind: 'no' } | { readonly kind: 'unknown'; readonly missing: string }

/** The product that is there: its name, and the type of its purl where it has one. */
export type NamedProduct = { readonly cpe: Cpe; readonly purlType?: string }
export type Surroundings = { readonly platform: Platform; readonly present: ReadonlySet<string> }

const YES: Concern = { kind: 'yes' }
const NO: Concern = { kind: 'no' }

/** Cost: one parse of the claim's name. A name that cannot be read limits nothing. */
export function concernOf(
  { cpe, product }: Pick<SourcedClaim, 'cpe' | 'product'>,
  installed: NamedProduct,
  around: Surroundings,
): Concern {
  if (cpe === undefined) return YES
  const criteria = parseCpe(cpe.criteria)
  const named = criteria.ok ? nameConcern(criteria.value, installed, around.platform) : YES
  if (named.kind === 'no') return NO
  const beside = strictest((cpe.runningOn ?? []).map((group) => groupConcern(group, product, around)))
  return strictest([named, beside])
}

/** Where the claim lists one version and any update of it, the installed update does not count. Source: table 6-2, ANY. */
export function isOfAnyUpdate({ cpe, range }: Pick<SourcedClaim, 'cpe' | 'range'>): boolean {
  if (cpe === undefined || range.intervals.length > 0) return false
  const criteria = parseCpe(cpe.criteria)
  return criteria.ok && criteria.value.update === ANY
}

function strictest(concerns: readonly Concern[]): Concern {
  return concerns.find(({ kind }) => kind === 'no') ?? concerns.find(({ kind }) => kind === 'unknown') ?? YES
}

/** Part, vendor and product are the key, version and update the range. */
const REST: readonly CpeAttribute[] = ['edition', 'language', 'swEdition', 'targetSw', 'targetHw', 'other']

function nameConcern(criteria: Cpe, installed: NamedProduct, platform: Platform): Concern {
  return strictest(
    REST.map((attribute): Concern => {
      const wanted = criteria[attribute]
      const given = installed.cpe[attribute]
      if (wanted === ANY || (wanted === NA && given === ANY)) return YES
      if (given !== ANY) return attributeRelation(wanted, given) === 'disjoint' ? NO : YES
      const word = literalOf(wanted) ?? wanted
      const unknown: Concern = { kind: 'unknown', missing: word }
      if (attribute === 'targetSw') return targetSoftwareConcern(word, installed, platform) ?? unknown
      if (attribute === 'targetHw') return targetHardwareConcern(word, criteria.part, platform) ?? unknown
      return unknown
    }),
  )
}

/** Words that NVD uses for the language or registry of a package, by the purl's type. */
const LANGUAGE_WORDS: Readonly<Record<string, readonly string[]>> = {
  npm: ['node.js', 'npm'],
  pypi: ['python', 'pypi', 'pip'],
  gem: ['ruby', 'gem', 'rails'],
  golang: ['go'],
  cargo: ['rust'],
  maven: ['java', 'maven'],
  composer: ['php', 'composer'],
  nuget: ['.net', 'nuget', '.net_framework'],
}
/** Programs that plugins are made for: a package of a language's registry is none of theirs. */
const HOSTS: ReadonlySet<string> = new Set(
  'wordpress jenkins drupal joomla typo3 shopware discourse magento moodle jira confluence chrome firefox visual_studio_code vmware_vsphere android iphone_os'.split(
    ' ',
  ),
)
const SYSTEMS: Readonly<Record<string, Platform['family'] | 'other'>> = {
  windows: 'windows',
  linux: 'linux',
  linux_kernel: 'linux',
  unix: 'linux',
  macos: 'other',
  mac_os_x: 'other',
  iphone_os: 'other',
  ipados: 'other',
  android: 'other',
}

function targetSoftwareConcern(word: string, { purlType }: NamedProduct, { family }: Platform): Concern | undefined {
  const own = LANGUAGE_WORDS[purlType ?? '']
  if (own?.includes(word) === true) return YES
  const isOtherLanguage = Object.values(LANGUAGE_WORDS).some((words) => words.includes(word))
  if (own !== undefined && (isOtherLanguage || HOSTS.has(word))) return NO
  const system = Object.hasOwn(SYSTEMS, word) ? SYSTEMS[word] : undefined
  if (system === undefined || (family !== 'linux' && family !== 'windows')) return undefined
  return system === family ? YES : NO
}

const ARCHITECTURES: Readonly<Record<string, string>> = {
  amd64: 'x64',
  x86_64: 'x64',
  i386: 'x86',
  i686: 'x86',
  aarch64: 'arm64',
  arm64: 'arm64',
}

/** A 64-bit machine may run a 32-bit program, but not a 32-bit system. */
function targetHardwareConcern(word: string, part: string, { architecture }: Platform): Concern | undefined {
  const own = ARCHITECTURES[architecture.toLowerCase()]
  if (own === undefined || !Object.values(ARCHITECTURES).includes(word)) return undefined
  if (own === word) return YES
  return part !== 'o' && word === 'x86' && own === 'x64' ? undefined : NO
}

/** One of the group must be present. Firmware is only ever on its own hardware: `x_firmware` on `x`. */
function groupConcern(group: readonly string[], product: string, { platform, present }: Surroundings): Concern {
  if (group.some((key) => present.has(key))) return YES
  const firmware = /^cpe:o:(.+)_firmware$/.exec(product)?.[1]
  if (firmware !== undefined && group.includes(`cpe:h:${firmware}`)) return YES
  const isNamed = (part: string): boolean => [...present].some((key) => key.startsWith(`cpe:${part}:`))
  const hasHardware = group.some((key) => key.startsWith('cpe:h:')) && !isNamed('h')
  const hasSystem =
    group.some((key) => key.startsWith('cpe:o:')) && !isNamed('o') && platform.family !== 'linux' && platform.family !== 'windows'
  return hasHardware || hasSystem ? { kind: 'unknown', missing: group.slice(0, 3).join(', ') } : NO
}
