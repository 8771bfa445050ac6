/**
 * Reads names of products out of a dictionary of 1.4 million names of versions. Source: CPE dictionary 2.3 (XML), NVD
 * CPE API 2.0.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { NameRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject, listOf, own, type JsonObject } from '@hygie/standards/json/fields'
import { instantOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonEntries } from '../reading/json.ts'
import { xmlEvents } from '../reading/xml.ts'
import { runsOf, type Named } from './runs.ts'

const ENTRY_BYTES_MAX = 1_048_576
const DICTIONARY = 'http://cpe.mitre.org/dictionary/2.0'
const EXTENSION = 'http://scap.nist.gov/schema/cpe-extension/2.3'

/** One record for each run of names of one product; products whose names are scattered are given several times. */
export function parse(file: FeedFile): AsyncGenerator<NameRecord | Rejection | StatedAt> {
  return runsOf(plainName(file.path).endsWith('.xml') ? dictionaryNames(file) : answerNames(file))
}

async function* dictionaryNames(file: FeedFile): AsyncGenerator<Named | Rejection | StatedAt> {
  let item = { title: '', name: '', deprecated: false }
  let inside: string | undefined
  let isEnglish = false
  let sawList = false
  for await (const event of xmlEvents(file.bytes())) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'text') {
      if (inside === 'title' && isEnglish) item.title += event.text
      const at = inside === 'timestamp' ? instantOf(event.text) : undefined
      if (at !== undefined) yield { kind: 'stated', at }
    } else if (event.kind === 'close') {
      inside = undefined
      if (event.uri === DICTIONARY && event.name === 'cpe-item') yield { kind: 'named', ...item, at: '' }
    } else if (event.uri === EXTENSION && event.name === 'cpe23-item') item.name = event.attributes['name'] ?? ''
    else if (event.uri === DICTIONARY && event.name === 'cpe-list') sawList = true
    else if (!sawList) {
      yield rejection('cpe-list', 'Cannot read the dictionary: its root must be cpe-list', `line ${event.line}`)
      return
    } else if (event.uri === DICTIONARY) {
      inside = event.name
      if (event.name === 'cpe-item') item = { title: '', name: '', deprecated: event.attributes['deprecated'] === 'true' }
      else if (event.name === 'title')
        isEnglish = Object.entries(event.attributes).some(([key, value]) => key.endsWith('lang') && /^en\b/i.test(value))
    }
  }
}

async function* answerNames(file: FeedFile): AsyncGenerator<Named | Rejection | StatedAt> {
  const entries = jsonEntries(file.bytes(), { path: ['products'], depth: 1, entryBytesMax: ENTRY_BYTES_MAX, siblings: true })
  for await (const entry of entries) {
    if (entry.kind === 'rejection') yield entry
    else if (entry.path[0] === 'timestamp') {
      const at = instantOf(entry.value)
      if (at !== undefined) yield { kind: 'stated', at }
    } else if (entry.path[0] === 'products') {
      const cpe = isObject(entry.value) ? own(entry.value, 'cpe') : undefined
      const [name, at] = [isObject(cpe) ? own(cpe, 'cpeName') : undefined, entry.path.join('/')]
      if (!isObject(cpe) || typeof name !== 'string')
        yield rejection('cpe-entry', 'Cannot read an entry: it must hold a CPE name', at)
      else yield { kind: 'named', name, title: englishTitle(cpe), deprecated: own(cpe, 'deprecated') === true, at }
    }
  }
}

function englishTitle(cpe: JsonObject): string {
  for (const entry of listOf(cpe, 'titles', '$', []))
    if (isObject(entry) && own(entry, 'lang') === 'en') {
      const title = own(entry, 'title')
      if (typeof title === 'string') return title
    }
  return ''
}
