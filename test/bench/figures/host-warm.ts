/** The same host in a process that runs already: from the inventory to findings, decisions and actions. */
import { join } from 'node:path'
import { loadTrust } from '@hygie/knowledge/keys'
import { openKnowledge } from '@hygie/knowledge/open'
import { inventoryOf, osRelease } from '../../quality/inventories.ts'
import { assessed } from '../../quality/judge.ts'
import { median, rounded, type Bench } from '../figure.ts'
import { debianHost, NO_HOST, withHome } from '../host.ts'

const RUNS = 9

export const bench: Bench = {
  names: ['host.warm.seconds'],
  measure: async () => {
    const host = debianHost()
    if (host === undefined) return NO_HOST
    return withHome(host, async (home) => {
      const trust = loadTrust(join(home, 'keys'))
      if (!trust.ok) throw new Error(trust.error.message)
      const knowledge = openKnowledge(join(home, 'knowledge.hygie'), trust.value)
      if (!knowledge.ok) throw new Error(knowledge.error.message)
      const inventory = inventoryOf('host', osRelease('ID=debian\nVERSION_ID="11"\n'), host.software)
      const seconds: number[] = []
      let findings = assessed(inventory, knowledge.value).findings.length
      for (let run = 0; run < RUNS; run += 1) {
        const start = performance.now()
        findings = assessed(inventory, knowledge.value).findings.length
        seconds.push((performance.now() - start) / 1000)
      }
      knowledge.value.close()
      const conditions = { runs: RUNS, packages: host.software.length, findings, knowledge: 'advisories of Debian 11 alone' }
      return [{ name: 'host.warm.seconds', value: rounded(median(seconds)), unit: 's', conditions }]
    })
  },
}
