import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvRows } from './csv.ts'
import { bytesOf } from './samples.ts'
import { lines } from './text.ts'
import { xmlEvents } from './xml.ts'
import { yamlDocument } from './yaml.ts'

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  return Array.fromAsync(items)
}

test('lines: ends, numbers, a last line without end, ISO 8859-1', async () => {
  for (const chunk of [1, 3, 100]) {
    const seen = await all(lines(bytesOf(Buffer.from('a\r\n\nb\xe9\nc', 'latin1'), chunk)))
    assert.deepEqual(
      seen.map((line) => (line.kind === 'line' ? [line.number, line.text] : line.error.code)),
      [
        [1, 'a'],
        [2, ''],
        [3, 'bé'],
        [4, 'c'],
      ],
    )
  }
})

test('lines: one above the bound rejects itself', async () => {
  const seen = await all(lines(bytesOf(`a\n${'x'.repeat(50)}\nb`, 8), 20))
  assert.deepEqual(
    seen.map((line) => (line.kind === 'line' ? line.text : `${line.error.code} ${line.error.at}`)),
    ['a', 'line-long line 2', 'b'],
  )
})

test('csv: quotes, CRLF, ragged rows, a broken quote', async () => {
  const rows = async (text: string): Promise<readonly unknown[]> =>
    (await all(csvRows(bytesOf(text, 5), { comment: '#' }))).map((row) =>
      row.kind === 'row' ? [row.line, ...row.cells] : row.error.code,
    )
  assert.deepEqual(await rows('\ufeffa,b\r\n"1, ""x""","2\n3"\r\n#no\r\n4\r\n#end'), [
    [1, 'a', 'b'],
    [2, '1, "x"', '2\n3'],
    [5, '4'],
  ])
  assert.deepEqual(await rows('a,b\n"1,2\n'), [[1, 'a', 'b'], 'csv-malformed'])
  assert.deepEqual(await rows('a\n"1"x,2\n3,"",\n\n"4"'), [[1, 'a'], 'csv-malformed', [3, '3', '', ''], [5, '4']])
})

test('csv: a row above the bound rejects itself, wherever it is cut', async () => {
  for (const chunk of [4, 7, 64]) {
    const seen = await all(csvRows(bytesOf(`a\n"${'x'.repeat(99)}"\n${'y'.repeat(80)},z\nb\n`, chunk), { rowCharsMax: 20 }))
    const shown = seen.map((row) => (row.kind === 'row' ? [row.line, ...row.cells] : `${row.error.code} ${row.error.at}`))
    if (chunk < 64) assert.deepEqual(shown, [[1, 'a'], 'csv-long line 2', 'csv-long line 3', [4, 'b']], `chunks of ${chunk}`)
    else assert.deepEqual(shown.at(-1), [4, 'b'])
  }
})

test('csv: rows do not depend on how the bytes are cut', async () => {
  const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '#', 'é'), maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (table, chunk) => {
      const rows = async (size: number): Promise<readonly unknown[]> => all(csvRows(bytesOf(table, size), { comment: '#' }))
      assert.deepEqual(await rows(chunk), await rows(1_000))
    }),
    { numRuns: 1_000 },
  )
})

test('csv: a long row in small pieces takes time that grows with its length only', async () => {
  // Looked at again with each piece, these 100,000 pieces would be 10^11 characters.
  const row = '"'.padEnd(2_000_000, 'x')
  const seen = await all(csvRows(bytesOf(`${row}",b\nc`, 20), { rowCharsMax: 4_000_000 }))
  assert.deepEqual(
    seen.map((item) => (item.kind === 'row' ? item.cells.map(({ length }) => length) : item.error.code)),
    [[1_999_999, 1], [1]],
  )
})

test('yaml: scalars stay text, aliases are bounded, errors are values', async () => {
  const read = await yamlDocument(bytesOf('1.10: 0\nlist:\n  - 0x1F\nnone:\n'), 1000)
  assert.deepEqual(read.ok && { ...(read.value as object) }, { '1.10': '0', list: ['0x1F'], none: '' })
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((name, index) => `${name}: &${name} [${`*${'abcdefg'[index]},`.repeat(9)}]\n`).join('')}`
  assert.equal((await yamlDocument(bytesOf(bomb), 10_000)).ok, false)
  assert.equal((await yamlDocument(bytesOf('['.repeat(20_000)), 100_000)).ok, false)
  assert.equal((await yamlDocument(bytesOf('a: 1\n b: 2'), 100)).ok, false)
})

test('xml: namespaces, entities, depth, cut documents', async () => {
  const events = async (text: string): Promise<string> =>
    (await all(xmlEvents(bytesOf(text, 3), { depthMax: 3 })))
      .map((event) => {
        switch (event.kind) {
          case 'open':
            return `<${event.uri}|${event.name} ${JSON.stringify(event.attributes)}>`
          case 'text':
            return event.text
          case 'close':
            return `</${event.name}>`
          case 'rejection':
            return event.error.code
          default:
            return event satisfies never
        }
      })
      .join(' ')
  assert.equal(
    await events('<p:a xmlns:p="u" k="1&amp;2"><p:b>é<![CDATA[<]]></p:b></p:a>'),
    '<u|a {"{http://www.w3.org/2000/xmlns/}p":"u","k":"1&2"}> <u|b {}> é < </b> </a>',
  )
  assert.match(await events('<a><b><c><d/></c></b></a>'), /xml-deep$/)
  assert.match(await events('<a><b>'), /xml-malformed$/)
  assert.match(await events('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), /xml-malformed$/)
})
