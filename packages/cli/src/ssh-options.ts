/**
 * How to reach a machine by SSH. Secrets never come from the command line: a key file, an agent, a password file, the
 * environment, or a question on the terminal.
 */
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { SshHost, SshOptions, SshSecrets } from '@hygie/collectors/transports/ssh'
import { textOf, type Values } from './values.ts'
import { UserError } from './user-error.ts'
import type { Command } from './command.ts'
import type { Settings } from './settings.ts'

export const sshOptions = {
  identity: { type: 'string', short: 'i', value: 'FILE', help: 'option.identity' },
  'password-file': { type: 'string', value: 'FILE', help: 'option.password-file' },
  jump: { type: 'string', value: '[USER@]HOST[:PORT]', help: 'option.jump' },
  'known-hosts': { type: 'string', value: 'FILE', help: 'option.known-hosts' },
  'accept-new': { type: 'boolean', help: 'option.accept-new' },
  sudo: { type: 'boolean', help: 'option.sudo' },
} as const satisfies Command['options']

/** Keys that OpenSSH tries by itself, best first. */
const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa']
const SECRET_BYTES_MAX = 64 * 1024

export function sshOptionsFrom(values: Values, settings: Settings, environment: NodeJS.ProcessEnv): SshOptions {
  if (settings.offline) throw new UserError('Cannot reach other machines: --offline was given', 2)
  const folder = join(homedir(), '.ssh')
  const jump = textOf(values, 'jump')
  const knownHosts = textOf(values, 'known-hosts')
  const ownKnownHosts = join(settings.home, 'known_hosts')
  const files = knownHosts === undefined ? [join(folder, 'known_hosts'), '/etc/ssh/ssh_known_hosts', ownKnownHosts] : [knownHosts]
  return {
    secrets: secretsFrom(values, environment, folder),
    knownHosts: files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n'),
    hostKeys: values['accept-new'] === true ? 'accept-new' : 'strict',
    onNewHostKey: (line) => appendFileSync(knownHosts ?? ownKnownHosts, `${line.trim()}\n`, { mode: 0o600 }),
    ...(jump !== undefined && { jump: hostOf(jump, environment) }),
    sudo: values['sudo'] === true,
  }
}

function secretsFrom(values: Values, environment: NodeJS.ProcessEnv, folder: string): SshSecrets {
  const named = textOf(values, 'identity') ?? environment['HYGIE_SSH_IDENTITY']
  const key = named ?? DEFAULT_KEYS.map((name) => join(folder, name)).find((path) => existsSync(path))
  const passwordFile = textOf(values, 'password-file')
  const password = passwordFile === undefined ? environment['HYGIE_SSH_PASSWORD'] : secretFile(passwordFile).replace(/\r?\n$/, '')
  const passphrase = environment['HYGIE_SSH_PASSPHRASE']
  const agent = environment['SSH_AUTH_SOCK']
  return {
    ...(key !== undefined && { privateKey: secretFile(key) }),
    ...(passphrase !== undefined && { passphrase }),
    ...(password !== undefined && { password }),
    ...(agent !== undefined && named === undefined && { agent }),
    ...(process.stdin.isTTY && { prompt: askHidden }),
  }
}

function secretFile(path: string): string {
  try {
    const { size, mode } = statSync(path)
    if (size > SECRET_BYTES_MAX) throw new UserError(`Cannot use "${path}": larger than a key or password`, 2)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new UserError(`Cannot use "${path}": others may read it; make it private first (chmod 600)`, 2)
    }
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`Cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`, 2)
  }
}

function hostOf(text: string, environment: NodeJS.ProcessEnv): SshHost {
  const groups = /^(?:(?<user>[^@\s]+)@)?(?<host>[^\s:@]+)(?::(?<port>\d{1,5}))?$/.exec(text)?.groups
  if (groups?.['host'] === undefined) throw new UserError(`Cannot read jump host "${text}": must be [user@]host[:port]`, 2)
  return { host: groups['host'], port: Number(groups['port'] ?? 22), user: groups['user'] ?? environment['USER'] ?? 'root' }
}

/** Asked on the terminal; what is typed is not shown. */
async function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
