/**
 * Bytes that a Windows program wrote → text. Nothing declares how: UTF-16 with and without a mark, UTF-8, the OEM code page of the
 * machine, and two of them one after the other in one file.
 *
 * Never throws; what no table knows becomes U+FFFD. Nothing that is read from such a text hangs on its words.
 */

/** Code page → label of the decoder. Those without one are read as 850, whose letters they share in part. */
const LABELS: ReadonlyMap<number, string> = new Map([
  [866, 'ibm866'],
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => [page, `windows-${page}`] as const),
])
/** Upper half of code page 850 (IBM, "Code page 850"). */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´­±‗¾¶§÷¸°¨·¹³²■ '
/** Language of the system, as `systeminfo` writes it before the semicolon → OEM code page. Source: National Language Support, NLS. */
const PAGE_OF_LANGUAGE: readonly (readonly [RegExp, number])[] = [
  [/^zh-(?:tw|hk|mo)/, 950],
  [/^zh/, 936],
  [/^ja/, 932],
  [/^ko/, 949],
  [/^th/, 874],
  [/^(?:ru|uk|bg|be|sr|mk|kk|ky|tt|mn)/, 866],
]
const LANGUAGE = /:\s+([a-z]{2,3}(?:-[a-z]{2,4})?);/

/** `codePage`: the machine's OEM code page, when it is known. Cost: linear. */
export function decodeWindows(bytes: Uint8Array, codePage?: number): string {
  if (starts(bytes, [0xff, 0xfe])) return wide(bytes.subarray(2), 'utf-16le')
  if (starts(bytes, [0xfe, 0xff])) return wide(bytes.subarray(2), 'utf-16be')
  const at = wideFrom(bytes)
  const head = narrow(bytes.subarray(0, at.from), codePage)
  return at.from === bytes.length ? head : head + wide(bytes.subarray(at.from), at.encoding)
}

type WideStart = { readonly from: number; readonly encoding: 'utf-16le' | 'utf-16be' }

/** Where UTF-16 begins: a mark in the middle, or the first character with a NUL beside it and more of that pattern behind. */
function wideFrom(bytes: Uint8Array): WideStart {
  const nul = bytes.indexOf(0)
  const mark = markIn(bytes, nul === -1 ? bytes.length : nul)
  if (mark !== undefined) return { from: mark, encoding: 'utf-16le' }
  if (nul === -1) return { from: bytes.length, encoding: 'utf-16le' }
  // `C 0 a 0` begins one before the NUL, `0 C 0 a` with it; a lone NUL is rubbish in a narrow text.
  if (nul >= 1 && bytes[nul + 2] === 0) return { from: nul - 1, encoding: 'utf-16le' }
  if (bytes[nul + 1] !== 0 && bytes[nul + 2] === 0) return { from: nul, encoding: 'utf-16be' }
  return { from: bytes.length, encoding: 'utf-16le' }
}

function markIn(bytes: Uint8Array, end: number): number | undefined {
  for (let at = bytes.indexOf(0xff); at !== -1 && at < end; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xfe && bytes[at + 3] === 0) return at
  return undefined
}

function wide(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  return unmarked(new TextDecoder(encoding).decode(bytes.subarray(0, bytes.length - (bytes.length % 2))))
}

function narrow(bytes: Uint8Array, codePage: number | undefined): string {
  try {
    return unmarked(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return unmarked(oem(bytes, codePage ?? pageOf(bytes)))
  }
}

function pageOf(bytes: Uint8Array): number {
  const language = LANGUAGE.exec(Buffer.from(bytes.subarray(0, 65_536)).toString('latin1'))?.[1] ?? ''
  return PAGE_OF_LANGUAGE.find(([pattern]) => pattern.test(language))?.[1] ?? 850
}

function oem(bytes: Uint8Array, codePage: number): string {
  const label = LABELS.get(codePage)
  if (label !== undefined) return new TextDecoder(label).decode(bytes)
  // One regular pass over Latin-1 is faster than a character at a time.
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\u0080-\u00ff]/g, (letter) => CP850[(letter.codePointAt(0) ?? 0) - 0x80] ?? '\u{fffd}')
}

/** Marks in the middle come from files that were joined. */
function unmarked(text: string): string {
  return text.replaceAll('\u{feff}', '')
}

function starts(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

/** Lines of a Windows text: CR CR LF is one end of line (wmic writes it). */
export function windowsLines(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/\r+$/, ''))
}
