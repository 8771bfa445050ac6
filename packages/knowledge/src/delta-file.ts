/**
 * The form of a delta file.
 *
 *   payload   zstd of lines of JSON: first the engine, then for each table its name and steps of
 *             [rows kept, rows dropped, [rows added]] in the order of the table
 *   trailer   448 bytes:
 *               0   8 magic `HYGIEKD1`        88 256 the target's own seal
 *               8   4 schema                 344  32 public key of who made the delta
 *              12   4 reserved, 0            376  64 signature over bytes 0–375
 *              16   8 length of the payload  440   8 reserved, 0
 *              24  32 SHA-256 of the payload
 *              56  32 hash of the base
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { zstdDecompressSync } from 'node:zlib'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { publicKeyObject, type SigningKey, type Trust } from './keys.ts'
import { limits } from './limits.ts'
import { parseSeal, SEAL_BYTES, type Seal } from './seal.ts'
import { SCHEMA } from './tables.ts'

export const DELTA_TRAILER_BYTES = 448
const MAGIC = Buffer.from('HYGIEKD1', 'latin1')
const TARGET_AT = 88
const KEY_AT = TARGET_AT + SEAL_BYTES
const SIGNED_BYTES = KEY_AT + 32
const SIGNATURE_END = SIGNED_BYTES + 64

export type Delta = {
  /** Hash of the file that it starts from. */
  readonly base: string
  readonly target: Seal
  readonly targetSeal: Buffer
  /** Lines of JSON. */
  readonly payload: Buffer
  /** Raw public key of who made it. */
  readonly key: string
}

export function deltaTrailer(
  payloadBytes: number,
  payloadHash: Uint8Array,
  base: string,
  targetSeal: Uint8Array,
  key: SigningKey,
): Buffer {
  const trailer = Buffer.alloc(DELTA_TRAILER_BYTES)
  MAGIC.copy(trailer, 0)
  trailer.writeUInt32BE(SCHEMA, 8)
  trailer.writeBigUInt64BE(BigInt(payloadBytes), 16)
  trailer.set(payloadHash, 24)
  trailer.set(Buffer.from(base, 'hex'), 56)
  trailer.set(targetSeal, TARGET_AT)
  trailer.set(Buffer.from(key.publicKey, 'hex'), KEY_AT)
  trailer.set(key.sign(trailer.subarray(0, SIGNED_BYTES)), SIGNED_BYTES)
  return trailer
}

/** Signature and hash are checked before a byte is unpacked; maker of the delta and of the target must both be trusted. */
export function readDelta(path: string, trust: Trust): Result<Delta> {
  const bytes = readBounded(path)
  if (!bytes.ok) return bytes
  const broken = (code: string, what: string): { readonly ok: false; readonly error: Failure } =>
    fail(code, `Cannot apply "${path}": ${what}`, path)
  const payloadBytes = bytes.value.length - DELTA_TRAILER_BYTES
  const trailer = bytes.value.subarray(Math.max(payloadBytes, 0))
  if (payloadBytes < 0 || !trailer.subarray(0, 8).equals(MAGIC))
    return broken('delta-foreign', 'not a delta, or cut; get it again')
  const key = trailer.toString('hex', KEY_AT, SIGNED_BYTES)
  const isSigned = verify(
    null,
    trailer.subarray(0, SIGNED_BYTES),
    createPublicKey(publicKeyObject(key)),
    trailer.subarray(SIGNED_BYTES, SIGNATURE_END),
  )
  const isClean = trailer.readUInt32BE(12) === 0 && trailer.subarray(SIGNATURE_END).every((byte) => byte === 0)
  const packed = bytes.value.subarray(0, payloadBytes)
  const isWhole =
    trailer.readBigUInt64BE(16) === BigInt(payloadBytes) &&
    createHash('sha256').update(packed).digest().equals(trailer.subarray(24, 56))
  if (!isSigned || !isClean || !isWhole) return broken('delta-tampered', 'it was changed after signing; get it again')
  if (trailer.readUInt32BE(8) !== SCHEMA)
    return broken(
      'delta-schema',
      `it is for schema ${trailer.readUInt32BE(8)}, this program writes ${SCHEMA}; take the whole file`,
    )
  const targetSeal = Buffer.from(trailer.subarray(TARGET_AT, KEY_AT))
  const target = parseSeal(targetSeal, Number(targetSeal.readBigUInt64BE(16)) + SEAL_BYTES)
  if (!target.ok) return broken('delta-tampered', 'the seal of its target is not signed; get it again')
  for (const signer of [key, target.value.key])
    if (!trust.keys.has(signer))
      return broken(
        'delta-untrusted',
        `signed by key ${signer.slice(0, 16)}…, which is not trusted here; if you know whose it is, trust it with "hygie kb trust"`,
      )
  try {
    const payload = zstdDecompressSync(packed, { maxOutputLength: limits.deltaUnpackedBytesMax })
    return ok({ base: trailer.toString('hex', 56, 88), target: target.value, targetSeal, payload, key })
  } catch (thrown) {
    return broken(
      'delta-broken',
      `it does not unpack (${thrown instanceof Error ? thrown.message : String(thrown)}); get it again`,
    )
  }
}

/** The parsed lines of a payload; a line that is no JSON array ends the reading with undefined. */
export function* payloadLines(payload: Buffer): Generator<readonly unknown[] | undefined, undefined> {
  for (let start = 0; start < payload.length;) {
    const newline = payload.indexOf(10, start)
    const end = newline < 0 ? payload.length : newline
    yield parseLine(payload.toString('utf8', start, end))
    start = end + 1
  }
  return undefined
}

function parseLine(line: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return Array.isArray(value) ? (value as readonly unknown[]) : undefined
  } catch {
    return undefined
  }
}

function readBounded(path: string): Result<Buffer> {
  try {
    const { size } = statSync(path)
    if (size > limits.deltaBytesMax)
      return fail(
        'delta-too-large',
        `Cannot apply "${path}": ${size} bytes, at most ${limits.deltaBytesMax}; take the whole file`,
        path,
      )
    return ok(readFileSync(path))
  } catch {
    return fail('delta-absent', `Cannot apply "${path}": no readable file`, path)
  }
}
