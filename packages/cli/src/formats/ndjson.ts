/** One line per asset, then one with the summary; each line is JSON by itself. */
import { assetJson, knowledgeJson } from './audit-json.ts'
import { VERSION } from '../engine.ts'
import type { AuditHead, MakeWriter } from './writer.ts'

export const ndjson: MakeWriter = (sink) => {
  let head: AuditHead | undefined
  const line = (value: object): void => sink(`${JSON.stringify(value)}\n`)
  return {
    begin(given) {
      head = given
      line({
        format: 'hygie.audit/1',
        type: 'head',
        engine: VERSION,
        policy: given.policy,
        at: new Date(given.at).toISOString(),
        knowledge: knowledgeJson(given),
      })
    },
    asset(assessment) {
      if (head === undefined) return
      const { asset, findings, decisions } = assetJson(assessment, head)
      const all = [...findings] // decisions are complete when all findings were made
      line({ type: 'asset', ...asset, findings: all, decisions: decisions() })
    },
    end({ summary, failures }) {
      line({ type: 'end', summary, failures })
    },
  }
}
