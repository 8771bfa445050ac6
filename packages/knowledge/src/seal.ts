/**
 * The seal: 256 bytes behind SQLite's pages, which SQLite does not read.
 *
 *   0  8  magic `HYGIEKB1`          56 32  public key, raw Ed25519
 *   8  4  schema (big-endian)        88 64  signature over bytes 0–87
 *  12  4  reserved, 0               152 104 reserved, 0
 *  16  8  length of the pages
 *  24 32  SHA-256 of the pages
 *
 * The signature covers the length and the hash, so the seal is checked in microseconds and the pages by one hash over
 * them. Ed25519 is deterministic: the same pages and key give the same file; without the seal they are equal everywhere.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { closeSync, openSync, readSync, fstatSync } from 'node:fs'
import { fail, ok, type Result } from '@hygie/versions/result'
import { publicKeyObject, type SigningKey } from './keys.ts'

export const SEAL_BYTES = 256
const MAGIC = Buffer.from('HYGIEKB1', 'latin1')
const SIGNED_BYTES = 88
const SIGNATURE_END = 152
const READ_BYTES = 1 << 20

export type Seal = {
  readonly schema: number
  readonly pagesBytes: number
  /** SHA-256 of the pages, hexadecimal: the knowledge file's hash. */
  readonly hash: string
  /** Raw public key, hexadecimal. */
  readonly key: string
}

export function sealOf(pagesBytes: number, hash: Uint8Array, schema: number, key: SigningKey): Buffer {
  const seal = Buffer.alloc(SEAL_BYTES)
  MAGIC.copy(seal, 0)
  seal.writeUInt32BE(schema, 8)
  seal.writeBigUInt64BE(BigInt(pagesBytes), 16)
  seal.set(hash, 24)
  seal.set(Buffer.from(key.publicKey, 'hex'), 56)
  seal.set(key.sign(seal.subarray(0, SIGNED_BYTES)), SIGNED_BYTES)
  return seal
}

/** Reads and checks the seal's form and signature. Who signed is for the caller to trust. */
export function parseSeal(seal: Buffer, fileBytes: number): Result<Seal> {
  if (seal.length !== SEAL_BYTES || !seal.subarray(0, 8).equals(MAGIC))
    return fail(
      'knowledge-foreign',
      'Cannot open: no seal at the end, the file is not a knowledge file or was cut; copy it again, or build it with "hygie kb build"',
    )
  const pagesBytes = Number(seal.readBigUInt64BE(16))
  if (pagesBytes + SEAL_BYTES !== fileBytes)
    return fail(
      'knowledge-truncated',
      `Cannot open: the file has ${fileBytes} bytes, its seal says ${pagesBytes + SEAL_BYTES}; copy it again`,
    )
  const key = seal.toString('hex', 56, 88)
  const isClean = seal.subarray(SIGNATURE_END).every((byte) => byte === 0) && seal.readUInt32BE(12) === 0
  const isSigned = verify(
    null,
    seal.subarray(0, SIGNED_BYTES),
    createPublicKey(publicKeyObject(key)),
    seal.subarray(SIGNED_BYTES, SIGNATURE_END),
  )
  if (!isSigned || !isClean)
    return fail(
      'knowledge-tampered',
      'Cannot open: the signature does not match, the file was changed after signing; get it again from where it was built',
    )
  return ok({ schema: seal.readUInt32BE(8), pagesBytes, hash: seal.toString('hex', 24, 56), key })
}

/** The last bytes of an open file, and its length. */
export function readSeal(descriptor: number): { readonly seal: Buffer; readonly fileBytes: number } {
  const fileBytes = fstatSync(descriptor).size
  const seal = Buffer.alloc(Math.min(SEAL_BYTES, fileBytes))
  readSync(descriptor, seal, 0, seal.length, fileBytes - seal.length)
  return { seal, fileBytes }
}

/** SHA-256 over the first `bytes` of a file. Cost: one read of the file, some 500 MB/s or more. */
export function hashFile(path: string, bytes: number): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    for (let offset = 0; offset < bytes;) {
      const read = readSync(descriptor, buffer, 0, Math.min(READ_BYTES, bytes - offset), offset)
      if (read === 0) break
      hash.update(buffer.subarray(0, read))
      offset += read
    }
    return hash.digest()
  } finally {
    closeSync(descriptor)
  }
}
