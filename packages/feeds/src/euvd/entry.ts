/** One entry of the database, with its aliases and its score. */
import type { StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, ScoreRecord } from '@hygie/core/knowledge/record'
import { defined, isObject, own, textOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { euvdInstant } from './day.ts'

const SYSTEMS = new Map<string, ScoreRecord['system']>([
  ['2.0', 'cvss2'],
  ['3.0', 'cvss3.0'],
  ['3.1', 'cvss3.1'],
  ['4.0', 'cvss4.0'],
])
/** The longest list of aliases met: 10. */
const LINES_MAX = 1_000

/** EPSS is not taken: it is in per cent here, 0 where there is none, and FIRST gives it with its model. */
export function entryRecords(value: unknown, at: string): readonly (KnowledgeRecord | Rejection | StatedAt)[] {
  const problems: Problems = []
  const id = isObject(value) ? textOf(value, 'id', at, problems) : undefined
  if (!isObject(value) || id === undefined || !/^EUVD-\d{4}-\d{1,9}$/.test(id))
    return [rejection('euvd-entry', 'Cannot read an entry: it must have an id of EUVD', at)]
  const description = textOf(value, 'description', at, problems)
  const modifiedAt = euvdInstant(own(value, 'dateUpdated'))
  const isRejected = /^(?:\*\* ?REJECT|Rejected reason:)/i.test(description ?? '') // no field says so
  const [aliases, references] = [linesOf(value, 'aliases', at, problems), linesOf(value, 'references', at, problems)]
  const score = isRejected ? undefined : scoreOf(id, value, at, problems)
  return [
    defined({
      kind: 'vulnerability' as const,
      id,
      aliases: orNone(aliases.filter((alias) => !/\s/.test(alias))),
      description,
      publishedAt: euvdInstant(own(value, 'datePublished')),
      modifiedAt,
      withdrawnAt: isRejected ? modifiedAt : undefined,
      withdrawnWhy: isRejected ? description : undefined,
      references: orNone(references),
    }),
    ...(score === undefined ? [] : [score]),
    ...problems.map((problem) => rejectionOf(problem)),
    ...(modifiedAt === undefined ? [] : [{ kind: 'stated' as const, at: modifiedAt }]),
  ]
}

/** `baseScore` 0 means that there is none, also beside a vector. */
function scoreOf(vulnerability: string, entry: JsonObject, at: string, problems: Problems): ScoreRecord | undefined {
  const score = own(entry, 'baseScore')
  const system = SYSTEMS.get(textOf(entry, 'baseScoreVersion', at, problems) ?? '')
  if (typeof score !== 'number' || !(score > 0 && score <= 10) || system === undefined) return undefined
  const vector = textOf(entry, 'baseScoreVector', at, problems)
  // The entry does not say whether the authority or another publisher scored.
  return defined({ kind: 'score' as const, vulnerability, origin: 'euvd', system, vector, score })
}

/** A text of lines with one more at its end. */
function linesOf(entry: JsonObject, key: string, at: string, problems: Problems): readonly string[] {
  const lines = (textOf(entry, key, at, problems) ?? '').split('\n', LINES_MAX).map((line) => line.trim())
  return lines.filter((line) => line !== '')
}

function orNone(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? [...new Set(list)] : undefined
}
