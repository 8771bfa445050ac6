import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BannerKind } from './load-recognisers.ts'
import { exactCpe, readBanner } from './read-banner.ts'

test('a build of a distribution that names its release is its package', () => {
  for (const [kind, text, key, lineage] of [
    ['ssh', 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n', 'deb:openssh-server@1:9.2p1-2+deb12u3', 'debian:12'],
    ['ssh', 'OpenSSH_7.4p1 Debian-10+deb9u7', 'deb:openssh-server@1:7.4p1-10+deb9u7', 'debian:9'],
    ['ssh', 'SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.10', 'deb:openssh-server@1:8.9p1-3ubuntu0.10', 'ubuntu:22.04'],
    ['ssh', 'SSH-2.0-OpenSSH_6.6.1p1 Ubuntu-2ubuntu2.13', 'deb:openssh-server@1:6.6p1-2ubuntu2.13', 'ubuntu:14.04'],
    ['ssh', 'OpenSSH_5.9p1 Debian-5ubuntu1.10', 'deb:openssh-server@1:5.9p1-5ubuntu1.10', 'ubuntu:12.04'],
    ['mysql', '5.7.32-0ubuntu0.18.04.1', 'deb:mysql-server-5.7@5.7.32-0ubuntu0.18.04.1', 'ubuntu:18.04'],
    ['http.poweredby', 'PHP/7.0.33-0+deb9u3', 'deb:php7.0@7.0.33-0+deb9u3', 'debian:9'],
  ] as const satisfies readonly (readonly [BannerKind, string, string, string])[]) {
    const { software, platform } = readBanner(kind, text)
    assert.deepEqual([software[0]?.key, software[0]?.evidence, platform?.lineage[0]], [key, 'weak', lineage], text)
    assert.equal(software.filter(({ name }) => name.toLowerCase().includes('ssh')).length, kind === 'ssh' ? 1 : 0)
  }
})

test('what leaves release or distribution open names no platform, and no CPE of a distribution build', () => {
  for (const text of [
    'SSH-2.0-OpenSSH_9.2p1 Debian-2',
    'SSH-2.0-OpenSSH_9.2p1 Debian-2~bpo11+1',
    'SSH-2.0-OpenSSH_8.3p1 Ubuntu-1ubuntu0.1',
    'SSH-2.0-OpenSSH_8.9p1 Ubuntu-3~ppa1',
    'SSH-2.0-OpenSSH_5.8p1 Debian-1ubuntu3',
    'SSH-2.0-OpenSSH_7.4',
    'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3 extra',
    'SSH-2.0-',
    '',
  ])
    assert.equal(readBanner('ssh', text).platform, undefined, text)
  assert.equal(
    readBanner('ssh', 'OpenSSH_9.2p1 Debian-2').software.find(({ cpe }) => cpe !== undefined),
    undefined,
  )
  assert.equal(readBanner('http.server', 'Apache/2.4.38 (Debian)').software[0]?.cpe, undefined)
})

test('upstream software, systems and devices are weak claims', () => {
  assert.deepEqual(readBanner('http.server', 'Apache/2.4.49').software, [
    {
      key: 'banner:httpd@2.4.49',
      name: 'HTTPD',
      version: '2.4.49',
      origin: 'banner',
      evidence: 'weak',
      vendor: 'Apache',
      cpe: 'cpe:2.3:a:apache:http_server:2.4.49:*:*:*:*:*:*:*',
    },
  ])
  const ios = readBanner(
    'snmp.description',
    'Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 12.2(55)SE5, RELEASE SOFTWARE (fc1)',
  )
  assert.equal(ios.family, 'network')
  assert.deepEqual(
    ios.software.map(({ name, version, evidence }) => [name, version, evidence]),
    [['IOS', '12.2(55)SE5', 'weak']],
  )
  assert.equal(readBanner('ftp', 'nothing that anybody knows').software.length, 0)
})

test('a CPE name holds the exact version, or there is none', () => {
  assert.equal(exactCpe('cpe:/a:isc:bind:9.8.2', '9.8.2'), 'cpe:2.3:a:isc:bind:9.8.2:*:*:*:*:*:*:*')
  assert.equal(exactCpe('cpe:/o:avm:fritz%21os:7.1', '7.1'), 'cpe:2.3:o:avm:fritz\\!os:7.1:*:*:*:*:*:*:*')
  for (const [uri, version] of [
    ['cpe:/a:isc:bind:-', ''],
    ['cpe:/a:isc:bind', '9.8.2'],
    ['cpe:/a:isc:bind:9.8', '9.8.2'],
    ['cpe:/a:samba:samba:3.X', '3.X'],
    ['cpe:/a:apache:http_server:2.2.0 - 2.2.8', '2.2.0 - 2.2.8'],
    ['cpe:/o:microsoft:windows_vista:sp1', 'sp1'],
    ['no cpe', '1'],
  ] as const)
    assert.equal(exactCpe(uri, version), undefined, uri)
})
