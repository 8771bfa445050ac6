/** Digests of an image's parts. Source: OCI image specification 1.1, "Digests". */
import { createHash, type Hash } from 'node:crypto'
import type { Failure } from '@hygie/versions/result'

const SHAPE = /^(?:(sha256):([0-9a-f]{64})|(sha512):([0-9a-f]{128}))$/

/** Where a layout keeps the blob; empty for what is no digest that can be checked. */
export function digestPath(digest: string): string {
  return SHAPE.test(digest) ? `blobs/${digest.replace(':', '/')}` : ''
}

/** Undefined when the digest is none that can be checked. */
export function hashFor(digest: string): Hash | undefined {
  const match = SHAPE.exec(digest)
  return match === null ? undefined : createHash(match[1] ?? match[3] ?? '')
}

export function checkHash(hash: Hash, digest: string, name: string): Failure | undefined {
  const found = hash.digest('hex')
  return digest.endsWith(`:${found}`)
    ? undefined
    : { code: 'image-digest', message: `Cannot trust "${name}" of the image: its digest is ${found}, must be ${digest}` }
}

export function checkDigest(bytes: Uint8Array, digest: string, name: string): Failure | undefined {
  const hash = hashFor(digest)
  return hash === undefined
    ? { code: 'image-digest', message: `Cannot check "${name}" of the image: "${digest.slice(0, 80)}" is no digest known here` }
    : checkHash(hash.update(bytes), digest, name)
}
