import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const item = (name: string, arch: string, more: object = {}) => ({
  name,
  epoch: '1',
  version: '2.0',
  release: '3.el9',
  arch,
  ...more,
})
const read = (more: object) =>
  gather(
    feed,
    'almalinux/errata/9/errata.full.json',
    JSON.stringify({
      data: [
        {
          id: 'ALSA-2026:0001',
          type: 'security',
          severity: 'Moderate',
          title: 'x',
          updated_date: 1651142818,
          references: [{ id: 'CVE-2026-0001', type: 'cve' }],
          ...more,
        },
      ],
    }),
  )
const shown = async (more: object) =>
  ofKind(await read(more), 'claim').map(({ product, range, architectures = [] }) =>
    `${product} ${range.intervals[0]?.to?.version} ${architectures.join()}`.trimEnd(),
  )

test('almalinux-errata: architectures are named only where builds differ', async () => {
  const same = [item('a', 'x86_64'), item('a', 'aarch64'), item('a', 'src'), item('a-debuginfo', 'x86_64')]
  assert.deepEqual(await shown({ packages: same }), ['rpm:almalinux:9:a 1:2.0-3.el9', 'srpm:almalinux:9:a 1:2.0-3.el9'])
  const other = [item('a', 'x86_64'), item('a', 'i686'), item('a', 'aarch64', { release: '4.el9' })]
  assert.deepEqual(await shown({ packages: other }), [
    'rpm:almalinux:9:a 1:2.0-3.el9 i686,x86_64',
    'rpm:almalinux:9:a 1:2.0-4.el9 aarch64',
  ])
})

test('almalinux-errata: module streams are channels', async () => {
  const module = 'mariadb:10.3:8050020220427075058:c5368500:x86_64'
  const packages = [item('Judy', 'x86_64', { module, release: '18.module_el8.5.0+2632+14ced695' })]
  assert.deepEqual(await shown({ packages }), ['rpm:almalinux:8+mariadb@10.3:Judy 1:2.0-18.module_el8.5.0+2632+14ced695'])
})

test('almalinux-errata: the release is stated by the address, else by all builds alike', async () => {
  const packages = [item('a', 'x86_64')]
  const references = [
    { id: 'CVE-2026-0001', type: 'cve' },
    { type: 'self', href: 'https://errata.almalinux.org/10/ALSA-2026-0001.html' },
  ]
  assert.deepEqual(await shown({ packages, references }), ['rpm:almalinux:10:a 1:2.0-3.el9'])
  const mixed = await read({ packages: [item('a', 'x86_64'), item('a', 'x86_64', { release: '3.el8_4' })] })
  assert.equal(ofKind(mixed, 'rejection')[0]?.error.code, 'almalinux-release')
  assert.equal(ofKind(mixed, 'claim').length, 0)
})

test('almalinux-errata: seconds are dates; a bug fix makes no claim', async () => {
  const items = await read({ type: 'bugfix', references: [], packages: [item('a', 'x86_64')] })
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2022-04-28T10:46:58.000Z' }])
  assert.equal(ofKind(items, 'claim').length, 0)
})

test('almalinux-errata: updateinfo says the same, a module holds for its collection only', async () => {
  const xml = `<updates><update type="security"><id>ALSA-2026:0001</id><title>x</title><severity>Moderate</severity>
    <updated date="2023-11-28 00:00:00"/><references><reference type="cve" id="CVE-2026-0001"/></references><pkglist>
    <collection><module name="nodejs" stream="18" version="9" context="c" arch="x86_64"/>
      <package name="nodejs" epoch="1" version="18.1" release="1.module_el9.3.0+1" arch="x86_64"/></collection>
    <collection><package name="a" epoch="0" version="1" release="2.el9" arch="noarch"><filename>x</filename></package></collection>
    </pkglist></update></updates>`
  const items = await gather(feed, 'x/repodata/0af-updateinfo.xml.gz', xml)
  assert.deepEqual(
    ofKind(items, 'claim').map(({ product, grade, statedAt }) => [product, grade, statedAt]),
    [
      ['rpm:almalinux:9+nodejs@18:nodejs', 'Moderate', '2023-11-28T00:00:00Z'],
      ['rpm:almalinux:9:a', 'Moderate', '2023-11-28T00:00:00Z'],
    ],
  )
})
