/** `systeminfo` and lists of updates of real machines in six languages (shared quality data), and what cut files give. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { decodeWindows } from '../decode.ts'
import { readOffered, readQfe } from '../qfe/read.ts'
import { readSysteminfoFiles } from './collect.ts'
import { looksLikeSysteminfo, readSysteminfo } from './read.ts'

const DATA = new URL('../../../../../../shared/quality/windows/', import.meta.url)
const skip = existsSync(DATA) ? false : 'the quality data is not beside the project'

function bytesOf(name: string): Buffer {
  const bytes = readFileSync(new URL(name, DATA))
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
}
const filesIn = (folder: string, pattern: RegExp): readonly string[] =>
  skip === false
    ? readdirSync(new URL(folder, DATA))
        .filter((name) => pattern.test(name))
        .map((name) => folder + name)
    : []

const RUSSIAN = [
  '', 'Имя узла:                         DC', 'Название ОС:                      Майкрософт Windows Server 2012 R2 Standard',
  'Версия ОС:                        6.3.9600 Н/Д построение 9600', 'Тип системы:                      x64-based PC',
  'Версия BIOS:                      innotek GmbH VirtualBox, 01.12.2006', 'Расположение файла подкачки:      C:\\pagefile.sys',
  'Домен:                            TEST', 'Сервер входа в сеть:              \\\\DC', 'Исправление(я):                   Число установленных исправлений - 2.',
  '                                  [01]: KB2919355', '                                  [02]: KB2919442', 'Сетевые адаптеры:                 Число сетевых адаптеров - 1.',
  '                                  [01]: Intel(R) PRO/1000 MT', '',
] // prettier-ignore

test('systeminfo of a server in Russian', () => {
  const text = RUSSIAN.join('\r\r\n')
  assert.equal(looksLikeSysteminfo(text), true)
  assert.deepEqual(readSysteminfo(text), {
    name: 'DC',
    marks: [{ kind: 'hostname', value: 'DC' }],
    platform: {
      family: 'windows',
      id: 'windows',
      release: 'server-2012-r2',
      name: 'Windows Server 2012 R2',
      edition: 'ServerStandard',
      build: '6.3.9600',
      installation: 'server',
      lineage: [],
      architecture: 'x86_64',
      cpe: 'cpe:2.3:o:microsoft:windows_server_2012:r2:-:*:*:*:*:x64:*',
    },
    updates: { installed: ['2919355', '2919442'], sources: ['systeminfo'] },
    software: [
      {
        key: 'windows:Windows Server 2012 R2',
        name: 'Windows Server 2012 R2',
        version: '',
        origin: 'windows',
        vendor: 'Microsoft',
        products: ['msrc:windows server 2012 r2'],
        cpe: 'cpe:2.3:o:microsoft:windows_server_2012:r2:-:*:*:*:*:x64:*',
      },
    ],
    unknown: [
      { what: 'Server Core', why: 'systeminfo does not tell it: judged as the full installation' },
      {
        what: 'programs, browsers, Office, .NET',
        why: 'systeminfo does not list them: collect with the kit to have them judged',
      },
      {
        what: 'services, ports, accounts, settings',
        why: 'systeminfo does not show them: collect with the kit to have them checked',
      },
    ],
  })
})

test('systeminfo without any update says none; a list that is cut is no list', () => {
  const none = RUSSIAN.filter((line) => !line.includes('KB')).map((line) => line.replace(/Число установленных.*/, 'Н/Д'))
  assert.deepEqual(readSysteminfo(none.join('\r\n'))?.updates, { installed: [], sources: ['systeminfo'] })
  const cut = RUSSIAN.filter((line) => !line.includes('KB2919442'))
  assert.deepEqual(readSysteminfo(cut.join('\r\n'))?.updates, { installed: ['2919355'], sources: [] })
  const gone = RUSSIAN.slice(0, 6)
  assert.deepEqual(readSysteminfo(gone.join('\r\n'))?.updates, { installed: [], sources: [] })
})

test('systeminfo as a table of one row is read as the list', () => {
  const cells = [
    'DC',
    'Microsoft Windows Server 2019 Standard',
    '10.0.17763 Nicht zutreffend Build 17763',
    'Microsoft Corporation',
    'x64-based PC',
    '1 Prozessor(en) installiert.,[01]: Intel64 Family 6',
    String.raw`C:\pagefile.sys`,
    'HOSP',
    String.raw`\\DC`,
    '2 Hotfix(e) installiert.,[01]: KB4462930,[02]: KB4470788',
    '1 Netzwerkadapter installiert.,[01]: Intel',
  ]
  const text = `"Hostname","Betriebssystemname","Betriebssystemversion"\r\n${cells.map((cell) => `"${cell}"`).join(',')}\r\n`
  const read = readSysteminfo(text)
  assert.deepEqual(
    [read?.name, read?.platform?.name, read?.updates],
    ['DC', 'Windows Server 2019', { installed: ['4462930', '4470788'], sources: ['systeminfo'] }],
  )
})

test('systeminfo in languages of which there is no sample: the shape is the same', () => {
  const versions = [
    '10.0.19045 Nicht zutreffend Build 19045',
    '10.0.19045 N/A ビルド 19045',
    '10.0.19045 Brak Kompilacja 19045',
    '10.0.19045 N/A compilação 19045',
    '10.0.19045 غير متوفر بناء 19045',
  ]
  for (const version of versions) {
    const text = ['x:  PC-1', 'y:  Microsoft Windows 10 Enterprise', `z: ${version}`, 'w: ARM64-based PC', ''].join('\n')
    assert.equal(readSysteminfo(text)?.platform?.name, 'Windows 10 Version 22H2 for ARM64-based Systems', version)
  }
  assert.equal(readSysteminfo('x: 10.0.19045\ny: Windows\n'), undefined) // a build alone is no systeminfo
})

test('a list beside makes a cut list whole; what lists nothing is a problem', () => {
  const cut = Buffer.from(RUSSIAN.filter((line) => !line.includes('KB2919442')).join('\r\n'))
  const head = { target: 'systeminfo:x', collectedAt: '2026-11-24T08:00:00Z' }
  const read = readSysteminfoFiles(cut, [{ name: 'x_qfe.txt', bytes: Buffer.from('HotFixID\r\r\nKB2919442  \r\r\n') }], head)
  assert.ok(read.ok)
  assert.deepEqual(read.value.inventory.updates, { installed: ['2919355', '2919442'], sources: ['qfe'] })
  assert.deepEqual(
    read.value.inventory.unknown.map(({ what }) => what),
    ['Server Core', 'programs, browsers, Office, .NET', 'services, ports, accounts, settings'],
  )
  const odd = readSysteminfoFiles(cut, [{ name: 'x_qfe.txt', bytes: Buffer.from('hello') }], head)
  assert.deepEqual(odd.ok && odd.value.problems.map(({ code }) => code), ['qfe-unread'])
  assert.equal(readSysteminfoFiles(Buffer.from('hello'), [], head).ok, false)
})

test('lists of updates in every shape', () => {
  const installed = (text: string) => readQfe(text)?.installed
  assert.deepEqual(installed(''), [])
  assert.deepEqual(installed('\r\n'), []) // Windows prints nothing when there is none
  assert.equal(installed('Node - PC\r\nERROR'), undefined)
  assert.deepEqual(installed('HotFixID  ServicePackInEffect\r\r\nFile 1    KB893803v2\r\r\nQ147222\r\r\nQ329170\r\r\n'), [
    '329170',
    '893803',
  ])
  assert.deepEqual(
    installed('\r\nHotFixID=KB5040430\r\nServicePackInEffect=\r\n\r\nHotFixID=File 1\r\nServicePackInEffect=KB2115168'),
    ['2115168', '5040430'],
  )
  assert.deepEqual(
    installed('[{"HotFixID":"KB5040430","ServicePackInEffect":""},{"HotFixID":"File 1","ServicePackInEffect":"KB2115168"}]'),
    ['2115168', '5040430'],
  )
  // A title names what it mends, in brackets; only the column counts.
  assert.deepEqual(installed('Description  HotFixID\r\nReplaces (KB111111)  KB222222'), ['222222'])
})

test('offered updates wait, they are not there', () => {
  assert.deepEqual(readOffered('KB4486553: 2019-02 Cumulative Update (KB4486553)\r\n'), {
    pendingUpdates: [{ name: 'KB4486553', candidate: '2019-02 Cumulative Update (KB4486553)' }],
  })
  assert.equal(readOffered('nothing of the kind'), undefined)
})

for (const name of filesIn('raw/', /systeminfo/)) {
  test(`systeminfo ${name}, whole and cut`, { skip }, () => {
    const text = decodeWindows(bytesOf(name))
    const whole = readSysteminfo(text)
    assert.ok(whole?.platform?.name !== undefined)
    const all = new Set(whole.updates?.installed)
    fc.assert(
      fc.property(fc.nat(text.length), (length) => {
        const part = readSysteminfo(text.slice(0, length))
        if (part === undefined) return
        assert.equal(part.platform?.build, whole.platform?.build)
        assert.ok(part.platform?.name === undefined || part.platform.name === whole.platform?.name)
        // Never more than there is but for a number cut short, and a list is known only when it is whole.
        if ((part.updates?.sources.length ?? 0) > 0) assert.deepEqual(part.updates, whole.updates)
        else assert.ok((part.updates?.installed.filter((id) => !all.has(id)).length ?? 0) <= 1)
      }),
      { numRuns: 200 },
    )
  })
}

/** Rows with a number, counted with grep. */
const LISTS: Readonly<Record<string, number>> = {
  'raw/10_1809_x64_education_en-us_20190306_qfe.txt': 9,
  'raw/10_1809_x64_pro_en-us_20190307_qfe.txt': 5,
  'raw/7_sp1_x64_enterprise_en-us_20190305_qfe.txt': 276,
  'raw/srv_2012r2_u1_qfe.txt': 154,
  'raw/srv_2012r2_x64_standard_ru_qfe.txt': 7,
  'raw/vista_x64_sp1_qfe.txt': 171,
  'raw/xp_rtm_x86_professional_en-us_qfe.txt': 1,
  'raw/xp_sp2_x64_qfe.txt': 149,
  'raw/xp_sp2_x86_qfe.txt': 0,
  'raw/xp_sp3_x86_professional_en-us_qfe.txt': 134,
  'updates/10_1803_x64_proforworkstations_en-us_A_20190305_qfe.txt': 4,
  'updates/10_1803_x64_proforworkstations_en-us_B_20190306_qfe.txt': 0,
  'updates/7_sp1_x64_enterprise_en-us_B_qfe.txt.gz': 271,
  'updates/vista_x64_sp2_qfe.txt.gz': 172,
  'updates/xp_sp1_x86_qfe.txt': 1,
}

for (const name of [...filesIn('raw/', /_qfe/), ...filesIn('updates/', /_qfe/)])
  test(`list of updates ${name}`, { skip }, () => {
    const read = readQfe(decodeWindows(bytesOf(name)))
    assert.equal(read?.installed.length, LISTS[name])
    assert.deepEqual(read?.sources, ['qfe'])
  })
