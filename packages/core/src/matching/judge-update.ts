/**
 * What a claim on a product that is mended by numbered updates says about one system: by its build where that is known, else
 * by its updates. What neither tells is unknown, never missing and never there.
 */
import { windows } from '@hygie/versions/windows'
import type { SourcedClaim } from '../knowledge/facts.ts'
import { text, type Text } from '../text/text.ts'
import { judgeClaim, reasonOf, type Effect, type Judgement } from './judge-claim.ts'
import { isReached, updateNumber, type Holding, type UpdateState } from './update-state.ts'

/**
 * `version` is the product's own, empty when it is not known; `isSystem` tells that the product is the system, whose version is
 * its build.
 */
export function judgeUpdate(version: string, isSystem: boolean, claim: SourcedClaim, state: UpdateState): Judgement {
  if (claim.status !== 'affected') return judgeClaim(version, claim)
  const updates = (claim.fixedIn ?? []).flatMap((name) => updateNumber(name) ?? [])
  const hotpatch = updates.length > 0 && updates.every((id) => state.isHotpatch(id))
  if (isSystem && hotpatch && !state.isHotpatched) return said('silent', claim, [], text('reason.hotpatch'))
  const end = claim.range.intervals.find(({ to }) => to !== undefined && !to.inclusive)?.to?.version
  const own = isSystem ? (state.build ?? '') : version
  const byBuild = end === undefined ? undefined : isSystem ? compareRevisions(own, end) : compareBuilds(own, end)
  if (byBuild === 'reached')
    return said('fixed', claim, [end ?? ''], text('reason.fixed-from', { installed: own, fixed: end ?? '' }))
  if (byBuild === 'other') return said('silent', claim, [], text('reason.other-build', { installed: own, fixed: end ?? '' }))
  const there = updates.flatMap((id): readonly [string, Holding][] => {
    const holding = state.holding(id)
    return holding === undefined ? [] : [[id, holding]]
  })[0]
  const fixes = fixesOf(updates, claim, state)
  if (byBuild === 'below') {
    const waits = isSystem && there?.[1].how === 'installed'
    const why = waits
      ? text('reason.waits-for-restart', { update: `KB${there[0]}`, installed: own, fixed: end ?? '' })
      : text('reason.affected-below', { installed: own, fixed: end ?? '' })
    return said('affected', claim, fixes, why)
  }
  if (there !== undefined) return said('fixed', claim, [`KB${there[0]}`], holdingText(there[0], there[1]))
  if (updates.length === 0) {
    if (end !== undefined) return said('unknown', claim, [], text('reason.build-unknown', { fixed: end }))
    return judgeClaim(version, claim)
  }
  const names = updates.map((id) => `KB${id}`).join(', ')
  if (updates.some((id) => state.isUncertain(id)))
    return said('unknown', claim, [], text('reason.update-unknown', { updates: names }))
  return said('affected', claim, fixes, text('reason.update-missing', { updates: names }))
}

type Comparison = 'reached' | 'below' | 'other'

/** Undefined when the build is not known or one of the two cannot be read. */
function compareBuilds(own: string, end: string): Comparison | undefined {
  const [left, right] = [windows.parse(own), windows.parse(end)]
  if (!left.ok || !right.ok) return undefined
  return windows.compare(left.value, right.value) >= 0 ? 'reached' : 'below'
}

/** A system of another build is another product: its revisions are counted apart. */
function compareRevisions(own: string, end: string): Comparison | undefined {
  const order = compareBuilds(own, end)
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
  }
}

function said(effect: Effect, claim: SourcedClaim, fixedBy: readonly string[], why: Text): Judgement {
  return { effect, claim, fixedBy, reason: reasonOf(effect === 'affected' ? 'comparison' : 'claim', why, claim) }
}
