/**
 * Knowledge as it stood on a day: what was said later is left out, as far as sources date what they say. A statement without a
 * date stays, since nobody knows when it was made.
 *
 * `day` is an ISO date; what is dated on the day itself counts.
 */
import type { KnowledgeReader, VulnerabilityFacts } from './facts.ts'

export function asOf(knowledge: KnowledgeReader, day: string): KnowledgeReader {
  const known = (date: string | undefined): boolean => date === undefined || date.slice(0, day.length) <= day
  return {
    ...knowledge,
    info: () => {
      const info = knowledge.info()
      return info.builtFrom !== undefined && !known(info.builtFrom) ? { ...info, builtFrom: day } : info
    },
    claims: (keys) =>
      new Map(
        [...knowledge.claims(keys)].flatMap(([key, claims]) => {
          const then = claims.filter(({ statedAt }) => known(statedAt))
          return then.length === 0 ? [] : [[key, then] as const]
        }),
      ),
    updates: (products) =>
      new Map(
        [...knowledge.updates(products)].map(([key, updates]) => [key, updates.filter(({ releasedAt }) => known(releasedAt))]),
      ),
    facts: (ids) => new Map([...knowledge.facts(ids)].map(([id, facts]) => [id, factsThen(facts, known)])),
  }
}

function factsThen(facts: VulnerabilityFacts, known: (date: string | undefined) => boolean): VulnerabilityFacts {
  const { epss, ...rest } = facts
  return {
    ...rest,
    exploitation: facts.exploitation.filter(({ addedAt }) => known(addedAt)),
    ssvc: facts.ssvc.filter(({ statedAt }) => known(statedAt)),
    advisories: facts.advisories.filter(({ publishedAt }) => known(publishedAt)),
    ...(epss !== undefined && known(epss.scoredAt) && { epss }),
  }
}
