/** OpenVEX documents: read leniently, every statement of them; judged strictly, as the data says. */

import { parseOpenVex } from '@hygie/standards/openvex/document'
import { jsonJudge } from '../../schemas/validator.ts'
import { readDocumentTables, schemasBeside } from '../documents.ts'
import type { Outcome, Suite } from '../suite.ts'
import { outcome } from '../tables.ts'

export const suite: Suite = { name: 'openvex', cases, deviations: [] }

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const judge = jsonJudge('openvex-0.2.0', schemasBeside(directory))
  for (const { rows } of readDocumentTables(directory)) {
    for (const { name, doc, valid_against_0_2_0: valid } of rows) {
      const read = parseOpenVex(doc)
      const { statements = [] } = doc as { readonly statements?: readonly unknown[] }
      yield outcome(
        `${name} is read whole`,
        statements.length,
        read.ok ? read.value.document.statements.length : read.error.message,
      )
      yield outcome(`${name} is ${valid === true ? 'valid' : 'invalid'} against 0.2.0`, valid, judge(doc) === undefined)
    }
  }
}
