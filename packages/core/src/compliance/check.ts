/**
 * A native check: an expression over facts, with why it matters and how to mend it, in English and French. Data only:
 * `content/checks/<platform>/<id>.yaml`; a hospital adds its own in its own folder.
 */
import { fail, ok, type Result } from '@hygie/versions/result'
import { parseExpression, type Expression } from './expression.ts'
import type { FactValue } from './facts.ts'

export type Words = Readonly<Record<'en' | 'fr', string>>
export const checkStatuses = ['pass', 'fail', 'unknown', 'notApplicable'] as const
export type CheckStatus = (typeof checkStatuses)[number]

export type Check = {
  readonly id: string
  readonly title: Words
  readonly why: Words
  readonly fix: Words
  readonly severity: 'high' | 'medium' | 'low'
  /** os-release IDs or families (`linux`) it is made for. */
  readonly platforms: readonly string[]
  /** When it applies at all; absent = always. Unknown here makes the result unknown, never "not applicable". */
  readonly applies?: Expression
  readonly passes: Expression
  /** `hygiene42:27`: framework and requirement that this check bears on. */
  readonly requirements: readonly string[]
  /** Exact commands that mend it, where one line is right on every platform named; run by a person as root. */
  readonly commands?: readonly string[]
  /** Another action already mends it: an upgrade or a restart. */
  readonly mendedBy?: MendedBy
  /** Facts and what must come of them: pass, fail and unknown at least, and awkward cases (absent, set twice). */
  readonly samples: readonly Sample[]
}

const mendedByKinds = ['upgrade', 'restart'] as const
type MendedBy = (typeof mendedByKinds)[number]

/** A member with another name is a mistake: a misspelt `applies` would silently widen a check. */
const MEMBERS = new Set('id title why fix severity platforms applies passes requirements commands mendedBy samples'.split(' '))

export type Sample = { readonly name: string; readonly facts: Readonly<Record<string, FactValue>>; readonly expect: CheckStatus }

/** Errors: `check-malformed` with the member at fault. */
export function parseCheck(value: unknown): Result<Check> {
  if (!isRecord(value)) return malformed('', 'must be a mapping')
  const { id, severity, platforms, requirements, samples, applies, passes, commands, mendedBy } = value
  if (typeof id !== 'string' || !/^[a-z0-9-]{3,80}$/.test(id))
    return malformed('id', 'must be lower-case letters, digits and dashes')
  const unknown = Object.keys(value).find((member) => !MEMBERS.has(member))
  if (unknown !== undefined) return malformed(`${id}: ${unknown}`, 'is no member of a check')
  const title = wordsOf(value['title'])
  const why = wordsOf(value['why'])
  const fix = wordsOf(value['fix'])
  if (title === undefined || why === undefined || fix === undefined)
    return malformed(`${id}: title, why and fix`, 'must each have en and fr')
  if (severity !== 'high' && severity !== 'medium' && severity !== 'low')
    return malformed(`${id}: severity`, 'must be high, medium or low')
  if (!isTexts(platforms) || platforms.length === 0) return malformed(`${id}: platforms`, 'must list platforms')
  if (!isTexts(requirements) || !requirements.every((text) => /^[a-z0-9-]+:[\w.-]+$/.test(text))) {
    return malformed(`${id}: requirements`, 'must list framework:requirement')
  }
  const mending = mendingOf(id, commands, mendedBy)
  if (!mending.ok) return mending
  const expressions = expressionsOf(id, passes, applies)
  if (!expressions.ok) return expressions
  const read = samplesOf(samples)
  if (read === undefined) return malformed(`${id}: samples`, `must list name, facts and expect (${checkStatuses.join(', ')})`)
  return ok({
    id,
    title,
    why,
    fix,
    severity,
    platforms,
    ...expressions.value,
    requirements,
    ...mending.value,
    samples: read,
  })
}

function mendingOf(id: string, commands: unknown, mendedBy: unknown): Result<Pick<Check, 'commands' | 'mendedBy'>> {
  if (commands !== undefined && !isTexts(commands)) return malformed(`${id}: commands`, 'must list texts')
  const kind = mendedByKinds.find((known) => known === mendedBy)
  if (mendedBy !== undefined && kind === undefined)
    return malformed(`${id}: mendedBy`, `must be one of ${mendedByKinds.join(', ')}`)
  return ok({ ...(commands !== undefined && { commands }), ...(kind !== undefined && { mendedBy: kind }) })
}

function expressionsOf(id: string, passes: unknown, applies: unknown): Result<Pick<Check, 'passes' | 'applies'>> {
  const passing = expressionOf(passes)
  if (!passing.ok) return malformed(`${id}: passes`, passing.error.message)
  if (applies === undefined) return ok({ passes: passing.value })
  const applying = expressionOf(applies)
  if (!applying.ok) return malformed(`${id}: applies`, applying.error.message)
  return ok({ applies: applying.value, passes: passing.value })
}

function expressionOf(value: unknown): Result<Expression> {
  return typeof value === 'string'
    ? parseExpression(value)
    : fail('expression-malformed', 'Cannot read the expression: must be text')
}

function samplesOf(value: unknown): readonly Sample[] | undefined {
  if (!Array.isArray(value)) return undefined
  const samples: Sample[] = []
  for (const item of value as readonly unknown[]) {
    if (!isRecord(item) || typeof item['name'] !== 'string' || !isRecord(item['facts'])) return undefined
    const expect = checkStatuses.find((status) => status === item['expect'])
    const facts = Object.entries(item['facts'])
    if (expect === undefined || !facts.every((entry): entry is [string, FactValue] => isFactValue(entry[1]))) return undefined
    samples.push({ name: item['name'], facts: Object.fromEntries(facts), expect })
  }
  return samples
}

function wordsOf(value: unknown): Words | undefined {
  if (!isRecord(value) || typeof value['en'] !== 'string' || typeof value['fr'] !== 'string') return undefined
  return { en: value['en'].trim(), fr: value['fr'].trim() }
}
function isFactValue(value: unknown): value is FactValue {
  return ['string', 'number', 'boolean'].includes(typeof value) || isTexts(value)
}
function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function malformed(member: string, problem: string): ReturnType<typeof fail> {
  return fail('check-malformed', `Cannot read the check: ${member} ${problem}`, member)
}
