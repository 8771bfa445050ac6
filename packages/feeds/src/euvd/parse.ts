/**
 * Reads lists, single entries and the two shapes of the catalogue of exploited vulnerabilities. Source: answers of
 * euvdservices.enisa.europa.eu/api and of github.com/enisaeu/CNW, whose shapes no standard describes.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject, own } from '@hygie/standards/json/fields'
import { rejectionOf } from '../reading/bytes.ts'
import { jsonDocument, jsonEntries, type JsonEntry } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { entryRecords } from './entry.ts'
import { exploitedRecords } from './exploited.ts'

/** The one detailed answer met has 50 kB. */
const ENTRY_BYTES_MAX = 4 * MIB

type Item = KnowledgeRecord | Rejection | StatedAt

export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  if (/[/!](?:kev|eukev)\//.test(file.path)) yield* parseEach(file, [], exploitedRecords)
  else if (/[/!]list\//.test(file.path)) yield* parseEach(file, /[/!]list\/\d/.test(file.path) ? ['items'] : [], entryRecords)
  else {
    const document = await jsonDocument(file.bytes(), ENTRY_BYTES_MAX)
    if (document.ok) yield* entryRecords(document.value, '$')
    else yield rejectionOf(document.error)
  }
}

/** A page of the search has its entries below `items`; the other lists are plain. */
async function* parseEach(
  file: FeedFile,
  path: readonly string[],
  read: (value: unknown, at: string) => Iterable<Item>,
): AsyncGenerator<Item> {
  let newest = ''
  for await (const entry of jsonEntries(file.bytes(), { path, depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') yield entry
    else
      for (const item of read(entry.value, placeOf(entry)))
        if (item.kind !== 'stated') yield item
        else if (item.at > newest) newest = item.at
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function placeOf(entry: JsonEntry): string {
  const id = isObject(entry.value) ? own(entry.value, 'id') : undefined
  return typeof id === 'string' ? `${entry.path.join('/')} ${id.slice(0, 40)}` : entry.path.join('/')
}
