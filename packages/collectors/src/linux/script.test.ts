import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { exits, type Probe } from '../probe.ts'
import { parseEvidence } from '../parse-evidence.ts'
import { readEvidence } from '../read-evidence.ts'
import { collectLocal } from '../transports/local.ts'
import { linuxProbes } from './probes.ts'
import { collectionScript, kitScript } from './script.ts'
import { parseSections } from './sections.ts'

const MARK = '0123456789abcdef0123456789abcdef'
/** The two that search folders take seconds on a machine with many files; they run once, below. */
const quick = linuxProbes.filter(({ name }) => name !== 'linux.languages' && name !== 'linux.java' && name !== 'linux.updates')
/** Its own programs instead of GNU's, as on Alpine: their `timeout`, `tail` and `od` differ. */
const BUSYBOX = mkdtempSync(join(tmpdir(), 'hygie-busybox-'))
spawnSync('busybox', ['--install', '-s', BUSYBOX])
after(() => rmSync(BUSYBOX, { recursive: true }))
const SHELLS: readonly { readonly command: string; readonly args: readonly string[] }[] = [
  { command: 'dash', args: [] },
  { command: 'busybox', args: ['ash'] },
  { command: 'bash', args: [] },
  { command: 'bash', args: ['--posix'] },
  { command: join(BUSYBOX, 'env'), args: [`PATH=${BUSYBOX}:${process.env['PATH'] ?? ''}`, 'ash'] },
]

function needs(t: TestContext, command: string): boolean {
  const here = spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
  if (!here) t.skip(`${command} is not installed`)
  return here
}

function probe(name: string, script: string, more: Partial<Probe> = {}): Probe {
  return {
    name,
    purpose: 'test',
    script,
    timeoutMs: 5_000,
    outputBytesMax: 1_000,
    privilege: 'none',
    writes: 'nothing',
    read: () => ({ part: {}, problems: [] }),
    ...more,
  }
}

for (const shell of SHELLS) {
  const title = shell.command.startsWith(BUSYBOX) ? 'busybox alone' : [shell.command, ...shell.args].join(' ')
  test(`all probes run under ${title}`, async (t) => {
    if (process.platform !== 'linux') return t.skip('needs Linux')
    if (!needs(t, shell.command)) return undefined
    const collected = await collectLocal({ probes: quick, shell })
    assert.ok(collected.ok)
    assert.deepEqual(collected.value.problems, [])
    assert.deepEqual(
      collected.value.evidence.probes.map((record) => record.probe),
      quick.map(({ name }) => name),
    )
    for (const { probe: name, status, error } of collected.value.evidence.probes)
      assert.ok(status === 'ok' || status === 'absent', `${name}: ${status} ${error ?? ''}`)
    assert.notEqual(readEvidence(collected.value.evidence).inventory.platform.id, '')
  })

  test(`the runner tells every outcome apart under ${title}`, async (t) => {
    if (process.platform !== 'linux') return t.skip('needs Linux')
    if (!needs(t, shell.command)) return undefined
    const probes = [
      probe('linux.fine', 'echo "it\'s $HOME \\\\ \\"fine\\""; printf "no line feed"'),
      probe('linux.absent', `exit ${exits.absent}`),
      probe('linux.denied', `exit ${exits.denied}`),
      probe('linux.failed', 'echo partly; echo "why it failed" >&2; exit 7'),
      probe('linux.slow', 'echo begun; sleep 20', { timeoutMs: 1_000 }),
      // Not only the shell ends at the limit, but what it started as well.
      probe('linux.child', 'sleep 20 | cat', { timeoutMs: 1_000 }),
      probe('linux.large', 'while :; do echo 0123456789abcdef; done', { outputBytesMax: 100 }),
      probe('linux.forger', `echo; echo "${MARK.replace('0', 'f')} end linux.forger 0 0 100"; echo tail`),
      probe('linux.stdin', 'cat; echo end'),
      probe('linux.binary', 'printf "caf\\\\351\\\\000"'),
    ]
    const collected = await collectLocal({ probes, shell })
    assert.ok(collected.ok)
    const seen = collected.value.evidence.probes.map(({ durationMs: _durationMs, ...record }) => record)
    assert.deepEqual(seen, [
      { probe: 'linux.fine', status: 'ok', output: `it's ${process.env['HOME'] ?? ''} \\ "fine"\nno line feed` },
      { probe: 'linux.absent', status: 'absent', output: '' },
      { probe: 'linux.denied', status: 'denied', output: '' },
      { probe: 'linux.failed', status: 'failed', output: 'partly\n', error: 'why it failed' },
      {
        probe: 'linux.slow',
        status: 'timedOut',
        output: 'begun\n',
        ...(seen[4]?.error === undefined ? {} : { error: seen[4].error }),
      },
      { probe: 'linux.child', status: 'timedOut', output: '', ...(seen[5]?.error === undefined ? {} : { error: seen[5].error }) },
      { probe: 'linux.large', status: 'ok', output: '0123456789abcdef\n'.repeat(6).slice(0, 100), error: seen[6]?.error ?? '' },
      { probe: 'linux.forger', status: 'ok', output: `\n${MARK.replace('0', 'f')} end linux.forger 0 0 100\ntail\n` },
      { probe: 'linux.stdin', status: 'ok', output: 'end\n' },
      {
        probe: 'linux.binary',
        status: 'ok',
        output: Buffer.from('caf\u00e9\u0000', 'latin1').toString('base64'),
        encoding: 'base64',
      },
    ])
    assert.match(seen[6]?.error ?? '', /^output cut at 100 bytes/)
  })
}

test('an account without rights sees less, and says so', async (t) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return t.skip('needs root, to give rights up')
  if (!needs(t, 'setpriv')) return undefined
  const collected = await collectLocal({
    probes: quick,
    shell: { command: 'setpriv', args: ['--reuid', '65534', '--regid', '65534', '--clear-groups', 'sh'] },
  })
  assert.ok(collected.ok)
  const { inventory } = readEvidence(collected.value.evidence)
  assert.equal(inventory.facts.has('accounts.emptyPassword'), false)
  assert.ok(inventory.unknown.some(({ what, why }) => what === 'state of passwords' && why === 'needs root'))
  assert.ok(inventory.accounts.length > 0)
})

test('no hash of a password leaves the machine', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux')
  const folder = mkdtempSync(join(tmpdir(), 'hygie-shadow-'))
  try {
    const shadow = join(folder, 'shadow')
    writeFileSync(
      shadow,
      'a:$6$salt$SECRETHASH:1:0:99999:7:::\nb:!$6$salt$SECRETHASH:1::::::\nc:SECRETDESHASH:1::::::\nd::1::::::\ne:*:1::::::\nf:$y$j9T$SECRET$SECRET:1::::::\ng:$SECRET:1::::::\n',
    )
    const accounts = linuxProbes.find(({ name }) => name === 'linux.accounts')
    assert.ok(accounts !== undefined)
    const script = accounts.script.replaceAll('/etc/shadow', shadow)
    for (const shell of SHELLS.filter(({ command }) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0)) {
      const collected = await collectLocal({ probes: [{ ...accounts, script }], shell })
      assert.ok(collected.ok)
      const output = collected.value.evidence.probes[0]?.output ?? ''
      assert.doesNotMatch(output, /SECRET/)
      assert.match(output, /\|a:\$6\$:1:0:99999:7:::\n\|b:!:1:.*\n\|c:des:1.*\n\|d::1.*\n\|e:\*:1.*\n\|f:\$y\$:1.*\n\|g:des:1/)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('collection opens nothing for writing but /dev/null and nameless memory', (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux')
  if (!needs(t, 'strace')) return undefined
  for (const shell of SHELLS.slice(0, 2).filter(({ command }) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0)) {
    const folder = mkdtempSync(join(tmpdir(), 'hygie-strace-'))
    try {
      const log = join(folder, 'log')
      const calls =
        'open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,utimensat,mknod,mknodat,connect'
      const run = spawnSync(
        'strace',
        ['-f', '--seccomp-bpf', '-qq', '-o', log, '-e', `trace=${calls}`, shell.command, ...shell.args],
        {
          input: collectionScript(
            shell.command === 'dash' ? [...quick, ...linuxProbes.filter(({ name }) => name === 'linux.updates')] : quick,
            MARK,
          ),
          encoding: 'latin1',
          maxBuffer: 256 * 1_048_576,
        },
      )
      if (run.status !== 0) return t.skip(`strace cannot trace here: ${run.stderr.slice(0, 100)}`)
      const writes = readFileSync(log, 'latin1')
        .split('\n')
        .filter((line) => !/ = -1 |\/dev\/null|\/dev\/tty|resumed|"\/dev\/shm", .*O_TMPFILE/.test(line))
        .filter(
          (line) =>
            /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|\b(?:creat|rename|unlink|mkdir|rmdir|link|symlink|chmod|fchmod|chown|truncate|ftruncate|utimensat|mknod)\w*\(/.test(
              line,
            ) ||
            (line.includes('connect(') && line.includes('AF_INET') && !/"(?:::|0\.0\.0\.0)"/.test(line)),
        )
      assert.deepEqual(writes, [], `${shell.command}: ${String(writes[0])}`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  return undefined
})

test('the search for packages ends well on this machine', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux')
  const collected = await collectLocal({ probes: linuxProbes.filter((item) => !quick.includes(item)) })
  assert.ok(collected.ok)
  for (const { probe: name, status } of collected.value.evidence.probes)
    assert.ok(status !== 'failed' && status !== 'denied', `${name}: ${status}`)
})

test('sections of the second lane come last and whole', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux')
  const many = 'i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); echo "$i 0123456789"; done'
  const probes = [
    probe('linux.beside', `${many}; exit ${exits.absent}`, { lane: 'second', outputBytesMax: 1_000_000 }),
    probe('linux.first', `sleep 1; ${many}`, { outputBytesMax: 1_000_000 }),
    probe('linux.large', 'while :; do echo 0123456789abcdef; done', { lane: 'second' }),
    probe('linux.last', 'printf "no line feed"'),
  ]
  const whole = Array.from({ length: 20_000 }, (_, index) => `${index + 1} 0123456789\n`).join('')
  for (const shell of SHELLS.filter(({ command }) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0)) {
    const collected = await collectLocal({ probes, shell })
    assert.ok(collected.ok)
    assert.deepEqual(collected.value.problems, [])
    assert.deepEqual(
      collected.value.evidence.probes.map(({ probe: name, status, output }) => [name, status, output]),
      [
        ['linux.first', 'ok', whole],
        ['linux.last', 'ok', 'no line feed'],
        ['linux.beside', 'absent', whole],
        ['linux.large', 'ok', '0123456789abcdef\n'.repeat(60).slice(0, 1_000)],
      ],
    )
  }
  return undefined
})

for (const shell of SHELLS.slice(0, 2)) {
  test(`the kit writes one file that is read back, under ${[shell.command, ...shell.args].join(' ')}`, (t) => {
    if (process.platform !== 'linux') return t.skip('needs Linux')
    if (!needs(t, shell.command)) return undefined
    const folder = mkdtempSync(join(tmpdir(), 'hygie-kit-'))
    try {
      const script = join(folder, 'collect.sh')
      const out = join(folder, 'out with blank')
      mkdirSync(out)
      writeFileSync(script, kitScript(quick, '0.1.0'))
      const run = spawnSync(shell.command, [...shell.args, script, out], { encoding: 'utf8', cwd: folder })
      assert.equal(run.status, 0, run.stderr)
      const [name, ...others] = readdirSync(out)
      assert.deepEqual(others, [])
      assert.match(name ?? '', /^[A-Za-z0-9._-]+-\d{8}T\d{6}Z\.hygie\.txt$/)
      assert.equal(run.stdout.trim(), join(out, name ?? ''))
      assert.deepEqual(readdirSync(folder).toSorted(), ['collect.sh', 'out with blank'])
      const parsed = parseEvidence(readFileSync(join(out, name ?? '')))
      assert.ok(parsed.ok)
      assert.deepEqual(parsed.value.problems, [])
      assert.deepEqual(parsed.value.evidence.collector, { name: 'hygie-kit', version: '0.1.0' })
      assert.equal(parsed.value.evidence.probes.length, quick.length)
      assert.notEqual(readEvidence(parsed.value.evidence).inventory.platform.id, '')
    } finally {
      rmSync(folder, { recursive: true })
    }
    return undefined
  })
}

test('the kit fails clearly where it may not write', (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux')
  const folder = mkdtempSync(join(tmpdir(), 'hygie-kit-'))
  try {
    const script = join(folder, 'collect.sh')
    writeFileSync(script, kitScript([], '0.1.0'))
    chmodSync(script, 0o755)
    const run = spawnSync('sh', [script, join(folder, 'no-such-folder')], { encoding: 'utf8' })
    assert.equal(run.status, 4)
    assert.match(run.stderr, /cannot write/)
    assert.ok(!existsSync(join(folder, 'no-such-folder')))
  } finally {
    rmSync(folder, { recursive: true })
  }
  return undefined
})

test('a mark is never made of anything but 32 hexadecimal digits', () => {
  assert.throws(() => collectionScript([], '$(reboot)'), /mark/)
})

test('collection that broke off keeps what came before', () => {
  const whole = [
    `hygie.evidence-text/1 ${MARK}`,
    `${MARK} at 2026-11-24T10:00:00Z`,
    `${MARK} host a`,
    `${MARK} begin linux.one`,
    'x',
    '',
    `${MARK} end linux.one 0 10 1000`,
    '',
    `${MARK} done linux.one`,
    `${MARK} begin linux.two`,
    'half',
  ].join('\n')
  const read = parseSections(Buffer.from(whole))
  assert.ok(read.ok)
  assert.deepEqual(read.value.evidence.probes, [{ probe: 'linux.one', status: 'ok', durationMs: 10, output: 'x\n' }])
  assert.deepEqual(
    read.value.problems.map(({ code }) => code),
    ['evidence-unfinished', 'evidence-unfinished'],
  )
})
