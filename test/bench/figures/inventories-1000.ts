/** 1,000 bills of materials of 80 to 240 packages each, judged in one process. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BILLS, writeBills } from '../bills.ts'
import { rounded, type Bench } from '../figure.ts'
import { debianHost, NO_HOST, withHome } from '../host.ts'
import { hygie, timed } from '../process.ts'

export const bench: Bench = {
  names: [
    'inventories1000.seconds',
    'inventories1000.cpuSeconds',
    'inventories1000.peakMiB',
    'inventories1000.packagesPerSecond',
  ],
  measure: async () => {
    const host = debianHost()
    if (host === undefined) return NO_HOST
    return withHome(host, async (home) => {
      const folder = join(home, 'bills')
      mkdirSync(folder)
      const packages = writeBills(folder, host.software)
      const args = ['audit', `sbom:${folder}`, '--format', 'ndjson', '--output', join(home, 'audit.ndjson'), '--quiet']
      const run = await timed(hygie, args, { HYGIE_HOME: home })
      const conditions = { runs: 1, bills: BILLS, packages, format: 'ndjson', knowledge: 'advisories of Debian 11 alone' }
      return [
        { name: 'inventories1000.seconds', value: rounded(run.seconds, 2), unit: 's', conditions },
        { name: 'inventories1000.cpuSeconds', value: rounded(run.cpuSeconds, 2), unit: 's', conditions },
        { name: 'inventories1000.peakMiB', value: rounded(run.peakMiB, 0), unit: 'MiB', conditions },
        { name: 'inventories1000.packagesPerSecond', value: rounded(packages / run.seconds, 0), unit: '1/s', conditions },
      ]
    })
  },
}
