/** What a day costs a hospital: the delta from one knowledge file to the next, and how long making, applying and comparing take. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { loadTrust } from '@hygie/knowledge/keys'
import { knowledgeChange } from '@hygie/knowledge/diff'
import { rounded, type Bench } from '../figure.ts'
import { knowledgeDays, NO_MIRROR } from '../knowledge-days.ts'
import { hygie, timed } from '../process.ts'

export const bench: Bench = {
  names: ['knowledge.delta.MiB', 'knowledge.delta.makeSeconds', 'knowledge.delta.applySeconds', 'knowledge.change.seconds'],
  measure: async () => {
    const days = await knowledgeDays()
    if (days === undefined) return NO_MIRROR
    const { home, first, second } = days
    const file = join(home, 'day.delta')
    const made = await timed(hygie, ['kb', 'delta', first, second, '--out', file, '--quiet'], { HYGIE_HOME: home })
    const applied = await timed(hygie, ['kb', 'apply', file, first, '--out', join(home, 'applied.hygie'), '--quiet'], {
      HYGIE_HOME: home,
    })
    const trust = loadTrust(join(home, 'keys'))
    if (!trust.ok) throw new Error(trust.error.message)
    const start = performance.now()
    const change = knowledgeChange(first, second, trust.value)
    const seconds = (performance.now() - start) / 1000
    if (!change.ok) throw new Error(change.error.message)
    const conditions = { runs: 1, days: days.conditions }
    const { products, vulnerabilities } = change.value
    return [
      { name: 'knowledge.delta.MiB', value: rounded(statSync(file).size / 2 ** 20, 2), unit: 'MiB', conditions },
      { name: 'knowledge.delta.makeSeconds', value: rounded(made.seconds, 1), unit: 's', conditions },
      { name: 'knowledge.delta.applySeconds', value: rounded(applied.seconds, 1), unit: 's', conditions },
      {
        name: 'knowledge.change.seconds',
        value: rounded(seconds, 1),
        unit: 's',
        conditions: { ...conditions, products: products.length, vulnerabilities: vulnerabilities.length },
      },
    ]
  },
}
