/**
 * Reads one file of Ubuntu's CVE tracker: `Key: value` at the margin, values go on in indented lines, and a state per
 * line and package: `esm-infra/xenial_openssl: released (1.0.2g-1ubuntu4.20+esm5)`.
 */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, ScoreRecord } from '@hygie/core/knowledge/record'
import { rejection } from '../reading/bytes.ts'
import { lines } from '../reading/text.ts'
import { isDebianPackage } from '../releases/debian.ts'
import { ubuntuSaying } from '../releases/ubuntu-status.ts'
import { ubuntuKey, ubuntuLine } from '../releases/ubuntu.ts'

/** The kernel's files have some 2,000 states. */
const FIELDS_MAX = 50_000
const FIELD_CHARS_MAX = 1_048_576
const ID = /^CVE-\d{4}-\d{4,12}$/
/** Lines of no release: upstream's own state, the coming release, and what is shipped apart from Debian packages. */
const ELSEWHERE = new Set(['upstream', 'devel', 'snap', 'product', 'Patches', 'Tags', 'Priority', 'Assigned-to'])
const VECTOR = /(\S+): (CVSS:(\d\.\d)\/[A-Za-z:/]{1,200})/

type Field = { readonly key: string; value: string; readonly line: number }

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection> {
  const fields: Field[] = []
  for await (const line of lines(file.bytes())) {
    if (line.kind === 'rejection') {
      yield line
      continue
    }
    const problem = addLine(fields, line.text, line.number)
    if (problem !== undefined) yield rejection('ubuntu-line', problem, `line ${line.number}`)
  }
  const of = new Map(fields.map((field) => [field.key, field]))
  const id = of.get('Candidate')?.value.trim()
  if (id === undefined || !ID.test(id)) {
    yield rejection('ubuntu-candidate', `Cannot read the file: Candidate is "${id?.slice(0, 40) ?? ''}", must be a CVE`)
    return
  }
  yield* vulnerabilityOf(id, of)
  for (const field of fields) yield* stateOf(id, field, of)
}

function addLine(fields: Field[], text: string, line: number): string | undefined {
  if (text.trim() === '' || text.startsWith('#')) return undefined
  const last = fields.at(-1)
  if (/^\s/.test(text)) {
    if (last === undefined) return 'Cannot read a line: it goes on from nothing'
    if (last.value.length + text.length > FIELD_CHARS_MAX)
      return `Cannot read a line: "${last.key.slice(0, 40)}" is longer than ${FIELD_CHARS_MAX}`
    last.value += `\n${text.trim()}`
    return undefined
  }
  const [, key, value = ''] = /^([^\s:]{1,300}):(.*)$/.exec(text) ?? []
  if (key === undefined) return `Cannot read "${text.slice(0, 60)}": must be key and value`
  if (fields.length >= FIELDS_MAX) return `Cannot read more than ${FIELDS_MAX} fields`
  fields.push({ key, value: value.trim(), line })
  return undefined
}

function* vulnerabilityOf(id: string, of: ReadonlyMap<string, Field>): Generator<KnowledgeRecord> {
  // Description is that of NVD or the CNA; Ubuntu's own, when there is one, is the clearer.
  const description =
    [of.get('Ubuntu-Description')?.value ?? '', of.get('Description')?.value ?? '']
      .find((text) => text !== '')
      ?.replaceAll('\n', ' ')
      .trim() ?? ''
  const publishedAt = dateOf(of.get('PublicDate')?.value ?? '')
  const references = (of.get('References')?.value ?? '').split('\n').filter((url) => /^https?:\/\/\S{1,2000}$/.test(url))
  yield {
    kind: 'vulnerability',
    id,
    ...(description === '' ? {} : { description }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(references.length === 0 ? {} : { references }),
  }
  const priority = wordOf(of.get('Priority'))
  if (priority !== undefined && priority !== 'untriaged')
    yield { kind: 'score', vulnerability: id, origin: 'ubuntu', system: 'words', severity: priority }
  for (const line of (of.get('CVSS')?.value ?? '').split('\n')) {
    const [, origin, vector, version] = VECTOR.exec(line) ?? []
    const system = SYSTEMS.get(version ?? '')
    if (origin !== undefined && vector !== undefined && system !== undefined)
      yield { kind: 'score', vulnerability: id, origin, system, vector }
  }
}

const SYSTEMS: ReadonlyMap<string, ScoreRecord['system']> = new Map([
  ['3.0', 'cvss3.0'],
  ['3.1', 'cvss3.1'],
  ['4.0', 'cvss4.0'],
])

function* stateOf(vulnerability: string, field: Field, of: ReadonlyMap<string, Field>): Generator<KnowledgeRecord | Rejection> {
  const cut = field.key.indexOf('_')
  const place = field.key.slice(0, Math.max(cut, 0))
  if (cut < 0 || ELSEWHERE.has(place.split('/', 1)[0] ?? '')) return
  const source = field.key.slice(cut + 1)
  const at = `line ${field.line}`
  const line = ubuntuLine(place)
  if (line === undefined || !isDebianPackage(source)) {
    yield rejection('ubuntu-release', `Cannot place "${field.key.slice(0, 80)}": must be a release and a source package`, at)
    return
  }
  const [, state = '', detail = ''] = /^([A-Za-z-]{1,40})(?:\s+\((.*)\))?\s*$/.exec(field.value.split('\n', 1)[0] ?? '') ?? []
  const saying = ubuntuSaying(state, detail.trim())
  if (saying === 'none') return
  if (saying === undefined) {
    yield rejection('ubuntu-state', `Cannot read the state "${field.value.slice(0, 60)}" of ${field.key.slice(0, 80)}`, at)
    return
  }
  const grade = wordOf(of.get(`Priority_${source}/${place}`)) ?? wordOf(of.get(`Priority_${source}`))
  yield { kind: 'claim', vulnerability, product: ubuntuKey(line, source), ...saying, ...(grade === undefined ? {} : { grade }) }
}

/** `low`, also with a reason in the lines that follow. */
function wordOf(field: Field | undefined): string | undefined {
  return /^[a-z]{1,20}/.exec(field?.value ?? '')?.[0]
}

/** `2022-06-21 15:15:00 UTC`, `2022-06-21`. */
function dateOf(text: string): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d) UTC)?/.exec(text) ?? []
  return day === undefined || time === undefined ? day : `${day}T${time}Z`
}
