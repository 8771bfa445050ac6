/** Text of a target → what is meant. Source: docs, the command `hygie`: targets. */
import { statSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { fail, ok, type Result } from '@hygie/versions/result'
import { looksLikeImage } from './image/recognise.ts'
import { lockfileReader } from './lockfiles/read-lockfile.ts'
import { fileBytesMax } from './limits.ts'
import { looksLikeNmap } from './nmap/recognise-nmap.ts'
import { looksLikeEvidence, unpack } from './parse-evidence.ts'
import type { SshHost } from './transports/ssh.ts'

export type Target =
  | { readonly kind: 'local'; readonly text: string }
  | {
      readonly kind:
        | 'rootfs'
        | 'image'
        | 'sbom'
        | 'evidence'
        | 'declared'
        | 'dpkg'
        | 'apk'
        | 'rpm'
        | 'nmap'
        | 'network'
        | 'lockfile'
        | 'lockfiles'
        | 'systeminfo'
      readonly text: string
      readonly path: string
    }
  | { readonly kind: 'ssh'; readonly text: string; readonly host: SshHost }
  | { readonly kind: 'purl'; readonly text: string; readonly purls: readonly string[] }

/** Kinds that this version names but does not collect. */
const LATER: ReadonlySet<string> = new Set(['winrm', 'snmp'])
const FILES = [
  'rootfs',
  'image',
  'sbom',
  'evidence',
  'declared',
  'dpkg',
  'apk',
  'rpm',
  'nmap',
  'network',
  'lockfile',
  'systeminfo',
] as const

/** `user` is who signs in when an ssh target names nobody. Errors: target-empty, target-later, target-ssh, those of recognise. */
export async function parseTarget(text: string, user = 'root'): Promise<Result<Target>> {
  if (text === '') return fail('target-empty', 'Cannot collect "": a target is needed, such as local, ssh:host or a file')
  if (text === 'local') return ok({ kind: 'local', text })
  const colon = text.indexOf(':')
  const scheme = colon < 2 ? '' : text.slice(0, colon) // one letter before a colon is a Windows drive
  const rest = text.slice(colon + 1)
  if (LATER.has(scheme)) return fail('target-later', `Cannot collect "${text}": ${scheme}: comes with a later version of Hygie`)
  if (scheme === 'ssh') return parseSsh(text, rest, user)
  if (scheme === 'purl' || scheme === 'pkg') {
    const purls = (scheme === 'purl' ? rest : text)
      .split(/[\s,]+(?=pkg:)/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    return ok({ kind: 'purl', text, purls })
  }
  const kind = FILES.find((name) => name === scheme)
  if (kind !== undefined)
    return rest === ''
      ? fail('target-empty', `Cannot collect "${text}": a path is needed after the colon`)
      : ok({ kind, text, path: rest })
  return recognise(text)
}

/** `[user@]host[:port]`, `[user@][2001:db8::1][:port]`, `ssh://…`. */
function parseSsh(text: string, rest: string, user: string): Result<Target> {
  const match =
    /^(?:\/\/)?(?:([^@\s/]{1,256})@)?(?:\[([0-9a-fA-F:.%]{2,64})\]|([A-Za-z0-9][A-Za-z0-9._-]{0,252}))(?::(\d{1,5}))?\/?$/.exec(
      rest,
    )
  const host = match?.[2] ?? match?.[3]
  const port = Number(match?.[4] ?? '22')
  if (host === undefined || port < 1 || port > 65_535)
    return fail('target-ssh', `Cannot read "${text}": must be ssh:[user@]host[:port]`)
  return ok({ kind: 'ssh', text, host: { host, port, user: match?.[1] ?? user } })
}

const HEAD_BYTES = 65_536

/** A plain path, by what it holds. Errors: target-missing, target-unknown. */
async function recognise(path: string): Promise<Result<Target>> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return fail('target-missing', `Cannot find "${path}": no such file, and no kind of target begins so`)
  if (stats.isDirectory()) return recogniseFolder(path)
  // Opening a pipe would wait for its writer, reading a device may never end.
  if (!stats.isFile()) return fail('target-no-file', `Cannot read "${path}": it is neither a file nor a folder`)
  const bytes = await headOf(path)
  if (looksLikeImage(bytes)) return ok({ kind: 'image', text: path, path })
  const head = bytes.toString('utf8').replace(/^\u{feff}/u, '')
  if (looksLikeEvidence(head)) return ok({ kind: 'evidence', text: path, path })
  if (
    /"bomFormat"\s*:\s*"CycloneDX"|"spdxVersion"\s*:|^SPDXVersion:|cyclonedx\.org\/schema\/bom|"@context"\s*:\s*"https:\/\/spdx\.org|in-toto/m.test(
      head,
    )
  )
    return ok({ kind: 'sbom', text: path, path })
  if (looksLikeNmap(head)) return ok({ kind: 'nmap', text: path, path })
  if (lockfileReader(path) !== undefined) return ok({ kind: 'lockfile', text: path, path })
  if (/^Package: \S+$/m.test(head) && /^(?:Status|Version): /m.test(head)) return ok({ kind: 'dpkg', text: path, path })
  if (/^C:Q1|^P:\S+\nV:\S+/m.test(head)) return ok({ kind: 'apk', text: path, path })
  if (/^pkg:[a-z]+\//m.test(head)) return purlList(path, stats.size)
  if (await isSysteminfo(bytes)) return ok({ kind: 'systeminfo', text: path, path })
  if (await isNetwork(head)) return ok({ kind: 'network', text: path, path })
  if (/\.(?:csv|tsv|ya?ml)$/i.test(path)) return ok({ kind: 'declared', text: path, path })
  return fail('target-unknown', `Cannot tell what "${path}" is: put the kind before it, such as sbom:${path}`)
}

/** Its readers are loaded only for a file that is nothing else. */
async function isSysteminfo(head: Uint8Array): Promise<boolean> {
  const [{ decodeWindows }, { looksLikeSysteminfo }] = await Promise.all([
    import('./windows/decode.ts'),
    import('./windows/systeminfo/read.ts'),
  ])
  return looksLikeSysteminfo(decodeWindows(head))
}

async function isNetwork(head: string): Promise<boolean> {
  const { recogniseSystem } = await import('./network/recognise-system.ts')
  return recogniseSystem(head) !== undefined
}

/** One package URL a line, all of them: a list cut at the head would look safe below the cut. */
async function purlList(path: string, bytes: number): Promise<Result<Target>> {
  if (bytes > fileBytesMax) return fail('target-large', `Cannot read "${path}": ${bytes} bytes, must be at most ${fileBytesMax}`)
  const content = unpack(await readFile(path), fileBytesMax)
  if (!content.ok) return content
  const lines = Buffer.from(content.value).toString('utf8').split('\n')
  return ok({ kind: 'purl', text: path, purls: lines.map((line) => line.trim()).filter((line) => line.startsWith('pkg:')) })
}

function recogniseFolder(path: string): Result<Target> {
  const has = (name: string): boolean => statSync(`${path}/${name}`, { throwIfNoEntry: false }) !== undefined
  if (has('oci-layout') && has('index.json')) return ok({ kind: 'image', text: path, path })
  const system = [
    'etc/os-release',
    'usr/lib/os-release',
    'var/lib/dpkg/status',
    'var/lib/dpkg/status.d',
    'lib/apk/db/installed',
    'var/lib/rpm',
    'etc/redhat-release',
    'etc/debian_version',
  ].some((name) => has(name))
  return ok({ kind: system ? 'rootfs' : 'lockfiles', text: path, path })
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const bytes = buffer.subarray(0, bytesRead)
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpackedHead(bytes) : bytes
  } finally {
    await file.close()
  }
}

/** A cut gzip gives what it can: `finishFlush` makes that no error. */
function unpackedHead(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: 16 * 1_048_576, finishFlush: 2 })
  } catch {
    return Buffer.alloc(0) // broken or a bomb: it is recognised as nothing
  }
}
