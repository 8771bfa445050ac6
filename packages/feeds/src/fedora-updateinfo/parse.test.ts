import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const update = (release: string, list: string) =>
  gather(
    feed,
    'fedora/updateinfo-tree.zip!x/repodata/0af-updateinfo.xml.zst',
    `<updates><update type="security" status="stable"><id>FEDORA-2025-4a08954c02</id><title>a-1-2.fc43</title><release>${release}</release>
    <description>Also CVE-2025-9999.</description><updated date="2025-12-03 00:52:00"/><references>
    <reference id="2232217" type="bugzilla" title="a-1 is available"/>
    <reference id="2264297" type="bugzilla" title="TRIAGE CVE-2025-0001 a: overflow [fedora-all]"/>
    </references><pkglist>${list}</pkglist></update></updates>`,
  )
const build = (name: string, release: string, arch: string) =>
  `<package name="${name}" epoch="0" version="1" release="${release}" arch="${arch}"/>`
const shown = async (release: string, list: string) =>
  (await update(release, list)).flatMap((item) =>
    item.kind === 'claim' ? [`${item.vulnerability} ${item.product}`] : item.kind === 'rejection' ? [item.error.code] : [],
  )

test('fedora-updateinfo: the CVE of the bugs, binaries and sources, EPEL as a line of its own', async () => {
  const list = `<collection short="F43">${build('a', '2.fc43', 'src')}${build('a-libs', '2.fc43', 'x86_64')}</collection>`
  assert.deepEqual(await shown('Fedora 43', list), ['CVE-2025-0001 srpm:fedora:43:a', 'CVE-2025-0001 rpm:fedora:43:a-libs'])
  assert.deepEqual(await shown('Fedora EPEL 10.1', `<collection short="EL">${build('a', '2.el10', 'noarch')}</collection>`), [
    'CVE-2025-0001 rpm:epel:10:a',
  ])
})

test('fedora-updateinfo: a module build is of its stream, and refused where no stream is named', async () => {
  const module = '<module name="nginx" stream="mainline" version="1" context="c" arch="x86_64"/>'
  const list = (more: string) => `<collection short="F38M">${more}${build('nginx', '1.module_f38+1', 'x86_64')}</collection>`
  assert.deepEqual(await shown('Fedora 38 Modular', list(module)), ['CVE-2025-0001 rpm:fedora:38+nginx@mainline:nginx'])
  assert.deepEqual(await shown('Fedora 38 Modular', list('')), ['module-unnamed'])
})

test('fedora-updateinfo: what is not installed as packages is refused, what lists nothing is counted', async () => {
  assert.deepEqual(await shown('Fedora 43 Flatpaks', `<collection>${build('a', '2', 'x86_64')}</collection>`), ['fedora-release'])
  assert.deepEqual(await shown('Fedora 38 Modular', '<collection short="F38M"><name>x</name></collection>'), ['erratum-empty'])
})

test('fedora-updateinfo: the severity None is none', async () => {
  const xml = `<updates><update type="bugfix"><id>FEDORA-EPEL-2018-abe0e978c0</id><title>t</title><severity>None</severity></update></updates>`
  assert.deepEqual(ofKind(await gather(feed, 'x/updateinfo.xml', xml), 'advisory').length, 1)
})
