/**
 * JSON documents: whole ones within a bound, and huge ones cut into their entries while they stream by.
 * Source: RFC 8259. An entry is parsed alone, so memory is bounded by the biggest entry and a broken one rejects itself.
 */
import type { Rejection } from '@hygie/core/knowledge/record'
import { fail, ok, type Result } from '@hygie/versions/result'
import { causeOf, failureOf, readAll, rejection, rejectionOf, utf8, type Bytes } from './bytes.ts'
import { MIB } from './limits.ts'

export type JsonEntry = {
  readonly kind: 'entry'
  readonly path: readonly string[]
  readonly value: unknown
  readonly offset: number
}
export type JsonEntryOptions = {
  /** Members to follow from the root first: `['vulnerabilities']`. */
  readonly path?: readonly string[]
  /** Containers to enter from there: 1 gives the entries of that object or list, 2 the entries of its entries. */
  readonly depth: number
  readonly entryBytesMax: number
  /** Also give the members beside the path (a catalogue's date), with their shorter paths; long ones are left out. */
  readonly siblings?: boolean
}

/** Real records have up to 30 levels. */
const DEPTH_MAX = 256
const SIBLING_BYTES_MAX = 65_536
const KEY_BYTES_MAX = 65_536

/** One document, parsed whole. Errors: bytes-many, json-encoding, json-syntax with the engine's words. */
export async function jsonDocument(bytes: Bytes, bytesMax: number): Promise<Result<unknown>> {
  const whole = await readAll(bytes, bytesMax)
  return whole.ok ? parseJson(whole.value) : whole
}

function parseJson(bytes: Uint8Array): Result<unknown> {
  const text = utf8(bytes)
  if (text === undefined) return fail('json-encoding', 'Cannot read JSON: its bytes are not UTF-8')
  try {
    return ok(JSON.parse(text))
  } catch (thrown) {
    return fail('json-syntax', `Cannot read JSON: ${causeOf(thrown)}`)
  }
}

/**
 * Shape   entries in file order; a list's entries have their index as last part of the path
 * Errors  json-large and json-deep for one entry, json-shape where a container is missing, json-syntax and json-cut
 *         for the rest of the file; offsets count unpacked bytes
 * Cost    one pass of about 400 MB/s, plus the engine's on each entry
 */
export async function* jsonEntries(bytes: Bytes, options: JsonEntryOptions): AsyncGenerator<JsonEntry | Rejection> {
  const slicer = createSlicer(options)
  try {
    for await (const chunk of bytes) {
      yield* slicer.push(chunk)
      if (slicer.stopped()) return
    }
  } catch (thrown) {
    yield rejectionOf(failureOf(thrown))
    return
  }
  yield* slicer.end()
}

type Frame = { readonly list: boolean; key: string; index: number }
type Expecting = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing'
/** What is done with the value under the cursor. */
type Purpose = 'entry' | 'sibling' | 'skip' | 'key' | 'scalar'

const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const COLON = 58
const MARK = [0xef, 0xbb, 0xbf]

type Slicer = {
  readonly push: (chunk: Uint8Array) => readonly (JsonEntry | Rejection)[]
  readonly end: () => readonly (JsonEntry | Rejection)[]
  readonly stopped: () => boolean
}

// One closure, because the state of the scan is one thing and the loops below must keep it in local variables.
function createSlicer(options: JsonEntryOptions): Slicer {
  const path = options.path ?? []
  const entryLevel = path.length + options.depth
  const frames: Frame[] = []
  let expecting: Expecting = 'value'
  let given: (JsonEntry | Rejection)[] = []
  let base = 0 // offset of the chunk's first byte in the file
  let found = false
  let dead = false
  let marked = 0 // bytes of a byte order mark seen

  // The value or key under the cursor.
  let purpose: Purpose | undefined
  let pieces: Uint8Array[] = []
  let held = 0
  let bytesMax = 0
  let overflow = false
  let start = 0 // offset in the file
  let nest = 0
  let deepest = 0
  let quoted = false
  let escaped = false

  function stop(code: string, message: string, offset: number): void {
    given.push(rejection(code, message, `offset ${offset}`))
    dead = true
  }

  function begin(byte: number, offset: number, as: Purpose, max: number): void {
    purpose = as
    bytesMax = max
    start = offset
    nest = byte === 123 || byte === 91 ? 1 : 0
    deepest = nest
    quoted = byte === QUOTE
    escaped = false
    overflow = false
    held = 0
    pieces = []
  }

  /** Index after the value's last byte, or -1 when it goes on in the next chunk. `from` is behind its first byte. */
  function scan(chunk: Uint8Array, from: number): number {
    const { length } = chunk
    let at = from
    while (at < length) {
      const byte = chunk[at] as number // below length
      if (quoted) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) {
          quoted = false
          if (nest === 0) return at + 1
        }
      } else if (nest === 0) {
        if (byte === COMMA || byte === 93 || byte === 125 || byte <= 32) return at
      } else if (byte === QUOTE) quoted = true
      else if (byte === 123 || byte === 91) {
        nest += 1
        if (nest > deepest) deepest = nest
      } else if (byte === 125 || byte === 93) {
        nest -= 1
        if (nest === 0) return at + 1
      }
      at += 1
    }
    return -1
  }

  function keep(chunk: Uint8Array, from: number, to: number): void {
    held += to - from
    if (purpose === 'skip') return
    overflow ||= held > bytesMax
    if (overflow) pieces = []
    else pieces.push(chunk.subarray(from, to))
  }

  function keys(): readonly string[] {
    return frames.map((frame) => frame.key)
  }

  function finish(): void {
    const [only] = pieces
    const slice = only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces)
    const done = purpose
    purpose = undefined
    pieces = []
    if (done !== 'key') expecting = 'commaOrEnd'
    if (done === 'skip' || (done === 'sibling' && (overflow || deepest > DEPTH_MAX))) return
    if (overflow && done === 'key') stop('json-large', `Cannot read a name: more than ${KEY_BYTES_MAX} bytes`, start)
    else if (overflow)
      given.push(rejection('json-large', `Cannot read an entry: ${held} bytes, must be at most ${bytesMax}`, place()))
    else if (deepest > DEPTH_MAX)
      given.push(rejection('json-deep', `Cannot read an entry: nested deeper than ${DEPTH_MAX}`, place()))
    else settle(done, slice)
  }

  function settle(done: Purpose | undefined, slice: Uint8Array): void {
    const parsed = parseJson(slice)
    const frame = frames.at(-1)
    if (done === 'key') {
      if (!parsed.ok) stop(parsed.error.code, parsed.error.message, start)
      else if (frame !== undefined) {
        frame.key = String(parsed.value)
        expecting = 'colon'
      }
    } else if (!parsed.ok) given.push(rejectionOf(parsed.error, place()))
    else if (done === 'scalar') {
      // An absent list may be written as null (Alpine v3.3); anything else in a container's place is an error.
      if (parsed.value === null && frames.length === path.length) found = true
      else given.push(rejection('json-shape', 'Cannot read an entry: must be an object or a list', place()))
    } else given.push({ kind: 'entry', path: keys(), value: parsed.value, offset: start })
  }

  function place(): string {
    return `offset ${start} ${keys().join('/').slice(0, 200)}`.trimEnd()
  }

  function openValue(byte: number, offset: number): void {
    const level = frames.length
    const frame = frames.at(-1)
    if (level === entryLevel) begin(byte, offset, 'entry', options.entryBytesMax)
    else if (level > 0 && level <= path.length && frame?.key !== path[level - 1])
      begin(byte, offset, options.siblings === true ? 'sibling' : 'skip', SIBLING_BYTES_MAX)
    else if (byte === 123 || byte === 91) {
      frames.push({ list: byte === 91, key: '', index: -1 })
      found ||= frames.length > path.length
      expecting = byte === 91 ? 'valueOrEnd' : 'keyOrEnd'
      nextIndex()
    } else begin(byte, offset, 'scalar', MIB)
  }

  function nextIndex(): void {
    const frame = frames.at(-1)
    if (frame?.list !== true) return
    frame.index += 1
    frame.key = String(frame.index)
  }

  /** One byte outside of values and keys; false when it cannot stand there. */
  function structure(byte: number, offset: number): boolean {
    const list = frames.at(-1)?.list === true
    switch (byte) {
      case COMMA:
        if (expecting !== 'commaOrEnd' || frames.length === 0) return false
        expecting = list ? 'value' : 'key'
        nextIndex()
        return true
      case COLON:
        if (expecting !== 'colon') return false
        expecting = 'value'
        return true
      case 93:
      case 125: {
        const ends = expecting === 'commaOrEnd' || expecting === (list ? 'valueOrEnd' : 'keyOrEnd')
        if (!ends || frames.length === 0 || list !== (byte === 93)) return false
        frames.pop()
        expecting = frames.length === 0 ? 'nothing' : 'commaOrEnd'
        return true
      }
      default:
        if (expecting === 'key' || expecting === 'keyOrEnd') {
          if (byte !== QUOTE) return false
          begin(byte, offset, 'key', KEY_BYTES_MAX)
          return true
        }
        if (expecting !== 'value' && expecting !== 'valueOrEnd') return false
        openValue(byte, offset)
        return true
    }
  }

  function push(chunk: Uint8Array): readonly (JsonEntry | Rejection)[] {
    given = []
    let at = 0
    while (marked < MARK.length && marked === base + at && chunk[at] === MARK[marked]) {
      marked += 1
      at += 1
    }
    let from = at
    while (at < chunk.length && !dead) {
      if (purpose === undefined) {
        const byte = chunk[at] as number // below length
        from = at
        at += 1
        if (byte <= 32) continue
        if (!structure(byte, base + at - 1)) stop('json-syntax', `Cannot read JSON: unexpected byte ${byte}`, base + at - 1)
        if (purpose === undefined) continue
      } else from = at
      const after = scan(chunk, at)
      keep(chunk, from, after === -1 ? chunk.length : after)
      if (after === -1) break
      at = after
      finish()
    }
    base += chunk.length
    return given
  }

  function end(): readonly (JsonEntry | Rejection)[] {
    given = []
    if (dead) return given
    if (expecting === 'nothing' && !found) stop('json-shape', `Cannot find "${path.join('/')}" in the document`, base)
    else if (expecting !== 'nothing') stop('json-cut', 'Cannot read JSON: it ends too early or has no entries', base)
    return given
  }

  return { push, end, stopped: () => dead }
}
