import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'
import { titleOf } from './title.ts'

testFeed(feed, import.meta.url)

const TITLES: readonly (readonly [string, readonly string[]])[] = [
  [
    '2023-04 Cumulative Update for Windows 11 Version 22H2 for arm64-based Systems (KB5025239)',
    ['windows 11 version 22h2 for arm64-based systems'],
  ],
  [
    '2022-09 Cumulative Update Preview for Windows 10 for x64-based Systems (KB5017321) UUP',
    ['windows 10 version 1507 for x64-based systems'],
  ],
  [
    '2018-05 Security Monthly Quality Rollup for Windows 7 for x86-based Systems (KB4103718)',
    ['windows 7 for 32-bit systems service pack 1'],
  ],
  [
    '2020-01 Security Only Quality Update for Windows Server 2012 R2 for x64-based Systems (KB4534309)',
    ['windows server 2012 r2', 'windows server 2012 r2 (server core installation)'],
  ],
  [
    '2024-08 Cumulative Update for Microsoft server operating system version 21H2 for x64-based Systems (KB5041160)',
    ['windows server 2022', 'windows server 2022 (server core installation)'],
  ],
  [
    '2024-07 Cumulative Update for .NET Framework 3.5, 4.7.2 and 4.8 for Windows 10 Version 1809 for x64 (KB5039886)',
    ['3.5', '4.7.2', '4.8'].map((version) => `.net framework ${version} on windows 10 version 1809 for x64-based systems`),
  ],
  ['2023-04 Servicing Stack Update for Windows 10 Version 1809 for x64-based Systems (KB5025239)', []],
  ['2023-04 Dynamic Cumulative Update for Windows 11 Version 22H2 for x64-based Systems (KB5025240)', []],
  ['2023-04 Cumulative Update for Windows Holographic (KB5025241)', []],
]
for (const [title, names] of TITLES)
  test(`windows-update-catalogue: ${title}`, () => {
    assert.deepEqual(
      titleOf(title)?.products ?? [],
      names.map((name) => `msrc:${name}`),
    )
  })

const page = (title: string, date: string, replaces: string): string =>
  `<html><span id="ScopedViewHandler_titleText">${title}</span><span id="ScopedViewHandler_date">${date}</span>` +
  `<div id="supersededbyInfo">n/a</div><div id="supersedesInfo"><div>${replaces}</div></div><div id="next"></div></html>`

test('windows-update-catalogue: only updates of the same product are replaced, and a later change is no release', async () => {
  const path = 'windows-update/catalog/ScopedViewInline.aspx/0b97c243-5833-4bf3-bcf8-77063e53c42a'
  const title = '2023-05 Cumulative Update for Windows 11 Version 22H2 for x64-based Systems (KB5026372)'
  const same = await gather(feed, path, page(title, '5/9/2023', title.replace('5026372', '5025239')))
  assert.deepEqual(
    ofKind(same, 'update').map(({ supersedes, releasedAt }) => [supersedes, releasedAt]),
    [[['5025239'], '2023-05-09']],
  )
  const other = await gather(feed, path, page(title, '1/9/2024', title.replace('x64', 'arm64').replace('5026372', '5025239')))
  assert.deepEqual(
    ofKind(other, 'update').map(({ supersedes, releasedAt }) => [supersedes, releasedAt]),
    [[[], undefined]],
  )
})

test('windows-update-catalogue: client and server count the revisions of 26100 apart', async () => {
  const text = '<html><h1>September 9, 2025&#8212;Hotpatch KB5065474 (OS Build 26100.6508)</h1></html>'
  const of = async (folder: string) =>
    ofKind(await gather(feed, `windows-update/servicing.zip!en-us/servicing/os/${folder}/2025/09/x.html`, text), 'update').map(
      ({ product, lane }) => `${product} ${lane}`,
    )
  assert.deepEqual(await of('windows-11'), [
    'msrc:windows 11 version 24h2 for x64-based systems hotpatch',
    'msrc:windows 11 version 24h2 for arm64-based systems hotpatch',
  ])
  assert.deepEqual(await of('windows-server-2025'), [
    'msrc:windows server 2025 hotpatch',
    'msrc:windows server 2025 (server core installation) hotpatch',
  ])
})
