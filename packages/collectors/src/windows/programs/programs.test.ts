/** Programs: once each, patches never, under the names of the lists of vulnerabilities. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { client, UNINSTALL, WOW, type Registry, sz, dword, program, server, probe, read, names } from '../machines.suite.ts'

test('programs: both halves once, patches never, rubbish cut, unknown ones counted', () => {
  const registry: Registry = {
    ...client('22631', 3447),
    [UNINSTALL]: {},
    [`${UNINSTALL}\\7-Zip`]: program('7-Zip 19.00 (x64)', '19.00', 'Igor Pavlov', { InstallDate: sz('999999') }),
    [`${WOW}\\7-Zip`]: program('7-Zip 19.00 (x64)', '19.00', 'Igor Pavlov'),
    [`${WOW}\\Other`]: program('Modality Console\u0000\u0001\u0002', '1.2'),
    [`${WOW}\\Hidden`]: program('Hidden part', '1', 'X', { SystemComponent: dword(1) }),
    [`${WOW}\\Left`]: { DisplayName: sz('Left behind') },
    [`${WOW}\\KB2468871`]: program('Update for .NET (KB2468871)', '1', 'Microsoft', { ParentKeyName: sz('.NET') }),
    [`${WOW}\\{90160000-0011}_KB4461435`]: program('Security Update for Microsoft Office (KB4461435)', '', 'Microsoft', {
      ReleaseType: sz('Security Update'),
    }),
    [String.raw`HKU\S-1-5-21-1-2-3-1001\Software\Microsoft\Windows\CurrentVersion\Uninstall\Python`]: program(
      'Python 3.11.4 (64-bit)',
      '3.11.4150.0',
      'Python Software Foundation',
    ),
  }
  const inventory = read(registry)
  assert.deepEqual(
    inventory.software.map(({ key, cpe }) => [key, cpe]),
    [
      ['windows:7-Zip 19.00 (x64)@19.00', 'cpe:2.3:a:7-zip:7-zip:19.00:*:*:*:*:windows:*:*'],
      ['windows:Modality Console@1.2', undefined],
      ['windows:Python 3.11.4 (64-bit)@3.11.4', 'cpe:2.3:a:python:python:3.11.4:*:*:*:*:windows:*:*'],
      [
        'windows:Windows 11 Version 23H2 for x64-based Systems@10.0.22631.3447',
        'cpe:2.3:o:microsoft:windows_11_23h2:10.0.22631.3447:*:*:*:*:*:x64:*',
      ],
    ],
  )
  assert.deepEqual(
    inventory.unknown.filter(({ what }) => what.startsWith('programs')),
    [{ what: 'programs without a known name in vulnerability lists', why: 'no list names them: they are not judged', count: 1 }],
  )
})

test("Microsoft's own: .NET side by side, two SQL Servers in their lanes, Exchange by its file, Office by its channel", () => {
  const sql = String.raw`HKLM\SOFTWARE\Microsoft\Microsoft SQL Server`
  const registry: Registry = {
    ...server('17763', 6054),
    [String.raw`HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full`]: { Release: dword(528_049), Install: dword(1) },
    [String.raw`HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v3.5`]: { Install: dword(1), SP: dword(1) },
    [String.raw`HKLM\SOFTWARE\dotnet\Setup\InstalledVersions\x64\sharedfx\Microsoft.NETCore.App`]: {
      '6.0.36': dword(1),
      '8.0.4': dword(1),
    },
    [`${sql}\\Instance Names\\SQL`]: { LAB: sz('MSSQL15.LAB'), PACS: sz('MSSQL15.PACS'), OLD: sz('MSSQL10_50.OLD') },
    [`${sql}\\MSSQL15.LAB\\Setup`]: { PatchLevel: sz('15.0.2116.2') },
    [`${sql}\\MSSQL15.PACS\\Setup`]: { PatchLevel: sz('15.0.4382.1') },
    [`${sql}\\MSSQL10_50.OLD\\Setup`]: { PatchLevel: sz('10.53.6000.34') },
    [String.raw`HKLM\SOFTWARE\Microsoft\ExchangeServer\v15\Setup`]: {
      MsiProductMajor: dword(15),
      MsiProductMinor: dword(2),
      MsiBuildMajor: dword(1544),
      MsiBuildMinor: dword(4),
    },
    [String.raw`HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration`]: {
      VersionToReport: sz('16.0.17928.20156'),
      Platform: sz('x64'),
      ProductReleaseIds: sz('ProPlus2021Volume'),
      UpdateChannel: sz('http://officecdn.microsoft.com/pr/5030841d-c919-4594-8d2d-84ae4f96e58e'),
    },
  }
  const inventory = read(
    registry,
    probe('files', [{ p: String.raw`C:\Program Files\Exchange\Bin\ExSetup.exe`, v: '15.02.1544.039' }]),
  )
  assert.deepEqual(
    inventory.software
      .filter(({ name }) => !name.startsWith('Windows'))
      .map(({ name, version, products }) => [name, version, products]),
    [
      ['.NET Framework 3.5', '3.5', ['msrc:.net framework 3.5 on windows server 2019']],
      ['.NET Framework 4.8', '4.8', ['msrc:.net framework 4.8 on windows server 2019']],
      ['.NET', '6.0.36', undefined],
      ['.NET', '8.0.4', undefined],
      [
        'Microsoft Exchange Server 2019 Cumulative Update 14',
        '15.2.1544.39',
        ['msrc:microsoft exchange server 2019 cumulative update 14'],
      ],
      [
        'Microsoft Office LTSC 2021 for 64-bit editions',
        '16.0.17928.20156',
        ['msrc:microsoft office ltsc 2021 for 64-bit editions'],
      ],
      ['Microsoft SQL Server 2008 R2', '10.53.6000.34', undefined],
      ['Microsoft SQL Server 2019', '15.0.2116.2', ['msrc:microsoft sql server 2019 for x64-based systems (gdr)']],
      ['Microsoft SQL Server 2019', '15.0.4382.1', ['msrc:microsoft sql server 2019 for x64-based systems (cu)']],
    ],
  )
  assert.equal(inventory.facts.get('windows.office.channel')?.value, '2021 LTSC')
})

test('browsers that no list of programs shows; none twice', () => {
  const chrome = String.raw`HKLM\SOFTWARE\Wow6432Node\Google\Update\Clients\{8A69D345-D564-463C-AFF1-A69D9E530F96}`
  const firefox = String.raw`HKLM\SOFTWARE\Mozilla\Mozilla Firefox ESR`
  const edge = String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft\EdgeUpdate\Clients\{56EB18F8-B008-4CBD-B6D2-8C97FE7E9062}`
  const registry = {
    ...client('22631', 3447),
    [chrome]: { pv: sz('131.0.6778.86') },
    [firefox]: { CurrentVersion: sz('140.5.0 (x64 fr)') },
    [edge]: { pv: sz('131.0.2903.70') },
  }
  const of = (more: Registry) => names(read({ ...registry, ...more })).filter((key) => !key.includes('Windows'))
  assert.deepEqual(of({}), [
    'windows:Google Chrome@131.0.6778.86',
    'windows:Microsoft Edge@131.0.2903.70',
    'windows:Mozilla Firefox ESR@140.5.0',
  ])
  const listed = {
    [`${WOW}\\Chrome`]: program('Google Chrome', '131.0.6778.86', 'Google LLC'),
    [`${WOW}\\Edge`]: program('Microsoft Edge', '131.0.2903.70', 'Microsoft Corporation'),
  }
  assert.deepEqual(of(listed), of({}))
})
