/**
 * Reads a `.reg` export into the view: `Windows Registry Editor Version 5.00` in UTF-16, `REGEDIT4` in the ANSI code page. All value
 * types, long hex over several lines, escapes; `[-KEY]` tells that a key is not there (so the kit writes an absent one).
 *
 * Source  Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file"; 22 real exports
 */
import type { Failure } from '@hygie/versions/result'
import { windowsLines } from '../decode.ts'
import type { RegistryKey, RegistryValue, RegistryView } from './view.ts'

/** The largest export met has 15,000 lines. */
const LINES_MAX = 2_000_000
const PROBLEMS_MAX = 50

export function looksLikeRegFile(text: string): boolean {
  return /^\s*(?:Windows Registry Editor Version 5\.00|REGEDIT4)\s*$/m.test(text.slice(0, 400))
}

/** Fills the view; gives what could not be read. Cost: linear. */
export function readRegFile(text: string, view: RegistryView): readonly Failure[] {
  const problems: Failure[] = []
  const isWide = !/^\s*REGEDIT4/.test(text.slice(0, 400))
  let key: { path: string; values: Map<string, { name: string; value: RegistryValue }> } | undefined
  const close = (isCut: boolean): void => {
    if (key !== undefined) view.add({ ...key, isCut, isWhole: true } satisfies RegistryKey)
    key = undefined
  }
  const lines = joinedLines(text)
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:;|$)/.test(line) || looksLikeRegFile(line)) continue
    const header = /^\[(-?)(HK.*)\]\s*$/.exec(line)
    if (header?.[2] !== undefined) {
      close(false)
      if (header[1] === '-') view.addAbsent(header[2])
      else key = { path: header[2], values: new Map() }
      continue
    }
    const value = key === undefined ? undefined : valueOf(line, isWide)
    if (value === undefined || key === undefined) {
      if (problems.length < PROBLEMS_MAX)
        problems.push({ code: 'reg-line', message: 'Cannot read a line of the registry export', at: `entry ${index + 1}` })
      continue
    }
    key.values.set(value.name.toLowerCase(), value)
  }
  // An export ends with an empty line: without it the last key may have had more, and more keys may have followed.
  const isEnded = /\n\s*\n\s*$/.test(text)
  close(!isEnded)
  if (!isEnded) view.markCut()
  return problems
}

/** A backslash at the end of hex goes on in the next line; a text may hold line ends itself, and then has no end in its line. */
function joinedLines(text: string): readonly string[] {
  const joined: string[] = []
  let parts: string[] = []
  let kind: 'hex' | 'text' | undefined
  const end = (glue: string): void => {
    joined.push(parts.join(glue))
    parts = []
    kind = undefined
  }
  for (const line of windowsLines(text).slice(0, LINES_MAX)) {
    if (kind === 'text') {
      if (/^\[-?HK/.test(line)) end('\n') // a text that was cut: what follows is no part of it
      else {
        parts.push(line)
        if (isClosed(line)) end('\n')
        continue
      }
    }
    const isHex = kind === 'hex' || HEX.test(line)
    if (isHex && line.endsWith('\\')) {
      kind = 'hex'
      parts.push(line.slice(0, -1).trim())
    } else if (kind === 'hex') {
      parts.push(line.trim())
      end('')
    } else if (OPEN.test(line)) {
      kind = 'text'
      parts.push(line)
    } else joined.push(line)
  }
  if (parts.length > 0) end('')
  return joined
}

/** A name, which holds no bare quote, and hex. */
const HEX = /^(?:@|"(?:[^"\\]|\\.)*")=hex/
/** A text whose last quote is missing. */
const OPEN = /^(?:@|"(?:[^"\\]|\\.)*")="(?:[^"\\]|\\.)*\\?$/

/** The first quote that is not escaped ends the text, and nothing follows it. */
function isClosed(line: string): boolean {
  return /^(?:[^"\\]|\\.)*"\s*$/.test(line)
}

type Named = { readonly name: string; readonly value: RegistryValue }

function valueOf(line: string, isWide: boolean): Named | undefined {
  const match = /^(?:@|"((?:[^"\\]|\\[^])*)")=([^]*)$/.exec(line)
  if (match === null) return undefined
  const value = dataOf((match[2] ?? '').trim(), isWide)
  return value === undefined ? undefined : { name: unescaped(match[1] ?? ''), value }
}

function dataOf(data: string, isWide: boolean): RegistryValue | undefined {
  const text = /^"((?:[^"\\]|\\[^])*)"$/.exec(data)
  if (text !== null) return { type: 'SZ', text: unescaped(text[1] ?? '') }
  const number = /^dword:([0-9a-f]{1,8})$/i.exec(data)
  if (number?.[1] !== undefined) return { type: 'DWORD', digits: Number.parseInt(number[1], 16).toString() }
  const hex = /^hex(?:\(([0-9a-f]{1,8})\))?:([0-9a-f,\s]*)$/i.exec(data)
  if (hex === null) return undefined
  const bytes = bytesOf(hex[2] ?? '')
  switch (hex[1]?.toLowerCase()) {
    case undefined:
      return { type: 'BINARY', bytes }
    case '0':
      return { type: 'NONE', bytes }
    case '1':
      return { type: 'SZ', text: textOf(bytes, isWide) }
    case '2':
      return { type: 'EXPAND_SZ', text: textOf(bytes, isWide) }
    case '4':
      return { type: 'DWORD', digits: digitsOf(bytes.subarray(0, 4)) }
    case '7':
      return {
        type: 'MULTI_SZ',
        list: textOf(bytes, isWide, true)
          .split('\0')
          .filter((item) => item !== ''),
      }
    case 'b':
      return { type: 'QWORD', digits: digitsOf(bytes.subarray(0, 8)) }
    default:
      return { type: 'BINARY', bytes } // resource lists, links: nobody reads them
  }
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.replaceAll(/[^0-9a-f]/gi, ''), 'hex')
}

/** Ends at the first NUL, but for lists. */
function textOf(bytes: Uint8Array, isWide: boolean, isList = false): string {
  const text = Buffer.from(bytes).toString(isWide ? 'utf16le' : 'latin1')
  const end = text.indexOf('\0')
  return isList || end === -1 ? text : text.slice(0, end)
}

function digitsOf(bytes: Uint8Array): string {
  let number = 0n
  for (const byte of [...bytes].toReversed()) number = number * 256n + BigInt(byte)
  return number.toString()
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\\"])/g, '$1')
}
