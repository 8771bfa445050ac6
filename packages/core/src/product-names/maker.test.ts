import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deviceKey, makerOf, productNameOf } from './maker.ts'
import { makerAliases } from './makers.table.ts'

for (const [text, maker] of [
  ['Becton, Dickinson and Company (BD)', 'bd'],
  ['BD', 'bd'],
  ['Phillips', 'philips'],
  ['Koninklijke Philips N.V.', 'philips'],
  ['Philips Medical Systems', 'philips'],
  ['General Electric (GE)', 'ge healthcare'],
  ['GE Healthcare', 'ge healthcare'],
  ['Medtronic ', 'medtronic'],
  ['B. Braun Melsungen AG', 'b braun'],
  ['B. Braun Medical', 'b braun'],
  ['Dräger', 'drager'],
  ['Drägerwerk AG & Co. KGaA', 'drager'],
  ['St. Jude Medical', 'abbott'],
  ['Hillrom', 'baxter'],
  ['Natus Medical, Inc. (Natus)', 'natus medical'],
  ['SOOIL Developments Co, Ltd.', 'sooil developments'],
  ['Innokas Yhtymä Oy', 'innokas yhtyma'],
  ['Johnson & Johnson', 'johnson johnson'],
  ['Siemens Healthineers', 'siemens healthineers'],
  ['Siemens', 'siemens'],
  ['i-SENS Inc', 'i sens'],
  ['Cisco Systems, Inc.', 'cisco'],
  ['(only in brackets)', 'only in brackets'],
  ['AG', 'ag'],
] as const)
  test(`maker "${text}" is ${maker}`, () => assert.equal(makerOf(text), maker))

for (const [maker, product, key] of [
  [
    'Philips',
    'IntelliVue MX40 Patient Worn Monitor (WLAN only)',
    'device:philips:intellivue mx40 patient worn monitor wlan only',
  ],
  ['Phillips', 'Philips IntelliVue Information Center iX', 'device:philips:intellivue information center ix'],
  ['General Electric (GE)', 'GE Aespire', 'device:ge healthcare:aespire'],
  ['Becton, Dickinson and Company (BD)', 'BD Synapsys™', 'device:bd:synapsys'],
  ['Hillrom', 'Welch Allyn Connex Central Station (CS)', 'device:baxter:connex central station cs'],
  ['Cisco', 'Cisco', 'device:cisco:cisco'],
  ['Orthanc', 'Osimis WebViewer', 'device:orthanc:webviewer'],
] as const)
  test(`device "${product}" of "${maker}" is ${key}`, () => assert.equal(deviceKey(maker, product), key))

test('makers: names and spellings are written as they are compared, sorted, and each belongs to one maker', () => {
  const names = Object.keys(makerAliases)
  assert.deepEqual(names, names.toSorted())
  const seen = new Set<string>(names)
  for (const [name, others] of Object.entries(makerAliases))
    for (const other of others) {
      assert.equal(seen.has(other), false, `"${other}" stands twice`)
      seen.add(other)
      assert.equal(makerOf(other), name, `"${other}" is no spelling that can be met`)
    }
  for (const name of names) assert.equal(makerOf(name), name)
})

test('makers and products: any text ends in a key, and a key again is the same', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (maker, product) => {
      assert.equal(makerOf(makerOf(maker)), makerOf(maker))
      assert.equal(productNameOf(productNameOf(product)), productNameOf(product))
      assert.match(deviceKey(maker, product), /^device:/)
    }),
  )
})
