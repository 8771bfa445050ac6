/**
 * Evidence that came from outside: JSON, the kit's section-marked text, either of them gzipped → `Evidence`.
 *
 * Probes this Hygie does not know are kept as they are; what cannot be one is refused, with the reason.
 */
import { gunzipSync } from 'node:zlib'
import type { Evidence, ProbeRecord, ProbeStatus } from '@hygie/core/evidence/evidence'
import { isObject, own } from '@hygie/standards/json/fields'
import { parseJsonBytes } from '@hygie/standards/json/parse'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { evidenceBytesMax, probesMax } from './limits.ts'
import { parseSections } from './linux/sections.ts'

export type EvidenceReading = { readonly evidence: Evidence; readonly problems: readonly Failure[] }

const STATUSES: ReadonlySet<unknown> = new Set(['ok', 'absent', 'denied', 'failed', 'timedOut'] satisfies ProbeStatus[])
const NAME = /^[a-z0-9][a-z0-9._-]{0,127}$/i
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/**
 * Errors  evidence-large, evidence-gzip, evidence-format, evidence-newer, evidence-probes, those of JSON
 * Cost    linear; at most 64 MiB unpacked
 */
export function parseEvidence(bytes: Uint8Array): Result<EvidenceReading> {
  const unpacked = unpack(bytes)
  if (!unpacked.ok) return unpacked
  const plain = unpacked.value
  return firstCharacter(plain) === '{' ? parseJsonEvidence(plain) : parseSections(plain)
}

/** Whether a file's first bytes look like evidence, packed or not: for recognising a plain path. */
export function looksLikeEvidence(head: string): boolean {
  return /^hygie\.evidence-text\/1 /m.test(head) || /"format"\s*:\s*"hygie\.evidence\//.test(head)
}

export function unpack(bytes: Uint8Array, bytesMax = evidenceBytesMax): Result<Uint8Array> {
  if (bytes.length > bytesMax) return fail('evidence-large', `Cannot read ${bytes.length} bytes: must be at most ${bytesMax}`)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes)
  try {
    return ok(gunzipSync(bytes, { maxOutputLength: bytesMax }))
  } catch (cause) {
    if (cause instanceof RangeError) return fail('evidence-large', `Cannot unpack: more than ${bytesMax} bytes`)
    return fail('evidence-gzip', 'Cannot unpack: the gzip data is broken')
  }
}

function firstCharacter(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes.subarray(0, 64))
      .toString('utf8')
      .replace(/^\u{feff}/u, '')
      .trimStart()[0] ?? ''
  )
}

function parseJsonEvidence(bytes: Uint8Array): Result<EvidenceReading> {
  const parsed = parseJsonBytes(bytes)
  if (!parsed.ok) return parsed
  const document = parsed.value
  const format = isObject(document) ? own(document, 'format') : undefined
  if (!isObject(document) || typeof format !== 'string' || !format.startsWith('hygie.evidence/'))
    return fail('evidence-format', 'Cannot read evidence: "format" is not "hygie.evidence/1"', '$.format')
  if (format !== 'hygie.evidence/1')
    return fail(
      'evidence-newer',
      `Cannot read evidence of format "${format.slice(0, 40)}": this Hygie reads hygie.evidence/1, a newer one wrote it`,
      '$.format',
    )
  const list = own(document, 'probes')
  if (!Array.isArray(list)) return fail('evidence-format', 'Cannot read evidence: "probes" is not a list', '$.probes')
  if (list.length > probesMax)
    return fail('evidence-probes', `Cannot read evidence: ${list.length} probes, must be at most ${probesMax}`, '$.probes')
  const problems: Failure[] = []
  const probes: ProbeRecord[] = []
  for (const [index, value] of (list as readonly unknown[]).entries()) {
    const record = parseRecord(value, `$.probes[${index}]`)
    if (record.ok) probes.push(record.value)
    else problems.push(record.error)
  }
  const collectedAt = own(document, 'collectedAt')
  if (typeof collectedAt !== 'string' || !TIME.test(collectedAt))
    return fail(
      'evidence-format',
      'Cannot read evidence: "collectedAt" is not a time such as 2026-11-24T10:00:00Z',
      '$.collectedAt',
    )
  const collector = own(document, 'collector')
  return ok({
    evidence: {
      format: 'hygie.evidence/1',
      collectedAt,
      collector: {
        name: shortText(isObject(collector) ? own(collector, 'name') : undefined),
        version: shortText(isObject(collector) ? own(collector, 'version') : undefined),
      },
      target: shortText(own(document, 'target')),
      probes,
    },
    problems,
  })
}

function parseRecord(value: unknown, at: string): Result<ProbeRecord> {
  if (!isObject(value)) return fail('evidence-probe', 'Cannot read a probe: it is no object', at)
  const [probe, status, output, encoding, error, durationMs] = [
    'probe',
    'status',
    'output',
    'encoding',
    'error',
    'durationMs',
  ].map((key) => own(value, key))
  if (typeof probe !== 'string' || !NAME.test(probe)) return fail('evidence-probe', 'Cannot read a probe: it has no name', at)
  if (!STATUSES.has(status)) return fail('evidence-probe', `Cannot read probe "${probe}": its status is unknown`, at)
  if (output !== undefined && typeof output !== 'string')
    return fail('evidence-probe', `Cannot read probe "${probe}": its output is no text`, at)
  if (encoding !== undefined && encoding !== 'base64')
    return fail('evidence-probe', `Cannot read probe "${probe}": its encoding is unknown`, at)
  return ok({
    probe,
    status: status as ProbeStatus, // one of STATUSES
    durationMs: typeof durationMs === 'number' && Number.isFinite(durationMs) && durationMs >= 0 ? durationMs : 0,
    ...(output === undefined ? {} : { output }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(typeof error === 'string' ? { error: error.slice(0, 1_000) } : {}),
  })
}

function shortText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 256) : ''
}
