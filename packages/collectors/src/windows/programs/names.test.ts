/** Names of programs: the shipped table reads whole, exact rows stand before wide ones, what no row names stays nameless. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { mendCpe } from '@hygie/standards/cpe/cpe'
import { namedProgram, programNames, readProgramNames } from './names.ts'

const TABLE = new URL('../../../../../content/names/windows-programs.tsv', import.meta.url)
const NAMING = new URL('../../../../../../shared/quality/wazuh-efficacy/naming.tsv', import.meta.url)
const skip = existsSync(NAMING) ? false : 'the quality data is not beside the project'

const cases: readonly (readonly [name: string, publisher: string, display: string, cpe: string | undefined])[] = [
  ['Java 8 Update 401 (64-bit)', 'Oracle Corporation', '8.0.4010.10', 'oracle:jre:1.8.0:update401:*:*:*'],
  ['Java(TM) SE Development Kit 17.0.8 (64-bit)', 'Oracle Corporation', '17.0.8.0', 'oracle:jdk:17.0.8:*:*:*:*'],
  ['Mozilla Firefox (x64 fr)', 'Mozilla', '151.0', 'mozilla:firefox:151.0:*:*:*:*'],
  ['Mozilla Firefox ESR (x64 fr)', 'Mozilla', '140.5.0', 'mozilla:firefox:140.5.0:*:*:*:esr'],
  ['Mozilla Firefox 60.7.2 ESR (x86 en-US)', 'Mozilla', '60.7.2', 'mozilla:firefox:60.7.2:*:*:*:esr'],
  ['Python 3.11.4 (64-bit)', 'Python Software Foundation', '3.11.4150.0', 'python:python:3.11.4:*:*:*:*'],
  ['PostgreSQL 13 ', 'PostgreSQL Global Development Group', '13.4-1', 'postgresql:postgresql:13.4:*:*:*:*'],
  ['Zoom (64-bit)', 'Zoom Video Communications, Inc.', '6.0.11 (39959)', 'zoom:zoom:6.0.11:*:*:*:*'],
  ['Notepad++ (64-bit x64)', 'Notepad++ Team', '8.5.7', String.raw`notepad-plus-plus:notepad\+\+:8.5.7:*:*:*:*`],
  ['OpenVPN 2.5.4-I604 amd64', 'OpenVPN, Inc.', '2.5.025', 'openvpn:openvpn:2.5.4:*:*:*:*'],
  ['7-Zip 23.01 (x64)', 'Igor Pavlov', '23.01', '7-zip:7-zip:23.01:*:*:*:*'],
  ['Google Chrome', 'Google LLC', '120.0.6099.110', 'google:chrome:120.0.6099.110:*:*:*:*'],
  ['Google Chrome', 'Somebody else', '1', undefined],
  ['My Google Chrome helper', 'Google LLC', '1', undefined],
  ['Modality Console', 'Vendor', '1.2', undefined],
  ['AnyDesk', '', '', undefined],
]

for (const [name, publisher, version, cpe] of cases.slice(0, -1))
  test(`program ${name} of ${publisher}`, () => {
    const named = namedProgram({ name, publisher, version }, programNames())
    assert.equal(named?.cpe, cpe === undefined ? undefined : `cpe:2.3:a:${cpe}:windows:*:*`)
  })

test('a program that tells no version has its name and no version', () => {
  assert.deepEqual(namedProgram({ name: 'AnyDesk', publisher: '', version: '' }, programNames()), {
    cpe: 'cpe:2.3:a:anydesk:anydesk:*:*:*:*:*:windows:*:*',
    version: '',
  })
})

test('the shipped table: every row reads, every name it gives is a CPE name', () => {
  const { rows, problems } = readProgramNames(readFileSync(TABLE, 'utf8'))
  assert.deepEqual(problems, [])
  assert.ok(rows.length > 200)
  for (const { vendor, product } of rows) {
    const escaped = product.replaceAll(/[+&~/]/g, String.raw`\$&`)
    assert.ok(mendCpe(`cpe:2.3:a:${vendor}:${escaped}:1:*:*:*:*:windows:*:*`).ok, `${vendor} ${product}`)
  }
})

test('rows that cannot be read are named, never used', () => {
  const head = 'name\tpublisher\tvendor\tproduct\tversion\tupdate\tedition\n'
  const bad = [
    '* * * *\t\ta\tb\tdisplay\t\t',
    '{version} {version}\t\ta\tb\tdisplay\t\t',
    'x\t\tA B\tb\tdisplay\t\t',
    'x\t\ta\tb\t\t\t',
    '{open\t\ta\tb\tdisplay\t\t',
  ]
  const { rows, problems } = readProgramNames(head + bad.join('\n'))
  assert.equal(rows.length, 0)
  assert.equal(problems.length, bad.length)
})

test('any name gives a CPE name or nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (name, publisher, version) => {
      const named = namedProgram({ name, publisher, version }, programNames())
      if (named !== undefined) assert.ok(mendCpe(named.cpe).ok)
    }),
  )
  namedProgram({ name: 'Mozilla Firefox '.repeat(18), publisher: 'M'.repeat(300), version: '1'.repeat(100_000) }, programNames())
})

test('names of a peer: most get its vendor and product, few another', { skip }, () => {
  const expected = new Map<string, Set<string>>()
  for (const line of readFileSync(NAMING, 'utf8').trim().split('\n').slice(1)) {
    const [, os = '', name, publisher, version, product, vendor] = line.split('\t')
    if (!os.includes('Windows')) continue
    const key = JSON.stringify([name, publisher, version])
    expected.set(key, (expected.get(key) ?? new Set()).add(`${vendor}:${product}`))
  }
  let [same, other] = [0, 0]
  for (const [key, wanted] of expected) {
    const [name, publisher, version] = JSON.parse(key) as [string, string, string] // written above
    const got = namedProgram({ name, publisher, version }, programNames())?.cpe.split(':').slice(3, 5).join(':')
    if (got === undefined) continue
    if (wanted.has(got)) same += 1
    else other += 1
  }
  assert.ok(same >= 116 && other <= 7, `${same} the same, ${other} another`)
})
