/**
 * A machine reached by SSH: one connection, one shell, one round trip. The script goes to `sh -s` (or `sudo -n sh -s`) by
 * standard input; the command is one of two constants.
 *
 * Invariant: a host key that is not known ends the connection, unless the caller says `accept-new` for this run; a changed or
 * revoked key ends it always. Secrets come by values the caller read from a file, the environment or a prompt.
 */
import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { fail, ok, type Result } from '@hygie/versions/result'
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2'
import { transportBytesMax } from '../limits.ts'
import { linuxProbes } from '../linux/probes.ts'
import { collectionScript } from '../linux/script.ts'
import { parseSections } from '../linux/sections.ts'
import type { Probe } from '../probe.ts'
import type { Collected } from './local.ts'
import { judgeHostKey, knownHostsLine, knownKeyTypes, type HostKeyVerdict } from './ssh-keys.ts'

export type SshHost = { readonly host: string; readonly port: number; readonly user: string }
export type SshSecrets = {
  /** Text of a private key. */
  readonly privateKey?: string
  readonly passphrase?: string
  readonly password?: string
  /** Path of an agent's socket. */
  readonly agent?: string
  /** Asked only when the server wants keyboard-interactive answers or a password and none is given. */
  readonly prompt?: (question: string) => Promise<string>
}
export type SshOptions = {
  readonly secrets: SshSecrets
  /** Text of known_hosts files. */
  readonly knownHosts: string
  readonly hostKeys: 'strict' | 'accept-new'
  /** Told the line to keep when a new key was accepted. */
  readonly onNewHostKey?: (line: string) => void
  readonly jump?: SshHost
  readonly sudo?: boolean
  readonly connectTimeoutMs?: number
  readonly probes?: readonly Probe[]
  readonly version?: string
  readonly signal?: AbortSignal
  /** Old algorithms for old machines, such as diffie-hellman-group14-sha1: named per asset, never by default. */
  readonly algorithms?: {
    readonly kex?: readonly string[]
    readonly cipher?: readonly string[]
    readonly serverHostKey?: readonly string[]
    readonly hmac?: readonly string[]
  }
}

const CONNECT_TIMEOUT_MS = 20_000
const GRACE_MS = 30_000

/** Errors: ssh-host-key, ssh-auth, ssh-connect, ssh-sudo, ssh-large, ssh-aborted, those of parseSections. */
export async function collectSsh(target: SshHost, options: SshOptions): Promise<Result<Collected>> {
  const clients: Client[] = []
  const abort = (): void => {
    for (const client of clients) client.destroy()
  }
  options.signal?.addEventListener('abort', abort, { once: true })
  try {
    if (options.signal?.aborted === true) return fail('ssh-aborted', `Cannot reach ${target.host}: collection was stopped`)
    let road: Readable | undefined
    if (options.jump !== undefined) {
      const jump = await connect(options.jump, options, undefined, clients)
      if (!jump.ok) return jump
      const tunnel = await forward(jump.value, target)
      if (!tunnel.ok) return tunnel
      road = tunnel.value
    }
    const client = await connect(target, options, road, clients)
    if (!client.ok) return client
    return await runScript(client.value, target, options)
  } finally {
    options.signal?.removeEventListener('abort', abort)
    for (const client of clients.toReversed()) client.end()
  }
}

async function connect(
  host: SshHost,
  options: SshOptions,
  road: Readable | undefined,
  clients: Client[],
): Promise<Result<Client>> {
  const client = new Client()
  clients.push(client)
  const { secrets } = options
  let verdict: HostKeyVerdict | undefined
  const kinds = knownKeyTypes(options.knownHosts, host.host, host.port)
  const serverHostKey = options.algorithms?.serverHostKey ?? hostKeyAlgorithms(kinds)
  const config: ConnectConfig = {
    host: host.host,
    port: host.port,
    username: host.user,
    readyTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    tryKeyboard: secrets.password !== undefined || secrets.prompt !== undefined,
    algorithms: {
      ...(serverHostKey.length === 0 ? {} : { serverHostKey: [...serverHostKey] }),
      ...(options.algorithms?.kex === undefined ? {} : { kex: [...options.algorithms.kex] }),
      ...(options.algorithms?.cipher === undefined ? {} : { cipher: [...options.algorithms.cipher] }),
      ...(options.algorithms?.hmac === undefined ? {} : { hmac: [...options.algorithms.hmac] }),
    } as NonNullable<ConnectConfig['algorithms']>, // names are checked by ssh2 when it connects
    hostVerifier: (key: Buffer) => {
      verdict = judgeHostKey(options.knownHosts, host.host, host.port, key)
      if (verdict === 'known') return true
      if (verdict !== 'unknown' || options.hostKeys !== 'accept-new') return false
      options.onNewHostKey?.(knownHostsLine(host.host, host.port, key))
      return true
    },
    ...(secrets.privateKey === undefined ? {} : { privateKey: secrets.privateKey }),
    ...(secrets.passphrase === undefined ? {} : { passphrase: secrets.passphrase }),
    ...(secrets.password === undefined ? {} : { password: secrets.password }),
    ...(secrets.agent === undefined ? {} : { agent: secrets.agent }),
    ...(road === undefined ? {} : { sock: road }),
  }
  return new Promise((done) => {
    client.on('ready', () => done(ok(client)))
    client.on('error', (error) => done(refusal(host, error, verdict)))
    client.on('close', () => done(fail('ssh-connect', `Cannot reach ${host.host}: the connection was closed`)))
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
      void answers(prompts, secrets).then(finish, () => finish([]))
    })
    try {
      client.connect(config)
    } catch (cause) {
      done(
        fail('ssh-auth', `Cannot connect to ${host.host}: ${cause instanceof Error ? cause.message : 'the key cannot be read'}`),
      )
    }
  })
}

async function answers(prompts: readonly { readonly prompt: string }[], secrets: SshSecrets): Promise<string[]> {
  const list: string[] = []
  for (const { prompt } of prompts) list.push(secrets.password ?? (await secrets.prompt?.(prompt.slice(0, 200))) ?? '')
  return list
}

/** A server has several keys; one of the kinds that is known must be asked for, or it would look changed. */
function hostKeyAlgorithms(kinds: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) => (kind === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] : kind))
}

function refusal(host: SshHost, error: Error & { readonly level?: string }, verdict: HostKeyVerdict | undefined): Result<never> {
  const name = `${host.host}:${host.port}`
  switch (verdict) {
    case 'changed':
      return fail(
        'ssh-host-key',
        `Cannot trust ${name}: its host key is not the one in known_hosts. Ask who runs the machine before the old key is removed`,
      )
    case 'revoked':
      return fail('ssh-host-key', `Cannot trust ${name}: its host key is marked as revoked`)
    case 'unknown':
      if (/host denied|verification/i.test(error.message))
        return fail(
          'ssh-host-key',
          `Cannot trust ${name}: its host key is not in known_hosts. Add it, or allow new keys for this run`,
        )
      break
    case 'known':
    case undefined:
      break
    default:
      return verdict satisfies never
  }
  if (error.level === 'client-authentication')
    return fail('ssh-auth', `Cannot sign in to ${name} as ${host.user}: the server refused every key and password given`)
  return fail('ssh-connect', `Cannot reach ${name}: ${error.message.slice(0, 200)}`)
}

async function forward(jump: Client, target: SshHost): Promise<Result<ClientChannel>> {
  return new Promise((done) => {
    jump.forwardOut('127.0.0.1', 0, target.host, target.port, (error, channel) => {
      done(
        error === undefined
          ? ok(channel)
          : fail('ssh-connect', `Cannot reach ${target.host} through the jump host: ${error.message.slice(0, 200)}`),
      )
    })
  })
}

async function runScript(client: Client, target: SshHost, options: SshOptions): Promise<Result<Collected>> {
  const probes = options.probes ?? linuxProbes
  const mark = randomBytes(16).toString('hex')
  const deadlineMs = probes.reduce((sum, probe) => sum + probe.timeoutMs, GRACE_MS)
  const command = options.sudo === true ? 'exec sudo -n sh -s' : 'exec sh -s'
  const output = await exchange(client, command, collectionScript(probes, mark), deadlineMs)
  if (!output.ok) return output
  if (options.sudo === true && output.value.bytes.length === 0)
    return fail('ssh-sudo', `Cannot use sudo on ${target.host}: ${output.value.errors.trim().slice(0, 200) || 'it gave nothing'}`)
  const name = `ssh:${target.user}@${target.host}${target.port === 22 ? '' : `:${target.port}`}`
  const read = parseSections(output.value.bytes, { target: name })
  // An account without a shell answers with a sentence of its own, or with nothing.
  if (!read.ok && !output.value.bytes.includes(mark)) return fail('ssh-shell', noShell(target, output.value))
  if (!read.ok) return read
  return ok({
    evidence: { ...read.value.evidence, collector: { name: 'hygie', version: options.version ?? '' } },
    problems: read.value.problems,
  })
}

function noShell({ host, user }: SshHost, { bytes, errors }: Output): string {
  const answer = `${bytes.subarray(0, 1000).toString('utf8')} ${errors}`.replaceAll(/\s+/g, ' ').trim().slice(0, 200)
  return `Cannot run a shell on ${host} as ${user}: ${answer === '' ? 'it gave no answer' : `it answered "${answer}"`}; sign in as an account whose shell is sh`
}

type Output = { readonly bytes: Buffer; readonly errors: string }

async function exchange(client: Client, command: string, script: string, deadlineMs: number): Promise<Result<Output>> {
  return new Promise((done) => {
    const timer = setTimeout(() => {
      client.destroy()
      done(fail('ssh-connect', `Cannot collect: no end after ${deadlineMs} ms`))
    }, deadlineMs)
    const finish = (result: Result<Output>): void => {
      clearTimeout(timer)
      done(result)
    }
    client.on('close', () => finish(fail('ssh-connect', 'Cannot collect: the connection broke off')))
    client.exec(command, (error, channel) => {
      if (error !== undefined) return finish(fail('ssh-connect', `Cannot run a shell: ${error.message.slice(0, 200)}`))
      const chunks: Buffer[] = []
      const errors: Buffer[] = []
      let bytes = 0
      let errorBytes = 0
      channel.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= transportBytesMax) chunks.push(chunk)
        else {
          client.destroy()
          finish(fail('ssh-large', `Cannot collect: output above ${transportBytesMax} bytes`))
        }
      })
      channel.stderr.on('data', (chunk: Buffer) => {
        errorBytes += chunk.length
        if (errorBytes < 65_536) errors.push(chunk)
      })
      channel.on('close', () => finish(ok({ bytes: Buffer.concat(chunks), errors: Buffer.concat(errors).toString('utf8') })))
      channel.on('error', () => undefined) // the end of the channel says it
      channel.end(script)
    })
  })
}
