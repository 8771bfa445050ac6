import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainRange } from '@hygie/versions/contains'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (text: string, name = 'CVE-2024-0001.yaml') => gather(feed, `osv-sources/x.zip!vendor/package/${name}`, text)
const HEAD = 'title: x\nreference: composer://Vendor/Package\n'
const BRANCHES = `branches:
    8.x: {time: 2018-07-12 09:34:56, versions: ['>=8.0.0', '<8.7.17']}
    9.x: {time: 2018-07-12 09:34:56, versions: ['>9.0', '<=9.3.1']}
`

test('friendsofphp-advisories: branches are one claim on the package', async () => {
  const [claim] = ofKind(await read(`${HEAD}cve: CVE-2024-0001\n${BRANCHES}`), 'claim')
  assert.equal(claim?.product, 'composer:vendor/package')
  assert.equal(explainRange(claim.range), '>= 8.0.0 and < 8.7.17, or > 9.0 and <= 9.3.1')
})

for (const [cve, name, expected] of [
  ['CVE-2024-0002', '2018-07-12-1.yaml', 'CVE-2024-0002'],
  ['~', '2018-07-12-1.yaml', 'friendsofphp:Vendor/Package/2018-07-12-1'],
  ['~', 'ZF2014-06.yaml', 'ZF2014-06'],
  ['~', 'SS-2015-026-1.yaml', 'SS-2015-026'],
  ['~', 'GHSA-2g68-c3qc-8985.yaml', 'GHSA-2g68-c3qc-8985'],
  ['~', 'CVE-2024-0003-1.yaml', 'CVE-2024-0003'],
] as const)
  test(`friendsofphp-advisories: ${name} with cve ${cve} is ${expected}`, async () => {
    const items = await read(`${HEAD}cve: ${cve}\n${BRANCHES}`, name)
    assert.equal(ofKind(items, 'vulnerability')[0]?.id, expected)
    assert.equal(ofKind(items, 'claim')[0]?.vulnerability, expected)
  })

test('friendsofphp-advisories: a branch that cannot be read rejects itself', async () => {
  const items = await read(`${HEAD}${BRANCHES}    10.x: {versions: ['10.*']}\n    11.x: {versions: ['>1', '>2']}\n`)
  assert.deepEqual(
    ofKind(items, 'rejection').map(({ error }) => error.at),
    ['$.branches.10.x', '$.branches.11.x'],
  )
  assert.equal(ofKind(items, 'claim')[0]?.range.intervals.length, 2)
})
