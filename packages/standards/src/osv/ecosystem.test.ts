import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseEcosystem } from './ecosystem.ts'

/** text → type scheme distribution release channel, `-` for absent */
const CASES: readonly (readonly [string, string])[] = [
  ['Debian:12', 'deb deb debian 12 -'],
  ['Debian', 'deb deb debian - -'],
  ['Ubuntu:22.04:LTS', 'deb deb ubuntu 22.04 -'],
  ['Ubuntu:25.10', 'deb deb ubuntu 25.10 -'],
  ['Ubuntu:Pro:18.04:LTS', 'deb deb ubuntu 18.04 pro'],
  ['Ubuntu:Pro:FIPS-updates:20.04:LTS', 'deb deb ubuntu 20.04 pro:fips-updates'],
  ['Alpine:v3.18', 'apk apk alpine 3.18 -'],
  ['Alpine:edge', 'apk apk alpine edge -'],
  ['AlmaLinux:9', 'rpm rpm almalinux 9 -'],
  ['Rocky Linux:8', 'rpm rpm rocky 8 -'],
  ['Red Hat:enterprise_linux:9::baseos', 'rpm rpm rhel 9 baseos'],
  ['Red Hat:rhel_eus:8.4::appstream', 'rpm rpm rhel_eus 8.4 appstream'],
  ['SUSE:Linux Enterprise Server 12 SP1', 'rpm rpm sles 12.1 -'],
  ['SUSE:Linux Enterprise Server 12', 'rpm rpm sles 12 -'],
  ['SUSE:Linux Enterprise Server 15 SP3-LTSS', 'rpm rpm linux-enterprise-server-ltss 15.3 -'],
  ['SUSE:Package Hub 12', 'rpm rpm package-hub 12 -'],
  ['openSUSE:Leap 15.5', 'rpm rpm opensuse-leap 15.5 -'],
  ['openSUSE:Tumbleweed', 'rpm rpm opensuse-tumbleweed rolling -'],
  ['Wolfi', 'apk apk wolfi rolling -'],
  ['Go', 'golang go - - -'],
  ['crates.io', 'cargo semver - - -'],
  ['PyPI', 'pypi pep440 - - -'],
  ['Root:Debian:12', 'deb deb debian 12 root'],
]
for (const [text, expected] of CASES)
  test(`osv ecosystem ${text}`, () => {
    const read = parseEcosystem(text)
    assert.ok(read.ok)
    const { type, scheme, distribution, release, channel } = read.value
    assert.equal([type, scheme, distribution, release, channel].map((part) => part ?? '-').join(' '), expected)
  })

test('osv ecosystem keeps the registry after the colon', () => {
  const read = parseEcosystem('Maven:https://repo.example/maven2')
  assert.ok(read.ok)
  assert.equal(read.value.repository, 'https://repo.example/maven2')
})

test('osv ecosystem that is unknown or without an order is an error value', () => {
  for (const [text, code] of [
    ['Debain:12', 'osv-ecosystem-unknown'],
    ['debian', 'osv-ecosystem-unknown'],
    ['__proto__', 'osv-ecosystem-unknown'],
    ['Android', 'osv-ecosystem-unordered'],
    ['Root:Root:Root', 'osv-ecosystem-unordered'],
  ] as const) {
    const read = parseEcosystem(text)
    assert.equal(read.ok ? 'ok' : read.error.code, code)
  }
})

test('osv ecosystem never throws', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('Ubuntu:', 'SUSE:', 'Red Hat:', 'Root:', 'openSUSE:', ''),
      (text, name) => void parseEcosystem(name + text),
    ),
  )
})
