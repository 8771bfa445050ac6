/** What the Security Update Guide tells of a vulnerability beside its fixes. */
import type { ExploitationRecord, ScoreRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { gradeOf } from './claims.ts'

export type GuideEntry = {
  readonly id: string
  readonly title?: string | undefined
  /** HTML or plain. */
  readonly description?: string | undefined
  readonly publishedAt?: string | undefined
  readonly modifiedAt?: string | undefined
  readonly weaknesses: readonly string[]
  /** `Microsoft`, `Chrome`, `Linux` …; older documents name none. */
  readonly cna?: string | undefined
  /** `Publicly Disclosed:No;Exploited:Yes;Latest Software Release:…` or nothing. */
  readonly threat: string
  readonly scores: readonly { readonly vector: string; readonly score: number | undefined }[]
  readonly grades: readonly string[]
}

const SYSTEMS: readonly (readonly [RegExp, ScoreRecord['system']])[] = [
  [/^CVSS:3\.0\//, 'cvss3.0'],
  [/^CVSS:3\.1\//, 'cvss3.1'],
  [/^CVSS:4\.0\//, 'cvss4.0'],
]
/** From the gravest. */
const WORDS = ['Critical', 'Important', 'Moderate', 'Low']
const TEXT_CHARS_MAX = 20_000

export function* guideRecords(entry: GuideEntry): Generator<VulnerabilityRecord | ScoreRecord | ExploitationRecord> {
  const { id, threat } = entry
  const weaknesses = [...new Set(entry.weaknesses.flatMap((text) => /\bCWE-[1-9]\d{0,5}\b/.exec(text.slice(0, 300)) ?? []))]
  yield defined({
    kind: 'vulnerability' as const,
    id,
    title: entry.title === undefined || entry.title === '' ? undefined : entry.title.slice(0, 1000),
    description: plainText(entry.description ?? ''),
    publishedAt: entry.publishedAt,
    modifiedAt: entry.modifiedAt,
    weaknesses: weaknesses.length > 0 ? weaknesses : undefined,
    references: [`https://msrc.microsoft.com/update-guide/vulnerability/${id}`],
    tags: /\bPublicly Disclosed:\s*Yes\b/i.test(threat) ? ['publicly-disclosed'] : undefined,
  })
  if (/(?:^|;)\s*Exploited:\s*Yes\b/i.test(threat))
    yield defined({
      kind: 'exploitation' as const,
      vulnerability: id,
      level: 'known' as const,
      catalogue: 'msrc',
      addedAt: entry.publishedAt?.slice(0, 10),
    })
  // Scores of what others assigned are repeated here, whoever made them.
  const origin = entry.cna === undefined || entry.cna.toLowerCase() === 'microsoft' ? 'cna:microsoft' : 'microsoft'
  const seen = new Set<string>()
  for (const { vector, score } of entry.scores) {
    const system = SYSTEMS.find(([pattern]) => pattern.test(vector))?.[1]
    if (system === undefined || vector.length > 300 || seen.has(vector)) continue
    seen.add(vector)
    yield defined({ kind: 'score' as const, vulnerability: id, origin, system, vector, score })
  }
  const severity = WORDS.find((word) => entry.grades.some((grade) => gradeOf(grade) === word))
  if (severity !== undefined) yield { kind: 'score', vulnerability: id, origin, system: 'words', severity }
}

/** Tags and the few named characters of these texts taken away; undefined when nothing is left. Cost: linear. */
export function plainText(html: string): string | undefined {
  const text = html
    .slice(0, TEXT_CHARS_MAX)
    .replaceAll(/<[^<>]{0,2000}>/g, ' ')
    .replaceAll(/&(nbsp|lt|gt|quot|#39|rsquo|amp);/g, (_, name: string) => NAMED[name] ?? ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,;:)])/g, '')
    .trim()
  return text === '' ? undefined : text
}

const NAMED: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', '#39': "'", rsquo: '’', amp: '&' }
