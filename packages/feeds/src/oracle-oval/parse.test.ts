import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'
import { channelOf } from './parse.ts'

testFeed(feed, import.meta.url)

test('oracle-oval: builds for live patching and the cipher module are lines of their own', () => {
  assert.equal(channelOf('2:2.17-326.0.1.ksplice1.el7_9'), 'ksplice')
  assert.equal(channelOf('10:1.1.1k-14.el8_6_fips'), 'fips')
  assert.equal(channelOf('1:1.1.1k-7.el8_6'), undefined)
})

/** Without any test, as the comments say all: platform, architecture, package, key. */
const read = (criteria: string) =>
  gather(
    feed,
    'oracle-linux/oval/com.oracle.elsa-all.xml',
    `<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"><definitions>
    <definition id="oval:com.oracle.elsa:def:1" class="patch"><metadata><title>
ELSA-2024-0001:  a security update (IMPORTANT)
</title><reference source="elsa" ref_id="ELSA-2024-0001" ref_url="https://linux.oracle.com/errata/ELSA-2024-0001.html"/>
    <reference source="CVE" ref_id="CVE-2024-0001" ref_url="x"/><advisory><severity>IMPORTANT</severity><issued date="2024-05-31"/>
    <cve cvss3="8.1/CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" href="x" public="20220506">CVE-2024-0001</cve></advisory></metadata>
    <criteria operator="AND"><criterion test_ref="t:1" comment="Oracle Linux 8 is installed"/>${criteria}</criteria>
    </definition></definitions></oval_definitions>`,
  )
const build = (name: string, version: string) =>
  `<criteria operator="AND"><criterion test_ref="t:2" comment="${name} is earlier than ${version}"/>
   <criterion test_ref="t:3" comment="${name} is signed with the Oracle Linux 8 key"/></criteria>`
const on = (architecture: string, inner: string) =>
  `<criteria operator="AND"><criterion test_ref="t:4" comment="Oracle Linux arch is ${architecture}"/>${inner}</criteria>`
const shown = async (criteria: string) =>
  (await read(criteria)).flatMap((item) =>
    item.kind === 'claim'
      ? [[item.product, item.range.intervals[0]?.to?.version, ...(item.architectures ?? [])].join(' ')]
      : item.kind === 'rejection'
        ? [item.error.code]
        : [],
  )

test('oracle-oval: one update, its score, architectures only where they differ', async () => {
  const same = `<criteria operator="OR">${on('x86_64', build('a', '0:1-2.el8'))}${on('aarch64', build('a', '0:1-2.el8'))}</criteria>`
  assert.deepEqual(await shown(same), ['rpm:ol:8:a 0:1-2.el8'])
  const other = `<criteria operator="OR">${on('x86_64', build('a', '0:1-2.el8'))}${on('aarch64', build('a', '0:1-3.el8'))}</criteria>`
  assert.deepEqual(await shown(other), ['rpm:ol:8:a 0:1-2.el8 x86_64', 'rpm:ol:8:a 0:1-3.el8 aarch64'])
  const items = await read(same)
  assert.deepEqual(
    ofKind(items, 'advisory').map(({ id, title, publishedAt }) => [id, title, publishedAt]),
    [['ELSA-2024-0001', 'ELSA-2024-0001: a security update (IMPORTANT)', '2024-05-31']],
  )
  assert.deepEqual(
    ofKind(items, 'score').map(({ origin, system }) => [origin, system]),
    [['oracle', 'cvss3.0']],
  )
})

test('oracle-oval: a module build is of its stream, and refused where no stream is named', async () => {
  const hivex = build('hivex', '0:1.3.18-21.module+el8.7.0+21037+8ee66348')
  assert.deepEqual(await shown(`<criterion test_ref="t:5" comment="Module virt:kvm_utils is enabled"/>${hivex}`), [
    'rpm:ol:8+virt@kvm_utils:hivex 0:1.3.18-21.module+el8.7.0+21037+8ee66348',
  ])
  assert.deepEqual(await shown(hivex), ['oval-case'])
})

test('oracle-oval: a criterion that is not understood makes no claim', async () => {
  assert.deepEqual(await shown(`<criterion test_ref="t:5" comment="a is running"/>${build('a', '0:1-2.el8')}`), ['oval-case'])
})
