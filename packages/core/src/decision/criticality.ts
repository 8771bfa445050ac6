/**
 * The criticality file: what biomedical and care staff say about assets, once per service, never guessed from a name.
 *
 *   assets:
 *     - match: srv-pacs-*          # target or name of the asset; * stands for any text; the first match counts
 *       care: urgent-care-decision # a word of care-words.yaml; or safety and mission by themselves
 *       exposure: controlled       # small, controlled, open
 *       publiclyExposed: false
 *       unit: imaging
 */
import { fail, ok, type Result } from '@hygie/versions/result'
import type { AssetContext } from './decision.ts'

export type CareWords = Readonly<
  Record<string, { readonly safety: NonNullable<AssetContext['safety']>; readonly mission: NonNullable<AssetContext['mission']> }>
>
export type Criticality = readonly { readonly match: string; readonly context: AssetContext }[]

const EXPOSURES = ['small', 'controlled', 'open'] as const
const SAFETIES = ['negligible', 'marginal', 'critical', 'catastrophic'] as const
const MISSIONS = ['degraded', 'mef support crippled', 'mef failure', 'mission failure'] as const
const ENTRIES_MAX = 100_000

export function parseCareWords(value: unknown): Result<CareWords> {
  if (!isRecord(value)) return malformed('', 'must map words to safety and mission')
  const words: Record<string, CareWords[string]> = {}
  for (const [word, meaning] of Object.entries(value)) {
    if (!isRecord(meaning)) return malformed(word, 'must be a mapping')
    const { safety, mission } = meaning
    if (!isOneOf(SAFETIES, safety)) return malformed(`${word}.safety`, `must be one of ${SAFETIES.join(', ')}`)
    if (!isOneOf(MISSIONS, mission)) return malformed(`${word}.mission`, `must be one of ${MISSIONS.join(', ')}`)
    words[word] = { safety, mission }
  }
  return ok(words)
}

export function parseCriticality(value: unknown, words: CareWords): Result<Criticality> {
  if (!isRecord(value) || !Array.isArray(value['assets'])) return malformed('assets', 'must be a list')
  if (value['assets'].length > ENTRIES_MAX) return malformed('assets', `must hold at most ${ENTRIES_MAX} entries`)
  const entries: Criticality[number][] = []
  for (const [index, entry] of value['assets'].entries()) {
    const parsed = parseEntry(entry, `assets[${index}]`, words)
    if (!parsed.ok) return parsed
    entries.push(parsed.value)
  }
  return ok(entries)
}

function parseEntry(entry: unknown, at: string, words: CareWords): Result<Criticality[number]> {
  if (!isRecord(entry) || typeof entry['match'] !== 'string' || entry['match'] === '')
    return malformed(`${at}.match`, 'must be text')
  const { care, exposure, publiclyExposed, safety, mission, unit } = entry
  const word = typeof care === 'string' ? words[care] : undefined
  if (care !== undefined && word === undefined) return malformed(`${at}.care`, `must be one of ${Object.keys(words).join(', ')}`)
  if (exposure !== undefined && !isOneOf(EXPOSURES, exposure))
    return malformed(`${at}.exposure`, `must be one of ${EXPOSURES.join(', ')}`)
  if (safety !== undefined && !isOneOf(SAFETIES, safety))
    return malformed(`${at}.safety`, `must be one of ${SAFETIES.join(', ')}`)
  if (mission !== undefined && !isOneOf(MISSIONS, mission))
    return malformed(`${at}.mission`, `must be one of ${MISSIONS.join(', ')}`)
  if (publiclyExposed !== undefined && typeof publiclyExposed !== 'boolean')
    return malformed(`${at}.publiclyExposed`, 'must be true or false')
  if (unit !== undefined && typeof unit !== 'string') return malformed(`${at}.unit`, 'must be text')
  return ok({
    match: entry['match'],
    context: {
      ...word,
      ...(typeof care === 'string' && { careWord: care }),
      ...(exposure !== undefined && { exposure }),
      ...(safety !== undefined && { safety }),
      ...(mission !== undefined && { mission }),
      ...(publiclyExposed !== undefined && { publiclyExposed }),
      ...(unit !== undefined && { unit }),
    },
  })
}

/** The first entry that matches one of the asset's names; nothing declared = an empty context, shown as assumed. */
export function contextOf(criticality: Criticality, names: readonly string[]): AssetContext {
  return criticality.find(({ match }) => names.some((name) => matches(match, name)))?.context ?? {}
}

/** `*` is any text; linear in the name. */
function matches(pattern: string, name: string): boolean {
  const [head = '', ...parts] = pattern.split('*')
  if (parts.length === 0) return pattern === name
  const tail = parts.pop() ?? ''
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false
  let from = head.length
  const end = name.length - tail.length
  for (const part of parts) {
    const at = name.indexOf(part, from)
    if (at < 0 || at + part.length > end) return false
    from = at + part.length
  }
  return true
}

function malformed(member: string, problem: string): ReturnType<typeof fail> {
  return fail('criticality-malformed', `Cannot read the criticality file: ${member} ${problem}`, member)
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function isOneOf<Word extends string>(words: readonly Word[], value: unknown): value is Word {
  return (words as readonly unknown[]).includes(value)
}
