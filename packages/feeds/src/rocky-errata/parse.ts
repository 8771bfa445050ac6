/**
 * Reads pages of Rocky Linux's errata interface, version 2 and 3: `{ "advisories": [ … ] }`. Packages are listed once
 * per repository and architecture, source packages among them.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { DistributionProduct } from '@hygie/core/product-key'
import { defined, isObject, objectsOf, own, textOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { evrOf, parseNevra } from '@hygie/versions/nevra'
import { fail, ok, type Result } from '@hygie/versions/result'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { below } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { erratumRecords, gradeIn } from '../rpm-claims/erratum.ts'
import { isDebugPackage, packageType, type RpmStatement } from '../rpm-claims/statements.ts'

/** 30 kB for 64 packages; perl's modules with all their architectures reach a few MB. */
const ENTRY_BYTES_MAX = 64 * MIB

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let newest = ''
  for await (const entry of jsonEntries(file.bytes(), {
    path: ['advisories'],
    depth: 1,
    entryBytesMax: ENTRY_BYTES_MAX,
  })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const at = entry.path.join('/')
    if (!isObject(entry.value)) {
      yield rejection('rocky-erratum', 'Cannot read an advisory: must be an object', at)
      continue
    }
    const updatedAt = instantOf(own(entry.value, 'updated_at')) ?? ''
    if (updatedAt > newest) newest = updatedAt
    for (const item of recordsOf(entry.value)) yield item.kind === 'rejection' ? rejectionOf(item.error, at) : item
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function* recordsOf(value: JsonObject): Generator<KnowledgeRecord | Rejection> {
  const problems: Problems = []
  const id = textOf(value, 'name', '$', problems) ?? ''
  if (!/^R[LX][BES]A-\d{4}:[\w-]{1,40}$/.test(id)) {
    yield rejection('erratum-id', `Cannot use "${id.slice(0, 80)}" as the id of an update`)
    return
  }
  const title = textOf(value, 'synopsis', '$', problems) ?? ''
  const cves = objectsOf(value, 'cves', '$', problems)
  const statements: RpmStatement[] = []
  for (const { value: item, at } of objectsOf(value, 'packages', '$', problems)) {
    const statement = statementOf(item, id)
    if (!statement.ok) problems.push({ ...statement.error, at })
    else if (statement.value !== undefined) statements.push(statement.value)
  }
  const grade = textOf(value, 'severity', '$', problems)
  const summary = textOf(value, 'description', '$', problems)
  for (const problem of problems) yield rejectionOf(problem)
  yield* erratumRecords(
    defined({
      id,
      publisher: 'Rocky Linux',
      title,
      summary,
      grade: grade === undefined || grade === 'None' ? gradeIn(title) : grade,
      publishedAt: instantOf(own(value, 'published_at')),
      revisedAt: instantOf(own(value, 'updated_at')),
      isSecurity: own(value, 'kind') === 'Security',
      vulnerabilities: [...new Set(cves.flatMap((cve) => cveIdOf(own(cve.value, 'cve')) ?? []))],
      statements,
      reference: `https://errata.rockylinux.org/${id}`,
    }),
  )
  for (const cve of cves) {
    const vulnerability = cveIdOf(own(cve.value, 'cve'))
    const vector = own(cve.value, 'cvss3_scoring_vector') // `UNKNOWN` where there is none
    if (vulnerability === undefined || typeof vector !== 'string' || vector.length > 300) continue
    const system = vector.startsWith('CVSS:3.1/') ? 'cvss3.1' : vector.startsWith('CVSS:3.0/') ? 'cvss3.0' : undefined
    if (system !== undefined) yield { kind: 'score', vulnerability, origin: 'rocky', system, vector }
  }
}

function statementOf(item: JsonObject, id: string): Result<RpmStatement | undefined> {
  const nevra = parseNevra(typeof own(item, 'nevra') === 'string' ? String(own(item, 'nevra')) : '')
  if (!nevra.ok) return nevra
  const { name, arch } = nevra.value
  if (isDebugPackage(name)) return ok(undefined)
  const line = lineOf(own(item, 'product_name'), id)
  if (!line.ok) return line
  const channel = moduleOf(item) ?? line.value.channel
  return ok({
    product: { ...line.value, type: packageType(arch), name, ...(channel === undefined ? {} : { channel }) },
    status: 'affected',
    range: below('rpm', evrOf(nevra.value)),
    ...(arch === undefined ? {} : { architecture: arch }),
  })
}

function moduleOf(item: JsonObject): string | undefined {
  const name = own(item, 'module_name')
  const stream = own(item, 'module_stream')
  const isWord = (value: unknown): value is string => typeof value === 'string' && /^[^\s:]{1,100}$/.test(value)
  return isWord(name) && isWord(stream) ? `${name}:${stream}` : undefined
}

/**
 * `Rocky Linux 9 x86_64`, `Rocky Linux 8.4 aarch64 (Legacy)`; what else stands in the name (special interest groups)
 * is a line of its own, because its kernels are others than Rocky's.
 */
function lineOf(product: unknown, id: string): Result<Omit<DistributionProduct, 'type' | 'name'>> {
  const text = typeof product === 'string' ? product.slice(0, 100) : ''
  const [, before = '', major, after = ''] =
    /^Rocky Linux((?: [A-Za-z]+)*) (\d{1,2})(?:\.\d{1,2})?(?: ([\w ]+?))?(?: \(Legacy\))?$/.exec(text) ?? []
  if (major === undefined) return fail('rocky-release', `Cannot place "${text}": must be a product of Rocky Linux`)
  const group = [...before.split(' '), ...after.split(' ').slice(1)].filter((word) => word !== '')
  const channel = group.length > 0 ? group.join('-').toLowerCase() : id.startsWith('RX') ? 'sig' : undefined
  return ok({ distribution: 'rocky', release: major, ...(channel === undefined ? {} : { channel }) })
}
