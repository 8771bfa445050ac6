/**
 * Reads answers of Bodhi, where Fedora's updates are made: builds are source packages, bugs name the CVE.
 * Source: bodhi.fedoraproject.org, `GET /updates/`. An update may still be in testing: its fix is there, not for everybody.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined, isObject, objectOf, objectsOf, own, textOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { FEDORA_IDS, fedoraPlace } from '../fedora/release.ts'
import { cveIdsIn } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { fixedBuild, type RpmPlace } from '../rpm-claims/build.ts'
import { erratumRecords, isModuleBuild } from '../rpm-claims/erratum.ts'
import type { RpmStatement } from '../rpm-claims/statements.ts'

/** A page of 100 updates has some 5 MB, most of it comments. */
const PAGE_BYTES_MAX = 128 * MIB

/** Others never reached a repository or were taken back. */
const NOTES: ReadonlyMap<string, string | undefined> = new Map([
  ['stable', undefined],
  ['testing', 'the fix is in updates-testing, not yet for everybody'],
])

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const document = await jsonDocument(file.bytes(), PAGE_BYTES_MAX)
  const list = document.ok ? (isObject(document.value) ? own(document.value, 'updates') : document.value) : undefined
  if (!document.ok || !Array.isArray(list)) {
    yield document.ok
      ? rejection('bodhi-page', 'Cannot read an answer of Bodhi: must hold a list of updates', '$')
      : rejectionOf(document.error)
    return
  }
  let newest = ''
  for (const [index, update] of (list as readonly unknown[]).entries()) {
    const at = `$[${index}]`
    if (!isObject(update)) {
      yield rejection('bodhi-update', 'Cannot read an update: must be an object', at)
      continue
    }
    const problems: Problems = []
    const revisedAt = instantOf(own(update, 'date_modified')) ?? instantOf(own(update, 'date_submitted'))
    if (revisedAt !== undefined && revisedAt > newest) newest = revisedAt
    for (const item of recordsOf(update, revisedAt, at, problems)) yield item
    for (const problem of problems) yield rejectionOf(problem)
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function* recordsOf(
  update: JsonObject,
  revisedAt: string | undefined,
  at: string,
  problems: Problems,
): Generator<KnowledgeRecord | Rejection> {
  const text = (key: string): string | undefined => textOf(update, key, at, problems)
  const id = text('alias') ?? ''
  if (!FEDORA_IDS.test(id)) {
    yield rejection('erratum-id', `Cannot use "${id.slice(0, 80)}" as the id of an update`, at)
    return
  }
  const release = objectOf(update, 'release', at, problems)
  const place = fedoraPlace((release === undefined ? undefined : textOf(release.value, 'long_name', release.at, problems)) ?? '')
  if (!place.ok) yield rejectionOf(place.error, at)
  const status = text('status') ?? ''
  const severity = text('severity')
  const bugs = objectsOf(update, 'bugs', at, problems).map(({ value }) => textOf(value, 'title', at, problems) ?? '')
  yield* erratumRecords(
    defined({
      id,
      publisher: 'Fedora',
      title: text('title') ?? '',
      summary: text('notes'),
      grade: severity === 'unspecified' ? undefined : severity,
      publishedAt: instantOf(own(update, 'date_submitted')),
      revisedAt,
      isSecurity: text('type') === 'security' && NOTES.has(status),
      vulnerabilities: [...new Set(bugs.flatMap(cveIdsIn))],
      statements: place.ok && NOTES.has(status) ? buildsOf(update, place.value, NOTES.get(status), at, problems) : [],
      reference: `https://bodhi.fedoraproject.org/updates/${id}`,
    }),
  )
}

/** `kernel-tools-6.6.2-100.fc38`: the source package, its version, its release. */
const NVR = /^(?<name>[^\s:]{1,300})-(?<version>[^\s:-]{1,200})-(?<release>[^\s:-]{1,200})$/

function buildsOf(
  update: JsonObject,
  place: RpmPlace,
  note: string | undefined,
  at: string,
  problems: Problems,
): readonly RpmStatement[] {
  return objectsOf(update, 'builds', at, problems).flatMap(({ value, at: where }) => {
    const nvr = textOf(value, 'nvr', where, problems) ?? ''
    const groups = own(value, 'type') === 'rpm' ? NVR.exec(nvr)?.groups : undefined
    const epoch = own(value, 'epoch')
    const { name = '', version = '', release = '' } = groups ?? {}
    const build =
      groups === undefined || isModuleBuild(`.${release}`) || !(epoch === null || epoch === undefined || isEpoch(epoch))
        ? undefined
        : fixedBuild({ name, version, release, architecture: 'src', ...(isEpoch(epoch) ? { epoch: String(epoch) } : {}) }, place)
    if (build === undefined) {
      problems.push({
        code: 'bodhi-build',
        message: `Cannot compare the build "${nvr.slice(0, 80)}": no package of the release`,
        at: where,
      })
      return []
    }
    return [note === undefined ? build : { ...build, note }]
  })
}

function isEpoch(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1_000_000
}
