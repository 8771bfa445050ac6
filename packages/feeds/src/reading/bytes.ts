/** Byte streams that may break: the one error that crosses them, and reading them whole within a bound. */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, failure, ok } from '@hygie/versions/result'
import type { Rejection } from '@hygie/core/knowledge/record'

export type Bytes = AsyncIterable<Uint8Array>

/**
 * Thrown while bytes of a damaged or oversized file are read, because an iterable has no other way to tell.
 * Every reader in this folder catches it and gives a rejection; `readFeed` catches what is left.
 */
export class BytesBroken extends Error {
  readonly failure: Failure
  constructor(cause: Failure) {
    super(cause.message)
    this.name = 'BytesBroken'
    this.failure = cause
  }
}

export function broken(code: string, message: string, at?: string): BytesBroken {
  return new BytesBroken(failure(code, message, at))
}

export function rejection(code: string, message: string, at?: string): Rejection {
  return { kind: 'rejection', error: failure(code, message, at) }
}

export function rejectionOf({ code, message, at: inside }: Failure, at?: string): Rejection {
  return rejection(code, message, at === undefined ? inside : inside === undefined ? at : `${at} ${inside}`)
}

/** What was thrown by a library on outside bytes, in one line. */
export function causeOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.split('\n', 1)[0]?.slice(0, 200) ?? ''
}

export function failureOf(thrown: unknown): Failure {
  return thrown instanceof BytesBroken
    ? thrown.failure
    : { code: 'feed-defect', message: `Cannot go on reading: ${causeOf(thrown)}` }
}

/** Errors: bytes-many above `bytesMax`, or whatever broke the source. Reads no further than the bound. */
export async function readAll(bytes: Bytes, bytesMax: number): Promise<Result<Buffer>> {
  const chunks: Uint8Array[] = []
  let count = 0
  try {
    for await (const chunk of bytes) {
      count += chunk.length
      if (count > bytesMax) return fail('bytes-many', `Cannot hold the file: more than ${bytesMax} bytes, must be at most that`)
      chunks.push(chunk)
    }
  } catch (thrown) {
    return { ok: false, error: failureOf(thrown) }
  }
  const [only] = chunks
  if (only !== undefined && chunks.length === 1) return ok(Buffer.from(only.buffer, only.byteOffset, only.byteLength))
  return ok(Buffer.concat(chunks, count))
}

/** UTF-8 without its mark; undefined when the bytes are not UTF-8, so that nothing is replaced in silence. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return DECODER.decode(bytes)
  } catch {
    return undefined
  }
}

const DECODER = new TextDecoder('utf-8', { fatal: true })
