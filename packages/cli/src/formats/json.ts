/** `hygie.audit/1` as one JSON document, written asset by asset. */
import { assetJson, knowledgeJson } from './audit-json.ts'
import type { AuditHead, MakeWriter } from './writer.ts'

export const json: MakeWriter = (sink) => {
  let head: AuditHead | undefined
  let first = true
  return {
    begin(given) {
      head = given
      const start = {
        format: 'hygie.audit/1',
        engine: given.engine,
        policy: given.policy,
        at: new Date(given.at).toISOString(),
        knowledge: knowledgeJson(given),
      }
      sink(`${JSON.stringify(start, undefined, 1).slice(0, -2)},\n "assets": [`)
    },
    asset(assessment) {
      if (head === undefined) return
      sink(`${first ? '' : ','}\n${JSON.stringify(assetJson(assessment, head), undefined, 1)}`)
      first = false
    },
    end({ summary, failures }) {
      sink(`\n ],\n "summary": ${JSON.stringify(summary)},\n "failures": ${JSON.stringify(failures)}\n}\n`)
    },
  }
}
