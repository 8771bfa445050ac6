/**
 * Reads AlmaLinux's errata as `errata.full.json` and as the `updateinfo.xml` of its repositories.
 * Source: errata.almalinux.org; createrepo_c's updateinfo. Neither names a release but in its own address.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined, isObject, objectsOf, own, textOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { erratumRecords, gradeIn } from '../rpm-claims/erratum.ts'
import type { RpmBuild } from '../rpm-claims/build.ts'
import { almaPackage, almaRelease } from './package.ts'
import { parseUpdates } from './updateinfo.ts'

/** The longest entry met in the full list has 700 kB (perl's modules). */
const ENTRY_BYTES_MAX = 32 * MIB

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return plainName(file.path).endsWith('.xml') ? parseUpdates(file) : parseList(file)
}

async function* parseList(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let newest = ''
  for await (const entry of jsonEntries(file.bytes(), { path: ['data'], depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const at = entry.path.join('/')
    if (!isObject(entry.value)) {
      yield rejection('almalinux-erratum', 'Cannot read an erratum: must be an object', at)
      continue
    }
    const revisedAt = instantOfSeconds(own(entry.value, 'updated_date'))
    if (revisedAt !== undefined && revisedAt > newest) newest = revisedAt
    for (const item of recordsOf(entry.value, revisedAt)) yield item.kind === 'rejection' ? rejectionOf(item.error, at) : item
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function* recordsOf(value: JsonObject, revisedAt: string | undefined): Generator<KnowledgeRecord | Rejection> {
  const problems: Problems = []
  const id = textOf(value, 'id', '$', problems) ?? ''
  if (!/^AL[BES]A-\d{4}:[\w-]{1,40}$/.test(id)) {
    yield rejection('erratum-id', `Cannot use "${id.slice(0, 80)}" as the id of an update`)
    return
  }
  const references = objectsOf(value, 'references', '$', problems).map(({ value: reference }) => ({
    id: own(reference, 'id'),
    url: textOf(reference, 'href', '$.references', problems),
    type: own(reference, 'type'),
  }))
  const self = references.find(({ type }) => type === 'self')?.url
  const packages = objectsOf(value, 'packages', '$', problems).map(({ value: item, at }) => fieldsOf(item, at, problems))
  const release = almaRelease(self, packages)
  for (const problem of problems) yield rejectionOf(problem)
  if (release === undefined && packages.length > 0)
    yield rejection('almalinux-release', `Cannot place "${id}": neither its address nor its packages tell the release`)
  const title = textOf(value, 'title', '$', problems) ?? ''
  const severity = textOf(value, 'severity', '$', problems)
  yield* erratumRecords(
    defined({
      id,
      publisher: 'AlmaLinux',
      title,
      summary: textOf(value, 'description', '$', problems),
      grade: severity === undefined || severity === 'None' ? gradeIn(title) : severity,
      publishedAt: instantOfSeconds(own(value, 'issued_date')),
      revisedAt,
      isSecurity: own(value, 'type') === 'security',
      vulnerabilities: [...new Set(references.flatMap((reference) => cveIdOf(reference.id) ?? []))],
      statements: release === undefined ? [] : packages.flatMap((item) => almaPackage(item, release) ?? []),
      reference: self,
    }),
  )
}

function fieldsOf(item: JsonObject, at: string, problems: Problems): RpmBuild {
  const text = (key: string): string | undefined => textOf(item, key, at, problems)
  return defined({
    name: text('name') ?? '',
    epoch: text('epoch'),
    version: text('version') ?? '',
    release: text('release') ?? '',
    architecture: text('arch'),
    module: text('module'),
  })
}

/** Seconds since 1970, of this century. */
function instantOfSeconds(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 946_684_800 && value < 4_102_444_800
    ? new Date(value * 1000).toISOString()
    : undefined
}
