/**
 * CSAF: every document is read; in 2.0 each named rule fires where the standard's own test says so, and the verdict on the
 * whole document (schema and all mandatory rules) is reproduced. The rules are the BSI's library, but for those it
 * has wrong, which stand in `@hygie/standards/csaf/rules`. Documents of the 2.1 draft are read, its rules are not claimed.
 */

import { parseCsaf } from '@hygie/standards/csaf/document'
import { csafFileName } from '@hygie/standards/csaf/file-name'
import { missingRevision } from '@hygie/standards/csaf/rules/6-1-21'
import type { Revision } from '@hygie/standards/csaf/rules/6-1-21'
import { hasProhibitedCategory } from '@hygie/standards/csaf/rules/6-1-26'
import { statementsOf } from '@hygie/standards/csaf/vex'
import { jsonJudge } from '../../schemas/validator.ts'
import type { Judge } from '../../schemas/validator.ts'
import { canSpell, hunspell, withGivenAnswers } from '../csaf-surroundings.ts'
import { readDocumentTables, schemasBeside } from '../documents.ts'
import type { DocumentRow } from '../documents.ts'
import type { Outcome, Suite } from '../suite.ts'
import { outcome, readRows } from '../tables.ts'

export const suite: Suite = {
  name: 'csaf',
  cases,
  deviations: [
    ...(canSpell
      ? []
      : [
          {
            covers: ({ id }: Outcome) => id.includes(' rule 6.3.8 '),
            reason: '6.3.8 is a spell check by hunspell with its English dictionary, and neither is on this machine',
          },
        ]),
    {
      covers: ({ id, detail }) => / optional\/.* is valid$/.test(id) && detail === '6.1.25',
      reason:
        'the examples of 6.2.8 and 6.2.9 that use one hash algorithm twice in one item break the mandatory rule 6.1.25 ("the same hash algorithm is not used multiple times in one item of hashes"), so the document is not valid',
    },
    {
      covers: ({ id }) => / rule 6\.\d\.\d+(?:\.\d+)? /.test(id) && id.startsWith('csaf-2.1 '),
      reason: 'CSAF 2.1 is a draft: its documents are read, its rules are judged where the library has them and are not claimed',
    },
  ],
}

type Finding = {
  readonly isValid?: boolean
  readonly errors?: readonly unknown[]
  readonly warnings?: readonly unknown[]
  readonly infos?: readonly unknown[]
}
type Rule = (document: unknown, tools?: { readonly hunspell: typeof hunspell }) => Finding | Promise<Finding>
type Rules = ReadonlyMap<string, Rule>

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const schema = jsonJudge('csaf-2.0', schemasBeside(directory))
  const rules = new Map([
    ...(await rulesOf('2.0')),
    ['6.1.8', schemaRule(schema)],
    ['6.1.21', omittedRevision],
    ['6.1.26', prohibitedCategory],
  ])
  const draftRules = await rulesOf('2.1')
  for (const { name: table, rows } of readDocumentTables(directory)) {
    for (const row of rows) {
      const id = `${table} ${row.name}`
      yield read(id, row.doc, row['valid'] !== false)
      if (table === 'csaf-2.0') {
        yield await fires(id, row, rules)
        const refused = schema(row.doc) ?? (await firstBroken(row.doc, rules))
        const passed = (refused === undefined) === row['valid']
        yield {
          id: `${id} is ${row['valid'] === true ? 'valid' : 'invalid'}`,
          passed,
          ...(!passed && { detail: refused ?? 'no rule is broken' }),
        }
      } else if (table === 'csaf-2.1') yield await fires(id, row, draftRules)
      else if (table === 'csaf-2.0-examples') yield outcome(`${id} is valid`, undefined, schema(row.doc))
    }
  }
  for (const row of readRows(directory, 'filenames')) {
    const {
      name,
      valid,
      tracking_id: trackingId,
    } = row as { readonly name: string; readonly valid: boolean; readonly tracking_id: string }
    yield outcome(`rule 5.1 ${name}`, valid, csafFileName(trackingId) === name)
  }
}

/** A document that breaks the schema may be refused; it must be a value then. */
function read(id: string, document: unknown, mustBeRead: boolean): Outcome {
  const reading = parseCsaf(document)
  if (reading.ok) for (const vulnerability of reading.value.document.vulnerabilities) statementsOf(vulnerability)
  const passed = reading.ok || !mustBeRead
  return { id: `${id} is read`, passed, ...(!passed && !reading.ok && { detail: reading.error.message }) }
}

async function fires(id: string, row: DocumentRow, rules: Rules): Promise<Outcome> {
  const test = String(row['test'])
  const expected = row['list'] === 'failures'
  const name = `${id} rule ${test} ${expected ? 'fires' : 'is silent'}`
  const rule = test === '6.3.8' && !canSpell ? undefined : rules.get(test)
  if (rule === undefined) return { id: name, passed: false, detail: 'the rule is not run' }
  try {
    return outcome(name, expected, await hasFired(rule, row.doc))
  } catch (cause) {
    return { id: name, passed: false, detail: `the rule threw: ${cause instanceof Error ? cause.message : String(cause)}` }
  }
}

async function hasFired(rule: Rule, document: unknown): Promise<boolean> {
  const {
    isValid = true,
    errors = [],
    warnings = [],
    infos = [],
  } = await withGivenAnswers(async () => rule(document, { hunspell }))
  return !isValid || errors.length + warnings.length + infos.length > 0
}

/** A warning of a mandatory rule leaves the document valid. */
async function firstBroken(document: unknown, rules: Rules): Promise<string | undefined> {
  for (const [name, rule] of rules) {
    if (!name.startsWith('6.1.')) continue
    const { isValid = true } = await rule(document)
    if (!isValid) return name
  }
  return undefined
}

/** The library's tests by file: mandatory, optional or recommended, informative. */
const LIBRARY = {
  '2.0': () => [
    import('@secvisogram/csaf-validator-lib/mandatoryTests.js'),
    import('@secvisogram/csaf-validator-lib/optionalTests.js'),
    import('@secvisogram/csaf-validator-lib/informativeTests.js'),
  ],
  '2.1': () => [
    import('@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js'),
    import('@secvisogram/csaf-validator-lib/csaf_2_1/recommendedTests.js'),
    import('@secvisogram/csaf-validator-lib/csaf_2_1/informativeTests.js'),
  ],
} as const

/** `mandatoryTest_6_1_27_9` is rule 6.1.27.9. */
async function rulesOf(version: keyof typeof LIBRARY): Promise<Rules> {
  const found = new Map<string, Rule>()
  for (const tests of await Promise.all(LIBRARY[version]())) {
    const entries: readonly (readonly [string, unknown])[] = Object.entries(tests)
    for (const [name, rule] of entries) {
      const number = /Test_(6(?:_\d+)+)$/.exec(name)?.[1]?.replaceAll('_', '.')
      if (number !== undefined) found.set(number, rule as Rule) // the library has no types; what is named like a test is one
    }
  }
  return found
}

/** 6.1.8: scores are valid against the schemas of FIRST, which the schema of CSAF refers to. */
function schemaRule(schema: Judge): Rule {
  return (document) => ({ isValid: schema(document) === undefined })
}

type Head = {
  readonly document?: { readonly category?: unknown; readonly tracking?: { readonly revision_history?: readonly Revision[] } }
}

function omittedRevision(document: unknown): Finding {
  return { isValid: missingRevision((document as Head).document?.tracking?.revision_history ?? []) === undefined }
}

function prohibitedCategory(document: unknown): Finding {
  const category = (document as Head).document?.category
  return { isValid: typeof category !== 'string' || !hasProhibitedCategory(category) }
}
