import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const record = (more: object) =>
  JSON.stringify({
    id: 'ALSA-2026:0001',
    summary: 'Important: nginx:1.24 security update',
    modified: '2026-03-26T13:17:49Z',
    related: ['CVE-2026-0001', 'CVE-2026-0002'],
    ...more,
  })
const affected = (name: string, fixed: string, ecosystem = 'AlmaLinux:8') => ({
  package: { ecosystem, name },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
})
const read = (more: object) => gather(feed, 'almalinux/osv-database.zip!advisories/almalinux8/ALSA-2026:0001.json', record(more))
const MODULE = '1:1.24.0-2.module_el8.10.0+4143+ec3e7d32.alma.1'

test('almalinux-osv: each CVE of `related` is claimed under its advisory', async () => {
  const claims = ofKind(await read({ summary: 'Low: a security update', affected: [affected('a', '1:1-2.el8')] }), 'claim')
  assert.deepEqual(
    claims.map(({ vulnerability, product, advisory, grade }) => [vulnerability, product, advisory, grade]),
    [
      ['CVE-2026-0001', 'rpm:almalinux:8:a', 'ALSA-2026:0001', 'Low'],
      ['CVE-2026-0002', 'rpm:almalinux:8:a', 'ALSA-2026:0001', 'Low'],
    ],
  )
})

test('almalinux-osv: builds for a module go to its stream, builds beside it do not', async () => {
  const products = async (summary: string) =>
    ofKind(
      await read({ summary, affected: [affected('a', MODULE), affected('b', '1-2.el8')], related: ['CVE-2026-0001'] }),
      'claim',
    ).map(({ product }) => product)
  assert.deepEqual(await products('Important: nginx:1.24 security update'), ['rpm:almalinux:8+nginx@1.24:a', 'rpm:almalinux:8:b'])
  assert.deepEqual(await products('Moderate: virt:rhel and virt-devel:rhel security update'), [
    'rpm:almalinux:8+virt@rhel:a',
    'rpm:almalinux:8+virt-devel@rhel:a',
    'rpm:almalinux:8:b',
  ])
  const unnamed = await read({ summary: 'Important: nginx security update', affected: [affected('a', MODULE)] })
  assert.equal(ofKind(unnamed, 'rejection')[0]?.error.code, 'module-unnamed')
  assert.equal(ofKind(unnamed, 'claim').length, 0)
})

test('almalinux-osv: two builds of a package are two claims', async () => {
  const twice = [affected('a', '5.1.23-1.el9'), affected('a', '5.1.23-2.el9')]
  const claims = ofKind(await read({ summary: 'x', affected: twice, related: ['CVE-2026-0001'] }), 'claim')
  assert.deepEqual(
    claims.map(({ range }) => range.intervals[0]?.to?.version),
    ['5.1.23-1.el9', '5.1.23-2.el9'],
  )
})

test('almalinux-osv: without a CVE, security is a vulnerability of its own and a bug fix is none', async () => {
  const more = { summary: 'x', related: [], affected: [affected('a', '1-2.el8')] }
  const [claim] = ofKind(await read(more), 'claim')
  assert.deepEqual([claim?.vulnerability, claim?.advisory], ['ALSA-2026:0001', undefined])
  const bugs = await read({ ...more, id: 'ALBA-2026:0001' })
  assert.deepEqual(
    bugs.map(({ kind }) => kind),
    ['advisory', 'stated'],
  )
})

test('almalinux-osv: the copy in another folder gives the same records', async () => {
  const text = record({ affected: [affected('a', '1-2.el8'), affected('a', '1-2.el9', 'AlmaLinux:9')] })
  const [eight, nine] = await Promise.all(['8', '9'].map((release) => gather(feed, `x!almalinux${release}/y.json`, text)))
  assert.deepEqual(eight, nine)
  assert.equal(ofKind(eight ?? [], 'claim').length, 4)
})

test('almalinux-osv: other systems and ids are refused, a withdrawn update keeps its id alone', async () => {
  assert.equal(
    ofKind(await read({ affected: [affected('a', '1-2', 'Debian:12')] }), 'rejection')[0]?.error.code,
    'almalinux-release',
  )
  assert.equal(ofKind(await read({ id: 'ALSA 1' }), 'rejection')[0]?.error.code, 'erratum-id')
  const withdrawn = await read({ withdrawn: '2026-04-01T00:00:00Z', affected: [affected('a', '1-2')] })
  assert.deepEqual(ofKind(withdrawn, 'vulnerability'), [
    { kind: 'vulnerability', id: 'ALSA-2026:0001', withdrawnAt: '2026-04-01T00:00:00Z' },
  ])
  assert.equal(ofKind(withdrawn, 'claim').length, 0)
})
