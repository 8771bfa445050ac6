/**
 * Who may sign knowledge: the installation's own Ed25519 key, made at the first build, and the public keys that somebody
 * put into the trusted folder on purpose. A file signed by any other key is refused.
 *
 *   keys/own.pem            private key, mode 0600, never leaves the installation
 *   keys/own.public.pem     to give to others
 *   keys/trusted/NAME.pem   public keys of others
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type JsonWebKeyInput, type KeyObject } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '@hygie/versions/result'

export type SigningKey = { readonly publicKey: string; readonly sign: (bytes: Uint8Array) => Uint8Array }
/** Raw public keys, hexadecimal, with the name under which each is trusted. */
export type Trust = { readonly keys: ReadonlyMap<string, string> }

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const PEM_BYTES_MAX = 4096
const TRUSTED_MAX = 1000

export function generateSigningKey(): SigningKey {
  return signingKeyOf(generateKeyPairSync('ed25519').privateKey)
}

/** The installation's own key; made on first use. Two first builds at once agree on the one that was written first. */
export function loadOwnKey(directory: string): Result<SigningKey> {
  const path = join(directory, 'own.pem')
  try {
    if (!existsSync(path)) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      // A key cut short by a full disk would refuse every later run: it is written aside and linked, which never replaces one.
      const aside = `${path}.${process.pid}.new`
      try {
        writeFileSync(aside, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
        place(aside, path)
        writeFileSync(join(directory, 'own.public.pem'), publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 })
      } catch (thrown) {
        if (!existsSync(path)) throw thrown
      } finally {
        rmSync(aside, { force: true })
      }
    }
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
    return ok(signingKeyOf(createPrivateKey(readFileSync(path, 'utf8'))))
  } catch (thrown) {
    return fail(
      'key-unreadable',
      `Cannot use the signing key "${path}": ${reasonOf(thrown)}; it must be an Ed25519 private key in PEM, readable by this account`,
      path,
    )
  }
}

/** Sticks formatted for Windows know no hard links: there the later of two first builds wins. */
function place(aside: string, path: string): void {
  try {
    linkSync(aside, path)
  } catch (thrown) {
    if (existsSync(path)) throw thrown
    renameSync(aside, path)
  }
}

/** Own key and trusted folder. Files there that are no public key are an error: a key that silently counts for nothing misleads. */
export function loadTrust(directory: string): Result<Trust> {
  const keys = new Map<string, string>()
  const own = join(directory, 'own.pem')
  if (existsSync(own)) {
    const key = loadOwnKey(directory)
    if (!key.ok) return key
    keys.set(key.value.publicKey, 'own')
  }
  const folder = join(directory, 'trusted')
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.pem'))
        .toSorted()
    : []
  for (const name of names.slice(0, TRUSTED_MAX)) {
    const path = join(folder, name)
    const key =
      statSync(path).size > PEM_BYTES_MAX
        ? fail('key-unreadable', `Cannot read "${name}": too long for a public key`, path)
        : parsePublicKey(readFileSync(path, 'utf8'))
    if (!key.ok) return fail(key.error.code, `${key.error.message}; remove or replace it`, path)
    if (!keys.has(key.value)) keys.set(key.value, name.slice(0, -'.pem'.length))
  }
  return ok({ keys })
}

/** Trusts a public key under a name from now on. Returns its raw form. */
export function trustKey(directory: string, name: string, pem: string): Result<string> {
  if (!NAME.test(name))
    return fail('key-name', `Cannot trust a key as "${name}": the name may hold letters, digits, dot, dash and underscore`)
  const key = parsePublicKey(pem)
  if (!key.ok) return key
  const folder = join(directory, 'trusted')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, `${name}.pem`), publicPem(key.value), { mode: 0o644 })
  return key
}

/** A trust of given raw keys, without a folder. */
export function trustOf(...publicKeys: readonly string[]): Trust {
  return { keys: new Map(publicKeys.map((key) => [key, key.slice(0, 16)])) }
}

/** Raw public key of a PEM text. Refuses other kinds than Ed25519, and private keys. */
export function parsePublicKey(pem: string): Result<string> {
  if (pem.includes('PRIVATE KEY')) return fail('key-private', 'Cannot trust a private key: give the public one (own.public.pem)')
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType !== 'ed25519')
      return fail('key-kind', `Cannot use a key of kind "${key.asymmetricKeyType ?? 'unknown'}": it must be Ed25519`)
    return ok(rawOf(key))
  } catch (thrown) {
    return fail('key-unreadable', `Cannot read a public key: ${reasonOf(thrown)}; it must be an Ed25519 public key in PEM`)
  }
}

export function publicPem(publicKey: string): string {
  return createPublicKey(publicKeyObject(publicKey)).export({ type: 'spki', format: 'pem' })
}

export function publicKeyObject(publicKey: string): JsonWebKeyInput {
  return { key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url') }, format: 'jwk' }
}

function signingKeyOf(key: KeyObject): SigningKey {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key')
  return { publicKey: rawOf(createPublicKey(key)), sign: (bytes) => sign(null, bytes, key) }
}

function rawOf(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
