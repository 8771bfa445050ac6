/** The view from both spellings: every type and value, and what is absent against what was not seen (rules 2, 12, 18). */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { decodeWindows } from '../decode.ts'
import { readRegistryJson } from './json.ts'
import { looksLikeRegFile, readRegFile } from './reg-file.ts'
import { RegistryView } from './view.ts'

const DATA = new URL('../../../../../../shared/quality/windows/registry/', import.meta.url)
const skip = existsSync(DATA) ? false : 'the quality data is not beside the project'
const HEAD = 'Windows Registry Editor Version 5.00'

function ofReg(text: string) {
  const view = new RegistryView()
  const problems = readRegFile(text, view)
  return { view, problems }
}
function ofJson(document: unknown) {
  const view = new RegistryView()
  const problems = readRegistryJson(JSON.stringify(document), view)
  return { view, problems }
}

const KEY = String.raw`HKLM\SOFTWARE\X`
const REG = [
  HEAD,
  '',
  String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\X]`,
  '@="default"',
  String.raw`"path"="C:\\Program Files\\X \"1\""`,
  '"number"=dword:0000176e',
  '"large"=hex(b):ff,ff,ff,ff,ff,ff,ff,ff',
  '"bytes"=hex:01,02,\\',
  '  03',
  '"none"=hex(0):',
  '"expand"=hex(2):25,00,77,00,25,00,00,00',
  '"list"=hex(7):61,00,00,00,62,00,00,00,00,00',
  '"lines"="one',
  'two"',
  '"a=b"="c=\\"d\\""',
  '"resources"=hex(9):00',
  String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\X\Below[1]]`,
  '"v"=dword:1',
  String.raw`[-HKEY_LOCAL_MACHINE\SOFTWARE\Gone]`,
  '',
  '',
].join('\r\n')

test('a .reg export: all types, escapes, long hex, texts over lines', () => {
  const { view, problems } = ofReg(REG)
  assert.deepEqual(problems, [])
  assert.deepEqual(Object.fromEntries(view.values(KEY).map(({ name, value }) => [name, value])), {
    '': { type: 'SZ', text: 'default' },
    path: { type: 'SZ', text: String.raw`C:\Program Files\X "1"` },
    number: { type: 'DWORD', digits: '5998' },
    large: { type: 'QWORD', digits: '18446744073709551615' },
    bytes: { type: 'BINARY', bytes: Buffer.from([1, 2, 3]) },
    none: { type: 'NONE', bytes: Buffer.from([]) },
    expand: { type: 'EXPAND_SZ', text: '%w%' },
    list: { type: 'MULTI_SZ', list: ['a', 'b'] },
    lines: { type: 'SZ', text: 'one\ntwo' },
    'a=b': { type: 'SZ', text: 'c="d"' },
    resources: { type: 'BINARY', bytes: Buffer.from([0]) },
  })
  assert.deepEqual(view.subkeys(KEY), ['Below[1]'])
  assert.equal(view.number(`${KEY}\\below[1]`, 'V'), 1)
})

test('a .reg export: its branch is whole, the rest was not asked; a key taken out is absent', () => {
  const { view } = ofReg(REG)
  assert.equal(view.seen(KEY, 'other'), 'absent')
  assert.equal(view.key(`${KEY}\\nothing`), 'absent')
  assert.equal(view.key(String.raw`HKLM\SOFTWARE\Y`), 'unseen')
  assert.equal(view.key(String.raw`HKLM\SOFTWARE\Gone\Deep`), 'absent')
})

test('a .reg export that is cut proves no absence', () => {
  const { view } = ofReg(REG.slice(0, REG.indexOf('"bytes"')))
  assert.equal(view.number(KEY, 'number'), 5998)
  assert.equal(view.seen(KEY, 'bytes'), 'unseen')
  assert.equal(view.key(`${KEY}\\nothing`), 'unseen')
})

const CURRENT = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
const LSA = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Lsa`

test('the JSON of the kit: types, large numbers, denied, withheld, absent', () => {
  const { view, problems } = ofJson({
    [CURRENT]: {
      UBR: ['DWORD', 6054],
      High: ['DWORD', -2147483648],
      Big: ['QWORD', '18446744073709551615'],
      Name: ['SZ', 'a\u0000rubbish'],
      DisplayVersion: null,
      Secret: { '!': 'withheld' },
      Locked: { '!': 'denied' },
      Odd: ['SZ', 5],
    },
    [LSA]: { '!': 'denied' },
    [String.raw`HKLM\SYSTEM\WPA\POSReady`]: null,
  })
  assert.deepEqual(
    problems.map(({ code, at }) => [code, at]),
    [['registry-value', `${CURRENT}, Odd`]],
  )
  assert.equal(view.number(CURRENT, 'ubr'), 6054)
  assert.deepEqual(view.value(CURRENT, 'High'), { type: 'DWORD', digits: '2147483648' })
  assert.equal(view.number(CURRENT, 'Big'), undefined)
  assert.equal(view.text(CURRENT, 'Name'), 'a') // what a program left behind a NUL is no name
  const seen = (path: string, name: string) => view.seen(path, name)
  assert.deepEqual(
    [seen(CURRENT, 'DisplayVersion'), seen(CURRENT, 'Secret'), seen(CURRENT, 'Locked'), seen(CURRENT, 'EditionID')],
    ['absent', 'present', 'unseen', 'absent'],
  )
  assert.equal(seen(LSA, 'RunAsPPL'), 'unseen') // denied is not absent
  assert.equal(seen(String.raw`HKLM\SYSTEM\WPA\POSReady`, 'Installed'), 'absent')
  assert.equal(seen(String.raw`HKLM\SYSTEM\CurrentControlSet\Services\LDAP`, 'LDAPClientIntegrity'), 'unseen') // not in the document
})

test('the JSON of the kit: a cut document or key proves no absence', () => {
  const whole = { [CURRENT]: { UBR: ['DWORD', 1] } }
  assert.equal(ofJson(whole).view.seen(CURRENT, 'EditionID'), 'absent')
  assert.equal(ofJson({ ...whole, truncated: true }).view.seen(CURRENT, 'EditionID'), 'unseen')
  const cut = ofJson({ [CURRENT]: { '!': 'truncated', UBR: ['DWORD', 1] } }).view
  assert.equal(cut.seen(CURRENT, 'EditionID'), 'unseen')
  assert.equal(cut.number(CURRENT, 'UBR'), 1)
})

test('broken documents are problems, never exceptions', () => {
  for (const text of ['', '[]', '{"HKLM\\\\X":5}', '{"x":{}}', 'nul', '{"HKLM\\\\X":{"a":[]}}']) {
    const view = new RegistryView()
    assert.equal(readRegistryJson(text, view).length, 1, text)
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      readRegistryJson(text, new RegistryView())
      readRegFile(`${HEAD}\n[HKLM\\X]\n${text}`, new RegistryView())
    }),
  )
})

test('a .reg export takes time that grows with it only', () => {
  for (const piece of ['"a"="', '\\', '"', '"a"=hex:00,\\\n', '[HKLM\\', ']', '"a"="x\n', '\\"'])
    readRegFile(`${HEAD}\n[HKLM\\X]\n${piece.repeat(Math.floor(500_000 / piece.length))}`, new RegistryView())
})

for (const name of skip === false ? readdirSync(DATA).filter((file) => file.includes('.reg')) : [])
  test(`registry ${name}: every value, and nothing more when it is cut`, { skip }, () => {
    const bytes = readFileSync(new URL(name, DATA))
    const text = decodeWindows(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    assert.equal(looksLikeRegFile(text), true)
    const { view, problems } = ofReg(text)
    assert.deepEqual(problems, [])
    assert.equal(view.isCut('HKLM'), !text.endsWith('\r\n\r\n')) // some were shortened by hand: then nothing is proved absent
    const lines = text.split(/\r?\n/)
    const keys = lines.flatMap((line) => /^\[(HKEY.*)\]$/.exec(line)?.[1] ?? [])
    const written = lines.filter((line) => /^(?:@|"(?:[^"\\]|\\.)*")=/.test(line)).length
    assert.equal(
      keys.reduce(
        (sum, key) => sum + view.values(key.replace('HKEY_LOCAL_MACHINE', 'HKLM').replace('HKEY_CURRENT_USER', 'HKCU')).length,
        0,
      ),
      written,
    )
    for (const share of [0.2, 0.5, 0.9]) {
      const part = ofReg(text.slice(0, Math.floor(text.length * share))).view
      for (const key of keys.slice(0, 50)) {
        const path = key.replace('HKEY_LOCAL_MACHINE', 'HKLM')
        for (const { name: value } of part.values(path)) assert.ok(view.value(path, value) !== undefined)
        assert.notEqual(part.seen(path, 'never there'), 'absent')
      }
    }
  })
