/** SARIF: Hygie writes 2.1.0 and reads none. The examples are drafts of 2.2, so the 2.1.0 schema takes only what says 2.1.0; what Hygie writes it must take. */

import { sarifSamples } from '../../schemas/samples.ts'
import { jsonJudge } from '../../schemas/validator.ts'
import { readDocumentTables, schemasBeside } from '../documents.ts'
import type { Outcome, Suite } from '../suite.ts'
import { outcome } from '../tables.ts'

export const suite: Suite = { name: 'sarif', cases, deviations: [] }

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const judge = jsonJudge('sarif-2.1.0', schemasBeside(directory))
  const tables = readDocumentTables(directory)
  for (const { rows } of tables) {
    for (const { name, doc } of rows) {
      const { version } = doc as { readonly version: unknown }
      yield outcome(
        `${name} is ${version === '2.1.0' ? 'valid' : 'invalid'} against 2.1.0`,
        version === '2.1.0',
        judge(doc) === undefined,
      )
    }
  }
  for (const [index, document] of sarifSamples('é "<\u202E').entries())
    yield outcome(`own output ${index + 1} is valid`, undefined, judge(document))
}
