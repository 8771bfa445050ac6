/**
 * Judges a fleet: each distinct software once, and from there to all assets that have it; and judges it again after a change of
 * the knowledge by what the change touches alone. Both are the same step, from nothing or from what was there before.
 *
 * What is not in here: blind spots, lifecycles and actions, which are of an asset as a whole (`assess`).
 */
import type { KnowledgeReader } from '../knowledge/facts.ts'
import { addedCounts, countHits } from './counts.ts'
import type { Fleet } from './fleet.ts'
import { judgeOnAssets, judgeSubjects, type Verdicts } from './judge-subjects.ts'
import type { FleetRules, JudgedFleet, VerdictSet } from './judged-fleet.ts'
import { productKeysOf, subjectsUnder } from './product-keys.ts'
import { profiled } from './profiles.ts'
import { inverted, rowOf, rowsOfLists } from './rows.ts'

/** What a newer knowledge says otherwise: `changedSubjects` of the knowledge room tells it of two files. */
export type KnowledgeChange = {
  /** Product keys with claims or numbered updates that came, went or changed. */
  readonly products: Iterable<string>
  /** Vulnerabilities whose exploitation, scores, SSVC or withdrawal changed. EPSS moves no urgency and need not be told. */
  readonly vulnerabilities: Iterable<string>
}

/**
 * Cost    judging grows with the distinct subjects and their claims, not with assets; the rest with installations: some
 *         nanoseconds for each. Bench: `fleet`
 * Memory  verdicts once per distinct list, 16 bytes per asset, beside the fleet's own
 */
export function judgeFleet(fleet: Fleet, knowledge: KnowledgeReader, rules: FleetRules): JudgedFleet {
  const nothing: JudgedFleet = {
    fleet,
    rules,
    keys: productKeysOf(fleet.subjects),
    sets: [EMPTY],
    setOf: new Uint32Array(fleet.subjects.length),
    setsOnAssets: new Map(),
    vulnerabilities: [],
    indexOf: new Map(),
    setsWith: { starts: new Uint32Array(1), items: new Uint32Array() },
    profileOf: new Uint16Array(),
    profiles: [],
    counts: new Uint32Array(fleet.assets.length * 4),
    hits: new Uint32Array(),
  }
  return advanced(nothing, Array.from(fleet.subjects.keys()), [], knowledge)
}

/**
 * The same as `judgeFleet` on the newer knowledge, when `change` holds all that differs for this fleet; `judged` stays as it is.
 *
 * Cost  the subjects under the changed products and their assets, the changed vulnerabilities and the assets that have them
 */
export function rejudgeFleet(judged: JudgedFleet, knowledge: KnowledgeReader, change: KnowledgeChange): JudgedFleet {
  return advanced(judged, subjectsUnder(judged.keys, change.products), change.vulnerabilities, knowledge)
}

const EMPTY: VerdictSet = { verdicts: [], open: new Uint32Array() }

function advanced(
  before: JudgedFleet,
  subjects: readonly number[],
  vulnerabilities: Iterable<string>,
  knowledge: KnowledgeReader,
): JudgedFleet {
  const { fleet, keys } = before
  const { verdictsOf, conditionsOf } = judgeSubjects(fleet, keys, subjects, knowledge)
  const onAssets = judgeOnAssets(fleet, keys, conditionsOf, knowledge)

  const setOf = before.setOf.slice()
  const setsOnAssets = new Map(before.setsOnAssets)
  for (const subject of subjects) {
    setsOnAssets.delete(subject)
    setOf[subject] = 0
  }
  const table = new SetTable(before, usedSets(setOf, setsOnAssets))
  for (const [subject, verdicts] of verdictsOf) setOf[subject] = table.setOf(verdicts)
  for (const [subject, list] of onAssets)
    setsOnAssets.set(
      subject,
      Uint32Array.from(list, (verdicts) => table.setOf(verdicts)),
    )
  const { sets, names, indexOf } = table
  const setsWith = inverted(rowsOfLists(sets.map(({ open }) => open)), names.length)

  const changed = [...vulnerabilities].flatMap((name) => before.indexOf.get(name) ?? [])
  const { profileOf, profiles } = profiled({ ...before, vulnerabilities: names }, changed, knowledge)

  const after: JudgedFleet = {
    ...before,
    sets,
    setOf,
    setsOnAssets,
    vulnerabilities: names,
    indexOf,
    setsWith,
    profileOf,
    profiles,
  }
  const otherwise = changed.filter((index) => before.profileOf[index] !== profileOf[index])
  const moved = new Set(otherwise.flatMap((index) => Array.from(rowOf(setsWith, index))))
  const touched = touchedSubjects(after, subjects, moved)
  const counts = before.counts.slice()
  addedCounts(before, touched, counts, -1)
  addedCounts(after, touched, counts, 1)

  const recounted = new Set(otherwise)
  for (const state of [before, after])
    for (const subject of subjects)
      for (const set of setsOf(state, subject)) for (const open of state.sets[set]?.open ?? []) recounted.add(open)
  return { ...after, counts, hits: countHits(after, before.hits, [...recounted]) }
}

/** Ascending and distinct: the judged ones, and those with a set in which a vulnerability counts otherwise now. */
function touchedSubjects(
  { fleet, setOf, setsOnAssets }: JudgedFleet,
  judged: readonly number[],
  moved: ReadonlySet<number>,
): readonly number[] {
  const touched = new Set(judged)
  if (moved.size > 0)
    fleet.subjects.forEach((_, subject) => {
      const onAssets = setsOnAssets.get(subject)
      if (onAssets === undefined ? moved.has(setOf[subject] ?? 0) : onAssets.some((set) => moved.has(set))) touched.add(subject)
    })
  return [...touched].toSorted((left, right) => left - right)
}

function setsOf({ setOf, setsOnAssets }: JudgedFleet, subject: number): Iterable<number> {
  return new Set(setsOnAssets.get(subject) ?? [setOf[subject] ?? 0])
}

/** Numbers for lists of verdicts and for vulnerabilities; numbers of lists that nobody has any more are given again. */
class SetTable {
  readonly sets: VerdictSet[]
  readonly names: string[]
  readonly indexOf: Map<string, number>
  readonly #known = new Map<Verdicts, number>()
  readonly #free: number[] = []

  constructor({ sets, vulnerabilities, indexOf }: JudgedFleet, used: ReadonlySet<number>) {
    this.sets = [...sets]
    this.names = [...vulnerabilities]
    this.indexOf = new Map(indexOf)
    for (let set = sets.length - 1; set > 0; set -= 1) {
      if (used.has(set)) continue
      this.sets[set] = EMPTY
      this.#free.push(set)
    }
  }

  setOf(verdicts: Verdicts): number {
    if (verdicts.length === 0) return 0
    const known = this.#known.get(verdicts)
    if (known !== undefined) return known
    const open = verdicts.flatMap(({ status, vulnerability }) =>
      status === 'affected' || status === 'unknown' ? [this.#vulnerability(vulnerability)] : [],
    )
    const set = this.#free.pop() ?? this.sets.length
    this.sets[set] = { verdicts, open: Uint32Array.from(open) }
    this.#known.set(verdicts, set)
    return set
  }

  #vulnerability(name: string): number {
    const known = this.indexOf.get(name) ?? this.names.push(name) - 1
    this.indexOf.set(name, known)
    return known
  }
}

function usedSets(setOf: Readonly<Uint32Array>, setsOnAssets: ReadonlyMap<number, Readonly<Uint32Array>>): ReadonlySet<number> {
  const used = new Set(setOf)
  for (const list of setsOnAssets.values()) for (const set of list) used.add(set)
  return used
}
