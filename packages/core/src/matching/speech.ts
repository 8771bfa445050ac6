/** From look-ups to verdicts: every claim is judged, those that concern the software are combined, and the asset has its say. */
import { printCpe } from '@hygie/standards/cpe/cpe'
import { explainRange } from '@hygie/versions/contains'
import type { Platform, Software } from '../inventory/inventory.ts'
import type { SourcedClaim } from '../knowledge/facts.ts'
import type { Judged, Memory } from '../memory.ts'
import { text } from '../text/text.ts'
import type { Carried } from './carried.ts'
import { combine, type Heard } from './combine.ts'
import { concernOf, isOfAnyUpdate, type Surroundings } from './cpe-concern.ts'
import { declaredIntervals, judgeDeclaredIntervals } from './declared-range.ts'
import { judgeClaim, reasonOf, type Judgement } from './judge-claim.ts'
import { judgeUpdate } from './judge-update.ts'
import type { Lookup } from './lookup.ts'
import { lookupsOf } from './software-lookups.ts'
import { isBlind, isJudgeable, withoutFallThrough, type Claims } from './asset-lookups.ts'
import type { Verdict } from './verdict.ts'

/** What a verdict on one software takes from the rest of its asset, conditions of CPE claims aside. */
export type Beside = { readonly carried: Carried | undefined; readonly runningKernel: string | undefined }

export type Around = {
  readonly present: ReadonlySet<string>
  readonly claims: Claims
  readonly memory: Memory
  /** How a verdict is made of what was heard; `combine`, unless somebody wants less. */
  readonly combineAs?: typeof combine
}

/**
 * One software of a platform after the other: its verdicts, whose `software` is still empty. Software that is looked up alike
 * gets the same list again, so that whoever keeps many keeps it once.
 */
export function createSpeaking(
  platform: Platform,
  around: Around,
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

export function judged(lookup: Lookup, claim: SourcedClaim): Judgement {
  const { updates, isSystem, version } = lookup
  if (updates !== undefined) return judgeUpdate(version, isSystem === true, claim, updates)
  if (version === '') return judgeWithoutVersion(claim)
  const declared = lookup.level === 'maker' ? declaredIntervals(version) : undefined
  return declared === undefined ? judgeClaim(versionFor(lookup, claim), claim) : judgeDeclaredIntervals(version, declared, claim)
}

/** A claim on every version holds for the one that nobody wrote down. */
function judgeWithoutVersion(claim: SourcedClaim): Judgement {
  const isEvery = claim.range.intervals.some(({ from, to }) => from === undefined && to === undefined)
  if (isEvery) return judgeClaim('*', claim)
  const why = text('reason.no-version', { range: explainRange(claim.range) })
  return { effect: 'unknown', claim, fixedBy: [], reason: reasonOf('missing', why, claim) }
}

/** A CPE name's update is part of its version, unless the claim is on any update. */
function versionFor({ version, named }: Lookup, claim: SourcedClaim): string {
  return named !== undefined && isOfAnyUpdate(claim) ? named.bareVersion : version
}

type Judge = (lookup: Lookup) => Judged
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
      if (judgement.effect === 'silent') continue // settled here: it reaches no verdict and no blind spot
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
  { present, claims, memory, combineAs = combine }: Around,
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
    const speech =
      holds && before !== undefined ? before.speech : speechOf(architecture, speaking, judge, { platform, present, combineAs })
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

function speechOf(
  architecture: string,
  lookups: readonly Lookup[],
  judge: Judge,
  around: Surroundings & { readonly combineAs: typeof combine },
): Speech {
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
    verdicts: ordered.flatMap(([vulnerability, list]) => around.combineAs('', vulnerability, list) ?? []),
    unreadable: [...heard.values()]
      .flat()
      .filter(({ judgement: { effect, reason } }) => effect === 'unknown' && reason.text.key === 'reason.version-unreadable'),
  }
}

/** The judgement where the claim concerns this software at all; affected under an unknown condition is unknown. */
export function applied(
  judgement: Judgement,
  { named, builtHere, alike, rebuiltBy }: Lookup,
  architecture: string,
  around: Surroundings,
): readonly [Judgement] | readonly [] {
  const { claim } = judgement
  const { architectures } = claim
  if (builtHere === true && judgement.effect !== 'fixed') return []
  if (architectures !== undefined && architecture !== '' && !['all', 'noarch', ...architectures].includes(architecture)) return []
  if (rebuiltBy !== undefined && judgement.effect !== 'silent') {
    const why = text('reason.rebuilt', { builder: rebuiltBy })
    return [{ ...judgement, effect: 'unknown', fixedBy: [], reason: reasonOf('claim', why, claim) }]
  }
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
