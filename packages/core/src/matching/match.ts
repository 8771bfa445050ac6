/**
 * Judges every software of an inventory against the claims of its product keys and says why.
 *
 * Two steps, so that nothing here reads a file: `keysOf` says which claims are wanted, `match` judges them.
 */
import { explainRange } from '@hygie/versions/contains'
import { printCpe } from '@hygie/standards/cpe/cpe'
import type { Inventory, Platform, Software, Unknown } from '../inventory/inventory.ts'
import type { SourcedClaim, SourcedUpdate } from '../knowledge/facts.ts'
import { createMemory, type Judged, type Memory } from '../memory.ts'
import type { ProductKey } from '../product-key.ts'
import { microsoftKey } from '../product-names/microsoft.ts'
import { text } from '../text/text.ts'
import { carriers, type Carried } from './carried.ts'
import { combine, type Heard } from './combine.ts'
import { concernOf, isOfAnyUpdate, type Surroundings } from './cpe-concern.ts'
import { judgeClaim, reasonOf, type Judgement } from './judge-claim.ts'
import { judgeUpdate } from './judge-update.ts'
import { cpeProduct, lookupsOf, type Lookup } from './lookup.ts'
import { updateStateOf, type UpdateState } from './update-state.ts'
import type { Verdict } from './verdict.ts'

/** Sorted and distinct: one batch for the knowledge file. */
export function keysOf(inventory: Inventory): readonly ProductKey[] {
  const keys = new Set<ProductKey>()
  for (const software of inventory.software) for (const { key } of lookupsOf(software, inventory.platform)) keys.add(key)
  return [...keys].toSorted()
}

export type Matched = {
  /** Ordered by (software, vulnerability); one per pair that some source speaks of. */
  readonly verdicts: readonly Verdict[]
  readonly unknown: readonly Unknown[]
}

/**
 * Shape   n software, each with its k claims → verdicts, one per pair that is spoken of
 * Errors  none: what cannot be judged is `unknown` with its cause
 * Cost    grows with the distinct (key, version) pairs and their claims; binaries of one source are judged once
 */
export function match(
  inventory: Inventory,
  claims: ReadonlyMap<string, readonly SourcedClaim[]>,
  sourcesOf: (lineageOrEcosystem: string) => readonly string[],
  memory: Memory = createMemory(),
  updates: Updates = NO_UPDATES,
): Matched {
  const lookupsOfAll = lookupsOfEach(inventory, claims, updates)
  const present = presentIn(inventory.platform, lookupsOfAll)
  const carrierOf = carriers(inventory.software)
  const speak = createSpeaking(inventory.platform, { present, claims, memory })
  const verdicts: Verdict[] = []
  const unknown = new Unknowns()
  for (const [index, software] of inventory.software.entries()) {
    const lookups = lookupsOfAll[index] ?? []
    noteBlindSpots(software, lookups, inventory.platform, sourcesOf, unknown)
    const said = speak(software, lookups, { carried: carrierOf(software), runningKernel: inventory.runningKernel })
    for (const verdict of said.verdicts) verdicts.push({ ...verdict, software: software.key })
    noteUnreadable(software, said.unreadable, unknown)
  }
  return { verdicts, unknown: unknown.list() }
}

/** What a verdict on one software takes from the rest of its asset, conditions of CPE claims aside. */
export type Beside = { readonly carried: Carried | undefined; readonly runningKernel: string | undefined }

/**
 * One software of a platform after the other: its verdicts, whose `software` is still empty. Software that is looked up alike
 * gets the same list again, so that whoever keeps many keeps it once.
 */
export function createSpeaking(
  platform: Platform,
  around: { readonly present: ReadonlySet<string>; readonly claims: Claims; readonly memory: Memory },
): (software: Software, lookups: readonly Lookup[], beside: Beside) => Speech {
  const { claims, memory } = around
  const speak = rememberedSpeech(rememberedJudge(claims, memory), platform, around)
  return (software, lookups, { carried, runningKernel }) => {
    const usable = withoutFallThrough(lookups, claims).filter((lookup) => isJudgeable(lookup) && !isBlind(lookup))
    const said = asEvidenced(software, speak(software, usable))
    if (carried === undefined && (software.kernel === undefined || software.kernel === 'running')) return said
    const theirs = carried === undefined ? [] : speak(carried.by, lookupsOf(carried.by, platform)).verdicts
    return {
      ...said,
      verdicts: said.verdicts.map((verdict) => atKernel(asCarried(verdict, carried, theirs), software, runningKernel)),
    }
  }
}

type Updates = ReadonlyMap<string, readonly SourcedUpdate[]>
const NO_UPDATES: Updates = new Map()

/** Products whose numbered updates are wanted beside their claims. */
export function updatedProductsOf(inventory: Inventory): readonly ProductKey[] {
  return [...new Set(inventory.software.flatMap(({ products = [] }) => products.filter(isUpdated)))].toSorted()
}

function isUpdated(key: ProductKey): boolean {
  return key.startsWith('msrc:')
}

/** What is mended by updates is judged by them, even where no version is seen; the claims of its maker hold for all versions too. */
function isJudgeable({ level, version }: Lookup): boolean {
  return version !== '' || level === 'maker'
}

/** The look-ups of each software, in its order; those on products mended by updates know which updates the asset has. */
export function lookupsOfEach(inventory: Inventory, claims: Claims, updates: Updates): readonly (readonly Lookup[])[] {
  const { platform } = inventory
  const system = platform.family === 'windows' && platform.name !== undefined ? microsoftKey(platform.name) : undefined
  let state: UpdateState | undefined
  return inventory.software.map((software) =>
    lookupsOf(software, platform).map((lookup) => {
      if (!isUpdated(lookup.key)) return lookup
      state ??= updateStateOf(inventory, system, updates, claims)
      return { ...lookup, updates: state, ...(lookup.key === system && { isSystem: true as const }) }
    }),
  )
}

/** Product keys of all that is on the asset, the system itself included: what conditions of claims ask for. */
export function presentIn(platform: Platform, lookupsOfAll: readonly (readonly Lookup[])[]): ReadonlySet<string> {
  const present = new Set<string>(platformProducts(platform))
  for (const lookups of lookupsOfAll) for (const { key } of lookups) present.add(key)
  return present
}

/** Every claim on one software as it was heard, for the explanation: those that do not concern it are marked. */
export function heardOf(
  software: Software,
  inventory: Inventory,
  claims: Claims,
  updates: Updates = NO_UPDATES,
): readonly (Heard & { readonly concerns: boolean })[] {
  const { platform } = inventory
  const lookupsOfAll = lookupsOfEach(inventory, claims, updates)
  const around = { platform, present: presentIn(platform, lookupsOfAll) }
  const architecture = software.architecture ?? platform.architecture
  const own = lookupsOfAll[inventory.software.indexOf(software)] ?? lookupsOf(software, platform)
  return withoutFallThrough(own, claims).flatMap((lookup) =>
    (claims.get(lookup.key) ?? []).map((claim) => {
      const judgement = judged(lookup, claim)
      const [after] = applied(judgement, lookup, architecture, around)
      return { lookup, judgement: after ?? judgement, concerns: after !== undefined }
    }),
  )
}

function judged(lookup: Lookup, claim: SourcedClaim): Judgement {
  const { updates, isSystem, version } = lookup
  if (updates !== undefined) return judgeUpdate(version, isSystem === true, claim, updates)
  return version === '' ? judgeWithoutVersion(claim) : judgeClaim(versionFor(lookup, claim), claim)
}

/** A claim on every version holds for the one that nobody wrote down. */
function judgeWithoutVersion(claim: SourcedClaim): Judgement {
  const isEvery = claim.range.intervals.some(({ from, to }) => from === undefined && to === undefined)
  if (isEvery) return judgeClaim('*', claim)
  const why = text('reason.no-version', { range: explainRange(claim.range) })
  return { effect: 'unknown', claim, fixedBy: [], reason: reasonOf('missing', why, claim) }
}

/** Neither its build nor its updates are known: every claim would be unknown, and one blind spot says it better. */
function isBlind({ updates, isSystem, version }: Lookup): boolean {
  if (updates === undefined || updates.isListKnown) return false
  return isSystem === true ? updates.build === undefined : version === ''
}

/** A CPE name's update is part of its version, unless the claim is on any update. */
function versionFor({ version, named }: Lookup, claim: SourcedClaim): string {
  return named !== undefined && isOfAnyUpdate(claim) ? named.bareVersion : version
}

/** Systems that do not name themselves in os-release. */
const CPE_OF_SYSTEM: Readonly<Record<string, string>> = {
  debian: 'cpe:o:debian:debian_linux',
  ubuntu: 'cpe:o:canonical:ubuntu_linux',
}

/** What the system itself is in CPE's words: conditions such as "on Linux" ask for it. */
function platformProducts({ cpe, family, id }: Platform): readonly string[] {
  const own = cpe === undefined ? CPE_OF_SYSTEM[id] : cpeProduct(cpe)
  const kernel = family === 'linux' ? ['cpe:o:linux:linux_kernel'] : family === 'windows' ? ['cpe:o:microsoft:windows'] : []
  return own === undefined ? kernel : [own, ...kernel]
}

/** CPE claims serve only what no better source knows (ADR 0008). */
function withoutFallThrough(lookups: readonly Lookup[], claims: ReadonlyMap<string, readonly SourcedClaim[]>): readonly Lookup[] {
  const known = lookups.some(({ key, level }) => level !== 'cpe' && claims.has(key))
  return known ? lookups.filter(({ level }) => level !== 'cpe') : lookups
}

type Judge = (lookup: Lookup) => Judged
type Claims = ReadonlyMap<string, readonly SourcedClaim[]>

function rememberedJudge(claims: Claims, memory: Memory): Judge {
  return (lookup) => {
    const { key, version, named } = lookup
    const about = claims.get(key)
    if (about === undefined) return NOTHING
    const place = `${key} ${version} ${named?.bareVersion ?? ''} ${lookup.updates?.id ?? ''}`
    const known = memory.judged.get(place)
    if (known?.from === about) return known.judged
    const byVulnerability = new Map<string, Judgement[]>()
    for (const claim of about) {
      const judgement = judged(lookup, claim)
      const list = byVulnerability.get(claim.vulnerability)
      if (list === undefined) byVulnerability.set(claim.vulnerability, [judgement])
      else list.push(judgement)
    }
    memory.judged.set(place, { from: about, judged: byVulnerability }, about.length)
    return byVulnerability
  }
}
const NOTHING: Judged = new Map()

/** What the claims say of one set of lookups: verdicts whose `software` is still empty, and the claims that could not compare. */
export type Speech = { readonly verdicts: readonly Verdict[]; readonly unreadable: readonly Heard[] }

/**
 * Binaries of one source are looked up alike: what is said of one holds for all of its architecture. What concerns no CPE name
 * depends on nothing else of the asset, and holds for the next one as well.
 */
function rememberedSpeech(
  judge: Judge,
  platform: Platform,
  { present, claims, memory }: { readonly present: ReadonlySet<string>; readonly claims: Claims; readonly memory: Memory },
): (software: Software, lookups: readonly Lookup[]) => Speech {
  const spokenHere = new Map<string, Speech>()
  return (software, lookups) => {
    const speaking = lookups.filter((lookup) => judge(lookup).size > 0)
    if (speaking.length === 0) return SILENCE
    const architecture = software.architecture ?? platform.architecture
    const place = [architecture, ...speaking.map(placeOf)].join('\n')
    const from = speaking.map(({ key }) => claims.get(key))
    const known = spokenHere.get(place)
    if (known !== undefined) return known
    const isOwn = speaking.some(({ named }) => named !== undefined)
    const before = isOwn ? undefined : memory.spoken.get(place)
    const holds = before?.from.every((list, index) => list === from[index]) === true
    const speech = holds && before !== undefined ? before.speech : speechOf(architecture, speaking, judge, { platform, present })
    spokenHere.set(place, speech)
    if (!isOwn && !holds) memory.spoken.set(place, { from, speech }, 1 + speech.verdicts.length + speech.unreadable.length)
    return speech
  }
}
const SILENCE: Speech = { verdicts: [], unreadable: [] }

/** All of a lookup that a verdict may depend on. */
function placeOf({
  key,
  version,
  level,
  rank,
  lineage = '',
  foreignChannel = '',
  builtHere,
  named,
  updates,
  alike = '',
}: Lookup): string {
  const place = `${alike} ${key} ${version} ${level} ${rank} ${lineage} ${foreignChannel} ${builtHere ?? ''} ${updates?.id ?? ''}`
  return named === undefined ? place : `${place} ${printCpe(named.cpe)} ${named.purlType ?? ''}`
}

function speechOf(architecture: string, lookups: readonly Lookup[], judge: Judge, around: Surroundings): Speech {
  const heard = new Map<string, Heard[]>()
  for (const lookup of lookups) {
    for (const [vulnerability, judgements] of judge(lookup)) {
      const applicable = judgements.flatMap((judgement) => applied(judgement, lookup, architecture, around))
      if (applicable.length === 0) continue
      const list = heard.get(vulnerability) ?? []
      for (const judgement of applicable) list.push({ lookup, judgement })
      heard.set(vulnerability, list)
    }
  }
  const ordered = [...heard].toSorted(([left], [right]) => (left < right ? -1 : 1))
  return {
    verdicts: ordered.flatMap(([vulnerability, list]) => combine('', vulnerability, list) ?? []),
    unreadable: [...heard.values()].flat().filter(({ judgement }) => judgement.reason.text.key === 'reason.version-unreadable'),
  }
}

/** The judgement where the claim concerns this software at all; affected under an unknown condition is unknown. */
function applied(
  judgement: Judgement,
  { named, builtHere, alike }: Lookup,
  architecture: string,
  around: Surroundings,
): readonly [Judgement] | readonly [] {
  const { claim } = judgement
  const { architectures } = claim
  if (builtHere === true && judgement.effect !== 'fixed') return []
  if (architectures !== undefined && architecture !== '' && !['all', 'noarch', ...architectures].includes(architecture)) return []
  if (alike !== undefined && judgement.effect === 'affected') {
    const why = text('reason.alike', { name: alike })
    return [{ ...judgement, effect: 'unknown', fixedBy: [], reason: reasonOf('claim', why, claim) }]
  }
  if (alike !== undefined && judgement.effect !== 'unknown') return [] // nor is anything safe because its like is
  const concern = named === undefined ? undefined : concernOf(claim, named, around)
  if (concern === undefined || concern.kind === 'yes') return [judgement]
  if (concern.kind === 'no') return []
  if (judgement.effect !== 'affected') return [judgement]
  const why = text('reason.condition-unknown', { condition: concern.missing })
  return [{ ...judgement, effect: 'unknown', fixedBy: [], reason: reasonOf('claim', why, claim) }]
}

/**
 * What the distribution mends under an unchanged version is the distribution's to judge: its word on this vulnerability stands.
 * Where it is silent nobody knows whether a backport is in; Alpine and Arch name what they mend, so their silence is no fix.
 */
function asCarried(verdict: Verdict, carried: Carried | undefined, theirs: readonly Verdict[]): Verdict {
  if (carried === undefined || verdict.status !== 'affected') return verdict
  const { name, version, origin } = carried.by
  const said = theirs.find(({ vulnerability }) => vulnerability === verdict.vulnerability)
  if (said === undefined && (origin === 'apk' || origin === 'alpm')) return verdict
  if (said?.status === 'affected' && !carried.certain) return verdict
  const certain = said !== undefined && carried.certain
  const why = text(certain ? 'reason.carried' : 'reason.carried-maybe', { name, version })
  return {
    ...verdict,
    status: certain ? 'notAffected' : 'unknown',
    reasons: [{ kind: 'lineage', text: why }, ...verdict.reasons],
  }
}

/** What a service says of itself may hide a distribution's fix, and may be a lie: it is a hint, never a verdict. */
function asEvidenced({ evidence }: Software, said: Speech): Speech {
  if (evidence !== 'weak') return said
  return {
    ...said,
    verdicts: said.verdicts.map((verdict) =>
      verdict.status === 'affected'
        ? { ...verdict, status: 'unknown', reasons: [{ kind: 'missing', text: text('reason.weak') }, ...verdict.reasons] }
        : verdict,
    ),
  }
}

/** Only the running kernel exposes; the others are shown as installed. */
function atKernel(verdict: Verdict, software: Software, runningKernel: string | undefined): Verdict {
  if (software.kernel === undefined || verdict.status !== 'affected' || software.kernel === 'running') return verdict
  if (software.kernel === 'unknown') {
    return { ...verdict, reasons: [...verdict.reasons, { kind: 'kernel', text: text('reason.kernel-unknown') }] }
  }
  const why = text('reason.kernel-installed', { installed: software.version, running: runningKernel ?? '' })
  return { ...verdict, status: 'notAffected', reasons: [{ kind: 'kernel', text: why }, ...verdict.reasons] }
}

function noteBlindSpots(
  software: Software,
  lookups: readonly Lookup[],
  platform: Platform,
  sourcesOf: (lineageOrEcosystem: string) => readonly string[],
  unknown: Unknowns,
): void {
  if (lookups.some(isBlind)) return unknown.add(software.name, 'unknown.no-updates', {})
  if (software.version === '' && !lookups.some(({ updates }) => updates !== undefined))
    return unknown.add(software.name, 'unknown.no-version', {})
  const packaged = ['dpkg', 'rpm', 'apk', 'alpm'].includes(software.origin)
  if (packaged && platform.lineage.length === 0) {
    return unknown.add(platform.name ?? platform.id, 'unknown.no-platform', {})
  }
  if (packaged && !platform.lineage.some((lineage) => sourcesOf(lineage).length > 0)) {
    return unknown.add(platform.lineage[0] ?? platform.id, 'unknown.no-source', { lineage: platform.lineage.join(', ') })
  }
  if (packaged) return
  const ecosystems = lookups.filter(({ level }) => level === 'ecosystem').map(({ key }) => key.slice(0, key.indexOf(':')))
  const blind = ecosystems.find((ecosystem) => sourcesOf(ecosystem).length === 0)
  if (blind !== undefined) return unknown.add(blind, 'unknown.no-ecosystem', { ecosystem: blind })
  if (lookups.length === 0) unknown.add(software.origin, 'unknown.no-product', {})
}

function noteUnreadable(software: Software, unreadable: readonly Heard[], unknown: Unknowns): void {
  const [first] = unreadable
  if (first === undefined) return
  const { scheme } = first.judgement.claim.range
  unknown.add(software.name, 'unknown.version-unreadable', {
    version: first.lookup.version,
    scheme,
    claims: String(unreadable.length),
  })
}

type UnknownKey = Extract<Parameters<typeof text>[0], `unknown.${string}`>

/** Blind spots of one kind are told once with their number, so that a list of 2,000 packages stays readable. */
class Unknowns {
  readonly #items = new Map<string, { unknown: Unknown; count: number }>()

  add(what: string, key: UnknownKey, values: Readonly<Record<string, string>>): void {
    const id = JSON.stringify([what, key, values])
    const item = this.#items.get(id)
    if (item === undefined) this.#items.set(id, { unknown: { what, why: text(key, values) }, count: 1 })
    else item.count += 1
  }

  list(): readonly Unknown[] {
    return [...this.#items.values()]
      .map(({ unknown, count }) => (count === 1 ? unknown : { ...unknown, count }))
      .toSorted((left, right) => (left.what < right.what ? -1 : left.what > right.what ? 1 : 0))
  }
}
