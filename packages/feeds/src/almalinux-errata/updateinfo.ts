/** `updateinfo.xml` of a repository. Source: createrepo_c, `updateinfo`; the elements are in no namespace. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { xmlEvents } from '../reading/xml.ts'
import { erratumRecords, gradeIn } from '../rpm-claims/erratum.ts'
import { almaPackage, almaRelease, type AlmaPackage } from './package.ts'

type Update = {
  readonly type: string
  readonly texts: Map<string, string>
  readonly dates: Map<string, string>
  readonly vulnerabilities: Set<string>
  readonly packages: AlmaPackage[]
  self?: string
  module?: string
}

/** One update lists a few thousand packages at most. */
const PACKAGES_MAX = 100_000

export async function* parseUpdates(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let update: Update | undefined
  let text = ''
  let newest = ''
  for await (const event of xmlEvents(file.bytes())) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'text') text += event.text
    else if (event.kind === 'open') {
      text = ''
      if (event.name === 'update')
        update = {
          type: event.attributes['type'] ?? '',
          texts: new Map(),
          dates: new Map(),
          vulnerabilities: new Set(),
          packages: [],
        }
      else if (update !== undefined) open(update, event.name, event.attributes)
    } else if (update !== undefined) {
      if (event.name !== 'update') {
        if (!update.texts.has(event.name)) update.texts.set(event.name, text.trim()) // those of packages come later
        if (event.name === 'collection') delete update.module
        continue
      }
      const revisedAt = update.dates.get('updated') ?? ''
      if (revisedAt > newest) newest = revisedAt
      yield* recordsOf(update)
      update = undefined
    }
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function open(update: Update, name: string, attributes: Readonly<Record<string, string>>): void {
  if (name === 'issued' || name === 'updated') {
    const at = instantOf(attributes['date'])
    if (at !== undefined) update.dates.set(name, at)
  } else if (name === 'reference') {
    const cve = cveIdOf(attributes['id'])
    if (cve !== undefined) update.vulnerabilities.add(cve)
    if (attributes['type'] === 'self' && attributes['href'] !== undefined) update.self = attributes['href']
  } else if (name === 'module') update.module = `${attributes['name'] ?? ''}:${attributes['stream'] ?? ''}`
  else if (name === 'package' && update.packages.length < PACKAGES_MAX)
    update.packages.push(
      defined({
        name: attributes['name'] ?? '',
        epoch: attributes['epoch'],
        version: attributes['version'] ?? '',
        release: attributes['release'] ?? '',
        architecture: attributes['arch'],
        module: update.module,
      }),
    )
}

function* recordsOf(update: Update): Generator<KnowledgeRecord | Rejection> {
  const id = update.texts.get('id') ?? ''
  if (!/^AL[BES]A-\d{4}:[\w-]{1,40}$/.test(id)) {
    yield rejection('erratum-id', `Cannot use "${id.slice(0, 80)}" as the id of an update`)
    return
  }
  const release = almaRelease(update.self, update.packages)
  if (release === undefined && update.packages.length > 0)
    yield rejection('almalinux-release', `Cannot place "${id}": neither its address nor its packages tell the release`)
  const title = update.texts.get('title') ?? ''
  const grade = update.texts.get('severity')
  yield* erratumRecords(
    defined({
      id,
      publisher: 'AlmaLinux',
      title,
      summary: update.texts.get('description'),
      grade: grade === undefined || grade === '' || grade === 'None' ? gradeIn(title) : grade,
      publishedAt: update.dates.get('issued'),
      revisedAt: update.dates.get('updated'),
      isSecurity: update.type === 'security',
      vulnerabilities: [...update.vulnerabilities],
      statements: release === undefined ? [] : update.packages.flatMap((item) => almaPackage(item, release) ?? []),
      reference: update.self,
    }),
  )
}
