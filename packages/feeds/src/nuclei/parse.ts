/**
 * Reads the three shapes in which the templates are listed: answers of the interface (a JSON list), `cves.json` (a JSON
 * object a line: `ID`, `Info`, `file_path`), and lists of ids. Source: projectdiscovery/nuclei-templates.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { ExploitationRecord, Rejection } from '@hygie/core/knowledge/record'
import { parseJson } from '@hygie/standards/json/parse'
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { parseIdList, publishedExploit } from '../fields/published-exploit.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { lines } from '../reading/text.ts'

/** A template is given whole in `raw`; the longest has 200 kB. */
const ENTRY_BYTES_MAX = 4 * MIB
const LINE_LIMITS = { charsMax: 262_144, depthMax: 32 }

type Item = ExploitationRecord | Rejection | StatedAt

export function parse(file: FeedFile): AsyncGenerator<Item> {
  const name = plainName(file.path)
  if (name.endsWith('.txt')) return parseIdList(file, 'nuclei')
  return name === 'cves.json' ? parseLines(file) : parseAnswer(file)
}

async function* parseLines(file: FeedFile): AsyncGenerator<Item> {
  for await (const line of lines(file.bytes())) {
    if (line.kind === 'rejection') yield line
    else if (line.text.trim() !== '') {
      const at = `line ${line.number}`
      const parsed = parseJson(line.text, LINE_LIMITS)
      if (!parsed.ok) yield rejectionOf({ code: parsed.error.code, message: parsed.error.message }, at)
      else if (isObject(parsed.value)) yield* lineRecords(parsed.value)
      else yield rejection('nuclei-template', 'Cannot read a template: must be an object', at)
    }
  }
}

function lineRecords(template: JsonObject): readonly Item[] {
  const vulnerability = cveIdOf(own(template, 'ID'))
  return vulnerability === undefined ? [] : [recordOf(vulnerability, own(template, 'file_path'), undefined)]
}

async function* parseAnswer(file: FeedFile): AsyncGenerator<Item> {
  let newest = ''
  for await (const entry of jsonEntries(file.bytes(), { depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') yield entry
    else if (!isObject(entry.value))
      yield rejection('nuclei-template', 'Cannot read a template: must be an object', entry.path.join('/'))
    else {
      const template = entry.value
      const changedAt = dayOf(own(template, 'updated_at')) ?? ''
      if (changedAt > newest) newest = changedAt
      const ids = idsOf(template)
      // Detections, panels and workflows name none.
      if (own(template, 'is_draft') !== true)
        for (const id of ids) yield recordOf(id, own(template, 'uri'), dayOf(own(template, 'created_at')))
    }
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

/** The template's own id, and `cve-id` of its classification: text or a list. */
function idsOf(template: JsonObject): readonly string[] {
  const classification = own(template, 'classification')
  const named = isObject(classification) ? own(classification, 'cve-id') : undefined
  const listed: readonly unknown[] = Array.isArray(named) ? named : [named]
  return [...new Set([own(template, 'id'), ...listed].flatMap((id) => cveIdOf(id) ?? []))]
}

function recordOf(vulnerability: string, path: unknown, addedAt: string | undefined): ExploitationRecord {
  const isPath = typeof path === 'string' && /^[\w./-]{1,300}\.ya?ml$/.test(path)
  return publishedExploit('nuclei', vulnerability, {
    addedAt,
    reference: isPath ? `https://github.com/projectdiscovery/nuclei-templates/blob/main/${path}` : undefined,
  })
}
