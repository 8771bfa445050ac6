import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { repaired } from './mojibake.ts'

for (const [served, meant] of [
  ['Innokas YhtymÃ¤ Oy', 'Innokas Yhtymä Oy'], // ICSMA-21-007-01
  ['GeutebrÃ¼ck GmbH', 'Geutebrück GmbH'], // ICSA-17-045-02
  ['Câ€¢CURE 9000', 'C•CURE 9000'], // ICSA-20-142-01
  ['itâ€™s', 'it’s'],
] as const)
  test(`mojibake "${served}" is turned back`, () => assert.equal(repaired(served), meant))

for (const text of ['Dräger', 'Geutebrück', 'Ãœber uns ä', 'São Paulo Â', 'plain', '', 'naïve Ã'])
  test(`mojibake: "${text}" stays, it cannot be turned back whole`, () => assert.equal(repaired(text), text))

test('mojibake: whatever is written in letters of Windows-1252 comes back', () => {
  const decoder = new TextDecoder('windows-1252')
  fc.assert(
    fc.property(fc.array(fc.constantFrom('ä', 'é', 'ß', '•', '’', 'a', ' ', '™'), { maxLength: 20 }), (letters) => {
      const text = letters.join('')
      assert.equal(repaired(decoder.decode(new TextEncoder().encode(text))), text)
    }),
  )
})
