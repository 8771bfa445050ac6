import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'
import { platformLines } from './platform.ts'

testFeed(feed, import.meta.url)

for (const [name, expected] of [
  ['suse102', 'opensuse:10.2'],
  ['openSUSE 12.1 Update', 'opensuse:12.1'],
  ['sles10-sp4', 'sles:10.4'],
  ['sled10-sp4', 'sled:10.4'],
  ['sles10-sp4-sdk', 'suse:10.4'],
  ['core9', 'sles:9'],
  ['SUSE CORE 9 for IBM S/390 31bit', 'sles:9'],
  ['SUSE Linux Enterprise Server 10 SP4 for AMD64 and Intel EM64T', 'sles:10.4'],
  ['SUSE Linux Enterprise Server 15 SP2-LTSS', 'sles:15.2'],
  ['SUSE Linux Enterprise Server 16.0', 'sles:16.0'],
  ['SUSE Linux Micro 6.0', 'sl-micro:6.0'],
  ['SUSE Manager Server 4.3', ''],
  ['krb5-1.12.2-3.1', ''],
] as const)
  test(`suse-oval: "${name}" is ${expected === '' ? 'no system' : expected}`, () => {
    assert.equal(
      platformLines(name)
        .map(({ distribution, release }) => `${distribution}:${release}`)
        .join(),
      expected,
    )
  })

const LINUX = 'xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux"'
const read = (state: string, more: { readonly test?: string; readonly comment?: string; readonly class?: string } = {}) =>
  gather(
    feed,
    'suse/oval/suse.linux.enterprise.15-affected.xml.gz',
    `<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"><definitions>
    <definition id="def:1" version="1" class="${more.class ?? 'vulnerability'}"><metadata><title>CVE-2024-0001</title>
    <reference ref_id="Mitre CVE-2024-0001" ref_url="x" source="CVE"/><advisory from="security@suse.de"><updated date="2025-08-06"/>
    <severity>Moderate</severity></advisory></metadata><criteria operator="AND">
    <criterion test_ref="tst:9" comment="SUSE Linux Enterprise Server 15 SP4 is installed"/>
    <criterion test_ref="tst:1" comment="${more.comment ?? 'kernel-default is anything'}"/></criteria></definition></definitions>
    <tests>${more.test ?? `<rpminfo_test id="tst:1" check="at least one" ${LINUX}><object object_ref="obj:1"/><state state_ref="ste:1"/></rpminfo_test>`}</tests>
    <objects><rpminfo_object id="obj:1" ${LINUX}><name>kernel-default</name></rpminfo_object></objects>
    <states><rpminfo_state id="ste:1" ${LINUX}>${state}</rpminfo_state></states></oval_definitions>`,
  )
const shown = async (...input: Parameters<typeof read>) =>
  (await read(...input)).flatMap((item) =>
    item.kind === 'claim' ? claimLines([item]) : item.kind === 'rejection' ? [item.error.code] : [],
  )
const evr = (operation: string, text: string) => `<evr datatype="evr_string" operation="${operation}">${text}</evr>`

test('suse-oval: the test says what holds, whatever the comment', async () => {
  assert.deepEqual(await shown(evr('less than', '0:1.2-3')), [
    'CVE-2024-0001 rpm:sles:15.4:kernel-default < 0:1.2-3 affected (Moderate)',
  ])
  assert.deepEqual(await shown(evr('greater than', '0:0-0')), [
    'CVE-2024-0001 rpm:sles:15.4:kernel-default every version affected (Moderate)',
  ])
  assert.deepEqual(await shown('<version operation="equals">0</version>'), [
    'CVE-2024-0001 rpm:sles:15.4:kernel-default every version notAffected (Moderate)',
  ])
})

test('suse-oval: tests of another kind are counted, not guessed', async () => {
  for (const state of [
    evr('greater than', '0:1.2-3'),
    evr('less than or equal', '0:1.2-3'),
    '<version operation="less than">2</version>',
  ])
    assert.deepEqual(await shown(state), ['oval-case'], state)
  const absence = `<rpminfo_test id="tst:1" check="none satisfy" ${LINUX}><object object_ref="obj:1"/><state state_ref="ste:1"/></rpminfo_test>`
  assert.deepEqual(await shown(evr('less than', '0:1.2-3'), { test: absence }), ['oval-case'])
  assert.deepEqual(await shown(evr('less than', '0:1.2-3'), { class: 'compliance' }), ['oval-class'])
})

test('suse-oval: without its test a comment is enough for "affected", never for a version, which lacks its epoch', async () => {
  const without = (comment: string) => shown('', { test: '', comment })
  assert.deepEqual(await without('kernel-default is not affected'), [
    'CVE-2024-0001 rpm:sles:15.4:kernel-default every version notAffected (Moderate)',
  ])
  assert.deepEqual(await without('kernel-default is affected'), [
    'CVE-2024-0001 rpm:sles:15.4:kernel-default every version affected (Moderate)',
  ])
  assert.deepEqual(await without('krb5-1.12.2-3.1 is installed'), ['oval-case'])
})

test('suse-oval: architectures are named where they differ', async () => {
  const items = await read(`<arch operation="pattern match">(aarch64|x86_64)</arch>${evr('less than', '0:1.2-3')}`)
  assert.deepEqual(
    ofKind(items, 'claim').map(({ architectures }) => architectures),
    [undefined],
  )
})
