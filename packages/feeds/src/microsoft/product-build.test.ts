/** Builds and numbers as Microsoft's lists write them, each a real case, and the products they belong to. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { microsoftKey } from '@hygie/core/product-names/microsoft'
import { windows } from '@hygie/versions/windows'
import { fixedBuildOf, isFourPart } from './fixed-build.ts'
import { sqlLaneOf } from './fixed-end.ts'
import { laneOf } from './lane.ts'
import { buildOfProduct } from './product-build.ts'
import { updateNumber, updateNumbers } from './update-names.ts'

const BUILDS: readonly (readonly [string, string | undefined])[] = [
  ['10.0.20348.4171', '10.0.20348.4171'],
  ['\t\n16.0.4200.1', '16.0.4200.1'],
  ['15.02.1544.009', '15.2.1544.9'],
  ['1.57.1', '1.57.1'],
  ['1.000', undefined],
  ['4.8.9334.0 and 4.8.4802.0', undefined],
  ['124.0.6367.xxx', undefined],
  ['> 2.94.781.0', undefined],
  ['https://aka.ms/OfficeSecurityReleases', undefined],
  ['5.15.202.1-1', undefined],
  ['1.2.3.4.5', undefined],
  ['', undefined],
]
for (const [text, build] of BUILDS)
  test(`a fixed build of ${JSON.stringify(text)} is ${build}`, () => {
    assert.equal(fixedBuildOf(text), build)
  })

test('a fixed build of four numbers is one that windows can read', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^\d{1,9}$/), { minLength: 1, maxLength: 6 }), (numbers) => {
      const build = fixedBuildOf(numbers.join('.'))
      if (build !== undefined && isFourPart(build)) assert.ok(windows.parse(build).ok)
      if (numbers.length === 4 && build === undefined) assert.match(numbers.join('.'), /^0*1\.0+\.0+\.0+$/)
    }),
  )
})

const PRODUCTS: readonly (readonly [string, string, string])[] = [
  ['Windows Server 2019', '10.0.17763.6054', '10.0.17763.6054'],
  ['Windows Server 2019 (Server Core installation)', '10.0.10240.21034', 'foreign'],
  ['Windows 10 Version 21H2 for x64-based Systems', '10.0.19041.1110', '10.0.19044.1110'],
  ['Windows Server, version 20H2 (Server Core Installation)', '10.0.19041.1110', '10.0.19042.1110'],
  ['Windows 11 Version 25H2 for ARM64-based Systems', '10.0.26100.7982', '10.0.26200.7982'],
  ['Windows Server 2025', '10.0.26200.4349', 'foreign'],
  ['Windows Server 2022, 23H2 Edition (Server Core installation)', '10.0.25398.1', '10.0.25398.1'],
  ['Windows Server 2022', '10.0.25398.1', 'foreign'],
  ['Windows Server 2012 R2', '6.3.9600.22620', '6.3.9600.22620'],
  ['Windows Server 2012', '6.3.9600.22620', 'foreign'],
  ['Windows Server 2008 for x64-based Systems Service Pack 2', '6.0.6003.23529', '6.0.6003.23529'],
  ['Microsoft Exchange Server 2019 Cumulative Update 8', '15.2.858.10', 'foreign'],
  ['Microsoft Exchange Server 2019 Cumulative Update 9', '15.2.858.10', '15.2.858.10'],
  ['Internet Explorer 11 on Windows Server 2019', '10.0.17763.2114', 'none'],
  ['Microsoft Office 2016 (32-bit edition)', '16.0.5188.1000', 'none'],
]
for (const [product, build, expected] of PRODUCTS)
  test(`build ${build} on ${product}: ${expected}`, () => {
    const found = buildOfProduct(microsoftKey(product), build)
    assert.equal(found.kind === 'own' ? found.build : found.kind, expected)
  })

test('SQL Server: the third number tells the lane', () => {
  const key = (name: string) => microsoftKey(`Microsoft SQL Server ${name}`)
  assert.equal(sqlLaneOf(key('2019 for x64-based Systems (GDR)'), '15.0.2110.4'), 'right')
  assert.deepEqual(sqlLaneOf(key('2019 for x64-based Systems (GDR)'), '15.0.4360.2'), {
    other: key('2019 for x64-based Systems (CU 28)'),
  })
  assert.equal(sqlLaneOf(key('2016 for x64-based Systems Service Pack 3 (GDR)'), '13.0.6455.2'), 'right')
  assert.equal(sqlLaneOf(key('2022 for x64-based Systems (GDR)'), '15.0.4360.2'), 'right')
})

for (const [text, lane] of [
  ['Security Hotpatch Update', 'hotpatch'],
  ['SecurityHotpatchUpdate', 'hotpatch'],
  ['AzureHotpatch', 'hotpatch'],
  ['Monthly Rollup', 'cumulative'],
  ['Security Only', 'security-only'],
  ['IE Cumulative', undefined],
  ['Security Update', undefined],
  ['5065426', undefined],
] as const)
  test(`lane of "${text}" is ${lane}`, () => {
    assert.equal(laneOf(text), lane)
  })

test('numbers of updates', () => {
  assert.deepEqual(['5040430', ' KB5040430 ', 'Q147222', 'Click to Run', 'SP81X64', '1234', '123456789'].map(updateNumber), [
    '5040430',
    '5040430',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  assert.deepEqual(updateNumbers('MS16-124, 3192391; 3185331, 3192391'), ['3192391', '3185331'])
  assert.deepEqual(updateNumbers('MS17-005[4010250]'), ['4010250'])
  assert.deepEqual(updateNumbers('10.0.19045'), [])
})
