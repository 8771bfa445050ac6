/**
 * From what single claims say to one verdict for a (software, vulnerability) pair.
 *
 * The order of settling: own lineage before its base, level by level; inside one line the source that ranks first;
 * inside one source a fix that the version has (several advisories on one vulnerability: the lowest fix counts) for
 * distributions, and any affected branch for ecosystems, whose claims each speak of one branch.
 */
import type { SourcedClaim } from '../knowledge/facts.ts'
import { text } from '../text/text.ts'
import { reasonOf, type Effect, type Judgement } from './judge-claim.ts'
import type { Lookup } from './lookup.ts'
import { rankOf } from './precedence.ts'
import type { Reason, Verdict } from './verdict.ts'

export type Heard = { readonly lookup: Lookup; readonly judgement: Judgement }

/** Undefined when every claim is silent: then nothing is said, and no verdict is made up. */
export function combine(software: string, vulnerability: string, heard: readonly Heard[]): Verdict | undefined {
  const speaking = heard.filter(({ judgement }) => judgement.effect !== 'silent')
  const [first, ...others] = speaking.length === 1 ? [speakerOf(speaking)] : bySpeaker(speaking)
  if (first === undefined) return undefined
  const { decided, extra } = settle(first, others)
  const paid =
    decided.effect === 'affected' && decided.deciding.fixedBy.length === 0 ? others.find(fixesInForeignChannel) : undefined
  return verdictOf(software, vulnerability, paid === undefined ? decided : { ...decided, paid }, extra)
}

/**
 * The same verdict with its status alone: no words, no fixes, no source. For a fleet, of which nobody reads a million reasons;
 * never mixed with whole verdicts in one memory.
 */
export function combineBriefly(software: string, vulnerability: string, heard: readonly Heard[]): Verdict | undefined {
  const speaking = heard.filter(({ judgement }) => judgement.effect !== 'silent')
  const [first, ...others] = speaking.length === 1 ? [speakerOf(speaking)] : bySpeaker(speaking)
  if (first === undefined) return undefined
  const status = statusBy(settle(first, others).decided.effect)
  return { software, vulnerability, status, fixState: 'none', fixedBy: [], advisories: [], source: '', reasons: [] }
}

function statusBy(effect: Effect): Verdict['status'] {
  return effect === 'silent' ? 'unknown' : effect
}

function fixesInForeignChannel({ lookup, effect, deciding }: Speaker): boolean {
  return lookup.foreignChannel !== undefined && effect === 'affected' && deciding.fixedBy.length > 0
}

/** What one source says on one line of the lineage, already settled among its own claims. */
type Speaker = {
  readonly source: string
  readonly lookup: Lookup
  readonly rank: number
  readonly effect: Effect
  readonly deciding: Judgement
  readonly all: readonly Judgement[]
  /** Speaks of a channel that would bring the fix which this source does not have. */
  readonly paid?: Speaker
}

function bySpeaker(heard: readonly Heard[]): readonly Speaker[] {
  const groups = new Map<string, Heard[]>()
  for (const item of heard) {
    const key = `${item.lookup.level} ${item.lookup.rank} ${item.judgement.claim.source}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return [...groups.values()]
    .map(speakerOf)
    .toSorted(
      (left, right) =>
        levelRank(left.lookup) - levelRank(right.lookup) ||
        left.lookup.rank - right.lookup.rank ||
        left.rank - right.rank ||
        effectRank(left.effect) - effectRank(right.effect) ||
        (left.source < right.source ? -1 : 1),
    )
}

function levelRank({ level }: Lookup): number {
  return ['platform', 'maker', 'ecosystem', 'cpe'].indexOf(level)
}

/** Equals that disagree: affected is counted, so it is settled first. */
function effectRank(effect: Effect): number {
  return ['affected', 'unknown', 'fixed', 'notAffected', 'silent'].indexOf(effect)
}

function speakerOf(group: readonly Heard[]): Speaker {
  const lookup = (group[0] as Heard).lookup // groups are made with their first item
  const judgements = group.map(({ judgement }) => judgement)
  const [only] = judgements
  if (only !== undefined && judgements.length === 1) {
    const { effect, claim } = only
    return { source: claim.source, lookup, rank: rankOf(claim.source), effect, deciding: only, all: judgements }
  }
  const order: readonly Effect[] =
    lookup.level === 'platform' || lookup.updates !== undefined // any one of several updates brings the fix
      ? ['fixed', 'notAffected', 'affected', 'unknown']
      : ['affected', 'unknown', 'notAffected', 'fixed']
  const effect = order.find((wanted) => judgements.some((judgement) => judgement.effect === wanted)) ?? 'silent'
  const candidates = judgements.filter((judgement) => judgement.effect === effect)
  return {
    source: (judgements[0] as Judgement).claim.source,
    lookup,
    rank: rankOf((judgements[0] as Judgement).claim.source),
    effect,
    deciding: latest(candidates),
    all: judgements,
  }
}

/** Later beats earlier from the same source. */
function latest(judgements: readonly Judgement[]): Judgement {
  return judgements.reduce((best, other) => ((other.claim.statedAt ?? '') > (best.claim.statedAt ?? '') ? other : best))
}

type Settled = { readonly decided: Speaker; readonly extra: readonly Reason[] }

function settle(first: Speaker, others: readonly Speaker[]): Settled {
  if (others.length === 0) return { decided: first, extra: [] }
  const sameLine = others.filter(
    (other) => levelRank(other.lookup) === levelRank(first.lookup) && other.lookup.rank === first.lookup.rank,
  )
  // A distribution's status list may be older than its advisories: a published fix that the version has is a fact.
  if (first.effect === 'affected' && first.deciding.fixedBy.length === 0 && first.lookup.level === 'platform') {
    const published = sameLine.find(({ effect }) => effect === 'fixed')
    if (published !== undefined) {
      const why = text('reason.fix-published', { winner: published.source, loser: first.source })
      return { decided: published, extra: [reasonOf('precedence', why, first.deciding.claim)] }
    }
  }
  const better = sameLine.find((other) => knowsBetter(first, other))
  if (better !== undefined) {
    const why = text('reason.precedence', { winner: speakerName(better), loser: speakerName(first), status: first.effect })
    return { decided: better, extra: [reasonOf('precedence', why, first.deciding.claim)] }
  }
  // The version bears the mark of a channel that has fixed it, although the main line needs a higher one.
  const built =
    first.effect === 'affected'
      ? others.find(
          (other) => other.lookup.builtHere === true || (first.deciding.claim.status === 'endOfLife' && isSpared(other)),
        )
      : undefined
  if (built !== undefined) {
    const why = text('reason.precedence', { winner: speakerName(built), loser: speakerName(first), status: first.effect })
    return { decided: built, extra: [reasonOf('precedence', why, first.deciding.claim)] }
  }
  const disagreeing = sameLine.filter((other) => other.effect !== first.effect)
  const equals = disagreeing.filter((other) => other.rank === first.rank)
  const extra: Reason[] = []
  if (equals.length > 0) {
    const sources = [first, ...equals].map(({ source, effect }) => `${source}: ${effect}`).join(', ')
    extra.push({ kind: 'conflict', text: text('reason.conflict', { sources }) })
  }
  for (const loser of [
    ...disagreeing.filter((other) => other.rank !== first.rank),
    ...others.filter((other) => !sameLine.includes(other) && other.effect !== first.effect),
  ]) {
    const why = text('reason.precedence', { winner: speakerName(first), loser: speakerName(loser), status: loser.effect })
    extra.push(reasonOf('precedence', why, loser.deciding.claim))
  }
  return { decided: first, extra }
}

/**
 * Words that nobody can compare give way to a definite statement; a source that names no update of a product mended by updates
 * gives way to one that names it.
 */
function knowsBetter(first: Speaker, other: Speaker): boolean {
  if (first.deciding.claim.status === 'unclear') return other.effect !== 'unknown'
  const namesNone = first.lookup.updates !== undefined && first.effect === 'affected' && first.deciding.fixedBy.length === 0
  return namesNone && (other.effect === 'fixed' || (other.effect === 'affected' && other.deciding.fixedBy.length > 0))
}

/**
 * An ended line says only that nobody looks any more. Its paid line goes on with the same code: where that was never
 * affected, neither was this. `not-affected: 1.1.1f-1ubuntu2.9` is no such word, a version brought the fix.
 */
function isSpared({ lookup, effect, deciding }: Speaker): boolean {
  const isByVersion = /^not-affected: \S*\d\S*-\S+$/.test(deciding.claim.note ?? '')
  return lookup.foreignChannel !== undefined && effect === 'notAffected' && !isByVersion
}

function speakerName({ source, lookup }: Speaker): string {
  return lookup.lineage === undefined ? source : `${source} (${lookup.lineage})`
}

function verdictOf(software: string, vulnerability: string, speaker: Speaker, extra: readonly Reason[]): Verdict {
  const { effect, deciding, source } = speaker
  const channel = speaker.paid ?? (speaker.lookup.foreignChannel === undefined || effect !== 'affected' ? undefined : speaker)
  const { claim } = deciding
  return {
    software,
    vulnerability,
    status: statusBy(effect),
    fixState: channel === undefined ? fixStateOf(effect, claim, deciding.fixedBy) : 'notInstalledChannel',
    fixedBy: fixesOf(speaker),
    advisories: unique(sayingSo(speaker).flatMap((judgement) => judgement.claim.advisory ?? [])),
    source,
    ...(claim.grade !== undefined && { grade: claim.grade }),
    reasons: [deciding.reason, ...contextOf(speaker, channel), ...extra],
  }
}

function fixesOf(speaker: Speaker): readonly string[] {
  if (speaker.effect !== 'affected') return unique(speaker.deciding.fixedBy)
  const fixes = unique(sayingSo(speaker.paid ?? speaker).flatMap(({ fixedBy }) => fixedBy))
  return speaker.lookup.updates?.inOrder(fixes) ?? fixes
}

function sayingSo({ all, effect }: Speaker): readonly Judgement[] {
  return all.filter((judgement) => judgement.effect === effect)
}

function contextOf({ lookup, deciding: { claim } }: Speaker, channel: Speaker | undefined): readonly Reason[] {
  const reasons: Reason[] = []
  if (lookup.rank > 0 && lookup.lineage !== undefined && lookup.foreignChannel === undefined) {
    reasons.push(reasonOf('lineage', text('reason.lineage', { base: lookup.lineage }), claim))
  }
  if (channel?.lookup.foreignChannel !== undefined) {
    reasons.push(reasonOf('claim', text('reason.channel', { channel: channel.lookup.foreignChannel }), channel.deciding.claim))
  }
  if (claim.grade !== undefined) reasons.push(reasonOf('claim', text('reason.grade', { grade: claim.grade }), claim))
  if (claim.note !== undefined) reasons.push(reasonOf('claim', text('reason.note', { note: claim.note }), claim))
  return reasons
}

function fixStateOf(effect: Effect, claim: SourcedClaim, fixes: readonly string[]): Verdict['fixState'] {
  if (effect === 'unknown') return 'underInvestigation'
  if (claim.status === 'willNotFix' || claim.status === 'endOfLife') return claim.status
  return fixes.length === 0 ? 'none' : 'available'
}

function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)]
}
