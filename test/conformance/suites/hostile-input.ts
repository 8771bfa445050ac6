/**
 * Hostile input, made from the descriptions in GENERATORS.md: each numbered row that the file has is tried. A reader must
 * refuse or bound it as the row says, within 2 s of this process's own time.
 */

import { existsSync, readFileSync } from 'node:fs'
import { JSON_TRIALS } from '../hostile/json.ts'
import { PACKED_TRIALS } from '../hostile/packed.ts'
import type { Trial } from '../hostile/trial.ts'
import { XML_TRIALS } from '../hostile/xml.ts'
import type { Outcome, Suite } from '../suite.ts'

export const suite: Suite = {
  name: 'hostile-input',
  cases,
  deviations: [
    {
      covers: ({ id }) => /^x1[6-9] /.test(id),
      reason: 'cycles, patterns and functions of OVAL, and profiles of XCCDF: there is no evaluation of SCAP content yet',
    },
  ],
}

const TRIALS: Readonly<Record<string, readonly Trial[]>> = { ...XML_TRIALS, ...JSON_TRIALS, ...PACKED_TRIALS }
/** "time below 2 s" of the data; own time, so that a busy machine fails nothing. */
const OWN_TIME_MS_MAX = 2_000

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const path = `${directory}/GENERATORS.md`
  if (!existsSync(path)) return
  for (const [, id = '', input = ''] of readFileSync(path, 'utf8').matchAll(/^\| ([xj]\d+) \| (.+?) \| .+\|$/gm)) {
    const trials = TRIALS[id]
    if (trials === undefined) yield { id: `${id} ${input}`, passed: false, detail: 'not tried' }
    for (const trial of trials ?? []) yield await judge(id, trial)
  }
}

async function judge(id: string, trial: Trial): Promise<Outcome> {
  const start = process.cpuUsage()
  const got = await attempt(trial)
  const { user, system } = process.cpuUsage(start)
  const spentMs = (user + system) / 1000
  const wanted = typeof trial.wanted === 'string' ? [trial.wanted] : trial.wanted
  const passed = wanted.includes(got) && spentMs < OWN_TIME_MS_MAX
  return {
    id: `${id} ${trial.name}`,
    passed,
    ...(!passed && { detail: `${got} in ${Math.round(spentMs)} ms, should be ${wanted.join(' or ')}` }),
  }
}

async function attempt(trial: Trial): Promise<string> {
  try {
    return await trial.run()
  } catch (cause) {
    return `threw ${cause instanceof Error ? cause.message.slice(0, 200) : String(cause)}`
  }
}
