import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redHatLine } from './redhat.ts'

for (const [cpe, expected] of [
  ['cpe:/o:redhat:enterprise_linux:9::baseos', 'rhel:9'],
  ['cpe:/a:redhat:enterprise_linux:8::appstream', 'rhel:8'],
  ['cpe:/a:redhat:enterprise_linux:9::nfv', 'rhel:9'],
  ['cpe:/o:redhat:enterprise_linux:10.0', 'rhel:10'],
  ['cpe:/o:redhat:enterprise_linux:7', 'rhel:7'],
  ['cpe:/o:redhat:enterprise_linux:4::as', 'rhel:4'],
  ['cpe:/a:redhat:rhel_eus:9.2::appstream', 'rhel:9+eus-9.2'],
  ['cpe:/o:redhat:rhel_aus:8.4::baseos', 'rhel:8+aus-8.4'],
  ['cpe:/a:redhat:rhel_tus:8.2::highavailability', 'rhel:8+tus-8.2'],
  ['cpe:/o:redhat:rhel_e4s:8.1::baseos', 'rhel:8+e4s-8.1'],
  ['cpe:/o:redhat:rhel_eus_long_life:8.4::baseos', 'rhel:8+eus-long-life-8.4'],
  ['cpe:/o:redhat:rhel_els:6', 'rhel:6+els-6'],
  ['cpe:/a:redhat:rhel_extras:7', 'rhel:7'],
  ['cpe:/a:redhat:rhel_extras_oracle_java:6', 'rhel:6'],
  ['cpe:/a:redhat:rhel_software_collections:3::el7', 'rhel:7'],
  ['cpe:/a:redhat:rhel_software_collections:3', 'rhel_software_collections:3'],
  ['cpe:/a:redhat:satellite:6.13::el8', 'satellite:6.13'],
  ['cpe:/a:redhat:openshift:4.16::el9', 'openshift:4.16'],
  ['cpe:/a:redhat:enterprise_linux', 'none'],
  ['cpe:/o:suse:sles:12', 'none'],
  ['', 'none'],
] as const)
  test(`${cpe} is ${expected}`, () => {
    const line = redHatLine(cpe)
    const channel = line?.channel === undefined ? '' : `+${line.channel}`
    assert.equal(line === undefined ? 'none' : `${line.distribution}:${line.release}${channel}`, expected)
  })
