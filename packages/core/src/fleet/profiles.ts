/** Vulnerabilities of which a policy learns the same are one profile: a fleet is decided by a few dozen of them. */
import { inputsOf } from '../decision/inputs.ts'
import type { KnowledgeReader, VulnerabilityFacts } from '../knowledge/facts.ts'
import { bare } from '../matching/find.ts'
import { WITHDRAWN, type FleetRules, type JudgedFleet, type Profile } from './judged-fleet.ts'

/** Facts held at once: 1 to 2 kB each. */
const PORTION = 5_000

/**
 * Profiles of the vulnerabilities that are new since `state` was judged, and of the changed ones.
 * Cost: the facts of these, some 20 µs each.
 */
export function profiled(
  { vulnerabilities, profileOf: before, profiles: known, rules }: JudgedFleet,
  changed: readonly number[],
  knowledge: KnowledgeReader,
): { readonly profileOf: Uint16Array; readonly profiles: readonly Profile[] } {
  const profileOf = new Uint16Array(vulnerabilities.length)
  profileOf.set(before)
  const profiles: Profile[] = [...known]
  const placeOf = new Map(known.map(({ example }, place) => [answersOf(example, rules), place]))
  const wanted = [...changed]
  for (let index = before.length; index < vulnerabilities.length; index += 1) wanted.push(index)
  for (let from = 0; from < wanted.length; from += PORTION) {
    const portion = wanted.slice(from, from + PORTION)
    const facts = knowledge.facts(portion.map((index) => vulnerabilities[index] ?? '').toSorted())
    for (const index of portion) {
      const name = vulnerabilities[index] ?? ''
      const about = facts.get(name) ?? bare(name)
      if (about.withdrawn !== undefined) {
        profileOf[index] = WITHDRAWN
        continue
      }
      const answers = answersOf(about, rules)
      const place = placeOf.get(answers) ?? profiles.push({ example: about }) - 1
      placeOf.set(answers, place)
      profileOf[index] = place
    }
  }
  return { profileOf, profiles }
}

/** What the asset says is left out: it is the same for all vulnerabilities. */
function answersOf(facts: VulnerabilityFacts, { policy, catalogues, humanImpact }: FleetRules): string {
  const inputs = inputsOf(facts, {}, catalogues, humanImpact)
  return policy.inputs.map((name) => inputs[name].value).join('\n')
}
