/** The shortest answer of the command: its start. */
import { median, rounded, type Bench } from '../figure.ts'
import { hygie, timed, type Run } from '../process.ts'

const RUNS = 7

export const bench: Bench = {
  names: ['help.seconds'],
  measure: async () => {
    await timed(hygie, ['--help'])
    const runs: Run[] = []
    for (let run = 0; run < RUNS; run += 1) runs.push(await timed(hygie, ['--help']))
    const conditions = { runs: RUNS, cpuSeconds: rounded(median(runs.map(({ cpuSeconds }) => cpuSeconds))) }
    return [{ name: 'help.seconds', value: rounded(median(runs.map(({ seconds }) => seconds))), unit: 's', conditions }]
  },
}
