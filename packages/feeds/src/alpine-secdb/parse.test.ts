import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

async function claims(secfixes: unknown, distroversion: unknown = 'v3.16'): Promise<readonly string[]> {
  const items = await parsed(
    feed,
    'alpine/secdb/v3.16/main.json',
    JSON.stringify({ distroversion, packages: [{ pkg: { name: 'a', secfixes } }] }),
  )
  return items.map((item) =>
    item.kind === 'claim'
      ? `${claimLines([item])[0] ?? ''}${item.advisory === undefined ? '' : ` by ${item.advisory}`}`
      : item.kind === 'rejection'
        ? item.error.code
        : item.kind,
  )
}

test('alpine-secdb: "0" was never affected', async () => {
  assert.deepEqual(await claims({ '0': ['CVE-2020-0001'] }), ['CVE-2020-0001 apk:alpine:3.16:a every version notAffected'])
})

const identifiers: readonly (readonly [string, readonly string[]])[] = [
  ['CVE-2016-9932 XSA-200', ['CVE-2016-9932 apk:alpine:3.16:a < 1-r0 affected by XSA-200']],
  [
    'CVE-2017-5753 CVE-2017-5715 XSA-254 XPTI',
    ['CVE-2017-5753 apk:alpine:3.16:a < 1-r0 affected by XSA-254', 'CVE-2017-5715 apk:alpine:3.16:a < 1-r0 affected by XSA-254'],
  ],
  ['XSA-207', ['XSA-207 apk:alpine:3.16:a < 1-r0 affected']],
  ['CVE-????-?????  XSA-284', ['XSA-284 apk:alpine:3.16:a < 1-r0 affected']],
  ['GHSA-xvch-5gv4-984h', ['GHSA-xvch-5gv4-984h apk:alpine:3.16:a < 1-r0 affected']],
  ['CVE_2019-2426', ['CVE-2019-2426 apk:alpine:3.16:a < 1-r0 affected']],
  ['CVE-2017-17434-1', ['CVE-2017-17434 apk:alpine:3.16:a < 1-r0 affected']],
  ['CVE-2018-16452 (SMB)', ['CVE-2018-16452 apk:alpine:3.16:a < 1-r0 affected']],
  ['ZBX-11023', ['ZBX-11023 apk:alpine:3.16:a < 1-r0 affected']],
  ['regression', ['secdb-identifier']],
]
for (const [text, expected] of identifiers)
  test(`alpine-secdb: ${text}`, async () => {
    assert.deepEqual(await claims({ '1-r0': [text] }), expected)
  })

test('alpine-secdb: nothing below a version, no fixes, no packages', async () => {
  assert.deepEqual(await claims({ '1-r0': null, '2-r0': [] }), [])
  assert.deepEqual(await claims(null), [])
  assert.deepEqual(await parsed(feed, 'x/v3.3/community.yaml', 'distroversion: v3.3\npackages:\n'), [])
})

test('alpine-secdb: edge, and the release from the folder when the document does not say', async () => {
  assert.deepEqual(await claims({ '1-r0': ['CVE-2020-0001'] }, 'edge'), ['CVE-2020-0001 apk:alpine:edge:a < 1-r0 affected'])
  assert.deepEqual(await claims({ '1-r0': ['CVE-2020-0001'] }, null), ['CVE-2020-0001 apk:alpine:3.16:a < 1-r0 affected'])
})

test('alpine-secdb: versions in YAML stay text', async () => {
  const text =
    'distroversion: v3.10\npackages:\n  - pkg:\n      name: a\n      secfixes:\n        1.10:\n          - CVE-2020-0001\n        0:\n          - CVE-2020-0002\n'
  // "0" comes first, because integer-like names do in JavaScript.
  assert.deepEqual(claimLines(await parsed(feed, 'x/v3.10/main.yaml', text)), [
    'CVE-2020-0002 apk:alpine:3.10:a every version notAffected',
    'CVE-2020-0001 apk:alpine:3.10:a < 1.10 affected',
  ])
})
