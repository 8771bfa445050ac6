/** Text of lines. A line that is not UTF-8 is read as ISO 8859-1: lists kept since 2002 mix both. */
import type { Rejection } from '@hygie/core/knowledge/record'
import { failureOf, rejection, rejectionOf, utf8, type Bytes } from './bytes.ts'

export type Line = { readonly kind: 'line'; readonly text: string; readonly number: number }

/** The longest line met has 8,000 bytes (an advisory over 500 CVE). */
const LINE_BYTES_MAX = 1_048_576
const NEWLINE = 10

/** Lines without their end (LF or CRLF), numbered from 1. Errors: line-long for one line. */
export async function* lines(bytes: Bytes, lineBytesMax: number = LINE_BYTES_MAX): AsyncGenerator<Line | Rejection> {
  let pieces: Uint8Array[] = []
  let held = 0
  let number = 1
  const take = (chunk: Uint8Array, from: number, to: number): void => {
    held += to - from
    if (held <= lineBytesMax) pieces.push(chunk.subarray(from, to))
    else pieces = []
  }
  const finish = (): Line | Rejection => {
    const line: Line | Rejection =
      held > lineBytesMax
        ? rejection('line-long', `Cannot read a line: ${held} bytes, must be at most ${lineBytesMax}`, `line ${number}`)
        : { kind: 'line', text: textOf(pieces), number }
    number += 1
    pieces = []
    held = 0
    return line
  }
  try {
    for await (const chunk of bytes) {
      let from = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        take(chunk, from, end)
        from = end + 1
        yield finish()
      }
      take(chunk, from, chunk.length)
    }
  } catch (thrown) {
    yield rejectionOf(failureOf(thrown))
    return
  }
  if (held > 0) yield finish()
}

function textOf(pieces: readonly Uint8Array[]): string {
  const [only = EMPTY] = pieces
  const bytes = pieces.length > 1 ? Buffer.concat(pieces) : only
  const text = utf8(bytes) ?? Buffer.from(bytes).toString('latin1')
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

const EMPTY = new Uint8Array()
