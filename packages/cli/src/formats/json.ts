/** `hygie.audit/1` as one JSON document, written asset by asset. */
import { assetJson, knowledgeJson } from './audit-json.ts'
import { VERSION } from '../engine.ts'
import type { AuditHead, MakeWriter } from './writer.ts'

export const json: MakeWriter = (sink) => {
  let head: AuditHead | undefined
  let first = true
  return {
    begin(given) {
      head = given
      const start = {
        format: 'hygie.audit/1',
        engine: VERSION,
        policy: given.policy,
        at: new Date(given.at).toISOString(),
        knowledge: knowledgeJson(given),
      }
      sink(`${JSON.stringify(start, undefined, 1).slice(0, -2)},\n "assets": [`)
    },
    asset(assessment) {
      if (head === undefined) return
      const { asset, findings, decisions } = assetJson(assessment, head)
      sink(`${first ? '' : ','}\n${JSON.stringify(asset, undefined, 1).slice(0, -2)},\n "findings": [`)
      first = false
      let comma = ''
      for (const finding of findings) {
        sink(`${comma}\n  ${JSON.stringify(finding)}`)
        comma = ','
      }
      sink(
        `\n ],\n "decisions": [${decisions()
          .map((decision) => `\n  ${JSON.stringify(decision)}`)
          .join(',')}\n ]\n}`,
      )
    },
    end({ summary, failures }) {
      sink(`\n ],\n "summary": ${JSON.stringify(summary)},\n "failures": ${JSON.stringify(failures)}\n}\n`)
    },
  }
}
