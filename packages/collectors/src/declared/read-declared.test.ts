import assert from 'node:assert/strict'
import { test } from 'node:test'
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
