/** The matcher alone, in a warm process, at 1×, 2× and 4× the packages: time must grow with them and not faster. */
import type { Software } from '@hygie/core/inventory/inventory'
import { keysOf, match } from '@hygie/core/matching/match'
import { loadTrust } from '@hygie/knowledge/keys'
import { openKnowledge } from '@hygie/knowledge/open'
import { join } from 'node:path'
import { inventoryOf, osRelease } from '../../quality/inventories.ts'
import { median, rounded, type Bench, type Figure } from '../figure.ts'
import { debianHost, NO_HOST, withHome } from '../host.ts'

const RUNS = 7
const SIZES = [500, 1000, 2000]

export const bench: Bench = {
  names: ['match.1x.seconds', 'match.2x.seconds', 'match.4x.seconds', 'match.growth.4xOver1x'],
  measure: async () => {
    const host = debianHost()
    if (host === undefined) return NO_HOST
    return withHome(host, async (home) => {
      const trust = loadTrust(join(home, 'keys'))
      if (!trust.ok) throw new Error(trust.error.message)
      const knowledge = openKnowledge(join(home, 'knowledge.hygie'), trust.value)
      if (!knowledge.ok) throw new Error(knowledge.error.message)
      const { claims, sourcesOf, close } = knowledge.value
      const figures = SIZES.map((packages, index): Figure => {
        const inventory = inventoryOf('host', osRelease('ID=debian\nVERSION_ID="11"\n'), spread(host.software, packages))
        const known = claims(keysOf(inventory))
        match(inventory, known, sourcesOf) // compiles
        const seconds: number[] = []
        let verdicts = 0
        for (let run = 0; run < RUNS; run += 1) {
          const start = performance.now()
          verdicts = match(inventory, known, sourcesOf).verdicts.length
          seconds.push((performance.now() - start) / 1000)
        }
        return {
          name: `match.${2 ** index}x.seconds`,
          value: rounded(median(seconds), 4),
          unit: 's',
          conditions: { runs: RUNS, packages, verdicts },
        }
      })
      close()
      const [first, , last] = figures
      const growth = first === undefined || last === undefined ? 0 : last.value / first.value
      const verdicts = (last?.conditions['verdicts'] as number) / (first?.conditions['verdicts'] as number)
      return [
        ...figures,
        {
          name: 'match.growth.4xOver1x',
          value: rounded(growth, 2),
          unit: 'ratio',
          conditions: { verdicts4xOver1x: rounded(verdicts, 2) },
        },
      ]
    })
  },
}

/** Every so-many-th package, so that all sizes hold the same mixture. */
function spread(software: readonly Software[], count: number): readonly Software[] {
  return Array.from({ length: count }, (_, index) => software[Math.floor((index * software.length) / count)] as Software)
}
