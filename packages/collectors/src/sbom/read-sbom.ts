/** A bill of materials in any of its forms → inventory: CycloneDX JSON and XML, SPDX 2 JSON and tag-value, SPDX 3, in-toto statements around them. */
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { parseJsonBytes } from '@hygie/standards/json/parse'
import { parseCycloneDx } from '@hygie/standards/cyclonedx/bom'
import { parseCycloneDxXml } from '@hygie/standards/cyclonedx/xml'
import { readGraph } from '@hygie/standards/spdx/graph'
import { parseSpdx } from '@hygie/standards/spdx/json'
import { parseSpdxTagValue } from '@hygie/standards/spdx/tag-value'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { billOfCycloneDx } from './cyclonedx-bill.ts'
import type { Bill } from './parts.ts'
import { readBill, type BillReading } from './read-bill.ts'
import { billOfSpdx } from './spdx-bill.ts'

/**
 * `collectedAt` is used when the bill gives no time of its own.
 *
 * Errors  sbom-form, and those of the formats
 * Cost    linear in the document
 */
export function readSbom(
  bytes: Uint8Array,
  head: { readonly target: string; readonly collectedAt: string },
): Result<BillReading> {
  const bill = parseBill(bytes)
  if (!bill.ok) return bill
  const reading = readBill(bill.value.bill, { target: head.target, collectedAt: bill.value.bill.createdAt ?? head.collectedAt })
  return ok({ inventory: reading.inventory, problems: [...bill.value.problems, ...reading.problems] })
}

type Parsed = { readonly bill: Bill; readonly problems: readonly Failure[] }

function parseBill(bytes: Uint8Array): Result<Parsed> {
  const head = Buffer.from(bytes.subarray(0, 4_096))
    .toString('utf8')
    .replace(/^\u{feff}/u, '')
    .trimStart()
  if (head.startsWith('<')) return fromCycloneDx(parseCycloneDxXml(bytes))
  if (/^SPDXVersion:/m.test(head)) return fromSpdx(parseSpdxTagValue(Buffer.from(bytes).toString('utf8')))
  const json = parseJsonBytes(bytes)
  if (!json.ok) return json
  return fromJson(json.value, 0)
}

function fromJson(value: unknown, depth: number): Result<Parsed> {
  if (!isObject(value)) return unknownForm()
  if (own(value, 'bomFormat') === 'CycloneDX') return fromCycloneDx(parseCycloneDx(value))
  if (typeof own(value, 'spdxVersion') === 'string') return fromSpdx(parseSpdx(value))
  if (own(value, '@graph') !== undefined) return fromSpdx(readGraph(value))
  const inner = innerDocument(value)
  return inner === undefined || depth >= 4 ? unknownForm() : fromJson(inner, depth + 1)
}

/** DSSE envelopes hold an in-toto statement in base64; a statement holds the bill as its predicate, some in a field `Data`. */
function innerDocument(value: JsonObject): unknown {
  const payload = own(value, 'payload')
  if (typeof payload === 'string' && typeof own(value, 'payloadType') === 'string') {
    const parsed = parseJsonBytes(Buffer.from(payload, 'base64'))
    return parsed.ok ? parsed.value : undefined
  }
  const predicate = own(value, 'predicate')
  if (!isObject(predicate)) return undefined
  const data = own(predicate, 'Data')
  if (typeof data !== 'string') return data ?? predicate
  const parsed = parseJsonBytes(Buffer.from(data, 'utf8'))
  return parsed.ok ? parsed.value : undefined
}

function unknownForm(): Result<never> {
  return fail('sbom-form', 'Cannot read a bill of materials: neither CycloneDX nor SPDX')
}

function fromCycloneDx(read: ReturnType<typeof parseCycloneDx>): Result<Parsed> {
  return read.ok ? ok({ bill: billOfCycloneDx(read.value.bom), problems: read.value.problems }) : read
}

function fromSpdx(read: ReturnType<typeof parseSpdx>): Result<Parsed> {
  return read.ok ? ok({ bill: billOfSpdx(read.value.document), problems: read.value.problems }) : read
}
