/** A fleet of 50,000 assets with 400 packages each: judged from nothing, and again after a day. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rounded, type Bench, type Figure } from '../figure.ts'
import { knowledgeDays, NO_MIRROR, type Days } from '../knowledge-days.ts'
import { timed } from '../process.ts'

const run = fileURLToPath(new URL('../fleet/run.ts', import.meta.url))
const ASSETS = 50_000
const PACKAGES = 400
const DISTINCT = 60_000

type Measured = {
  readonly readSeconds: number
  readonly judgeSeconds: number
  readonly judgeCpuSeconds: number
  readonly rejudgeFactsSeconds: number
  readonly rejudgeProductsSeconds: number
  readonly distinct: number
  readonly installations: number
  readonly conditional: number
  readonly sets: number
  readonly vulnerabilities: number
  readonly findings: number
  readonly changedVulnerabilities: number
  readonly changedProducts: number
  readonly sampled: number
}

export const bench: Bench = {
  names: [
    'fleet.read.seconds',
    'fleet.judge.seconds',
    'fleet.judge.cpuSeconds',
    'fleet.rejudge.seconds',
    'fleet.rejudgeProducts.seconds',
    'fleet.peakMiB',
    'fleet.judge.1x.seconds',
    'fleet.judge.2x.seconds',
    'fleet.judge.growth.4xOver1x',
  ],
  measure: async () => {
    const days = await knowledgeDays()
    if (days === undefined) return NO_MIRROR
    const quarter = await measured(days, 4)
    const half = await measured(days, 2)
    const { value, peakMiB } = await measured(days, 1)
    const conditions = {
      runs: 1,
      assets: ASSETS,
      installations: value.installations,
      distinctSoftware: value.distinct,
      dependingOnTheAsset: value.conditional,
      findings: value.findings,
      vulnerabilities: value.vulnerabilities,
      sampledAgainstAssess: value.sampled,
    }
    const figure = (name: string, seconds: number, more: Figure['conditions'] = {}): Figure => ({
      name,
      value: rounded(seconds),
      unit: 's',
      conditions: { ...conditions, ...more },
    })
    const part = (of: number, { installations, distinct }: Measured) => ({
      assets: ASSETS / of,
      installations,
      distinctSoftware: distinct,
    })
    return [
      figure('fleet.read.seconds', value.readSeconds, { from: 'inventories that a generator makes' }),
      figure('fleet.judge.seconds', value.judgeSeconds, { includes: 'numbers per asset and per vulnerability' }),
      figure('fleet.judge.cpuSeconds', value.judgeCpuSeconds),
      figure('fleet.rejudge.seconds', value.rejudgeFactsSeconds, {
        changedVulnerabilities: value.changedVulnerabilities,
        days: days.conditions,
      }),
      figure('fleet.rejudgeProducts.seconds', value.rejudgeProductsSeconds, { changedProducts: value.changedProducts }),
      { name: 'fleet.peakMiB', value: rounded(peakMiB, 0), unit: 'MiB', conditions },
      figure('fleet.judge.1x.seconds', quarter.value.judgeSeconds, part(4, quarter.value)),
      figure('fleet.judge.2x.seconds', half.value.judgeSeconds, part(2, half.value)),
      {
        name: 'fleet.judge.growth.4xOver1x',
        value: rounded(value.judgeSeconds / quarter.value.judgeSeconds, 2),
        unit: 'ratio',
        conditions: { distinct4xOver1x: rounded(value.distinct / quarter.value.distinct, 2) },
      },
    ]
  },
}

/** A part of the fleet, and as small a part of its distinct software. */
async function measured(
  { home, first, second }: Days,
  part: number,
): Promise<{ readonly value: Measured; readonly peakMiB: number }> {
  const out = join(home, `fleet-${part}.json`)
  const sizes = [ASSETS / part, PACKAGES, DISTINCT / part].map(String)
  const { peakMiB } = await timed(process.execPath, [run, first, second, join(home, 'keys'), ...sizes, out])
  return { value: JSON.parse(readFileSync(out, 'utf8')) as Measured, peakMiB } // what fleet/run.ts writes
}
