/** What Hygie writes validates against the published schemas, also with awkward texts in it. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { jsonJudge } from './validator.ts'
import { cycloneDxVexSamples, openVexSamples, sarifSamples } from './samples.ts'

for (const [schema, samples] of [
  ['cyclonedx-1.6', cycloneDxVexSamples],
  ['openvex-0.2.0', openVexSamples],
  ['sarif-2.1.0', sarifSamples],
] as const) {
  const judge = jsonJudge(schema)
  test(`${schema} accepts what is written, whatever the texts`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        for (const document of samples(text)) assert.equal(judge(JSON.parse(JSON.stringify(document))), undefined)
      }),
    )
  })
  test(`${schema} refuses what is no document, so the judge can say no`, () => {
    assert.notEqual(judge({}), undefined)
  })
}
