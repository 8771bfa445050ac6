/** A fleet's verdicts as a value, and what is read from it. Nothing here is changed by judging again: that gives a new value. */
import type { Circumstances } from '../decision/decide.ts'
import { urgencies, type Urgency } from '../decision/decision.ts'
import type { Policy } from '../decision/policy.ts'
import type { VulnerabilityFacts } from '../knowledge/facts.ts'
import type { Fleet } from './fleet.ts'
import type { ProductKeys } from './product-keys.ts'
import { rowOf, type Rows } from './rows.ts'

export type FleetRules = { readonly policy: Policy } & Omit<Circumstances, 'context'>

/**
 * What is open, shared by all subjects and assets of which the same is said. Reasons and fixes are not kept: `assess` gives them
 * for the asset that somebody looks at, in milliseconds.
 */
export type OpenSet = {
  /** Places in `vulnerabilities`, in the order of their ids; distinct. */
  readonly open: Readonly<Uint32Array>
  /** Of each: 1 affected, 0 nobody can tell. */
  readonly affected: Readonly<Uint8Array>
}

/** Vulnerabilities about which the policy asks the same and gets the same answers. */
export type Profile = { readonly example: VulnerabilityFacts }
/** In place of a profile: the vulnerability as a whole is withdrawn, so that nothing is open. */
export const WITHDRAWN = 0xffff

export type JudgedFleet = {
  readonly fleet: Fleet
  readonly rules: FleetRules
  readonly keys: ProductKeys
  readonly sets: readonly OpenSet[]
  /** Subject → set; of one with conditions, `setsOnAssets` tells. */
  readonly setOf: Readonly<Uint32Array>
  /** Subject with conditions on what else is present → set on each of its assets, in the order of `Fleet.assetsOf`. */
  readonly setsOnAssets: ReadonlyMap<number, Readonly<Uint32Array>>
  readonly vulnerabilities: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
  /** Vulnerability → sets in which it is open. */
  readonly setsWith: Rows
  readonly profileOf: Readonly<Uint16Array>
  readonly profiles: readonly Profile[]
  /** Open findings of each asset by urgency: four numbers each, in the order of `urgencies`. */
  readonly counts: Readonly<Uint32Array>
  /** Assets on which each vulnerability is open. */
  readonly hits: Readonly<Uint32Array>
}

export type Hits = {
  /** Assets that have it, ascending. */
  readonly affected: readonly number[]
  /** Assets on which nobody can tell, ascending; none of `affected`. */
  readonly unknown: readonly number[]
}

/** "Am I hit?" A vulnerability that is withdrawn hits nothing. Cost: the assets of the subjects that it is open on. */
export function assetsHit(judged: JudgedFleet, vulnerability: string): Hits {
  const index = judged.indexOf.get(vulnerability)
  if (index === undefined || judged.profileOf[index] === WITHDRAWN) return { affected: [], unknown: [] }
  const affected = new Set<number>()
  const unknown = new Set<number>()
  const wanted = new Set(rowOf(judged.setsWith, index))
  const note = (set: number, asset: number): void => {
    const { open = NONE, affected: isAffected } = judged.sets[set] ?? {}
    ;(isAffected?.[open.indexOf(index)] === 1 ? affected : unknown).add(asset)
  }
  judged.fleet.subjects.forEach((_, subject) => {
    const onAssets = judged.setsOnAssets.get(subject)
    const assets = rowOf(judged.fleet.assetsOf, subject)
    if (onAssets !== undefined)
      onAssets.forEach((set, place) => {
        if (wanted.has(set)) note(set, assets[place] ?? 0)
      })
    else if (wanted.has(judged.setOf[subject] ?? 0)) for (const asset of assets) note(judged.setOf[subject] ?? 0, asset)
  })
  return { affected: sorted(affected), unknown: sorted(unknown).filter((asset) => !affected.has(asset)) }
}

export function countsOf(judged: JudgedFleet, asset: number): Readonly<Record<Urgency, number>> {
  const at = (urgency: Urgency): number => judged.counts[asset * urgencies.length + urgencies.indexOf(urgency)] ?? 0
  return { now: at('now'), soon: at('soon'), planned: at('planned'), routine: at('routine') }
}

export type Open = { readonly software: string; readonly vulnerability: string; readonly status: 'affected' | 'unknown' }

/** What `assess` makes findings of for the asset's inventory, in the order of its software. Cost: its findings. */
export function openOn(judged: JudgedFleet, asset: number): readonly Open[] {
  const { fleet, sets, setOf, setsOnAssets, vulnerabilities, profileOf } = judged
  return Array.from(rowOf(fleet.subjectsOf, asset)).flatMap((subject) => {
    const software = fleet.subjects[subject]?.software.key ?? ''
    const onAssets = setsOnAssets.get(subject)
    const set = onAssets === undefined ? setOf[subject] : onAssets[placeOf(rowOf(fleet.assetsOf, subject), asset)]
    const { open = NONE, affected } = sets[set ?? 0] ?? {}
    return Array.from(open).flatMap((vulnerability, place): readonly Open[] =>
      profileOf[vulnerability] === WITHDRAWN
        ? []
        : [
            {
              software,
              vulnerability: vulnerabilities[vulnerability] ?? '',
              status: affected?.[place] === 1 ? 'affected' : 'unknown',
            },
          ],
    )
  })
}
const NONE = new Uint32Array()

function sorted(values: ReadonlySet<number>): readonly number[] {
  return [...values].toSorted((left, right) => left - right)
}

/** Place of a value in an ascending list that holds it. */
function placeOf(list: Readonly<Uint32Array>, value: number): number {
  let low = 0
  let high = list.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
