import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Decision } from '../decision/decision.ts'
import type { Inventory, Platform, Software } from '../inventory/inventory.ts'
import type { Finding } from '../matching/finding.ts'
import { say, text } from '../text/text.ts'
import { groupActions } from './group.ts'

const bookworm: Platform = { family: 'linux', id: 'debian', release: '12', lineage: ['debian:12'], architecture: 'amd64' }

function asset(platform: Platform, installed: readonly Software[], more: Partial<Inventory> = {}): Inventory {
  return {
    target: 'local',
    name: 'srv',
    collectedAt: '',
    marks: [],
    platform,
    software: installed,
    services: [],
    ports: [],
    accounts: [],
    pendingUpdates: [],
    rebootRequired: 'unknown',
    staleProcesses: [],
    facts: new Map(),
    unknown: [],
    ...more,
  }
}

function software(origin: Software['origin'], name: string, version: string, more: Partial<Software> = {}): Software {
  return { key: `${name}@${version}`, name, version, origin, ...more }
}

function finding(
  of: Software,
  vulnerability: string,
  fixed: string | undefined,
  urgency: Decision['urgency'] = 'planned',
): Finding {
  const fixState = fixed === undefined ? 'none' : 'available'
  return {
    vulnerability,
    aliases: [],
    package: of.name,
    ...(of.source !== undefined && { source: of.source.name }),
    software: of.key,
    installed: of.version,
    paths: of.path === undefined ? [] : [of.path],
    ...(fixed !== undefined && { fixed }),
    status: 'affected',
    kev: false,
    ransomware: false,
    publicExploit: false,
    scores: [],
    decision: {
      urgency,
      outcome: '',
      ...(urgency === 'now' && { due: '2026-11-27' }),
      mend: text('mend.window'),
      forensicTriage: false,
      policy: 'p',
      policyVersion: '1',
      row: { number: 0, cells: [] },
      inputs: {},
    },
    verdict: {
      software: of.key,
      vulnerability,
      status: 'affected',
      fixState,
      fixedBy: [],
      advisories: [],
      source: 's',
      reasons: [],
    },
  }
}

/** Kind, urgency, title, what it closes, restart and commands of each action, in their order. */
function told(inventory: Inventory, findings: readonly Finding[]): readonly string[] {
  return groupActions(inventory, findings, []).map(
    ({ kind, urgency, title, closes, reboot, services, commands }) =>
      `${kind} ${urgency}: ${say(title, 'en')} [${closes.join(' ')}] ${reboot}${services.map((name) => ` ${name}`).join('')} $ ${commands.join(' ; ')}`,
  )
}

test('one upgrade per source package, to the highest fix, most urgent first', () => {
  const source = { name: 'glibc', version: '2.36-9' }
  const libc6 = software('dpkg', 'libc6', '2.36-9', { source })
  const libcBin = software('dpkg', 'libc-bin', '2.36-9', { source })
  const curl = software('dpkg', 'curl', '7.88.1-10')
  const findings = [
    finding(curl, 'CVE-2023-1', '7.88.1-10+deb12u5'),
    finding(libc6, 'CVE-2023-2', '2.36-9+deb12u3', 'now'),
    finding(libcBin, 'CVE-2023-3', '2.36-9+deb12u10'),
  ]
  assert.deepEqual(told(asset(bookworm, [libc6, libcBin, curl]), findings), [
    'upgrade now: Upgrade glibc to 2.36-9+deb12u10 [CVE-2023-2 CVE-2023-3] yes $ apt-get install --only-upgrade libc-bin=2.36-9+deb12u10 libc6=2.36-9+deb12u10',
    'upgrade planned: Upgrade curl to 7.88.1-10+deb12u5 [CVE-2023-1] unknown $ apt-get install --only-upgrade curl=7.88.1-10+deb12u5',
  ])
})

test('what the package manager offers is asked for, unless its lists are older than the fix', () => {
  const jq = software('dpkg', 'jq', '1.6-2')
  const offered = (candidate: string): Inventory => asset(bookworm, [jq], { pendingUpdates: [{ name: 'jq', candidate }] })
  const findings = [finding(jq, 'CVE-2024-1', '1.6-2.1+deb12u2')]
  assert.match(told(offered('1.6-2.1+deb12u3'), findings)[0] ?? '', /jq=1\.6-2\.1\+deb12u3$/)
  assert.match(told(offered('1.6-2.1'), findings)[0] ?? '', /jq=1\.6-2\.1\+deb12u2$/)
})

test('a binary whose version is not its source’s is not pinned to the source’s version', () => {
  const bash = software('dpkg', 'bash', '5.2.15-2+b2', { source: { name: 'bash', version: '5.2.15-2' } })
  assert.match(told(asset(bookworm, [bash]), [finding(bash, 'CVE-2024-1', '5.2.15-3')])[0] ?? '', /--only-upgrade bash$/)
})

test('modules inside one compiled program are one action, without a command', () => {
  const path = '/usr/local/bin/tool'
  const stdlib = software('language', 'stdlib', '1.23.3', { purl: 'pkg:golang/stdlib@1.23.3', path })
  const net = software('language', 'golang.org/x/net', 'v0.36.0', { purl: 'pkg:golang/golang.org/x/net@v0.36.0', path })
  const findings = [
    finding(stdlib, 'CVE-2025-1', '1.23.10'),
    finding(stdlib, 'CVE-2025-2', '1.23.9'),
    finding(net, 'CVE-2025-3', '0.38.0'),
  ]
  assert.deepEqual(told(asset(bookworm, [stdlib, net]), findings), [
    'upgrade planned: Replace or rebuild /usr/local/bin/tool: built with modules older than golang.org/x/net 0.38.0, stdlib 1.23.10 [CVE-2025-1 CVE-2025-2 CVE-2025-3] unknown $ ',
  ])
})

test('without a fix there is a decision to take, after what can be mended', () => {
  const curl = software('dpkg', 'curl', '7.88.1-10')
  const sudo = software('dpkg', 'sudo', '1.9.13p3-1')
  const findings = [finding(curl, 'CVE-2024-1', undefined), finding(sudo, 'CVE-2024-2', '1.9.13p3-1+deb12u2')]
  assert.deepEqual(told(asset(bookworm, [curl, sudo]), findings), [
    'upgrade planned: Upgrade sudo to 1.9.13p3-1+deb12u2 [CVE-2024-2] unknown $ apt-get install --only-upgrade sudo=1.9.13p3-1+deb12u2',
    'decide planned: Decide on curl: no fix can be installed [CVE-2024-1] no $ ',
  ])
})

for (const [id, release, origin, command] of [
  ['almalinux', '9.4', 'rpm', 'dnf upgrade openssl'],
  ['centos', '7', 'rpm', 'yum update openssl'],
  ['sles', '15.5', 'rpm', 'zypper update openssl'],
  ['alpine', '3.20.1', 'apk', "apk add --upgrade 'openssl>=9'"],
] as const) {
  test(`${id} ${release} is mended by its own package manager`, () => {
    const openssl = software(origin, 'openssl', '1')
    const platform: Platform = { ...bookworm, id, release, lineage: [] }
    assert.equal(groupActions(asset(platform, [openssl]), [finding(openssl, 'CVE-2024-1', '9')], [])[0]?.commands[0], command)
  })
}

test('a package’s name is outside text: in a command it is one word and no option', () => {
  for (const name of ["x'; rm -rf /; '", '$(reboot)', 'a b']) {
    const evil = software('rpm', name, '1')
    const [command = ''] =
      groupActions(asset({ ...bookworm, id: 'rhel', release: '9' }, [evil]), [finding(evil, 'CVE-2024-1', '2')], [])[0]
        ?.commands ?? []
    assert.equal(command, `dnf upgrade '${name.replaceAll("'", String.raw`'\''`)}'`)
  }
})

test('a name that a program would read as an option gets no command', () => {
  const evil = software('rpm', '--installroot=/', '1')
  const platform: Platform = { ...bookworm, id: 'rhel', release: '9' }
  assert.deepEqual(groupActions(asset(platform, [evil]), [finding(evil, 'CVE-2024-1', '2')], [])[0]?.commands, [])
})

test('fixes that are installed but not in use ask for a restart', () => {
  const stale = asset(bookworm, [], { staleProcesses: [{ pid: 1, command: 'nginx', libraries: ['/lib/libssl.so.3'] }] })
  assert.deepEqual(told(stale, []), ['restart soon: Restart nginx: still running replaced files [] service nginx $ '])
  assert.match(told(asset(bookworm, [], { rebootRequired: 'yes' }), [])[0] ?? '', /^restart soon: Restart this machine/)
})

test('one numbered update is one thing to do, whatever it mends; the system wants its restart', () => {
  const server: Platform = { ...bookworm, family: 'windows', id: 'windows', name: 'Windows Server 2019', lineage: [] }
  const system = software('windows', 'Windows Server 2019', '10.0.17763.6054')
  const net = software('windows', '.NET Framework 4.8', '4.8')
  const actions = groupActions(
    asset(server, [system, net]),
    [finding(system, 'CVE-1', 'KB5041578'), finding(system, 'CVE-2', 'KB5041578'), finding(net, 'CVE-3', 'KB5039886')],
    [],
  )
  assert.deepEqual(
    actions.map(({ title, closes, reboot, verify }) => [say(title, 'en'), closes, reboot, say(verify, 'en')]),
    [
      [
        'Install KB5041578 on Windows Server 2019',
        ['CVE-1', 'CVE-2'],
        'yes',
        'collect again: KB5041578, or an update that replaces it, is installed and the machine was restarted',
      ],
      [
        'Install KB5039886 on .NET Framework 4.8',
        ['CVE-3'],
        'unknown',
        'collect again: KB5039886, or an update that replaces it, is installed and the machine was restarted',
      ],
    ],
  )
})

test('a fix on a device is asked for, never installed', () => {
  const pump = software('device', 'Infusion pump', '2.0', { vendor: 'B. Braun' })
  const [action] = groupActions(asset({ ...bookworm, family: 'device' }, [pump]), [finding(pump, 'CVE-1', '2.1')], [])
  assert.deepEqual(action === undefined ? [] : [action.kind, say(action.title, 'en'), action.commands, action.reboot], [
    'ask-maker',
    'Ask B. Braun for 2.1 for Infusion pump: nothing on a device is changed without its maker',
    [],
    'unknown',
  ])
})

test('an image is built anew, whatever packages it holds', () => {
  const openssl = software('dpkg', 'openssl', '3.0.11-1~deb12u1', { source: { name: 'openssl', version: '3.0.11-1~deb12u1' } })
  const facts = new Map([['image.id', { value: 'sha256:0', from: 'image.identity' }]])
  const [action] = groupActions(asset(bookworm, [openssl], { facts }), [finding(openssl, 'CVE-1', '3.0.11-1~deb12u2')], [])
  assert.deepEqual(action === undefined ? [] : [say(action.title, 'en'), action.commands, action.reboot], [
    'Build the image anew with openssl 3.0.11-1~deb12u2 or later',
    [],
    'no',
  ])
})
