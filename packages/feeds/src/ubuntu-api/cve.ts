/** One CVE of the API: the tracker's states as JSON, one per package and release. */
import type { StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { objectsOf, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { isDebianPackage } from '../releases/debian.ts'
import { ubuntuSaying } from '../releases/ubuntu-status.ts'
import { ubuntuKey, ubuntuPocketLine } from '../releases/ubuntu.ts'

const ID = /^CVE-\d{4}-\d{4,12}$/
/** Not releases: upstream's own state, and the next release under no name yet. */
const ELSEWHERE = new Set(['upstream', 'devel', 'snap'])

export function* cveRecords(cve: JsonObject, at: string): Generator<KnowledgeRecord | Rejection | StatedAt> {
  const problems: Problems = []
  const id = textOf(cve, 'id', '$', problems)
  if (id === undefined || !ID.test(id)) {
    yield rejection('ubuntu-candidate', `Cannot read a CVE: its id is "${id?.slice(0, 40) ?? ''}"`, at)
    return
  }
  const description = textOf(cve, 'description', '$', problems)?.trim() ?? ''
  const publishedAt = instantOf(textOf(cve, 'published', '$', problems))
  const modifiedAt = instantOf(textOf(cve, 'updated_at', '$', problems))
  const references = textsOf(cve, 'references', '$', problems)
  yield {
    kind: 'vulnerability',
    id,
    ...(description === '' ? {} : { description }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
    ...(references.length === 0 ? {} : { references }),
  }
  if (modifiedAt !== undefined) yield { kind: 'stated', at: modifiedAt }
  const priority = textOf(cve, 'priority', '$', problems)
  if (priority !== undefined && priority !== 'untriaged')
    yield { kind: 'score', vulnerability: id, origin: 'ubuntu', system: 'words', severity: priority }
  for (const { value, at: place } of objectsOf(cve, 'packages', '$', problems))
    yield* packageClaims(id, value, place, at, problems)
  for (const problem of problems) yield rejectionOf(problem, at)
}

function* packageClaims(
  vulnerability: string,
  entry: JsonObject,
  place: string,
  at: string,
  problems: Problems,
): Generator<KnowledgeRecord | Rejection> {
  const source = textOf(entry, 'name', place, problems) ?? ''
  for (const { value, at: where } of objectsOf(entry, 'statuses', place, problems)) {
    const codename = textOf(value, 'release_codename', where, problems) ?? ''
    if (ELSEWHERE.has(codename)) continue
    const line = ubuntuPocketLine(codename, textOf(value, 'pocket', where, problems) ?? '')
    const saying = ubuntuSaying(
      textOf(value, 'status', where, problems) ?? '',
      textOf(value, 'description', where, problems)?.trim() ?? '',
    )
    if (line === undefined || saying === undefined || !isDebianPackage(source))
      yield rejection(
        'ubuntu-state',
        `Cannot read a state of "${source.slice(0, 60)}" in "${codename.slice(0, 40)}"`,
        `${at} ${where}`,
      )
    else if (saying !== 'none') yield { kind: 'claim', vulnerability, product: ubuntuKey(line, source), ...saying }
  }
}

/** `2025-04-01T16:15:00` and `…T20:24:35.502580+00:00` are both UTC. */
export function instantOf(text: string | undefined): string | undefined {
  const [, instant] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|\+00:00)?$/.exec(text ?? '') ?? []
  return instant === undefined ? undefined : `${instant}Z`
}
