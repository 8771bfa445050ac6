/**
 * UTF-8 that was once read as Windows-1252 and written again (`YhtymÃ¤` for `Yhtymä`, `Câ€¢CURE` for `C•CURE`), turned back where
 * that is certain: every sequence must be whole UTF-8 again. Source: WHATWG Encoding, windows-1252 index.
 */

/** The bytes 0x80–0x9F of windows-1252 as characters; the five that it leaves open stand for themselves. */
const UPPER_CONTROLS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'
const TEXT_CHARS_MAX = 10_000

/** The same text when nothing in it is such a sequence, or when it cannot be turned back. Cost: linear. */
export function repaired(text: string): string {
  if (text.length > TEXT_CHARS_MAX || !/[Â-ô][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return text
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index += 1) {
    const byte = byteOf(text.charAt(index))
    if (byte === undefined) return text
    bytes[index] = byte
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return text // true Latin letters side by side: nothing was garbled
  }
}

function byteOf(character: string): number | undefined {
  const place = UPPER_CONTROLS.indexOf(character)
  if (place >= 0) return 0x80 + place
  const code = character.charCodeAt(0)
  return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : undefined
}
