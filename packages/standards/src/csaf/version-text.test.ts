import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { contains, explainRange } from '@hygie/versions/contains'
import { readVersionText, type VersionText } from './version-text.ts'

/** Every distinct text of CISA's medical files (cisagov/CSAF@6960219, public domain), and shapes of other makers below them. */
const GOLDEN = new URL('version-text.golden.tsv', import.meta.url)

test('version texts: each shape of makers is read as the table says', () => {
  const rows = readFileSync(GOLDEN, 'utf8').trimEnd().split('\n')
  const texts = rows.map((row) => row.split('\t')[0] ?? '')
  const found = texts.map((text) => [text, ...shown(readVersionText(JSON.parse(text) as string))].join('\t'))
  if (process.env['UPDATE'] === '1') writeFileSync(GOLDEN, `${found.join('\n')}\n`)
  assert.deepEqual(found, rows)
  assert.ok(rows.length > 500)
})

function shown({ range, complete }: VersionText): readonly string[] {
  return [range === undefined ? 'nothing' : explainRange(range), complete ? 'all said' : 'unclear for others']
}

const CASES: readonly (readonly [text: string, version: string, where: string])[] = [
  ['<4.1', '4.0.9', 'inside'],
  ['<4.1', '4.1', 'outside'],
  ['<= 2.3', '2.3', 'inside'],
  ['>= 1.1 | <= 1.3.2', '1.0', 'outside'],
  ['>= 1.1 | <= 1.3.2', '1.3.2', 'inside'],
  ['3.x', '3.99', 'inside'],
  ['3.x', '4.0', 'outside'],
  ['3.x', '3.x', 'inside'],
  ['<= 12.2.x.x', '12.2.9.9', 'inside'],
  ['<= 12.2.x.x', '12.2.x.x', 'inside'],
  ['<= 12.2.x.x', '12.3.x.x', 'outside'],
  ['< 3.x', '3.x', 'outside'],
  ['< 3.x', '2.x', 'inside'],
  ['7.0.6 and above', '7.0.5', 'outside'],
  ['7.0.6 and above', '7.2', 'inside'],
  ['< B.06.18', 'B.05.2', 'inside'],
  ['< B.06.18', 'B.06.18', 'outside'],
  ['V4.4, V4.5, V5.0, and V5.1', '5.0', 'inside'],
  ['<= R8.0.3', 'R8.0.3', 'inside'],
  ['distributed  < april 1, 2018', 'distributed  < april 1, 2018', 'inside'],
  ['10.1.14-h11', '10.1.14-h11', 'inside'],
  ['<10.1.14-h11', '10.1.14-h2', 'inside'],
]
for (const [text, version, where] of CASES)
  test(`version text "${text}": ${version} is ${where}`, () => {
    const { range } = readVersionText(text)
    assert.ok(range !== undefined)
    assert.equal(contains(range, version), where)
  })

test('version texts: what speaks of options, models or dates is not complete, so that other versions stay unclear', () => {
  for (const text of [
    '* (with option G28)',
    'distributed < April 2018',
    'CR-IR 357',
    'All versions with U-Boot',
    '<= U61 |<= L81',
    '< 19.0.1 | < 18.0.1',
    '6.x model 35700BAX',
    '3002',
    '<8/30/2024',
    'none',
  ])
    assert.equal(readVersionText(text).complete, false, text)
})

test('version texts: an exclusive date is not the version that it names', () => {
  assert.equal(readVersionText('< july 1 2017').range, undefined)
  assert.equal(readVersionText('<May 2018').range, undefined)
})

test('version texts: the product`s own name in front means nothing', () => {
  const names = ['FortiOS', 'PAN-OS', 'Cloud NGFW']
  const all = (text: string): string => explainRange(readVersionText(text, names).range ?? assert.fail(text))
  assert.equal(all('FortiOS/>=7.4.0|<=7.4.3'), '>= 7.4.0 and <= 7.4.3')
  assert.equal(all('FortiOS/ 7.0 all versions'), '>= 7.0 and <= 7.0.999999999999')
  assert.equal(all('FortiOS 5.0.14'), '= 5.0.14')
  assert.equal(all('vers:generic/PAN-OS<11.0.2'), '< 11.0.2')
  assert.equal(all('Cloud NGFW All'), 'every version')
  assert.equal(readVersionText('FortiOS', names).complete, false, 'a name alone is not every version')
})

test('version texts: any text is read in linear time, bounded, and without an exception', () => {
  const pieces = fc.constantFrom(
    '<',
    '>=',
    '<= ',
    ' | ',
    ', ',
    ' and ',
    'prior to ',
    '1',
    '.2',
    'x',
    '.x',
    ' all versions',
    ' (',
    ')',
    'V',
    'between ',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')),
      ),
      (text) => {
        const { range, complete, words } = readVersionText(text)
        assert.ok(words.length <= 513)
        assert.ok(range !== undefined || !complete)
        assert.ok(range === undefined || range.intervals.length + range.versions.length > 0)
      },
    ),
  )
  readVersionText('1.'.repeat(1_000_000))
  readVersionText(' and '.repeat(400_000))
})

test('version texts: a version alone holds itself, and its bounds hold what they say', () => {
  const version = fc.array(fc.nat({ max: 99 }), { minLength: 2, maxLength: 4 }).map((numbers) => numbers.join('.'))
  fc.assert(
    fc.property(version, (text) => {
      const holds = (words: string): string => contains(readVersionText(words).range ?? assert.fail(words), text)
      for (const words of [text, `V${text}`, `<=${text}`, `>= ${text}`, `${text} and prior`, `${text} or later`, `up to ${text}`])
        assert.equal(holds(words), 'inside', words)
      for (const words of [`<${text}`, `> ${text}`, `prior to ${text}`, `All versions prior to ${text}`])
        assert.equal(holds(words), 'outside', words)
    }),
  )
})
