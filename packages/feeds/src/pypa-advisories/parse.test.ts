import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainRange } from '@hygie/versions/contains'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (text: string) => gather(feed, 'osv-sources/pypa-advisory-database.zip!vulns/a/PYSEC-2024-1.yaml', text)
const AFFECTED = `
affected:
- package: {ecosystem: PyPI, name: Foo_Bar}
  ranges:
  - type: GIT
    repo: https://x.example/r
    events: [{introduced: "0"}, {fixed: abcdef}]
  - type: ECOSYSTEM
    events:
    - introduced: 1.10
    - fixed: 1.100
`

test('pypa-advisories: versions stay text, commits are left alone, empty keys are absent', async () => {
  const items = await read(`id: PYSEC-2024-1\naliases: [CVE-2024-0001]\nreferences:\n${AFFECTED}`)
  assert.deepEqual(
    ofKind(items, 'claim').map(({ product, range }) => `${product} ${explainRange(range)}`),
    ['pypi:foo-bar >= 1.10 and < 1.100'],
  )
  assert.deepEqual(ofKind(items, 'rejection'), [])
})

test('pypa-advisories: a withdrawn record keeps its id alone', async () => {
  const items = await read(`id: PYSEC-2024-1\nwithdrawn: 2024-02-07T00:25:46Z\naliases: [CVE-2024-0001]\n${AFFECTED}`)
  assert.deepEqual(items, [{ kind: 'vulnerability', id: 'PYSEC-2024-1', withdrawnAt: '2024-02-07T00:25:46Z' }])
})
