/**
 * A framework as data: what it is (`content/frameworks/<id>.yaml`) and its requirements as rows (`<id>.tsv` beside it).
 *
 *   no  level  auto  seen  title_en  title_fr  chapter_en  chapter_fr  declared_en  declared_fr      (tab-separated)
 *
 *   auto   strong | partial | none: how much facts can tell
 *   seen   whole | part: how much of that the checks that exist look at
 */
import { fail, ok, type Result } from '@hygie/versions/result'
import type { Words } from './check.ts'
import type { Automation, Requirement } from './comply.ts'

export type FrameworkProfile = { readonly id: string; readonly title: Words; readonly levels: readonly string[] }

export type Framework = {
  readonly id: string
  readonly title: Words
  /** Where the requirements come from and under which licence. */
  readonly source: Words
  /** Least demanding first; the last one holds every requirement. */
  readonly profiles: readonly FrameworkProfile[]
  /** In the framework's own order. */
  readonly requirements: readonly Requirement[]
}

const ROWS_MAX = 2_000 // the largest framework at hand has some 1,000 requirements
const COLUMNS = ['no', 'level', 'auto', 'seen', 'title_en', 'title_fr', 'chapter_en', 'chapter_fr', 'declared_en', 'declared_fr']
const AUTOMATIONS: readonly Automation[] = ['strong', 'partial', 'none']

/**
 * `about` is the parsed YAML, `rows` the text of the table.
 *
 * Errors  `framework-malformed` with the member or the line at fault
 * Cost    linear in the text
 */
export function parseFramework(about: unknown, rows: string): Result<Framework> {
  if (!isRecord(about)) return malformed('', 'must be a mapping')
  const { id } = about
  if (typeof id !== 'string' || !/^[a-z0-9-]{2,40}$/.test(id))
    return malformed('id', 'must be lower-case letters, digits and dashes')
  const title = wordsOf(about['title'])
  const source = wordsOf(about['source'])
  if (title === undefined || source === undefined) return malformed(`${id}: title and source`, 'must each have en and fr')
  const profiles = profilesOf(about['profiles'])
  if (profiles === undefined) return malformed(`${id}: profiles`, 'must list id, title (en, fr) and levels')
  const requirements = requirementsOf(id, rows, new Set(profiles.flatMap(({ levels }) => levels)))
  return requirements.ok ? ok({ id, title, source, profiles, requirements: requirements.value }) : requirements
}

function profilesOf(value: unknown): readonly FrameworkProfile[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const profiles: FrameworkProfile[] = []
  for (const item of value as readonly unknown[]) {
    if (!isRecord(item)) return undefined
    const { id, levels } = item
    const title = wordsOf(item['title'])
    if (typeof id !== 'string' || title === undefined || !isTexts(levels)) return undefined
    profiles.push({ id, title, levels })
  }
  return profiles
}

function requirementsOf(framework: string, text: string, levels: ReadonlySet<string>): Result<readonly Requirement[]> {
  const [head = '', ...lines] = text.split(/\r?\n/)
  if (head !== COLUMNS.join('\t')) return malformed(`${framework}: line 1`, `must be ${COLUMNS.join(', ')}`)
  if (lines.length > ROWS_MAX) return malformed(framework, `must have at most ${ROWS_MAX} rows`)
  const requirements: Requirement[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const requirement = requirementOf(framework, line.split('\t'), levels)
    if (requirement === undefined || requirements.some(({ id }) => id === requirement.id))
      return malformed(`${framework}: line ${index + 2}`, 'must fill every column once, by the words that the format knows')
    requirements.push(requirement)
  }
  return ok(requirements)
}

function requirementOf(framework: string, cells: readonly string[], levels: ReadonlySet<string>): Requirement | undefined {
  const [id = '', level = '', auto, seen, en = '', fr = '', groupEn = '', groupFr = '', declaredEn = '', declaredFr = ''] = cells
  const automation = AUTOMATIONS.find((word) => word === auto)
  if (cells.length !== COLUMNS.length || cells.includes('') || automation === undefined || !levels.has(level)) return undefined
  if (!/^[\w.-]{1,40}$/.test(id) || (seen !== 'whole' && seen !== 'part')) return undefined
  return {
    framework,
    id,
    title: { en, fr },
    group: { en: groupEn, fr: groupFr },
    level,
    automation,
    partlySeen: seen === 'part',
    ...(declaredEn !== '-' && { declared: { en: declaredEn, fr: declaredFr } }),
  }
}

function wordsOf(value: unknown): Words | undefined {
  if (!isRecord(value) || typeof value['en'] !== 'string' || typeof value['fr'] !== 'string') return undefined
  return { en: value['en'].trim(), fr: value['fr'].trim() }
}
function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function malformed(member: string, problem: string): ReturnType<typeof fail> {
  return fail('framework-malformed', `Cannot read the framework: ${member} ${problem}`, member)
}
