import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { claimLines, testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { readFeed } from '../read-feed.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

type Fix = {
  readonly product: string
  readonly kb?: string
  readonly build?: string
  readonly subType?: string
  readonly supersedes?: string
}

/** A document without prefixes, a vulnerability for each list of fixes. */
function read(...vulnerabilities: readonly (readonly Fix[])[]) {
  const products = [...new Set(vulnerabilities.flat().map(({ product }) => product))]
  const id = (product: string): string => String(products.indexOf(product) + 1)
  const remediation = ({ product, kb, build, subType = 'Security Update', supersedes }: Fix): string =>
    kb === undefined && build === undefined
      ? ''
      : `<Remediation Type="Vendor Fix"><Description>${kb ?? ''}</Description>` +
        (supersedes === undefined ? '' : `<Supercedence>${supersedes}</Supercedence>`) +
        `<ProductID>${id(product)}</ProductID><SubType>${subType}</SubType>` +
        (build === undefined ? '' : `<FixedBuild>${build}</FixedBuild>`) +
        '</Remediation>'
  const entries = vulnerabilities.map(
    (fixes, index) =>
      `<Vulnerability xmlns="http://www.icasi.org/CVRF/schema/vuln/1.1"><Title>T</Title><CVE>CVE-2025-${1000 + index}</CVE>` +
      `<ProductStatuses><Status Type="Known Affected">${fixes.map(({ product }) => `<ProductID>${id(product)}</ProductID>`).join('')}</Status></ProductStatuses>` +
      `<Remediations>${fixes.map(remediation).join('')}</Remediations>` +
      '<RevisionHistory><Revision><Date xmlns="http://www.icasi.org/CVRF/schema/cvrf/1.1">2025-07-08T07:00:00</Date></Revision></RevisionHistory></Vulnerability>',
  )
  return gather(
    feed,
    'msrc/cvrf/2025-Jul.xml',
    `\ufeff<cvrfdoc xmlns="http://www.icasi.org/CVRF/schema/cvrf/1.1"><ProductTree xmlns="http://www.icasi.org/CVRF/schema/prod/1.1">${products
      .map((product) => `<FullProductName ProductID="${id(product)}">${product}</FullProductName>`)
      .join('')}</ProductTree>${entries.join('')}</cvrfdoc>`,
  )
}

const CASES: readonly (readonly [string, readonly Fix[], readonly string[]])[] = [
  [
    'the build is the end, any of several updates is enough',
    [
      { product: 'Windows Server 2022', kb: '5065432', build: '10.0.20348.4171' },
      { product: 'Windows Server 2022', kb: '5065306', build: '10.0.20348.4106', subType: 'SecurityHotpatchUpdate' },
    ],
    [
      'CVE-2025-1000 msrc:windows server 2022 < 10.0.20348.4171 affected',
      'CVE-2025-1000 msrc:windows server 2022 < 10.0.20348.4106 affected',
    ],
  ],
  [
    'releases that share their files share their revisions',
    [{ product: 'Windows 10 Version 21H1 for x64-based Systems', kb: '5004237', build: '10.0.19041.1110' }],
    ['CVE-2025-1000 msrc:windows 10 version 21h1 for x64-based systems < 10.0.19043.1110 affected'],
  ],
  [
    "Exchange's leading zeros are none, an address and 1.000 are no builds",
    [
      { product: 'Microsoft Exchange Server 2019 Cumulative Update 14', kb: '5050672', build: '15.02.1544.014' },
      {
        product: 'Microsoft Office 2019 for 32-bit editions',
        kb: 'Click to Run',
        build: 'https://aka.ms/OfficeSecurityReleases',
      },
      { product: 'Windows Server 2012 R2', kb: '5062487', build: '1.000', subType: 'IE Cumulative' },
      { product: 'Windows Server 2012', kb: '5062488', build: '1.001', subType: 'IE Cumulative' },
    ],
    [
      'CVE-2025-1000 msrc:microsoft exchange server 2019 cumulative update 14 < 15.2.1544.14 affected',
      'CVE-2025-1000 msrc:windows server 2012 r2 every version affected',
      'CVE-2025-1000 msrc:windows server 2012 every version affected',
      'CVE-2025-1000 msrc:microsoft office 2019 for 32-bit editions every version unclear',
    ],
  ],
  [
    'Edge lacks a part or has an unknown one',
    [
      { product: 'Microsoft Edge (Chromium-based)', kb: 'Release Notes', build: '145.3800.99' },
      { product: 'Microsoft Edge (Chromium-based) Extended Stable', kb: 'Release Notes', build: '124.0.6367.xxx' },
    ],
    [
      'CVE-2025-1000 msrc:microsoft edge (chromium-based) every version unclear',
      'CVE-2025-1000 msrc:microsoft edge (chromium-based) extended stable every version unclear',
    ],
  ],
  [
    'a build of Windows, or of one of several frameworks, is none of .NET Framework',
    [
      {
        product: 'Microsoft .NET Framework 4.6/4.6.2 on Windows 10 for x64-based Systems',
        kb: '5019970',
        build: '10.0.10240.19567',
      },
      { product: 'Microsoft .NET Framework 3.5 AND 4.8 on Windows Server 2019', kb: '5037034', build: '4.8.4718.0' },
      { product: 'Microsoft .NET Framework 4.8 on Windows Server 2016', kb: '5087065', build: '4.8.9334.0 and 4.8.4802.0' },
    ],
    [
      'CVE-2025-1000 msrc:.net framework 4.6 on windows 10 version 1507 for x64-based systems every version affected',
      'CVE-2025-1000 msrc:.net framework 4.6.2 on windows 10 version 1507 for x64-based systems every version affected',
      'CVE-2025-1000 msrc:.net framework 3.5 on windows server 2019 every version affected',
      'CVE-2025-1000 msrc:.net framework 4.8 on windows server 2019 < 4.8.4718.0 affected',
      'CVE-2025-1000 msrc:.net framework 4.8 on windows server 2016 every version affected',
    ],
  ],
  [
    'SQL Server: the two lanes were exchanged, number and build tell the right one',
    [
      { product: 'Microsoft SQL Server 2022 for x64-based Systems (GDR)', kb: '5058721', build: '\t\n16.0.4200.1' },
      { product: 'Microsoft SQL Server 2022 for x64-based Systems (CU 19)', kb: '5058712', build: '16.0.1140.6' },
    ],
    [
      'CVE-2025-1000 msrc:microsoft sql server 2022 for x64-based systems (cu) < 16.0.4200.1 affected',
      'CVE-2025-1000 msrc:microsoft sql server 2022 for x64-based systems (gdr) < 16.0.1140.6 affected',
    ],
  ],
  [
    'listed as affected without a fix: affected, and none is known',
    [{ product: 'Microsoft Office LTSC for Mac 2024' }],
    ['CVE-2025-1000 msrc:microsoft office ltsc for mac 2024 every version affected'],
  ],
  [
    'packages of Azure Linux',
    [
      { product: 'azl3 kernel 6.6.117.1-1 on Azure Linux 3.0' },
      { product: 'cbl2 vim 9.1.0-1 on CBL Mariner 2.0', kb: 'CBL-Mariner Releases', build: '9.1.1552-1' },
      { product: 'CBL Mariner 2.0 x64', kb: 'hdf5', build: '1.14.4-1' },
      { product: 'CBL Mariner 2.0 ARM', kb: 'CBL-Mariner Releases', build: '1.2.3-1' },
    ],
    [
      'CVE-2025-1000 srpm:mariner:2:vim < 9.1.1552-1 affected',
      'CVE-2025-1000 srpm:mariner:2:hdf5 < 1.14.4-1 affected',
      'CVE-2025-1000 srpm:azurelinux:3:kernel every version affected',
    ],
  ],
]
for (const [name, fixes, lines] of CASES)
  test(`msrc-cvrf: ${name}`, async () => {
    assert.deepEqual(claimLines(await read(fixes)), lines)
  })

test('msrc-cvrf: a build that another row marks hotpatch is one also as "Security Only"', async () => {
  const updates = ofKind(
    await read(
      [{ product: 'Windows Server 2022', kb: '5074204', build: '10.0.20348.4467', subType: 'Security Hotpatch Update' }],
      [{ product: 'Windows Server 2022', kb: '5074353', build: '10.0.20348.4467', subType: 'Security Only' }],
    ),
    'update',
  )
  assert.deepEqual(
    updates.map(({ id, lane }) => `${id} ${lane}`),
    ['5074204 hotpatch', '5074353 hotpatch'],
  )
})

test('msrc-cvrf: update and build of another Windows are rejected, and the product is not left without a fix', async () => {
  const items = await read(
    [{ product: 'Windows Server 2019', kb: '5060998', build: '10.0.10240.21034' }],
    [{ product: 'Windows 10 for x64-based Systems', kb: '5062561', build: '10.0.10240.21073', supersedes: '5060998' }],
  )
  assert.deepEqual(claimLines(items), [
    'CVE-2025-1001 msrc:windows 10 version 1507 for x64-based systems < 10.0.10240.21073 affected',
  ])
  assert.equal(ofKind(items, 'rejection')[0]?.error.code, 'msrc-build')
})

test('msrc-cvrf: of an update that no other Windows has, the build alone is mistaken; a sibling knows it', async () => {
  const fix = { product: 'Windows 11 Version 22H2 for x64-based Systems', kb: '5019980', build: '10.0.22000.819' }
  const [claim] = ofKind(await read([fix]), 'claim')
  assert.deepEqual([claim?.range.intervals, claim?.fixedIn], [[{}], ['KB5019980']])
  const lines = claimLines(await read([fix], [{ ...fix, build: '10.0.22621.819' }]))
  assert.deepEqual(lines, [
    'CVE-2025-1000 msrc:windows 11 version 22h2 for x64-based systems < 10.0.22621.819 affected',
    'CVE-2025-1001 msrc:windows 11 version 22h2 for x64-based systems < 10.0.22621.819 affected',
  ])
})

test('msrc-cvrf: a part of Windows that comes with its update tells the build of Windows', async () => {
  const items = await read([{ product: 'Internet Explorer 11 on Windows Server 2019', kb: '5005030', build: '10.0.17763.2114' }])
  assert.deepEqual(claimLines(items), ['CVE-2025-1000 msrc:internet explorer 11 on windows server 2019 every version affected'])
  assert.deepEqual(
    ofKind(items, 'update').map(({ product, build }) => [product, build]),
    [
      ['msrc:internet explorer 11 on windows server 2019', undefined],
      ['msrc:windows server 2019', '10.0.17763.2114'],
    ],
  )
})

const mirror = fileURLToPath(new URL('../../../../../shared/mirror/', import.meta.url))

test(
  'msrc-cvrf: all documents',
  { skip: existsSync(`${mirror}msrc/cvrf`) ? false : 'no mirror beside the repository' },
  async () => {
    const reading = readFeed(feed, mirror)
    const counts = new Map<string, number>()
    const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)
    for await (const { item } of reading.items) {
      count(item.kind)
      if (item.kind === 'claim' && item.range.intervals.some(({ to }) => to !== undefined)) count('ended')
      if (item.kind === 'update' && item.lane === 'hotpatch') count('hotpatch')
    }
    assert.deepEqual([reading.state().files, reading.state().rejected, counts.get('vulnerability')], [25, 3, 3726])
    assert.equal(counts.get('exploitation'), 39)
    assert.ok((counts.get('claim') ?? 0) > 45_000 && (counts.get('ended') ?? 0) > 34_000 && (counts.get('hotpatch') ?? 0) > 70)
  },
)
