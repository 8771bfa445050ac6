/**
 * Verdicts on subjects, in portions that bound the claims held at once. Equal lists of verdicts are one object where the matching
 * gives one: all binaries of a source of one version.
 */
import type { Platform } from '../inventory/inventory.ts'
import type { KnowledgeReader } from '../knowledge/facts.ts'
import { lookupsOfEach, presentIn, withoutFallThrough, type Claims } from '../matching/asset-lookups.ts'
import { combineBriefly } from '../matching/combine.ts'
import type { Lookup } from '../matching/lookup.ts'
import { createSpeaking } from '../matching/speech.ts'
import type { Verdict } from '../matching/verdict.ts'
import { createMemory } from '../memory.ts'
import type { Fleet } from './fleet.ts'
import { namesOf, type ProductKeys } from './product-keys.ts'
import { rowOf } from './rows.ts'
import type { Subject } from './subject.ts'

/** Subjects whose claims are held at once: neighbours share what they share, and what lives shortly is collected cheaply. */
const PORTION = 500
const MEMORY_WEIGHT = 20_000

export type Verdicts = readonly Verdict[]
export type JudgedSubject = {
  readonly subject: number
  /** Brief ones (`combineBriefly`), without `software`: what is said holds for all that is looked up alike. */
  readonly verdicts: Verdicts
  /** Product keys that claims on it ask for; where there are any, `verdicts` hold only where none of them is present. */
  readonly conditions: readonly string[]
}

/** Cost: one look-up per product key of each portion, and the claims of the distinct versions under them. */
export function* judgeSubjects(
  { subjects }: Fleet,
  keys: ProductKeys,
  wanted: readonly number[],
  knowledge: KnowledgeReader,
): Generator<JudgedSubject, undefined> {
  const items = wanted.flatMap((index) => {
    const subject = subjects[index]
    return subject === undefined ? [] : [{ index, subject, present: [] }]
  })
  for (const { index, lookups, claims, verdicts } of spoken(keys, items, knowledge))
    yield { subject: index, verdicts, conditions: conditionsIn(lookups, claims) }
  return undefined
}

/** Verdicts of a subject on some of its assets: their places in `Fleet.assetsOf`. */
type JudgedOnAssets = { readonly subject: number; readonly verdicts: Verdicts; readonly places: readonly number[] }

/** Subjects with conditions, each once for every different answer that its assets give. */
export function* judgeOnAssets(
  fleet: Fleet,
  keys: ProductKeys,
  conditionsOf: ReadonlyMap<number, readonly string[]>,
  knowledge: KnowledgeReader,
): Generator<JudgedOnAssets, undefined> {
  if (conditionsOf.size === 0) return undefined
  for (const { index, places, verdicts } of spoken(keys, variantsOf(fleet, keys, conditionsOf), knowledge))
    yield { subject: index, verdicts, places }
  return undefined
}

type Item = { readonly index: number; readonly subject: Subject; readonly present: readonly string[] }
type Spoken<Of extends Item> = Of & { readonly lookups: readonly Lookup[]; readonly claims: Claims; readonly verdicts: Verdicts }

/** Neighbours in the order of platform, source and version share claims and judgements. */
function* spoken<Of extends Item>(
  keys: ProductKeys,
  items: readonly Of[],
  knowledge: KnowledgeReader,
): Generator<Spoken<Of>, undefined> {
  const platforms = new Map<Platform, number>()
  for (const { subject } of items) if (!platforms.has(subject.platform)) platforms.set(subject.platform, platforms.size)
  const ordered = items
    .map((item) => ({ item, rank: platforms.get(item.subject.platform) ?? 0, place: placeOf(item) }))
    .toSorted((left, right) => left.rank - right.rank || (left.place < right.place ? -1 : left.place > right.place ? 1 : 0))
  for (let from = 0; from < ordered.length; from += PORTION) {
    const portion = ordered.slice(from, from + PORTION).map(({ item }) => item)
    const claims = knowledge.claims([...new Set(portion.flatMap(({ index }) => namesOf(keys, index)))].toSorted())
    const products = portion.flatMap(({ subject }) => subject.beside.updated?.products ?? [])
    const updates = products.length === 0 ? undefined : knowledge.updates([...new Set(products)].toSorted())
    const memory = createMemory(MEMORY_WEIGHT)
    const speakers = new Map<Platform, Map<string, ReturnType<typeof createSpeaking>>>()
    for (const item of portion) {
      const { platform, software, beside } = item.subject
      const present = item.present.join('\n')
      const ofPlatform = speakers.get(platform) ?? new Map<string, ReturnType<typeof createSpeaking>>()
      speakers.set(platform, ofPlatform)
      const speak =
        ofPlatform.get(present) ??
        createSpeaking(platform, { present: new Set(item.present), claims, memory, combineAs: combineBriefly })
      ofPlatform.set(present, speak)
      const own = beside.updated?.updates
      const known = new Map(
        (beside.updated?.products ?? []).flatMap((key) => {
          const list = updates?.get(key)
          return list === undefined ? [] : [[key, list] as const]
        }),
      )
      const [lookups = []] = lookupsOfEach(
        { platform, software: [software], ...(own !== undefined && { updates: own }) },
        claims,
        known,
      )
      const { carried, runningKernel } = beside
      yield { ...item, lookups, claims, verdicts: speak(software, lookups, { carried, runningKernel }).verdicts }
    }
  }
  return undefined
}

function placeOf({ subject: { software }, present }: Item): string {
  const { name, version } = software.source ?? software
  return `${name} ${version} ${software.architecture ?? ''} ${software.key} ${present.join(' ')}`
}

/** What the claims ask for beside the software itself. */
function conditionsIn(lookups: readonly Lookup[], claims: Claims): readonly string[] {
  const named = withoutFallThrough(lookups, claims).filter((lookup) => lookup.named !== undefined)
  if (named.length === 0) return []
  const groups = named.flatMap(({ key }) => (claims.get(key) ?? []).flatMap(({ cpe }) => cpe?.runningOn ?? []))
  return [...new Set(groups.flat())].toSorted()
}

type Variant = Item & { readonly places: readonly number[] }

/** Assets on which the same of what is asked for is present share one variant. Cost: the installations of assets that have such subjects. */
function variantsOf(fleet: Fleet, keys: ProductKeys, conditionsOf: ReadonlyMap<number, readonly string[]>): readonly Variant[] {
  const isAskedFor = new Set([...conditionsOf.values()].flat())
  const offered = fleet.subjects.map((_, index) => {
    const mine = namesOf(keys, index).filter((key) => isAskedFor.has(key) || isPart(key, 'h') || isPart(key, 'o'))
    return mine.length === 0 ? undefined : mine
  })
  const presentOn = new Map<number, ReadonlySet<string>>()
  const variants = new Map<string, Item & { readonly places: number[] }>()
  for (const [index, conditions] of conditionsOf) {
    const subject = fleet.subjects[index]
    if (subject === undefined) continue
    const wanted = new Set(conditions)
    rowOf(fleet.assetsOf, index).forEach((asset, place) => {
      let around = presentOn.get(asset)
      if (around === undefined) {
        const all = new Set(presentIn(subject.platform, []))
        for (const other of rowOf(fleet.subjectsOf, asset)) for (const key of offered[other] ?? []) all.add(key)
        presentOn.set(asset, (around = all))
      }
      const present = [...answerOf(around, wanted)].toSorted()
      const name = `${index}\n${present.join('\n')}`
      const variant = variants.get(name) ?? { index, subject, present, places: [] }
      variants.set(name, variant)
      variant.places.push(place)
    })
  }
  return [...variants.values()]
}

/** What is present of what is asked for. Whether any hardware or system is named at all counts too; a bare prefix stands for it. */
function answerOf(present: ReadonlySet<string>, wanted: ReadonlySet<string>): ReadonlySet<string> {
  const answer = new Set<string>()
  for (const key of present) {
    if (wanted.has(key)) answer.add(key)
    for (const part of ['h', 'o'] as const) if (isPart(key, part)) answer.add(`cpe:${part}:`)
  }
  return answer
}

function isPart(key: string, part: 'h' | 'o'): boolean {
  return key.startsWith(`cpe:${part}:`)
}
