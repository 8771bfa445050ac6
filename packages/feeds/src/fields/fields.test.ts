import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cveIdOf, cveIdsIn } from './cve-id.ts'
import { dayOf, instantOf } from './instant.ts'

for (const [text, expected] of [
  ['2026-08-21', '2026-08-21'],
  ['2023-10-18T18:04:18.493', '2023-10-18T18:04:18.493Z'],
  ['2022-10-20T07:00Z', '2022-10-20T07:00Z'],
  ['2022-10-20T06:00:02-04:00', '2022-10-20T06:00:02-04:00'],
  ['2022-02-04T00:00:00+0000', '2022-02-04T00:00:00Z'],
  ['2021-10-07 12:35:53 +0200', '2021-10-07T12:35:53+02:00'],
  ['2024-02-29', '2024-02-29'],
  ['2023-02-29', undefined],
  ['2023-13-01', undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['2023-01-01T25:00', undefined],
  ['tbc', undefined],
  ['', undefined],
  [20230101, undefined],
] as const)
  test(`an instant of ${JSON.stringify(text)} is ${expected}`, () => {
    assert.equal(instantOf(text), expected)
    assert.equal(dayOf(text), expected?.slice(0, 10))
  })

test('ids are CVE ids and nothing else', () => {
  assert.equal(cveIdOf(' cve-2024-12345 '), 'CVE-2024-12345')
  for (const text of ['CVE-2024-123', 'CVE-24-12345', 'XCVE-2024-12345', 'CVE-2024-12345 x', 1, null])
    assert.equal(cveIdOf(text), undefined)
  assert.deepEqual(cveIdsIn('CVE-2024-0001;OSVDB-5;cve-2024-0001;CVE-2023-99999'), ['CVE-2024-0001', 'CVE-2023-99999'])
})
