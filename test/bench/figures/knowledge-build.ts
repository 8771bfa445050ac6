/** The whole mirror into one knowledge file, by the command. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rounded, type Bench } from '../figure.ts'
import { hygie, timed } from '../process.ts'

const mirror = fileURLToPath(new URL('../../../../shared/mirror/', import.meta.url))

export const bench: Bench = {
  names: ['knowledge.build.seconds', 'knowledge.build.cpuSeconds', 'knowledge.build.peakMiB', 'knowledge.size.MiB'],
  measure: async () => {
    if (!existsSync(mirror)) return 'skipped: ../shared/mirror is not there'
    const home = mkdtempSync(join(tmpdir(), 'hygie-bench-'))
    try {
      const path = join(home, 'knowledge.hygie')
      const run = await timed(hygie, ['kb', 'build', '--mirror', mirror, '--knowledge', path, '--quiet'], { HYGIE_HOME: home })
      const conditions = { runs: 1, mirror: '../shared/mirror' }
      return [
        { name: 'knowledge.build.seconds', value: rounded(run.seconds, 1), unit: 's', conditions },
        { name: 'knowledge.build.cpuSeconds', value: rounded(run.cpuSeconds, 1), unit: 's', conditions },
        { name: 'knowledge.build.peakMiB', value: rounded(run.peakMiB, 0), unit: 'MiB', conditions },
        { name: 'knowledge.size.MiB', value: rounded(statSync(path).size / 2 ** 20, 1), unit: 'MiB', conditions },
      ]
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
}
