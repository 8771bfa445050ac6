/**
 * Reads the CVE records of OpenSSL as its project keeps them, and its statements: which lines have ended, and which CVE it
 * does not hold for flaws of OpenSSL. Source: openssl-library.org, `secjson`; CVE record format 5.x.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, LifecyclePhase, Rejection } from '@hygie/core/knowledge/record'
import { cpeKey } from '@hygie/core/product-key'
import type { CveAffected } from '@hygie/standards/cve5/affected'
import { isObject, objectsOf, textOf, type Problems } from '@hygie/standards/json/fields'
import { everyVersion } from '@hygie/versions/range'
import { cveRecords } from '../cve-json5/parse.ts'
import { cveIdOf } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'

const CRITERIA = 'cpe:2.3:a:openssl:openssl:*:*:*:*:*:*:*:*'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return plainName(file.path).toLowerCase() === 'statements.json' ? parseStatements(file) : cveRecords(file, named)
}

/** In OpenSSL's own list, OpenSSL by OpenSSL is one product; a record that names another product keeps its words. */
function named(product: CveAffected): CveAffected {
  return product.vendor === 'OpenSSL' && product.product === 'OpenSSL' && product.cpes.length === 0
    ? { ...product, cpes: [CRITERIA] }
    : product
}

const BYTES_MAX = MIB

async function* parseStatements(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection> {
  const document = await jsonDocument(file.bytes(), BYTES_MAX)
  if (!document.ok || !isObject(document.value)) {
    yield document.ok
      ? rejection('openssl-statements', 'Cannot read the statements: must be an object', '$')
      : rejectionOf(document.error)
    return
  }
  const problems: Problems = []
  for (const { value, at } of objectsOf(document.value, 'statements', '$', problems)) {
    const base = textOf(value, 'base', at, problems) ?? ''
    const text = textOf(value, 'text', at, problems) ?? ''
    if (base === 'none') continue // of all lines together; each has its own
    yield endOf(base, text) ?? rejection('openssl-statement', `Cannot read what is said of "${base.slice(0, 40)}"`, at)
  }
  for (const { value, at } of objectsOf(document.value, 'disputed', '$', problems)) {
    const vulnerability = cveIdOf(textOf(value, 'cve', at, problems))
    const base = textOf(value, 'base', at, problems) ?? ''
    const note = (textOf(value, 'text', at, problems) ?? '').slice(0, NOTE_CHARS_MAX)
    if (vulnerability === undefined) yield rejection('openssl-statement', 'Cannot read a dispute: it names no CVE', at)
    else yield* disputeOf(vulnerability, base, note)
  }
  for (const problem of problems) yield rejectionOf(problem)
}

const NOTE_CHARS_MAX = 2000

/** Of every line it says `none`. What is said of one line or of the FIPS module alone says nothing of the others. */
function disputeOf(vulnerability: string, base: string, note: string): readonly KnowledgeRecord[] {
  const mark = { kind: 'vulnerability' as const, id: vulnerability, tags: ['disputed'] }
  if (base !== 'none' || note === '') return [mark]
  return [
    mark,
    {
      kind: 'claim',
      vulnerability,
      product: cpeKey('a', 'openssl', 'openssl'),
      range: everyVersion('generic'),
      status: 'notAffected',
      note,
      cpe: { criteria: CRITERIA },
    },
  ]
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `OpenSSL 1.0.2 is out of support since 1st January 2020 … Extended support is available …` */
function endOf(base: string, text: string): KnowledgeRecord | undefined {
  if (!/^\d{1,2}(?:\.\d{1,3}){1,2}$/.test(base) || !/\bis out of support\b/.test(text)) return undefined
  const [, day = '', month = '', year = ''] = /since (\d{1,2})(?:st|nd|rd|th) ([A-Z][a-z]{2,8}) (\d{4})/.exec(text) ?? []
  const on = dayOf(`${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`)
  const phases: readonly LifecyclePhase[] = [
    { phase: 'security', ends: on === undefined ? 'over' : { on }, conditional: false },
    ...(text.includes('Extended support is available')
      ? [{ phase: 'extended' as const, ends: 'not-over' as const, conditional: true }]
      : []),
  ]
  return {
    kind: 'lifecycle',
    product: 'openssl',
    cycle: base,
    title: `OpenSSL ${base}`,
    phases,
    identifiers: ['cpe:a:openssl:openssl'],
    note: text.slice(0, NOTE_CHARS_MAX),
  }
}
