import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withMergedCells } from './merged.ts'
import { sharedStringsReader } from './shared-strings.ts'
import { sheetReader, type SheetRow } from './sheet.ts'
import { isoOfSerial, parseDateStyles } from './styles.ts'
import { parseWorkbook } from './workbook.ts'

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const styles = parseDateStyles(
  `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="0.0&quot; jours&quot;"/></numFmts>` +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>',
)
assert.ok(styles.ok)
const dates = styles.value

function rowsOf(data: string, strings: readonly string[] = [], from1904 = false): readonly (readonly [number, string])[] {
  const rows: SheetRow[] = []
  const reader = sheetReader({ strings, dates, from1904 }, (row) => rows.push(row))
  const text = `<worksheet ${MAIN}><sheetData>${data}</sheetData></worksheet>`
  assert.equal(reader.write(text) ?? reader.end(), undefined)
  return rows.flatMap(({ cells }) => [...cells])
}

for (const [cell, expected, why] of [
  ['<c r="A1" t="s"><v>1</v></c>', 'two', 'a shared text'],
  ['<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>', 'inline', 'a text of its own, in pieces'],
  ['<c r="A1" t="str"><f>A2&amp;A3</f><v>had</v></c>', 'had', 'the value that a formula had'],
  ['<c r="A1"><f>1+1</f><v>2</v></c>', '2', 'the number that a formula had'],
  ['<c r="A1"><v>4.0999999999999996</v></c>', '4.1', 'what Excel shows'],
  ['<c r="A1"><v>90071992547409931234</v></c>', '90071992547409931234', 'a whole number as written'],
  ['<c r="A1"><v>1.234567890123E+12</v></c>', '1234567890123', 'a serial number that became a number'],
  ['<c r="A1" s="1"><v>45352</v></c>', '2024-03-01', 'a date by its style'],
  ['<c r="A1" s="2"><v>45352.354166666664</v></c>', '2024-03-01T08:30:00', 'a moment by its own style'],
  ['<c r="A1" s="3"><v>45352</v></c>', '45352', 'a style whose quoted words look like a date'],
  ['<c r="A1" s="4"><v>0.5</v></c>', '12:00:00', 'a time of day'],
  ['<c r="A1" t="b"><v>1</v></c>', 'TRUE', 'a truth value'],
  ['<c r="A1" t="d"><v>2024-03-01</v></c>', '2024-03-01', 'a date as text'],
] as const)
  test(`sheet: ${why} is ${expected}`, () =>
    assert.deepEqual(rowsOf(`<row r="1">${cell}</row>`, ['one', 'two']), [[0, expected]]))

test('sheet: errors, empty texts and texts that are not there show nothing', () => {
  assert.deepEqual(rowsOf('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="s"><v>9</v></c><c r="C1"/></row>'), [])
})
test('sheet: a cell without a place follows the one before it, a row without a number likewise', () => {
  assert.deepEqual(rowsOf('<row><c r="AB7"><v>1</v></c><c><v>2</v></c></row>'), [
    [27, '1'],
    [28, '2'],
  ])
})
test('days before 29 February 1900 and days of 1904 are the days that Excel shows', () => {
  assert.deepEqual(
    [
      isoOfSerial(1, 'date', false),
      isoOfSerial(61, 'date', false),
      isoOfSerial(0, 'date', true),
      isoOfSerial(1e9, 'date', false),
    ],
    ['1900-01-01', '1900-03-01', '1904-01-01', undefined],
  )
})
test('shared strings: pieces are joined, pronunciation is no text', () => {
  const reader = sharedStringsReader()
  const xml = `<sst ${MAIN}><si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si><si/></sst>`
  assert.equal(reader.write(xml) ?? reader.end(), undefined)
  assert.deepEqual(reader.strings, ['plain', 'rich', ''])
})
test('workbook: sheets come in the order of their tabs with their places', () => {
  const relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
  const read = parseWorkbook(
    `<workbook ${MAIN} ${relation}><workbookPr date1904="1"/><sheets><sheet name="Parc" sheetId="2" r:id="b"/><sheet name="Aide" state="hidden" sheetId="1" r:id="a"/></sheets></workbook>`,
    '<Relationships xmlns="x"><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
  )
  assert.deepEqual(read, {
    ok: true,
    value: {
      sheets: [
        { name: 'Parc', path: 'xl/worksheets/sheet2.xml', hidden: false },
        { name: 'Aide', path: 'xl/worksheets/sheet1.xml', hidden: true },
      ],
      from1904: true,
    },
  })
})
test('merged cells: a text over three rows stands in each, hidden rows stay marked', () => {
  const rows: SheetRow[] = []
  const reader = sheetReader({ strings: [], dates, from1904: false }, (row) => rows.push(row))
  const xml =
    `<worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="str"><v>Imagerie</v></c><c r="B1"><v>1</v></c></row>` +
    '<row r="2" hidden="1"><c r="B2"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row></sheetData>' +
    '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="nonsense"/></mergeCells></worksheet>'
  assert.equal(reader.write(xml) ?? reader.end(), undefined)
  assert.deepEqual(
    withMergedCells(rows, reader.merges).map(({ cells, hidden }) => [cells.get(0), cells.get(1), hidden]),
    [
      ['Imagerie', '1', false],
      ['Imagerie', '2', true],
      ['Imagerie', '3', false],
    ],
  )
})
test('sheet: any text is read or refused, in any pieces', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.nat(50), (text, at) => {
      const reader = sheetReader({ strings: [], dates, from1904: false }, () => undefined)
      const xml = `<worksheet ${MAIN}>${text}`
      assert.notEqual(reader.write(xml.slice(0, at)) ?? reader.write(xml.slice(at)) ?? reader.end(), undefined)
    }),
  )
})
