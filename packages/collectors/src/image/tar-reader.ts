/**
 * Members of a tar archive as its bytes go by: what they are called and where their contents lie. Contents themselves are
 * handed on only when asked for, so that memory is one header whatever the archive holds.
 */
import type { Failure, Result } from '@hygie/versions/result'
import { BLOCK_BYTES, parseTarHeader, paxRecords, textAt, type TarHeader } from './tar-header.ts'

export type TarEntry = {
  /** As written; not yet a path that is safe. */
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'hardlink' | 'other'
  /** Where a link leads. */
  readonly target: string
  readonly bytes: number
  /** Of the contents, in the unpacked archive. */
  readonly offset: number
  readonly executable: boolean
}
export type TarVisitor = {
  /** True: its contents are wanted. Failure: stop. */
  readonly entry: (entry: TarEntry) => boolean | Failure
  readonly content?: (piece: Buffer) => void
}
export type TarReader = {
  readonly write: (chunk: Buffer) => Failure | undefined
  readonly end: () => Failure | undefined
  /** Bytes that may be left out before the next `write`, when the source can jump. */
  readonly jump: () => number
  /** The archive's end was seen; what follows is padding. */
  readonly ended: () => boolean
}

/** Extended headers and long names: paths have 4,096 bytes, attributes of one file 64 KiB. */
const META_BYTES_MAX = 1_048_576

type Pending = { name?: string; target?: string; bytes?: number; sparse?: boolean }
type State = 'header' | 'meta' | 'content' | 'map' | 'end'

/** Errors: tar-checksum, tar-number, tar-cut, tar-large. Cost: linear. */
export function tarReader(visitor: TarVisitor): TarReader {
  let state: State = 'header'
  let fault: Failure | undefined
  let position = 0
  let left = 0 // of the content or meta that is under way, with its padding
  let wanted = 0 // of `left`, bytes to hand on
  let block: Buffer = Buffer.alloc(0)
  let meta: Buffer[] = []
  let metaType = ''
  let metaBytes = 0
  let sparseEntry: TarHeader | undefined
  let pending: Pending = {}
  let global: Pending = {}

  const begin = (header: TarHeader): Failure | undefined => {
    if ('xgLK'.includes(header.type) && header.type !== '') {
      if (header.bytes > META_BYTES_MAX)
        return { code: 'tar-large', message: `Cannot read a tar archive: an extended header of ${header.bytes} bytes` }
      state = 'meta'
      metaType = header.type
      meta = []
      metaBytes = header.bytes
      left = padded(header.bytes)
      if (left === 0) finishMeta()
      return undefined
    }
    const entry = entryOf(header, { ...global, ...pending }, position)
    pending = {}
    const answer = visitor.entry(entry)
    if (typeof answer === 'object') return answer
    left = padded(entry.bytes)
    wanted = answer ? entry.bytes : 0
    state = left === 0 ? 'header' : 'content'
    return undefined
  }
  const finishMeta = (): void => {
    const content = Buffer.concat(meta).subarray(0, metaBytes)
    meta = []
    if (metaType === 'L') pending.name = textAt(content, 0, content.length)
    else if (metaType === 'K') pending.target = textAt(content, 0, content.length)
    else {
      const found = pendingOf(paxRecords(content))
      if (metaType === 'g') global = { ...global, ...found }
      else pending = { ...pending, ...found }
    }
    state = 'header'
  }
  const fullBlock = (full: Buffer): Failure | undefined => {
    if (state === 'map') {
      if (full[504] === 1) return undefined
      const header = sparseEntry
      sparseEntry = undefined
      return header === undefined ? undefined : begin(header)
    }
    const header: Result<TarHeader | undefined> = parseTarHeader(full)
    if (!header.ok) return { ...header.error, at: `offset ${position - BLOCK_BYTES}` }
    if (header.value === undefined) {
      state = 'end'
      return undefined
    }
    if (!header.value.moreMap) return begin(header.value)
    sparseEntry = header.value
    state = 'map'
    return undefined
  }
  const step = (chunk: Buffer, at: number): number => {
    if (state === 'header' || state === 'map') {
      const taken = Math.min(BLOCK_BYTES - block.length, chunk.length - at)
      const piece = chunk.subarray(at, at + taken)
      block = block.length === 0 && taken === BLOCK_BYTES ? piece : Buffer.concat([block, piece])
      position += taken
      if (block.length === BLOCK_BYTES) {
        const full = block
        block = Buffer.alloc(0)
        fault = fullBlock(full)
      }
      return taken
    }
    const taken = Math.min(left, chunk.length - at)
    if (state === 'meta') meta.push(chunk.subarray(at, at + taken))
    else if (wanted > 0) {
      const given = Math.min(wanted, taken)
      visitor.content?.(chunk.subarray(at, at + given))
      wanted -= given
    }
    left -= taken
    position += taken
    if (left === 0) {
      if (state === 'meta') finishMeta()
      else state = 'header'
    }
    return taken
  }
  const goesOn = (): boolean => fault === undefined && state !== 'end'
  return {
    write(chunk) {
      let at = 0
      while (at < chunk.length && goesOn()) at += step(chunk, at)
      return fault
    },
    end() {
      if (fault === undefined && state !== 'end' && (state !== 'header' || block.length > 0))
        fault = { code: 'tar-cut', message: 'Cannot read a tar archive: it ends within a member', at: `offset ${position}` }
      return fault
    },
    jump() {
      if (state !== 'content' || wanted > 0) return 0
      const bytes = left
      position += left
      left = 0
      state = 'header'
      return bytes
    },
    ended: () => state === 'end',
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES
}

function pendingOf(records: ReadonlyMap<string, string>): Pending {
  const found: Pending = {}
  const name = records.get('path')
  const target = records.get('linkpath')
  const bytes = records.get('size')
  if (name !== undefined && name !== '') found.name = name
  if (target !== undefined && target !== '') found.target = target
  if (bytes !== undefined && /^\d{1,15}$/.test(bytes)) found.bytes = Number(bytes)
  if ([...records.keys()].some((key) => key.startsWith('GNU.sparse.'))) found.sparse = true
  return found
}

/** Types without contents of their own, whatever their size field says. Source: POSIX.1-2017, pax, "typeflag". */
const HEADER_ONLY = new Set(['1', '2', '3', '4', '5', '6'])

function entryOf(header: TarHeader, more: Pending, offset: number): TarEntry {
  const name = more.name ?? header.name
  const bytes = HEADER_ONLY.has(header.type) ? 0 : (more.bytes ?? header.bytes)
  return {
    name,
    kind: more.sparse === true ? 'other' : kindOf(header.type, name),
    target: more.target ?? header.target,
    bytes,
    offset,
    executable: (header.mode & 0o100) !== 0,
  }
}

function kindOf(type: string, name: string): TarEntry['kind'] {
  switch (type) {
    case '0':
    case '7':
      return 'file'
    case '\0':
      return name.endsWith('/') ? 'folder' : 'file' // before ustar, a folder was a name with a stroke
    case '1':
      return 'hardlink'
    case '2':
      return 'link'
    case '5':
      return 'folder'
    default:
      return 'other' // devices, pipes, sparse files, volumes
  }
}
