/** From verdicts on subjects to numbers per asset and per vulnerability: the only steps whose cost grows with installations. */
import { decide } from '../decision/decide.ts'
import { urgencies } from '../decision/decision.ts'
import { WITHDRAWN, type JudgedFleet } from './judged-fleet.ts'
import { inverted, rowOf, type Rows } from './rows.ts'

/** Adds what the subjects have open to the counts of their assets, or takes it away. Cost: some nanoseconds per installation. */
export function addedCounts(judged: JudgedFleet, subjects: readonly number[], counts: Uint32Array, sign: 1 | -1): void {
  const { fleet, setOf, setsOnAssets } = judged
  const tallyOf = tallies(judged)
  for (const subject of subjects) {
    const assets = rowOf(fleet.assetsOf, subject)
    const onAssets = setsOnAssets.get(subject)
    const common = setOf[subject] ?? 0
    if (onAssets === undefined && judged.sets[common]?.open.length === 0) continue
    for (let place = 0; place < assets.length; place += 1) {
      const asset = assets[place] ?? 0
      const tally = tallyOf(onAssets === undefined ? common : (onAssets[place] ?? 0), fleet.contextOf[asset] ?? 0)
      const at = asset * COUNTS
      for (let urgency = 0; urgency < COUNTS; urgency += 1)
        counts[at + urgency] = (counts[at + urgency] ?? 0) + sign * (tally[urgency] ?? 0)
    }
  }
}

const COUNTS = urgencies.length

/** What is open in a set by urgency, for assets of one context; worked out once for each pair that occurs. */
function tallies(judged: JudgedFleet): (set: number, context: number) => Readonly<Uint32Array> {
  const { fleet, sets, profileOf } = judged
  const urgencyOf = urgencyTable(judged)
  const contexts = fleet.contexts.length
  const known = Array.from<Uint32Array | undefined>({ length: sets.length * contexts })
  return (set, context) => {
    const found = known[set * contexts + context]
    if (found !== undefined) return found
    const tally = new Uint32Array(COUNTS)
    for (const vulnerability of sets[set]?.open ?? []) {
      const profile = profileOf[vulnerability] ?? WITHDRAWN
      if (profile === WITHDRAWN) continue
      const urgency = urgencyOf(profile, context)
      tally[urgency] = (tally[urgency] ?? 0) + 1
    }
    known[set * contexts + context] = tally
    return tally
  }
}

/** Places in `urgencies`. The state of the fix moves no urgency (`decide`), so that any will do. */
function urgencyTable({ fleet, rules, profiles }: JudgedFleet): (profile: number, context: number) => number {
  const known = new Map<number, number>()
  const { policy, ...around } = rules
  return (profile, context) => {
    const place = profile * fleet.contexts.length + context
    const found = known.get(place)
    if (found !== undefined) return found
    const example = profiles[profile]?.example
    if (example === undefined) throw new Error(`Defect: no profile ${profile}`)
    const { urgency } = decide(policy, example, { fixState: 'none' }, { ...around, context: fleet.contexts[context] ?? {} })
    known.set(place, urgencies.indexOf(urgency))
    return urgencies.indexOf(urgency)
  }
}

/**
 * Assets on which each of the wanted vulnerabilities is open; the others keep their number.
 * Cost: the installations of the distinct groups of sets; vulnerabilities of one group are counted once.
 */
export function countHits(judged: JudgedFleet, before: Readonly<Uint32Array>, wanted: readonly number[]): Uint32Array {
  const { fleet, vulnerabilities, profileOf, setsWith } = judged
  const hits = new Uint32Array(vulnerabilities.length)
  hits.set(before)
  const subjectsOfSet = inverted({ starts: everyOne(judged.setOf.length), items: judged.setOf }, judged.sets.length)
  const onAssets = assetsOfSets(judged)
  const lastSeen = new Uint32Array(fleet.assets.length)
  const known = new Map<string, number>()
  for (const vulnerability of wanted) {
    const sets = profileOf[vulnerability] === WITHDRAWN ? NONE : rowOf(setsWith, vulnerability)
    const place = sets.join()
    let count = known.get(place)
    if (count === undefined) {
      count = 0
      const round = known.size + 1
      for (const set of sets) {
        for (const subject of rowOf(subjectsOfSet, set))
          if (!judged.setsOnAssets.has(subject)) count += newlySeen(rowOf(fleet.assetsOf, subject), lastSeen, round)
        count += newlySeen(onAssets.get(set) ?? NONE, lastSeen, round)
      }
      known.set(place, count)
    }
    hits[vulnerability] = count
  }
  return hits
}
const NONE = new Uint32Array()

function newlySeen(assets: ArrayLike<number>, lastSeen: Uint32Array, round: number): number {
  let count = 0
  for (let index = 0; index < assets.length; index += 1) {
    const asset = assets[index] ?? 0
    if (lastSeen[asset] === round) continue
    lastSeen[asset] = round
    count += 1
  }
  return count
}

/** Rows of one item each. */
function everyOne(count: number): Rows['starts'] {
  return Uint32Array.from({ length: count + 1 }, (_, index) => index)
}

/** Assets by set, of the subjects whose set depends on the asset. */
function assetsOfSets({ fleet, setsOnAssets }: JudgedFleet): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  for (const [subject, sets] of setsOnAssets) {
    const assets = rowOf(fleet.assetsOf, subject)
    sets.forEach((set, place) => {
      const list = found.get(set) ?? []
      found.set(set, list)
      list.push(assets[place] ?? 0)
    })
  }
  return found
}
