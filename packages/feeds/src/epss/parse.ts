/**
 * Reads a day of EPSS scores, as table or as answers of the interface. Source: first.org/epss/data_stats and /api.
 *
 * Three generations of the table: `cve,epss` (until 2021-04), `cve,epss,percentile` (2021-09), and since 2022 a first
 * line with the model and the day, which the older ones have in their file name only. The interface names no model.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { EpssRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { csvRows } from '../reading/csv.ts'
import { plainName } from '../reading/files.ts'
import { jsonEntries } from '../reading/json.ts'

/** An entry of the interface has 100 bytes; with `scope=time-series` 3 kB. */
const ENTRY_BYTES_MAX = 65_536

type Item = EpssRecord | Rejection | StatedAt

/** Cost: the table of one day at some 400,000 rows/s; memory of one row. */
export function parse(file: FeedFile): AsyncGenerator<Item> {
  return plainName(file.path).endsWith('.json') ? parseAnswer(file) : parseTable(file)
}

type Head = { readonly day: string; readonly model: string | undefined; readonly percentile: boolean }

async function* parseTable(file: FeedFile): AsyncGenerator<Item> {
  let model: string | undefined
  let day = dayOf(/\d{4}-\d\d-\d\d/.exec(plainName(file.path))?.[0])
  let head: Head | undefined
  for await (const row of csvRows(file.bytes())) {
    if (row.kind === 'rejection') yield row
    else if (head !== undefined) yield recordOf(row.cells, head, row.line)
    else if (row.cells[0]?.startsWith('#') === true) {
      const comment = row.cells.join(',')
      model = /model_version:([\w.-]{1,40})/.exec(comment)?.[1]
      day = dayOf(/score_date:(\d{4}-\d\d-\d\d)/.exec(comment)?.[1]) ?? day
    } else if (row.cells[0] !== 'cve' || row.cells[1] !== 'epss' || day === undefined) {
      yield rejection(
        'epss-head',
        'Cannot read the scores: the head must be "cve,epss" and the day must be stated',
        `line ${row.line}`,
      )
      return
    } else {
      head = { day, model, percentile: row.cells[2] === 'percentile' }
      yield { kind: 'stated', at: day }
    }
  }
}

function recordOf(cells: readonly string[], head: Head, line: number): EpssRecord | Rejection {
  const [cve, epss, percentile] = cells
  return scored(cve, epss, head.percentile ? percentile : undefined, head.day, head.model, `line ${line}`)
}

/** An answer without data (rejected or unknown CVE) is no answer and no error. */
async function* parseAnswer(file: FeedFile): AsyncGenerator<Item> {
  let newest = ''
  for await (const entry of jsonEntries(file.bytes(), { path: ['data'], depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const { cve, epss, percentile, date } = isObject(entry.value) ? entry.value : {}
    const day = dayOf(date)
    if (day !== undefined && day > newest) newest = day
    yield scored(cve, epss, percentile, day, undefined, entry.path.join('/'))
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function scored(
  cve: unknown,
  epss: unknown,
  percentile: unknown,
  scoredAt: string | undefined,
  model: string | undefined,
  at: string,
): EpssRecord | Rejection {
  const vulnerability = cveIdOf(cve)
  const score = shareOf(epss)
  const place = percentile === undefined ? undefined : shareOf(percentile)
  if (
    vulnerability === undefined ||
    score === undefined ||
    scoredAt === undefined ||
    (percentile !== undefined && place === undefined)
  )
    return rejection(
      'epss-entry',
      'Cannot read a score: it must have a CVE id, a day, and a score and a percentile from 0 to 1',
      at,
    )
  return {
    kind: 'epss',
    vulnerability,
    score,
    ...(place === undefined ? {} : { percentile: place }),
    ...(model === undefined ? {} : { model }),
    scoredAt,
  }
}

/** Decimals from 0 to 1, as numbers or (interface) as text; small ones also as `9e-05`. */
function shareOf(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && /^\d\.?\d{0,20}(?:e-\d{1,2})?$/i.test(value)
      ? Number(value)
      : typeof value === 'number'
        ? value
        : Number.NaN
  return number >= 0 && number <= 1 ? number : undefined
}
