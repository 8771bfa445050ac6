import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (more: object) =>
  gather(feed, 'suse/osv.zip!x.json', JSON.stringify({ id: 'SUSE-SU-2026:0001-1', related: ['CVE-2026-0001'], ...more }))
const affected = (ecosystem: string, more: object = {}) => ({
  package: { ecosystem, name: 'bind' },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '9.9.6-1' }] }],
  ...more,
})
const products = async (...list: readonly object[]) =>
  ofKind(await read({ affected: list }), 'claim').map(({ product }) => product)

test('suse-osv: sources, and what is installed of them', async () => {
  const binaries = { ecosystem_specific: { binaries: [{ 'bind-utils': '9.9.6-1' }] } }
  assert.deepEqual(await products(affected('SUSE:Linux Enterprise Server 12 SP1', binaries)), [
    'srpm:sles:12.1:bind',
    'rpm:sles:12.1:bind-utils',
  ])
})

test('suse-osv: an error page is no id', async () => {
  for (const id of ['SUSE-SU-403 Forbidden-1', 'SUSE-SU-403'])
    assert.deepEqual(
      (await read({ id, affected: [affected('openSUSE:Leap 15.5')] })).map((found) => found.kind),
      ['rejection'],
    )
})

test('suse-osv: products that are no known system are refused; without packages there is the advisory alone', async () => {
  const items = await read({ affected: [affected('SUSE:Something Else')] })
  assert.equal(ofKind(items, 'rejection')[0]?.error.code, 'suse-release')
  assert.deepEqual(
    (await read({})).map(({ kind }) => kind),
    ['advisory'],
  )
})
