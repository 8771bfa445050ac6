/** Spellings of Microsoft's lists that are one product, and such that are not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { microsoftKey, microsoftName } from './microsoft.ts'
import { microsoftKeys } from './microsoft-components.ts'

const SAME: readonly (readonly [string, string])[] = [
  ['Windows 10 for x64-based Systems', 'windows 10 version 1507 for x64-based systems'],
  ['Windows 10 Version 1607 for 32-bit Systems  ', 'windows 10 version 1607 for 32-bit systems'],
  ['Windows 11 for ARM64-based Systems', 'windows 11 version 21h2 for arm64-based systems'],
  ['Windows 11 Version 25H2 for ARM systems', 'windows 11 version 25h2 for arm64-based systems'],
  ['Windows 11 Version 26H1 for x64-based Systems - extra', 'windows 11 version 26h1 for x64-based systems'],
  ['Windows 11, version 22H2 for x64-based Systems', 'windows 11 version 22h2 for x64-based systems'],
  ['Windows Server, version 1803  (Server Core Installation)', 'windows server, version 1803 (server core installation)'],
  ['Windows Server 2012 R2 (server core installation)', 'windows server 2012 r2 (server core installation)'],
  ['Microsoft Windows XP Service Pack 3', 'windows xp service pack 3'],
  ['Windows Internet Explorer 7', 'internet explorer 7'],
  ['Microsoft Internet Explorer 6.0 Service Pack 1', 'internet explorer 6 service pack 1'],
  ['Microsoft Internet Explorer 5.01 Service Pack 4', 'internet explorer 5.01 service pack 4'],
  ['Microsoft Edge', 'microsoft edge (edgehtml-based)'],
  ['Microsoft Edge (Chromium-based)', 'microsoft edge (chromium-based)'],
  ['Microsoft SQL Server 2022 for x64-based Systems (CU 19)', 'microsoft sql server 2022 for x64-based systems (cu)'],
  ['Microsoft SQL Server 2025 for x64-based Systems (CU2)', 'microsoft sql server 2025 for x64-based systems (cu)'],
  ['Microsoft SQL Server 2022 for x64-based Systems (GDR)', 'microsoft sql server 2022 for x64-based systems (gdr)'],
  ['Internet Explorer 11 on Windows 10 for 32-bit Systems', 'internet explorer 11 on windows 10 version 1507 for 32-bit systems'],
]
for (const [text, name] of SAME)
  test(`microsoft ${text} is ${name}`, () => {
    assert.equal(microsoftName(text), name)
    assert.equal(microsoftName(name), name)
    assert.equal(microsoftKey(text), `msrc:${name}`)
  })

const KEYS: readonly (readonly [string, string, readonly string[]])[] = [
  ['Windows 7 for x64-based Systems Service Pack 1', 'Windows Kernel', ['windows 7 for x64-based systems service pack 1']],
  ['Windows 7 for x64-based Systems', 'Internet Explorer', ['windows 7 for x64-based systems']],
  ['Windows 7 for x64-based Systems', 'Internet Explorer 9 ', ['internet explorer 9 on windows 7 for x64-based systems']],
  ['Microsoft Windows XP Service Pack 3', 'JScript 5.8', ['windows xp service pack 3']],
  [
    'Windows Vista Service Pack 2',
    'Microsoft XML Core Services 3.0',
    ['microsoft xml core services 3.0 on windows vista service pack 2'],
  ],
  [
    'Windows 10 for x64-based Systems',
    'Microsoft Edge',
    ['microsoft edge (edgehtml-based) on windows 10 version 1507 for x64-based systems'],
  ],
  [
    'Windows RT',
    'Microsoft .NET Framework 4.5/4.5.1/4.5.2',
    ['4.5', '4.5.1', '4.5.2'].map((version) => `.net framework ${version} on windows rt`),
  ],
  ['Microsoft Office 2016 (32-bit edition)', 'Internet Explorer 9', ['microsoft office 2016 (32-bit edition)']],
  [
    'Microsoft .NET Framework 3.5 AND 4.6.2/4.7 on Windows Server 2016',
    '.NET Framework',
    ['3.5', '4.6.2', '4.7'].map((version) => `.net framework ${version} on windows server 2016`),
  ],
  ['Microsoft .NET Framework 2.0 Service Pack 2 on Windows Vista', '', ['.net framework 2.0 service pack 2 on windows vista']],
  ['.NET Framework 4.7.2 Developer Pack', '', ['.net framework 4.7.2 developer pack']],
]
for (const [product, component, names] of KEYS)
  test(`microsoft ${component} of ${product}`, () => {
    assert.deepEqual(
      microsoftKeys(product, component),
      names.map((name) => `msrc:${name}`),
    )
  })
