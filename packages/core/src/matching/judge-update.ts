/**
 * What a claim on a product that is mended by numbered updates says about one system: by its build where that is known, else
 * by its updates. What neither tells is unknown, never missing and never there.
 */
import { compareText } from '@hygie/versions/order'
import { unreachable } from '@hygie/versions/result'
import type { SchemeName } from '@hygie/versions/scheme'
import type { SourcedClaim } from '../knowledge/facts.ts'
import { text, type Text } from '../text/text.ts'
import { judgeClaim, reasonOf, type Effect, type Judgement } from './judge-claim.ts'
import { isReached, updateNumber, type Holding, type UpdateState } from './update-state.ts'

/**
 * `version` is the product's own, empty when it is not known; `isSystem` tells that the product is the system, whose version is
 * its build.
 */
export function judgeUpdate(version: string, isSystem: boolean, claim: SourcedClaim, state: UpdateState): Judgement {
  if (claim.status !== 'affected') return judgeClaim(version === '' ? '*' : version, claim)
  const updates = (claim.fixedIn ?? []).flatMap((name) => updateNumber(name) ?? [])
  const isHotpatch = updates.length > 0 && updates.every((id) => state.isHotpatch(id))
  if (isSystem && isHotpatch && !state.isHotpatched) return said('silent', claim, [], text('reason.hotpatch'))
  const end = claim.range.intervals.find(({ to }) => to !== undefined && !to.inclusive)?.to?.version
  const own = isSystem ? (state.build ?? '') : version
  const byBuild = end === undefined ? undefined : judgeBuild({ own, end, isSystem, updates }, claim, state)
  return byBuild ?? judgeList(version, { end, updates }, claim, state)
}

type Build = { readonly own: string; readonly end: string; readonly isSystem: boolean; readonly updates: readonly string[] }

/** Undefined when the build is not known or cannot be compared. */
function judgeBuild({ own, end, isSystem, updates }: Build, claim: SourcedClaim, state: UpdateState): Judgement | undefined {
  const order = isSystem ? compareRevisions(own, end) : compareVersions(claim.range.scheme, own, end)
  if (order === undefined) return undefined
  const values = { installed: own, fixed: end }
  if (order === 'reached') return said('fixed', claim, [end], text('reason.fixed-from', values))
  if (order === 'other') return said('silent', claim, [], text('reason.other-build', values))
  // Before 10.0 a security-only update mends without moving the build, and those of Office leave its version as it is.
  const isMoved = isSystem && own.startsWith('10.0.')
  if (!isMoved && updates.length > 0 && (isSystem || updates.some((id) => state.holding(id) !== undefined))) return undefined
  const waiting = isSystem ? updates.find((id) => state.holding(id)?.how === 'installed') : undefined
  const why =
    waiting === undefined
      ? text('reason.affected-below', values)
      : text('reason.waits-for-restart', { ...values, update: `KB${waiting}` })
  return said('affected', claim, fixesOf(updates, claim, state), why)
}

function judgeList(
  version: string,
  { end, updates }: { readonly end: string | undefined; readonly updates: readonly string[] },
  claim: SourcedClaim,
  state: UpdateState,
): Judgement {
  const there = updates.find((id) => state.holding(id) !== undefined)
  const holding = there === undefined ? undefined : state.holding(there)
  if (there !== undefined && holding !== undefined) return said('fixed', claim, [`KB${there}`], holdingText(there, holding))
  if (updates.length === 0) {
    if (end !== undefined) return said('unknown', claim, [], text('reason.build-unknown', { fixed: end }))
    return judgeClaim(version === '' ? '*' : version, claim)
  }
  const names = updates.map((id) => `KB${id}`).join(', ')
  if (updates.some((id) => state.isUncertain(id)))
    return said('unknown', claim, [], text('reason.update-unknown', { updates: names }))
  return said('affected', claim, fixesOf(updates, claim, state), text('reason.update-missing', { updates: names }))
}

type Comparison = 'reached' | 'below' | 'other'

/** Undefined when the version is not known or one of the two cannot be read. */
function compareVersions(scheme: SchemeName, own: string, end: string): Comparison | undefined {
  const order = compareText(scheme, own, end)
  return order.ok ? (order.value >= 0 ? 'reached' : 'below') : undefined
}

/** A system of another build is another product: its revisions are counted apart. */
function compareRevisions(own: string, end: string): Comparison | undefined {
  const order = compareVersions('windows', own, end)
  return order === undefined || isReached(own, end) || isReached(end, own) ? order : 'other'
}

/** The newest update first, since it is what one installs; then what the source names. */
function fixesOf(updates: readonly string[], claim: SourcedClaim, state: UpdateState): readonly string[] {
  const newest = updates.map((id) => `KB${state.newest(id)}`)
  return [...new Set([...newest, ...(claim.fixedIn ?? [])])]
}

function holdingText(update: string, holding: Holding): Text {
  const name = `KB${update}`
  switch (holding.how) {
    case 'installed':
      return text('reason.update-installed', { update: name })
    case 'replaced':
      return text('reason.update-replaced', { update: name, by: `KB${holding.by}` })
    case 'build':
      return text('reason.update-build', { update: name, build: holding.build })
    case 'older':
      return text('reason.update-older', { update: name, by: `KB${holding.by}` })
    default:
      return unreachable(holding)
  }
}

function said(effect: Effect, claim: SourcedClaim, fixedBy: readonly string[], why: Text): Judgement {
  return { effect, claim, fixedBy, reason: reasonOf(effect === 'affected' ? 'comparison' : 'claim', why, claim) }
}
