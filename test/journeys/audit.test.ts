/** From feed files to findings, on the command line, as a hospital without Internet does it. */
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { hostTarget, newHome, sample } from './cli.ts'

const home = newHome()
const knowledge = join(home.path, 'knowledge.hygie')

before(() => {
  const built = home.hygie('kb', 'build', '--mirror', join(sample, 'mirror'))
  assert.equal(built.status, 0, built.stderr)
})

test('the same mirror builds the same bytes, in another time zone and language', () => {
  const other = newHome({ TZ: 'Pacific/Auckland', LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8' })
  const again = join(home.path, 'again.hygie')
  assert.equal(home.hygie('kb', 'build', '--mirror', join(sample, 'mirror'), '--out', again).status, 0)
  assert.ok(readFileSync(again).equals(readFileSync(knowledge)))
  assert.equal(other.hygie('kb', 'build', '--mirror', join(sample, 'mirror')).status, 0)
  const [mine, theirs] = [home, other].map(
    ({ hygie }) => (JSON.parse(hygie('kb', 'info', '--json').stdout) as { hash: string }).hash,
  )
  assert.equal(theirs, mine, 'another key, the same content')
})

test('the audit says what is vulnerable, what first and how to mend it', () => {
  const { status, stdout, stderr } = home.hygie('audit', ...hostTarget, '--format', 'json')
  assert.equal(status, 0, stderr)
  const audit = JSON.parse(stdout) as {
    format: string
    summary: { findings: number; byUrgency: Record<string, number> }
    assets: readonly {
      findings: readonly Record<string, unknown>[]
      actions: readonly Record<string, unknown>[]
      lifecycle: readonly Record<string, unknown>[]
      decisions: readonly Record<string, unknown>[]
    }[]
  }
  assert.equal(audit.format, 'hygie.audit/1')
  const [asset] = audit.assets
  assert.ok(asset)
  const glibc = asset.findings.find(({ vulnerability }) => vulnerability === 'CVE-2023-4911')
  assert.deepEqual(
    [
      glibc?.['source'],
      glibc?.['installed'],
      glibc?.['fixed'],
      glibc?.['urgency'],
      glibc?.['due'],
      glibc?.['kev'],
      glibc?.['status'],
    ],
    ['glibc', '2.36-9', '2.36-9+deb12u3', 'now', '2026-11-27', true, 'affected'],
  )
  assert.deepEqual(glibc?.['reasons'], [
    '2.36-9 is below the first fixed version 2.36-9+deb12u3 (debian-lists, DSA-5514-1, 2023-10-03)',
  ])
  assert.equal(asset.decisions[Number(glibc?.['decision'])]?.['outcome'], '3 days & forensic investigation')
  assert.deepEqual(asset.actions[0]?.['commands'], [
    'apt-get install --only-upgrade libc-bin=2.36-9+deb12u7 libc6=2.36-9+deb12u7',
  ])
  assert.equal(asset.actions[0]?.['reboot'], 'yes')
  assert.deepEqual(
    [asset.lifecycle[0]?.['product'], asset.lifecycle[0]?.['phase'], asset.lifecycle[0]?.['ends']],
    ['debian:12', 'lts', '2028-06-30'],
  )
  assert.equal(audit.summary.findings, asset.findings.length)
})

test('two runs print the same bytes', () => {
  const runs = [1, 2].map(() => home.hygie('audit', ...hostTarget, '--format', 'json').stdout)
  // The time of collection is the file's own reading: everything else must be equal.
  const [first, second] = runs.map((text) => text.replaceAll(/"collectedAt": "[^"]*"/g, ''))
  assert.equal(first, second)
})

test('exit status tells findings, wrong usage, part failed and nothing done apart', () => {
  assert.equal(home.hygie('audit', ...hostTarget, '--fail-on', 'now').status, 1)
  assert.equal(home.hygie('audit', ...hostTarget, '--fail-on', 'never').status, 2)
  assert.equal(home.hygie('audit', '--no-such-option').status, 2)
  assert.equal(home.hygie('audit').status, 2)
  assert.equal(home.hygie('nothing').status, 2)
  assert.equal(home.hygie('audit', ...hostTarget, 'sbom:/does/not/exist.json').status, 3)
  assert.equal(home.hygie('audit', 'purl:not a purl').status, 4)
  assert.equal(home.hygie('audit', 'sbom:/does/not/exist.json').status, 4)
  assert.equal(newHome().hygie('audit', ...hostTarget).status, 4)
})

test('a knowledge file that somebody changed, cut or signed elsewhere is refused with what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-tamper-'))
  const changed = join(folder, 'changed.hygie')
  copyFileSync(knowledge, changed)
  const bytes = readFileSync(changed)
  bytes[9000] = (bytes[9000] ?? 0) ^ 1
  writeFileSync(changed, bytes)
  const tampered = home.hygie('audit', ...hostTarget, '--knowledge', changed)
  assert.equal(tampered.status, 4)
  assert.match(tampered.stderr, /does not match its signed hash/)
  writeFileSync(changed, readFileSync(knowledge).subarray(0, 20_000))
  assert.equal(home.hygie('kb', 'verify', changed).status, 4)
  const stranger = newHome().hygie('audit', ...hostTarget, '--knowledge', knowledge)
  assert.equal(stranger.status, 4)
  assert.match(stranger.stderr, /not trusted here/)
})

test('knowledge signed elsewhere is used once its key is trusted', () => {
  const other = newHome()
  assert.equal(other.hygie('kb', 'trust', 'main-site', join(home.path, 'keys', 'own.public.pem')).status, 0)
  assert.equal(other.hygie('audit', ...hostTarget, '--knowledge', knowledge).status, 0)
})

test('an asset whose care is vital and that is exposed is decided otherwise, and policies can be compared', () => {
  const file = join(home.path, 'criticality.yaml')
  writeFileSync(file, 'assets:\n  - match: "*"\n    care: vital\n    exposure: open\n    publiclyExposed: true\n')
  const { stdout, status, stderr } = home.hygie(
    'audit',
    ...hostTarget,
    '--format',
    'json',
    '--policy',
    'hygie-hospital',
    '--criticality',
    file,
    '--compare',
    'bod-26-04',
  )
  assert.equal(status, 0, stderr)
  const audit = JSON.parse(stdout) as {
    assets: readonly {
      comparison: { policy: string; moves: readonly object[] }
      decisions: readonly { inputs: Record<string, { basis: string }> }[]
    }[]
  }
  assert.equal(audit.assets[0]?.comparison.policy, 'bod-26-04')
  assert.ok((audit.assets[0]?.comparison.moves.length ?? 0) > 0)
  assert.equal(audit.assets[0]?.decisions[0]?.inputs['exposure']?.basis, 'declared')
  writeFileSync(file, 'assets:\n  - match: "*"\n    care: indispensable\n')
  assert.equal(home.hygie('audit', ...hostTarget, '--criticality', file).status, 2)
})

test('explain names the claim, its source, its date and what would change the decision', () => {
  const { stdout, status } = home.hygie('explain', ...hostTarget.slice(0, 3), 'CVE-2024-6387')
  assert.equal(status, 0)
  assert.match(stdout, /1:9\.2p1-2 is below the first fixed version 1:9\.2p1-2\+deb12u3 \(debian-lists, DSA-5724-1, 2024-07-01\)/)
  assert.match(stdout, /reachable from outside: no \(assumed; not declared\)/)
  assert.match(stdout, /if reachable from outside were «yes»/)
  const unknown = home.hygie('explain', ...hostTarget.slice(0, 3), 'CVE-1999-99999')
  assert.equal(unknown.status, 4)
  assert.match(unknown.stdout, /does not mean safe/)
})

test(
  'evidence of this machine, collected and brought, gives what a local audit gives',
  { skip: process.platform !== 'linux' && 'needs Linux' },
  () => {
    const folder = join(home.path, 'stick')
    assert.equal(home.hygie('collect', 'local', '--output', folder, '--quiet').status, 0)
    const { stdout, status, stderr } = home.hygie('audit', `evidence:${folder}`, '--format', 'ndjson', '--quiet')
    assert.equal(status, 0, stderr)
    const asset = stdout
      .split('\n')
      .map((line) => (line === '' ? {} : (JSON.parse(line) as Record<string, unknown>)))
      .find(({ type }) => type === 'asset')
    assert.ok(Number(asset?.['software']) > 10)
  },
)

test('a report goes to a file whole or not at all', () => {
  const file = join(home.path, 'report.html')
  assert.equal(home.hygie('audit', ...hostTarget, '--format', 'html', '--output', file).status, 0)
  assert.match(readFileSync(file, 'utf8'), /<\/html>\s*$/)
  assert.equal(home.hygie('audit', ...hostTarget, '--format', 'html', '--output', '/does/not/exist/report.html').status, 4)
  assert.ok(!existsSync('/does'))
})
