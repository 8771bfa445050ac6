/** The build information that Go's linker leaves in a program, as lines of the `linux.languages` probe. Source: debug/buildinfo of Go 1.18. */

/** One program read whole: providers and agents have up to 200 MB. */
export const programBytesMax = 268_435_456

const MAGIC = Buffer.from('\u00ff Go buildinf:', 'latin1')
const HEADER_BYTES = 32
const INLINE = 2
/** `runtime/debug` frames the modules with 16 bytes on either side. */
const FRAME_BYTES = 16
const LINES_MAX = 2_000
const LINE_CHARS_MAX = 300

/** First line `binary VERSION` or `oldgo`, then the modules. Empty for what Go did not build. Never throws. */
export async function goLines(bytes: Buffer): Promise<readonly string[]> {
  if (!isProgram(bytes)) return []
  let old = false
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    // Go's own tools hold the mark as a text as well: only what is followed by a version is the information.
    if (at % 16 !== 0 || at + HEADER_BYTES > bytes.length) continue
    const pointerBytes = bytes[at + 14] ?? 0
    const flags = bytes[at + 15] ?? 0
    if ((flags & INLINE) === 0) {
      old ||= pointerBytes === 4 || pointerBytes === 8
      continue
    }
    const version = textAt(bytes, at + HEADER_BYTES)
    const toolchain = /^go1\.[0-9][0-9a-z.]*/.exec(version?.text ?? '')?.[0]
    if (version === undefined || toolchain === undefined) continue
    return [`binary ${toolchain}`, ...modules(textAt(bytes, version.end)?.text ?? '')]
  }
  return old ? ['oldgo'] : []
}

function modules(framed: string): readonly string[] {
  return framed
    .slice(FRAME_BYTES, -FRAME_BYTES)
    .split('\n')
    .filter((line) => /^(?:mod|dep|=>)\t[^\p{Cc}]+\t/u.test(line))
    .slice(0, LINES_MAX)
    .map((line) => line.slice(0, LINE_CHARS_MAX))
}

/** ELF, PE, Mach-O. */
function isProgram(bytes: Buffer): boolean {
  const begin = bytes.toString('latin1', 0, 4)
  return begin === '\u007fELF' || begin.startsWith('MZ') || begin === '\u00cf\u00fa\u00ed\u00fe'
}

/** A text behind its length, which is a varint of up to five bytes. */
function textAt(bytes: Buffer, at: number): { readonly text: string; readonly end: number } | undefined {
  let length = 0
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) {
      const begin = at + index + 1
      return begin + length > bytes.length
        ? undefined
        : { text: bytes.toString('latin1', begin, begin + length), end: begin + length }
    }
  }
  return undefined
}
