/**
 * What one claim says about one version. A claim speaks only inside its range; outside it the claim is silent, unless the
 * range ends in a fix that the version has. Silence is settled when claims are combined and never reaches a verdict.
 */
import { contains, explainRange, fixedBy } from '@hygie/versions/contains'
import { unreachable } from '@hygie/versions/result'
import type { SourcedClaim } from '../knowledge/facts.ts'
import { text, type Text } from '../text/text.ts'
import type { Reason } from './verdict.ts'

export type Effect = 'affected' | 'fixed' | 'notAffected' | 'unknown' | 'silent'

export type Judgement = {
  readonly effect: Effect
  readonly claim: SourcedClaim
  readonly fixedBy: readonly string[]
  readonly reason: Reason
}

export function judgeClaim(installed: string, claim: SourcedClaim): Judgement {
  switch (claim.status) {
    case 'affected':
    case 'willNotFix':
    case 'endOfLife':
    case 'unclear':
      return judgeRanged(installed, claim)
    case 'notAffected':
      return judgePlain(installed, claim, 'notAffected', text('reason.not-affected'))
    case 'underInvestigation':
      return judgePlain(installed, claim, 'unknown', text('reason.under-investigation'))
    default:
      return unreachable(claim.status)
  }
}

function judgePlain(installed: string, claim: SourcedClaim, effect: 'notAffected' | 'unknown', why: Text): Judgement {
  const position = contains(claim.range, installed)
  if (position === 'unknown') return judgement('unknown', claim, [], unreadable(installed, claim))
  return position === 'outside' ? silent(installed, claim) : judgement(effect, claim, [], why)
}

function judgeRanged(installed: string, claim: SourcedClaim): Judgement {
  const fix = fixedBy(claim.range, installed)
  switch (fix.position) {
    case 'unknown':
      return judgement('unknown', claim, [], unreadable(installed, claim))
    case 'inside':
      return judgeInside(installed, claim, fix.firstFixed)
    case 'outside':
      return fix.fixed
        ? judgement('fixed', claim, [fix.since], text('reason.fixed-from', { installed, fixed: fix.since }))
        : silent(installed, claim)
    default:
      return unreachable(fix)
  }
}

function judgeInside(installed: string, claim: SourcedClaim, first: string | undefined): Judgement {
  if (claim.status === 'unclear') return judgement('unknown', claim, [], text('reason.unclear'))
  const fixes = claim.fixedIn ?? (first === undefined ? [] : [first])
  if (claim.status === 'willNotFix') return judgement('affected', claim, fixes, text('reason.will-not-fix'))
  if (claim.status === 'endOfLife') return judgement('affected', claim, fixes, text('reason.end-of-life'))
  const everyVersion = claim.range.intervals.some(({ from, to }) => from === undefined && to === undefined)
  if (everyVersion && fixes.length === 0) return judgement('affected', claim, [], text('reason.affected-every'))
  if (fixes.length > 0)
    return judgement('affected', claim, fixes, text('reason.affected-below', { installed, fixed: fixes.join(', ') }))
  return judgement('affected', claim, [], text('reason.affected-in', { installed, range: explainRange(claim.range) }))
}

/** Most claims on most versions: their words are made for who asks, which only an explanation does. */
function silent(installed: string, claim: SourcedClaim): Judgement {
  return {
    effect: 'silent',
    claim,
    fixedBy: [],
    get reason() {
      return reasonOf('claim', text('reason.outside', { installed, range: explainRange(claim.range) }), claim)
    },
  }
}

function unreadable(installed: string, claim: SourcedClaim): Text {
  return text('reason.version-unreadable', { installed, range: explainRange(claim.range), scheme: claim.range.scheme })
}

function judgement(effect: Effect, claim: SourcedClaim, fixedIn: readonly string[], why: Text): Judgement {
  return { effect, claim, fixedBy: fixedIn, reason: reasonOf(effect === 'affected' ? 'comparison' : 'claim', why, claim) }
}

export function reasonOf(kind: Reason['kind'], why: Text, { source, advisory, statedAt, reference }: SourcedClaim): Reason {
  const reason: { -readonly [Name in keyof Reason]: Reason[Name] } = { kind, text: why, source }
  if (advisory !== undefined) reason.advisory = advisory
  if (statedAt !== undefined) reason.statedAt = statedAt
  if (reference !== undefined) reason.reference = reference
  return reason
}
