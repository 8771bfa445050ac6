/** Encodings of Windows programs (rule 1): each text comes out as it went in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeWindows, windowsLines } from './decode.ts'

const wide = (text: string, mark = true): Buffer => Buffer.from(`${mark ? '\u{feff}' : ''}${text}`, 'utf16le')
const bytes = (...values: readonly number[]): Buffer => Buffer.from(values)

const cases: readonly (readonly [string, Uint8Array, string, number?])[] = [
  ['UTF-16 with a mark', wide('Hôte: é\r\n'), 'Hôte: é\r\n'],
  ['UTF-16 without a mark', wide('Caption  CSName', false), 'Caption  CSName'],
  ['UTF-16 of the other order', wide('Hôte').swap16(), 'Hôte'],
  ['UTF-16 of the other order without a mark', wide('Host', false).swap16(), 'Host'],
  ['UTF-8 with a mark', Buffer.from('\u{feff}Версия ОС'), 'Версия ОС'],
  [
    'ASCII, then UTF-16 without a mark',
    Buffer.concat([Buffer.from('Please wait.'), wide('Caption\r\r\n', false)]),
    'Please wait.Caption\r\r\n',
  ],
  ['ASCII, then UTF-16 with a mark', Buffer.concat([Buffer.from('a\r\n'), wide('b\r\n')]), 'a\r\nb\r\n'],
  ['two files of UTF-16 joined', Buffer.concat([wide('a\r\n'), wide('b\r\n')]), 'a\r\nb\r\n'],
  ['two files of UTF-8 joined', Buffer.from('a\n\u{feff}b'), 'a\nb'],
  ['OEM 850', bytes(0x56, 0x65, 0x72, 0x73, 0x69, 0xa2, 0x6e), 'Versión'],
  ['OEM 866 by the page', bytes(0x88, 0xac, 0xef), 'Имя', 866],
  [
    'OEM 936 by the language',
    Buffer.concat([bytes(0xd6, 0xf7, 0xbb, 0xfa, 0xc3, 0xfb), Buffer.from(':  zh-cn;x')]),
    '主机名:  zh-cn;x',
  ],
  ['an odd byte at the end', Buffer.concat([wide('ab'), bytes(0x20)]), 'ab'],
  ['nothing', bytes(), ''],
  ['a mark and nothing', bytes(0xff, 0xfe), ''],
]

for (const [name, input, text, page] of cases)
  test(`windows text: ${name}`, () => {
    assert.equal(decodeWindows(input, page), text)
  })

test('windows text: CR CR LF is one end of line', () => {
  assert.deepEqual(windowsLines('a\r\r\nb\r\nc\nd'), ['a', 'b', 'c', 'd'])
})

test('windows text: any bytes give a text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (input) => {
      assert.equal(typeof decodeWindows(input), 'string')
    }),
  )
})
