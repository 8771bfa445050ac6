import assert from 'node:assert/strict'
import { test } from 'node:test'
import { declaredPlatform } from './declared-platform.ts'
import { readDeclared } from './read-declared.ts'

function declared(csv: string): readonly string[] {
  const reading = readDeclared(Buffer.from(csv), { target: 'declared:x.csv', collectedAt: '2026-11-24T08:00:00Z', file: 'x.csv' })
  assert.ok(reading.ok)
  const { inventories, problems } = reading.value
  return [
    ...inventories.flatMap(({ software }) => software.map(({ name, version, cpe = '' }) => `${name} ${version} ${cpe}`)),
    ...problems.map(({ code, at = '' }) => `${code} ${at}`),
  ]
}

for (const [cpe, expected] of [
  ['cpe:2.3:a:apache:http_server:2.4.49:*:*:*:*:*:*:*', 'http_server 2.4.49'],
  ['cpe:2.3:a:apache:http_server:2.4.49', 'http_server 2.4.49'],
  ['cpe:/a:apache:http_server:2.4.49', 'http_server 2.4.49'],
  ['cpe:2.3:o:cisco:ios:15.2\\(4\\)m5:*:*:*:*:*:*:*', 'ios 15.2(4)m5'],
  ['cpe:2.3:a:notepad-plus-plus:notepad\\+\\+:8.5:*:*:*:*:*:*:*', 'notepad++ 8.5'],
] as const)
  test(`declared: name and version are read from ${cpe}`, () => assert.deepEqual(declared(`cpe\n${cpe}`), [`${expected} ${cpe}`]))

test('declared: a CPE name that is none rejects its row with its place', () => {
  assert.deepEqual(declared('product,version,cpe\nhttpd,2.4,apache:httpd\n'), ['cpe-malformed row 2'])
})

test('a cell longer than any name costs its row only, also where it names the asset', () => {
  const long = 'x'.repeat(5_000)
  const read = readDeclared(Buffer.from(`product;version;asset\na;1;${long}\nb;2;y\n${long};3;y\n`), {
    target: 't',
    collectedAt: '2026-11-24T10:00:00Z',
    file: 'list.csv',
  })
  assert.ok(read.ok)
  assert.deepEqual(
    read.value.inventories.map(({ target, software }) => [target, software.map(({ name }) => name)]),
    [['t#y', ['b']]],
  )
  assert.deepEqual(
    read.value.problems.map(({ code, at }) => `${code} ${at}`),
    ['declared-row row 2', 'declared-row row 4'],
  )
})

const head = { target: 'declared:parc.csv', collectedAt: '2026-11-24T08:00:00Z', file: 'parc.csv' }
const PARC = `Parc biomédical
N° inventaire;Désignation;Marque;Modèle;N° série;Version logiciel;UF;Système d'exploitation;Adresse MAC;État;Contrat
BM-0001;Moniteur patient;Phillips;IntelliVue MX-800;DE123;N.01;REA1;;00-11-22-AA-BB-CC;En service;oui
BM-0002;Pompe;B. Braun Melsungen AG;SpaceCom;S1;;CHIR;;;En service;oui
BM-0003;Scanner;Siemens Healthineers;SOMATOM;S4;VA48;IMG;Windows 10 IoT Enterprise LTSC 2021;;Réformé;non
BM-0004;Station écho;GE Healthcare;Vivid 7;S3;BT04;CARD;Windows 10 IoT Enterprise LTSC 2021;;En service;non
`

test('a biomedical list is read as hospitals export it: one asset a line, a version may be missing, what is retired is left out', () => {
  const read = readDeclared(new TextEncoder().encode(PARC), head)
  assert.ok(read.ok)
  const { inventories, problems } = read.value
  assert.deepEqual(
    inventories.map(({ name, software, marks, platform, facts }) => ({
      name,
      software: software.map(({ origin, vendor = '', name: product, version }) => [origin, vendor, product, version].join('|')),
      marks: marks.map(({ kind, value }) => `${kind} ${value}`),
      system: [platform.family, platform.build ?? '', platform.edition ?? ''].join(' ').trim(),
      unit: facts.get('declared.unit')?.value,
    })),
    [
      {
        name: 'BM-0001 IntelliVue MX-800',
        software: ['device|Phillips|IntelliVue MX-800|N.01'],
        marks: ['serial DE123', 'inventory-number BM-0001', 'mac 00:11:22:aa:bb:cc'],
        system: 'device',
        unit: 'REA1',
      },
      {
        name: 'BM-0002 SpaceCom',
        software: ['device|B. Braun Melsungen AG|SpaceCom|'],
        marks: ['serial S1', 'inventory-number BM-0002'],
        system: 'device',
        unit: 'CHIR',
      },
      {
        name: 'BM-0004 Vivid 7',
        software: ['device|GE Healthcare|Vivid 7|BT04'],
        marks: ['serial S3', 'inventory-number BM-0004'],
        system: 'windows 10.0.19044 IoTEnterpriseS',
        unit: 'CARD',
      },
    ],
  )
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['1 rows are retired and left out', 'Columns not used: Contrat'],
  )
})

test('the same list in Windows-1252 and in UTF-16 is the same', () => {
  const utf8 = readDeclared(new TextEncoder().encode(PARC), head)
  const latin = Uint8Array.from(PARC, (letter) => letter.charCodeAt(0))
  const wide = new Uint8Array(Buffer.from(`\u{feff}${PARC}`, 'utf16le'))
  assert.deepEqual(readDeclared(latin, head), utf8)
  assert.deepEqual(readDeclared(wide, head), utf8)
})

test('a system that names no release is kept as it is written, and one that is none is said', () => {
  assert.deepEqual(declaredPlatform('Windows 10'), { family: 'windows', id: 'windows', release: '', name: 'Windows 10' })
  assert.equal(declaredPlatform('VxWorks 6.9'), undefined)
  for (const [os, build] of [
    ['Windows XP Embedded', '5.1.2600'],
    ['Windows Server 2012 R2 Standard', '6.3.9600'],
    ['Windows Embedded Standard 7', '6.1.7601'],
    ['Win 10 22H2', '10.0.19045'],
    ['Windows 11 Pro 24H2', '10.0.26100'],
    ['Microsoft Windows 10 Entreprise LTSB 2016', '10.0.14393'],
  ] as const)
    assert.equal(declaredPlatform(os)?.build, build, os)
})
