import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'
import { fixesOf } from './fixed-version.ts'

testFeed(feed, import.meta.url)

for (const [heading, expected] of [
  ['macOS Tahoe 26.6', ['cpe:o:apple:macos 26 26.6']],
  ['macOS Big Sur 11.7.10', ['cpe:o:apple:macos 11 11.7.10']],
  ['macOS Mojave 10.14.6', ['cpe:o:apple:macos 10.14 10.14.6']],
  ['iOS 26.6 and iPadOS 26.6', ['cpe:o:apple:iphone_os 26 26.6', 'cpe:o:apple:ipados 26 26.6']],
  ['Safari 9.0.2', ['cpe:a:apple:safari 9 9.0.2']],
  ['watchOS 26.1', ['cpe:o:apple:watchos 26 26.1']],
  // the first of a line: what came before it is not one range
  ['iOS 26', []],
  ['macOS Tahoe 26.0', []],
  ['macOS Mojave 10.14', []],
  ['Security Update 2010-007', []],
  ['Mac OS X v10.6.5 / Security Update 2010-007', []],
  ['Time Capsule and AirPort Base Station (802.11n) Firmware 7.5.2', []],
  ['AppleTV 7.1', []],
] as const)
  test(`apple-releases: "${heading}" ${expected.length === 0 ? 'is no exact fix' : 'is one'}`, () => {
    assert.deepEqual(
      fixesOf(heading).map(
        ({ product, range }) => `${product} ${range.intervals[0]?.from?.version} ${range.intervals[0]?.to?.version}`,
      ),
      expected,
    )
  })

const page = (body: string) =>
  gather(
    feed,
    'apple/security-releases/en-us/128067',
    `<html><body><h1>About the security content of X</h1>${body}</body></html>`,
  )

test('apple-releases: an entry counts for the line that it is available for; prose names no CVE', async () => {
  const items = await page(`<h2>macOS Tahoe 26.6</h2><p>Released July 27, 2026</p>
    <h3>A</h3><p>Available for: macOS Tahoe</p><p>Description: like CVE-2020-0009.</p><p>CVE-2026-0001: somebody</p>
    <h3>B</h3><p>Available for: macOS Sequoia</p><p>CVE-2026-0002: somebody</p>
    <h3>C</h3><p>CVE-2026-0003: somebody</p><p>Entry added August 1, 2026</p>
    <h2>Additional recognition</h2><h3>D</h3><p>We would like to acknowledge CVE-2026-0004.</p>`)
  assert.deepEqual(claimLines(items), [
    'CVE-2026-0001 cpe:o:apple:macos >= 26 and < 26.6 affected',
    'CVE-2026-0003 cpe:o:apple:macos >= 26 and < 26.6 affected',
  ])
  assert.deepEqual(
    ofKind(items, 'advisory').map(({ id, publishedAt, revisedAt, vulnerabilities }) => [
      id,
      publishedAt,
      revisedAt,
      vulnerabilities,
    ]),
    [['APPLE-128067', '2026-07-27', '2026-08-01', ['CVE-2026-0001', 'CVE-2026-0002', 'CVE-2026-0003']]],
  )
})

test('apple-releases: labels of all ages, candidates, and a page without a heading', async () => {
  const body = [
    'CVE-ID: CAN-2005-0043',
    'CVE-IDs: CAN-2004-0493, CAN-2004-0488',
    'CVE ID: CVE-2009-2189',
    'x: Addresses CAN-2003-0466, a flaw',
  ]
  const items = await page(`<h2>iTunes 4.7.1</h2>${body.map((text) => `<p>${text}</p>`).join('')}`)
  assert.deepEqual(
    ofKind(items, 'advisory').map(({ vulnerabilities }) => vulnerabilities),
    [['CVE-2005-0043', 'CVE-2004-0493', 'CVE-2004-0488', 'CVE-2009-2189', 'CVE-2003-0466']],
  )
  const none = await gather(feed, 'apple/security-releases/en-us/128067', '<html><p>Not found</p></html>')
  assert.deepEqual(
    ofKind(none, 'rejection').map(({ error }) => error.code),
    ['apple-page'],
  )
})
