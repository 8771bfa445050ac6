/**
 * Judges a fleet: each distinct software once, and from there to all assets that have it; and judges it again after a change of
 * the knowledge by what the change touches alone. Both are the same step, from nothing or from what was there before.
 *
 * What is not in here: reasons, blind spots, lifecycles and actions; `assess` gives them for one asset in milliseconds.
 */
import type { KnowledgeReader } from '../knowledge/facts.ts'
import { addedCounts, countHits } from './counts.ts'
import type { Fleet } from './fleet.ts'
import { judgeOnAssets, judgeSubjects, type Verdicts } from './judge-subjects.ts'
import type { FleetRules, JudgedFleet, OpenSet } from './judged-fleet.ts'
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
 * Memory  5 bytes per open vulnerability of each distinct set, 16 bytes per asset, beside the fleet's own
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

const EMPTY: OpenSet = { open: new Uint32Array(), affected: new Uint8Array() }

function advanced(
  before: JudgedFleet,
  subjects: readonly number[],
  vulnerabilities: Iterable<string>,
  knowledge: KnowledgeReader,
): JudgedFleet {
  const { fleet, keys } = before
  const setOf = before.setOf.slice()
  const setsOnAssets = new Map(before.setsOnAssets)
  const table = new SetTable(before)
  const conditionsOf = new Map<number, readonly string[]>()
  for (const { subject, verdicts, conditions } of judgeSubjects(fleet, keys, subjects, knowledge)) {
    setsOnAssets.delete(subject)
    setOf[subject] = conditions.length > 0 ? 0 : table.setOf(verdicts)
    if (conditions.length > 0) conditionsOf.set(subject, conditions)
  }
  const ownSets = new Map<number, Uint32Array>()
  for (const { subject, places, verdicts } of judgeOnAssets(fleet, keys, conditionsOf, knowledge)) {
    const own = ownSets.get(subject) ?? new Uint32Array(rowOf(fleet.assetsOf, subject).length)
    ownSets.set(subject, own)
    setsOnAssets.set(subject, own)
    const set = table.setOf(verdicts)
    for (const place of places) own[place] = set
  }
  const apart = subjects.filter((subject) => isSpokenOtherwise(before, { setOf, setsOnAssets }, subject))
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
  const touched = touchedSubjects(after, apart, moved)
  const counts = before.counts.slice()
  addedCounts(before, touched, counts, -1)
  addedCounts(after, touched, counts, 1)

  const recounted = new Set(otherwise)
  for (const state of [before, after])
    for (const subject of apart)
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

type Sets = Pick<JudgedFleet, 'setOf' | 'setsOnAssets'>

/** Sets have the same number where the same is open. */
function isSpokenOtherwise(before: Sets, after: Sets, subject: number): boolean {
  const [was, is] = [before, after].map(({ setsOnAssets }) => setsOnAssets.get(subject))
  if (was === undefined || is === undefined) return was !== is || before.setOf[subject] !== after.setOf[subject]
  return is.some((set, place) => set !== was[place])
}

/** Numbers for what is open and for vulnerabilities. A number is never given to anything else: older judgements use it too. */
class SetTable {
  readonly sets: OpenSet[]
  readonly names: string[]
  readonly indexOf: Map<string, number>
  readonly #ofVerdicts = new WeakMap<Verdicts, number>()
  readonly #ofContent = new Map<string, number>()

  constructor({ sets, vulnerabilities, indexOf }: JudgedFleet) {
    this.sets = [...sets]
    this.names = [...vulnerabilities]
    this.indexOf = new Map(indexOf)
    for (const [set, { open, affected }] of sets.entries()) this.#ofContent.set(contentOf(open, affected), set)
  }

  setOf(verdicts: Verdicts): number {
    const known = this.#ofVerdicts.get(verdicts)
    if (known !== undefined) return known
    const spoken = verdicts.filter(({ status }) => status === 'affected' || status === 'unknown')
    const open = Uint32Array.from(spoken, ({ vulnerability }) => this.#vulnerability(vulnerability))
    const affected = Uint8Array.from(spoken, ({ status }) => (status === 'affected' ? 1 : 0))
    const content = contentOf(open, affected)
    const set = this.#ofContent.get(content) ?? this.sets.push({ open, affected }) - 1
    this.#ofContent.set(content, set)
    this.#ofVerdicts.set(verdicts, set)
    return set
  }

  #vulnerability(name: string): number {
    const known = this.indexOf.get(name) ?? this.names.push(name) - 1
    this.indexOf.set(name, known)
    return known
  }
}

function contentOf(open: Readonly<Uint32Array>, affected: Readonly<Uint8Array>): string {
  return `${open.join()} ${affected.join('')}`
}
