/**
 * Which host keys are trusted: OpenSSH's known_hosts. Source: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
 *
 * Plain and hashed names, wildcards, negation, [host]:port and @revoked are understood; certificates (@cert-authority) are not,
 * so such a line never makes a key trusted.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type HostKeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked'

/** The largest known_hosts met has 20,000 lines. */
const LINES_MAX = 200_000

export function judgeHostKey(knownHosts: string, host: string, port: number, key: Buffer): HostKeyVerdict {
  const name = hostName(host, port)
  const encoded = key.toString('base64')
  const type = keyType(key)
  let verdict: HostKeyVerdict = 'unknown'
  for (const raw of knownHosts.split('\n', LINES_MAX)) {
    const words = raw.trim().split(/\s+/)
    const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined
    const [names = '', kind = '', body = ''] = words
    if (names === '' || names.startsWith('#') || !matches(names, name)) continue
    if (marker === '@revoked' && body === encoded) return 'revoked'
    if (marker !== undefined) continue
    if (body === encoded) verdict = 'known'
    // Another key of the same kind for this host: somebody else answers, or the machine was rebuilt.
    else if (kind === type && verdict === 'unknown') verdict = 'changed'
  }
  return verdict
}

/** The line that makes a key known. */
export function knownHostsLine(host: string, port: number, key: Buffer): string {
  return `${hostName(host, port)} ${keyType(key)} ${key.toString('base64')}\n`
}

/** Kinds of keys that known_hosts holds for the host, so that the server is asked for one of these. */
export function knownKeyTypes(knownHosts: string, host: string, port: number): readonly string[] {
  const name = hostName(host, port)
  const found = new Set<string>()
  for (const raw of knownHosts.split('\n', LINES_MAX)) {
    const [names = '', kind = ''] = raw.trim().split(/\s+/)
    if (names !== '' && !/^[#@]/.test(names) && matches(names, name)) found.add(kind)
  }
  return [...found]
}

function hostName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`
}

/** The blob begins with the length and name of its kind. Source: RFC 4253, 6.6. */
function keyType(key: Buffer): string {
  if (key.length < 4) return ''
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1')
}

function matches(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return matchesHash(names, name)
  let found = false
  for (const pattern of names.split(',')) {
    const negated = pattern.startsWith('!')
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue
    if (negated) return false
    found = true
  }
  return found
}

function matchesHash(names: string, name: string): boolean {
  const [, , salt = '', hash = ''] = names.split('|')
  const expected = Buffer.from(hash, 'base64')
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** `*` and `?` without a regular expression: linear in pattern times name, both short. */
function matchesPattern(pattern: string, name: string): boolean {
  const text = pattern.toLowerCase()
  let star = -1
  let mark = 0
  let at = 0
  let from = 0
  while (from < name.length) {
    if (at < text.length && (text[at] === '?' || text[at] === name[from])) {
      at += 1
      from += 1
    } else if (text[at] === '*') {
      star = at
      mark = from
      at += 1
    } else if (star >= 0) {
      at = star + 1
      mark += 1
      from = mark
    } else return false
  }
  while (text[at] === '*') at += 1
  return at === text.length
}
