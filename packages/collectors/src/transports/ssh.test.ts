import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { linuxProbes } from '../linux/probes.ts'
import { collectSsh, type SshOptions } from './ssh.ts'
import { judgeHostKey, knownHostsLine, knownKeyTypes } from './ssh-keys.ts'

const SSHD = '/usr/sbin/sshd'
const probes = linuxProbes.filter(({ name }) => ['linux.os-release', 'linux.kernel', 'linux.dpkg'].includes(name))
const user = userInfo().username
let folder = ''
let port = 0
let server: ChildProcess | undefined
let absent: string | undefined

/** A server of our own: its port, configuration and keys lie in a folder that goes away again. */
before(async () => {
  if (process.platform !== 'linux' || !existsSync(SSHD)) {
    absent = 'openssh-server is not installed'
    return
  }
  folder = mkdtempSync(join(tmpdir(), 'hygie-sshd-'))
  for (const name of ['host_ed25519', 'other_ed25519', 'user_ed25519', 'stranger_ed25519', 'shellless_ed25519'])
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(folder, name)])
  spawnSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-C', '', '-f', join(folder, 'host_rsa')])
  const forced = `command="echo This account is not available." ${readFileSync(join(folder, 'shellless_ed25519.pub'), 'utf8')}`
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'user_ed25519.pub'), 'utf8') + forced, { mode: 0o600 })
  port = await freePort()
  const lines = [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${folder}/host_ed25519`,
    `HostKey ${folder}/host_rsa`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    `PidFile ${folder}/pid`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'StrictModes no',
    'UsePAM no',
    'AllowTcpForwarding yes',
  ]
  writeFileSync(join(folder, 'config'), `${lines.join('\n')}\n`)
  // sshd run by root wants this folder of its package's start script; it holds nothing.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  server = spawn(SSHD, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  absent = await new Promise<string | undefined>((done) => {
    let said = ''
    server?.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('Server listening')) done(undefined)
    })
    server?.on('exit', () => done(`sshd does not start: ${said.slice(0, 200)}`))
  })
})
after(() => {
  server?.kill()
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const address = listener.address()
      listener.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function skipped(t: TestContext): boolean {
  if (absent !== undefined) t.skip(absent)
  return absent !== undefined
}

const key = (name: string): string => readFileSync(join(folder, name), 'utf8')
const known = (name: string): string =>
  knownHostsLine('127.0.0.1', port, Buffer.from(key(`${name}.pub`).split(' ')[1] ?? '', 'base64'))
const options = (more: Partial<SshOptions> = {}): SshOptions => ({
  secrets: { privateKey: key('user_ed25519') },
  knownHosts: known('host_ed25519'),
  hostKeys: 'strict',
  connectTimeoutMs: 10_000,
  probes,
  ...more,
})
const host = (): { host: string; port: number; user: string } => ({ host: '127.0.0.1', port, user })
const codeOf = async (more: Partial<SshOptions>): Promise<string> => {
  const collected = await collectSsh(host(), options(more))
  return collected.ok ? 'ok' : collected.error.code
}

test('ssh collects in one round trip with a known host key', async (t) => {
  if (skipped(t)) return
  const collected = await collectSsh(host(), options())
  assert.ok(collected.ok, collected.ok ? '' : collected.error.message)
  assert.equal(collected.value.evidence.target, `ssh:${user}@127.0.0.1:${port}`)
  assert.deepEqual(
    collected.value.evidence.probes.map(({ probe }) => probe),
    probes.map(({ name }) => name),
  )
  assert.deepEqual(collected.value.problems, [])
})

test('ssh tells what an account without a shell answers', async (t) => {
  if (skipped(t)) return
  const collected = await collectSsh(host(), options({ secrets: { privateKey: key('shellless_ed25519') } }))
  assert.ok(!collected.ok)
  assert.equal(collected.error.code, 'ssh-shell')
  assert.match(collected.error.message, /it answered "This account is not available\."; sign in as an account whose shell is sh$/)
})

test('ssh asks for the kind of host key that is known', async (t) => {
  if (skipped(t)) return
  assert.equal(await codeOf({ knownHosts: known('host_rsa') }), 'ok')
})

test('ssh trusts no unknown, changed or revoked host key', async (t) => {
  if (skipped(t)) return
  assert.equal(await codeOf({ knownHosts: '' }), 'ssh-host-key')
  assert.equal(await codeOf({ knownHosts: known('other_ed25519') }), 'ssh-host-key')
  assert.equal(await codeOf({ knownHosts: known('other_ed25519'), hostKeys: 'accept-new' }), 'ssh-host-key')
  assert.equal(await codeOf({ knownHosts: `@revoked ${known('host_ed25519')}`, hostKeys: 'accept-new' }), 'ssh-host-key')
})

test('ssh accepts a new host key only when told, and says which', async (t) => {
  if (skipped(t)) return
  const lines: string[] = []
  assert.equal(await codeOf({ knownHosts: '', hostKeys: 'accept-new', onNewHostKey: (line) => lines.push(line) }), 'ok')
  assert.equal(lines.length, 1)
  assert.equal(await codeOf({ knownHosts: lines.join('') }), 'ok')
})

test('ssh says when nobody lets it in, or nobody is there', async (t) => {
  if (skipped(t)) return
  assert.equal(await codeOf({ secrets: { privateKey: key('stranger_ed25519') } }), 'ssh-auth')
  assert.equal(await codeOf({ secrets: { privateKey: 'no key' } }), 'ssh-auth')
  const closed = await collectSsh({ ...host(), port: await freePort() }, options())
  assert.equal(closed.ok ? 'ok' : closed.error.code, 'ssh-connect')
})

test('ssh goes through a jump host', async (t) => {
  if (skipped(t)) return
  assert.equal(await codeOf({ jump: host() }), 'ok')
})

test('ssh says when sudo is not to be had', async (t) => {
  if (skipped(t)) return
  const code = await codeOf({ sudo: true })
  assert.equal(code, spawnSync('sudo', ['-n', 'true']).status === 0 ? 'ok' : 'ssh-sudo')
})

test('ssh stops when told', async (t) => {
  if (skipped(t)) return
  assert.equal(await codeOf({ signal: AbortSignal.abort() }), 'ssh-aborted')
})

const KEY = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.alloc(36, 7)])
const OTHER = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.alloc(36, 8)])
const line = (names: string, blob = KEY): string => `${names} ssh-ed25519 ${blob.toString('base64')}\n`

test('known_hosts: names, patterns, negation, hashes, ports', () => {
  assert.equal(judgeHostKey(line('pacs01,10.0.0.1'), 'pacs01', 22, KEY), 'known')
  assert.equal(judgeHostKey(line('pacs01,10.0.0.1'), 'PACS01', 22, KEY), 'known')
  assert.equal(judgeHostKey(line('*.chu.example'), 'a.chu.example', 22, KEY), 'known')
  assert.equal(judgeHostKey(line('*.chu.example,!a.chu.example'), 'a.chu.example', 22, KEY), 'unknown')
  assert.equal(judgeHostKey(line('pacs0?'), 'pacs01', 22, KEY), 'known')
  assert.equal(judgeHostKey(line('pacs01'), 'pacs01', 2222, KEY), 'unknown')
  assert.equal(judgeHostKey(line('[pacs01]:2222'), 'pacs01', 2222, KEY), 'known')
  assert.equal(judgeHostKey(line('pacs01', OTHER), 'pacs01', 22, KEY), 'changed')
  assert.equal(judgeHostKey(line('pacs01', OTHER) + line('pacs01'), 'pacs01', 22, KEY), 'known')
  assert.equal(judgeHostKey(`@cert-authority ${line('pacs01')}`, 'pacs01', 22, KEY), 'unknown')
  assert.equal(judgeHostKey(`${line('pacs01')}@revoked ${line('*')}`, 'pacs01', 22, KEY), 'revoked')
  assert.deepEqual(knownKeyTypes(line('pacs01'), 'pacs01', 22), ['ssh-ed25519'])
})

test('known_hosts: a hashed name as ssh-keygen -H writes it', (t) => {
  if (skipped(t)) return
  const file = join(folder, 'hashed')
  writeFileSync(file, line('pacs01'))
  if (spawnSync('ssh-keygen', ['-H', '-f', file]).status !== 0) return t.skip('ssh-keygen does not hash')
  assert.match(readFileSync(file, 'utf8'), /^\|1\|/)
  assert.equal(judgeHostKey(readFileSync(file, 'utf8'), 'pacs01', 22, KEY), 'known')
  assert.equal(judgeHostKey(readFileSync(file, 'utf8'), 'pacs02', 22, KEY), 'unknown')
  return undefined
})

test('known_hosts: only an exact key is ever known', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, name) =>
      assert.notEqual(judgeHostKey(text, name, 22, KEY), 'known'),
    ),
  )
})
