/** From the updates of a repository to advisories and claims, in the way of one distribution. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import type { Result } from '@hygie/versions/result'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { fixedBuild, type RpmPlace } from '../rpm-claims/build.ts'
import { erratumRecords, gradeIn, isModuleBuild } from '../rpm-claims/erratum.ts'
import { isDebugPackage, type RpmStatement } from '../rpm-claims/statements.ts'
import { updatesOf, type Update, type UpdatePackage } from './updates.ts'

export type UpdateDialect = {
  readonly publisher: string
  /** Other ids reject the update. */
  readonly ids: RegExp
  /** The system whose packages the update lists. */
  readonly place: (update: Update) => Result<RpmPlace>
  /** Each once. */
  readonly vulnerabilities: (update: Update) => readonly string[]
  readonly reference: (update: Update) => string | undefined
}

export async function* updateRecords(
  file: FeedFile,
  dialect: UpdateDialect,
): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let newest = ''
  for await (const update of updatesOf(file)) {
    if (update.kind === 'rejection') {
      yield update
      continue
    }
    const statedAt = update.updatedAt ?? update.issuedAt ?? ''
    if (statedAt > newest) newest = statedAt
    yield* recordsOf(update, dialect)
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function* recordsOf(update: Update, dialect: UpdateDialect): Generator<KnowledgeRecord | Rejection> {
  const { id, title, packages } = update
  if (!dialect.ids.test(id)) {
    yield rejection('erratum-id', `Cannot use "${id.slice(0, 80)}" as the id of an update`, update.at)
    return
  }
  const place = dialect.place(update)
  if (!place.ok && packages.length > 0) yield rejectionOf(place.error, update.at)
  const { placed, unread, unnamed } = place.ok ? buildsOf(packages, place.value) : NO_BUILDS
  const isSecurity = update.type === 'security'
  if (unread > 0)
    yield rejection('erratum-build', `Cannot compare ${unread} packages of "${id}": no name or version of rpm`, update.at)
  if (unnamed > 0)
    yield rejection(
      'module-unnamed',
      `Cannot place ${unnamed} packages of "${id}": built for a module without its stream`,
      update.at,
    )
  if (isSecurity && packages.length === 0)
    yield rejection('erratum-empty', `Cannot say what "${id}" mends: it lists no package`, update.at)
  yield* erratumRecords(
    defined({
      id,
      publisher: dialect.publisher,
      title,
      summary: update.description,
      grade: update.severity ?? gradeIn(title),
      publishedAt: update.issuedAt,
      revisedAt: update.updatedAt,
      isSecurity,
      vulnerabilities: dialect.vulnerabilities(update),
      statements: placed,
      reference: dialect.reference(update),
    }),
  )
}

type Builds = { readonly placed: readonly RpmStatement[]; readonly unread: number; readonly unnamed: number }

const NO_BUILDS: Builds = { placed: [], unread: 0, unnamed: 0 }

/** A build for a module speaks of its stream alone, so it is left out where the list names none. */
function buildsOf(packages: readonly UpdatePackage[], place: RpmPlace): Builds {
  const placed: RpmStatement[] = []
  let unread = 0
  let unnamed = 0
  for (const build of packages) {
    if (isDebugPackage(build.name)) continue
    const statement = fixedBuild(build, place)
    if (statement === undefined) unread += 1
    else if (build.module === undefined && isModuleBuild(`.${build.release}`)) unnamed += 1
    else placed.push(statement)
  }
  return { placed, unread, unnamed }
}
