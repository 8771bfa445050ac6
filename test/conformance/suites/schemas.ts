/** The published schemas themselves: each one compiles with everything it refers to, and what Hygie writes passes its own. */

import { existsSync } from 'node:fs'
import { cycloneDxVexSamples, openVexSamples, sarifSamples } from '../../schemas/samples.ts'
import { jsonJudge, readSchema, schemaNames } from '../../schemas/validator.ts'
import type { Outcome, Suite } from '../suite.ts'
import { outcome } from '../tables.ts'

export const suite: Suite = {
  name: 'schemas',
  cases,
  deviations: [
    {
      covers: ({ id }) => id.startsWith('csaf-2.1'),
      reason:
        'CSAF 2.1 is a draft: its schema refers to extension-metaschema.json, which is not among the data, and to the vocabulary format-assertion of 2020-12, which ajv 8 lacks',
    },
  ],
}

const WRITTEN = [
  ['cyclonedx-1.6', cycloneDxVexSamples],
  ['openvex-0.2.0', openVexSamples],
  ['sarif-2.1.0', sarifSamples],
] as const

async function* cases(directory: string): AsyncGenerator<Outcome> {
  if (!existsSync(directory)) return
  for (const name of schemaNames(directory)) {
    if (readSchema(name, directory) === undefined) continue
    yield outcome(
      `${name} compiles`,
      'compiles',
      attempt(() => jsonJudge(name, directory)),
    )
  }
  for (const [name, samples] of WRITTEN) {
    const judge = jsonJudge(name, directory)
    for (const [index, document] of samples('é "<\u202E').entries())
      yield outcome(`${name} accepts own output ${index + 1}`, undefined, judge(document))
    yield outcome(`${name} refuses an empty object`, false, judge({}) === undefined)
  }
}

function attempt(work: () => unknown): string {
  try {
    work()
    return 'compiles'
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}
