/** OSV records: every one is read, and what our reader objects to is what the schema refuses. */

import { parseOsv } from '@hygie/standards/osv/record'
import { jsonJudge } from '../../schemas/validator.ts'
import { readDocumentTables, schemasBeside } from '../documents.ts'
import type { Outcome, Suite } from '../suite.ts'
import { outcome } from '../tables.ts'

export const suite: Suite = { name: 'osv', cases, deviations: [] }

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const judge = jsonJudge('osv', schemasBeside(directory))
  for (const { rows } of readDocumentTables(directory)) {
    for (const { name, doc } of rows) {
      const read = parseOsv(doc)
      yield outcome(`${name} is read`, 'read', read.ok ? 'read' : read.error.message)
      const refused = judge(doc)
      const problems = read.ok ? read.value.problems.map(({ message, at }) => `${at ?? ''} ${message}`) : [read.error.message]
      const agreed = (refused === undefined) === (problems.length === 0)
      yield {
        id: `${name} is as sound as the schema says`,
        passed: agreed,
        ...(!agreed && { detail: `schema: ${refused ?? 'valid'}; reader: ${problems.join('; ') || 'no problem'}` }),
      }
    }
  }
}
