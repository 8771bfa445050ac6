/**
 * The updates in `updateinfo.xml` of a repository, one at a time. Source: createrepo_c, `updateinfo`; yum and dnf read the
 * same. The elements are in no namespace. What an update means for a system its feed says.
 */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { instantOf } from '../fields/instant.ts'
import { xmlEvents } from '../reading/xml.ts'
import type { RpmBuild } from '../rpm-claims/build.ts'

export type Update = {
  readonly kind: 'listed'
  readonly at: string
  /** `security`, `bugfix`, `enhancement`, `newpackage`. */
  readonly type: string
  /** `final`, `stable`, `testing`, `retracted`. */
  readonly status: string
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly severity?: string
  readonly release?: string
  readonly issuedAt?: string
  readonly updatedAt?: string
  readonly references: readonly UpdateReference[]
  readonly packages: readonly UpdatePackage[]
}
export type UpdateReference = {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly url?: string
}
/** `collection` is the short name of the list that the package stood in: `F43`, `amazon-linux-2`. */
export type UpdatePackage = RpmBuild & { readonly collection: string }

/** One update lists a few thousand packages at most, and some hundred references. */
const PACKAGES_MAX = 100_000
const REFERENCES_MAX = 10_000

type Draft = {
  readonly at: string
  readonly attributes: Readonly<Record<string, string>>
  readonly texts: Map<string, string>
  readonly dates: Map<string, string>
  readonly references: UpdateReference[]
  readonly packages: UpdatePackage[]
  collection: string
  module?: string
}

/**
 * Shape   in the order of the file; texts are trimmed, absent and empty ones are left out
 * Errors  those of `xmlEvents`; an update that is cut off is none
 * Cost    memory of one update
 */
export async function* updatesOf(file: FeedFile): AsyncGenerator<Update | Rejection> {
  let draft: Draft | undefined
  let text = ''
  for await (const event of xmlEvents(file.bytes())) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'text') text += event.text
    else if (event.kind === 'open') {
      text = ''
      if (event.name === 'update') draft = draftOf(event.attributes, event.line)
      else if (draft !== undefined) open(draft, event.name, event.attributes)
    } else if (draft !== undefined) {
      if (event.name === 'update') {
        yield updateOf(draft)
        draft = undefined
      } else {
        if (!draft.texts.has(event.name)) draft.texts.set(event.name, text.trim()) // those of packages come later
        if (event.name === 'collection') {
          draft.collection = ''
          delete draft.module
        }
      }
    }
  }
}

function draftOf(attributes: Readonly<Record<string, string>>, line: number): Draft {
  return {
    at: `line ${line}`,
    attributes,
    texts: new Map(),
    dates: new Map(),
    references: [],
    packages: [],
    collection: '',
  }
}

function open(draft: Draft, name: string, attributes: Readonly<Record<string, string>>): void {
  if (name === 'issued' || name === 'updated') {
    const at = instantOf(attributes['date'])
    if (at !== undefined) draft.dates.set(name, at)
  } else if (name === 'reference' && draft.references.length < REFERENCES_MAX)
    draft.references.push(
      defined({
        id: attributes['id'] ?? '',
        type: attributes['type'] ?? '',
        title: attributes['title'] ?? '',
        url: attributes['href'],
      }),
    )
  else if (name === 'collection') draft.collection = attributes['short'] ?? ''
  else if (name === 'module') draft.module = `${attributes['name'] ?? ''}:${attributes['stream'] ?? ''}`
  else if (name === 'package' && draft.packages.length < PACKAGES_MAX)
    draft.packages.push(
      defined({
        name: attributes['name'] ?? '',
        epoch: attributes['epoch'],
        version: attributes['version'] ?? '',
        release: attributes['release'] ?? '',
        architecture: attributes['arch'],
        module: draft.module,
        collection: draft.collection,
      }),
    )
}

function updateOf({ at, attributes, texts, dates, references, packages }: Draft): Update {
  const said = (name: string): string | undefined => (texts.get(name) === '' ? undefined : texts.get(name))
  const severity = said('severity')
  return defined({
    kind: 'listed' as const,
    at,
    type: attributes['type'] ?? '',
    status: attributes['status'] ?? '',
    id: said('id') ?? '',
    title: said('title') ?? '',
    description: said('description'),
    severity: severity === 'None' ? undefined : severity,
    release: said('release'),
    issuedAt: dates.get('issued'),
    updatedAt: dates.get('updated'),
    references,
    packages,
  })
}
