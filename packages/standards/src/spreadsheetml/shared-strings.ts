/** The texts of a workbook, in pieces of XML as they come. Source: ECMA-376, Part 1, 18.4 (si, r, t, rPh). */
import { xmlReader, type XmlReader } from '../xml/reader.ts'
import { cellCharsMax, sheetXmlLimits, stringsMax } from './limits.ts'

/** `strings` fills as the reader is fed; texts beyond the bound are left out, and cells that name them are empty. */
export function sharedStringsReader(): XmlReader & { readonly strings: readonly string[] } {
  const strings: string[] = []
  const open: string[] = []
  let text = ''
  const reader = xmlReader(
    {
      open({ local }) {
        open.push(local)
        if (local === 'si') text = ''
      },
      text(piece) {
        // rPh is how a Japanese text is spoken: no part of it.
        if (open.at(-1) === 't' && !open.includes('rPh') && text.length < cellCharsMax) text += piece
      },
      close() {
        if (open.pop() === 'si' && strings.length < stringsMax) strings.push(text.slice(0, cellCharsMax))
      },
    },
    sheetXmlLimits,
  )
  return { ...reader, strings }
}
