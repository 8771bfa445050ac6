/** Writes one audit in two forms at once. */
import type { AuditWriter } from './writer.ts'

export function both(first: AuditWriter, second: AuditWriter): AuditWriter {
  return {
    begin(head) {
      first.begin(head)
      second.begin(head)
    },
    asset(assessment) {
      first.asset(assessment)
      second.asset(assessment)
    },
    end(tail) {
      first.end(tail)
      second.end(tail)
    },
  }
}
