/** Builds → Microsoft's own names, for both readings of a build that is client and server (rules 3 and 4). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { windowsItself, windowsPlatform, type WindowsMarks } from './product.ts'

const at = (build: string, more: Partial<WindowsMarks> = {}): WindowsMarks => ({
  build,
  installation: 'client',
  architecture: 'x64',
  ...more,
})
const SERVER = { installation: 'server' } as const
const CORE = { installation: 'server-core' } as const
const X86 = { architecture: 'x86' } as const

const cases: readonly (readonly [WindowsMarks, name: string | undefined, release: string, cpe: string])[] = [
  [
    at('5.1.2600', { ...X86, servicePack: '3' }),
    'Microsoft Windows XP Service Pack 3',
    'xp-sp3',
    'windows_xp:-:sp3:*:*:*:*:x86:*',
  ],
  [at('5.1.2600', X86), 'Microsoft Windows XP', 'xp', 'windows_xp:-:-:*:*:*:*:x86:*'],
  [
    at('5.2.3790', { servicePack: '2' }),
    'Microsoft Windows XP Professional x64 Edition Service Pack 2',
    'xp-sp2',
    'windows_xp:-:sp2:*:*:*:*:x64:*',
  ],
  [
    at('5.2.3790', { ...SERVER, ...X86, servicePack: '2' }),
    'Microsoft Windows Server 2003 Service Pack 2',
    'server-2003-sp2',
    'windows_server_2003:-:sp2:*:*:*:*:x86:*',
  ],
  [at('6.0.6002', X86), 'Windows Vista Service Pack 2', 'vista-sp2', 'windows_vista:-:sp2:*:*:*:*:x86:*'],
  [
    at('6.0.6001', SERVER),
    'Windows Server 2008 for x64-based Systems',
    'server-2008-sp1',
    'windows_server_2008:-:sp1:*:*:*:*:x64:*',
  ],
  [
    at('6.0.6003', CORE),
    'Windows Server 2008 for x64-based Systems Service Pack 2 (Server Core installation)',
    'server-2008-sp2',
    'windows_server_2008:-:sp2:*:*:*:*:x64:*',
  ],
  [at('6.1.7601'), 'Windows 7 for x64-based Systems Service Pack 1', '7-sp1', 'windows_7:-:sp1:*:*:*:*:x64:*'],
  [
    at('6.1.7601.27929', SERVER),
    'Windows Server 2008 R2 for x64-based Systems Service Pack 1',
    'server-2008-r2-sp1',
    'windows_server_2008:r2:sp1:*:*:*:*:x64:*',
  ],
  [
    at('6.3.9600', CORE),
    'Windows Server 2012 R2 (Server Core installation)',
    'server-2012-r2',
    'windows_server_2012:r2:-:*:*:*:*:x64:*',
  ],
  [at('6.3.9600', X86), 'Windows 8.1 for 32-bit Systems', '8.1', 'windows_8.1:-:-:*:*:*:*:x86:*'],
  [at('10.0.10240'), 'Windows 10 for x64-based Systems', '10-1507', 'windows_10_1507:*:*:*:*:*:*:x64:*'],
  [
    at('10.0.17763.6054'),
    'Windows 10 Version 1809 for x64-based Systems',
    '10-1809',
    'windows_10_1809:10.0.17763.6054:*:*:*:*:*:x64:*',
  ],
  [at('10.0.17763.6054', SERVER), 'Windows Server 2019', 'server-2019', 'windows_server_2019:10.0.17763.6054:*:*:*:*:*:x64:*'],
  [
    at('10.0.17763', { ...CORE, caption: 'Microsoft Windows Server Standard' }),
    'Windows Server, version 1809 (Server Core installation)',
    'server-1809',
    'windows_server_1809:*:*:*:*:*:*:x64:*',
  ],
  [
    at('10.0.22631.3447'),
    'Windows 11 Version 23H2 for x64-based Systems',
    '11-23h2',
    'windows_11_23h2:10.0.22631.3447:*:*:*:*:*:x64:*',
  ],
  [
    at('10.0.26100.7840', { architecture: 'arm64' }),
    'Windows 11 Version 24H2 for ARM64-based Systems',
    '11-24h2',
    'windows_11_24h2:10.0.26100.7840:*:*:*:*:*:arm64:*',
  ],
  [
    at('10.0.26100.32370', CORE),
    'Windows Server 2025 (Server Core installation)',
    'server-2025',
    'windows_server_2025:10.0.26100.32370:*:*:*:*:*:x64:*',
  ],
  [
    at('10.0.25398.1', CORE),
    'Windows Server 2022, 23H2 Edition (Server Core installation)',
    'server-23h2',
    'windows_server_23h2:10.0.25398.1:*:*:*:*:*:x64:*',
  ],
]

for (const [marks, name, release, cpe] of cases)
  test(`windows ${marks.build} ${marks.installation} ${marks.architecture}`, () => {
    const platform = windowsPlatform(marks)
    assert.deepEqual([platform.name, platform.release, platform.cpe], [name, release, `cpe:2.3:o:microsoft:${cpe}`])
  })

test('windows: a build that no list has gets no name, and so no software', () => {
  const platform = windowsPlatform(at('10.0.99999.1'))
  assert.deepEqual(platform, {
    family: 'windows',
    id: 'windows',
    release: '',
    build: '10.0.99999.1',
    installation: 'client',
    lineage: [],
    architecture: 'x86_64',
  })
  assert.equal(windowsItself(platform), undefined)
  assert.equal(windowsPlatform(at('10.0.22631', { architecture: '' })).name, undefined) // x64 and ARM64 are two products
})

test('windows itself: no revision, no version', () => {
  assert.deepEqual(windowsItself(windowsPlatform(at('10.0.17763', SERVER))), {
    key: 'windows:Windows Server 2019',
    name: 'Windows Server 2019',
    version: '',
    origin: 'windows',
    vendor: 'Microsoft',
    products: ['msrc:windows server 2019'],
    cpe: 'cpe:2.3:o:microsoft:windows_server_2019:*:*:*:*:*:*:x64:*',
  })
  assert.equal(windowsItself(windowsPlatform(at('10.0.17763.6054', SERVER)))?.version, '10.0.17763.6054')
})
