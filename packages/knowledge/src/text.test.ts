import { test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { compareCells, compareText, sortTexts, textCell, type Cell } from './text.ts'

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', '\u{10000}', '\uE000', '\uFFFD', '\u{1F985}', 'é', '\u0001'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
  maxLength: 6,
})

test('texts are ordered as SQLite orders them', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(Math.sign(compareText(a, b)), Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
    }),
  )
  fc.assert(fc.property(fc.array(text), (texts) => assert.deepEqual(sortTexts([...texts]), [...texts].toSorted(compareText))))
})

test('cells are ordered as SQLite orders them', () => {
  const database = new DatabaseSync(':memory:')
  const cells: Cell[] = ['', 'a', 'B', '10', 'é', '\u{10000}', '\uFFFD', 2, 10, 1.5, -1, 0, null]
  database.exec('create table cell (value)')
  for (const cell of cells) database.prepare('insert into cell values (?)').run(cell)
  const ordered = database
    .prepare('select value from cell order by value')
    .all()
    .map(({ value }) => value)
  assert.deepEqual(cells.toSorted(compareCells), ordered)
  database.close()
})

test('a cleaned text comes back from SQLite as it went in', () => {
  const database = new DatabaseSync(':memory:')
  const echo = database.prepare('select ? as value')
  const unit = fc.oneof(fc.constantFrom('\0', '\uD800', '\uDFFF'), fc.string({ unit: 'binary', maxLength: 1 }))
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (raw) => {
      const cell = textCell(raw, 8)
      assert.equal(echo.get(cell)?.['value'], cell)
      assert.ok((cell ?? '').length <= 8)
    }),
  )
  database.close()
})
