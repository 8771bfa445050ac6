/**
 * `systeminfo` in whatever language: read by position and shape, never by a word. The system's version is the line whose build
 * number stands twice; its name the line before it that holds "Windows"; the updates are the numbered list with KB numbers, three
 * lines below the page file.
 *
 * What it does not tell: the revision of the build, Server Core, programs. A list that is cut is not the list.
 */
import type { InventoryPart, Unknown } from '@hygie/core/inventory/inventory'
import { windowsLines } from '../decode.ts'
import { editionOf } from '../edition.ts'
import { windowsItself, windowsPlatform, type WindowsMarks } from '../product.ts'
import { updateNumbers } from '../update-numbers.ts'

/** The longest met has 290 lines; a list of 2,000 updates is a system that was never made new. */
const LINES_MAX = 20_000

/** Undefined when this is no `systeminfo`. Cost: linear. */
export function readSysteminfo(text: string): InventoryPart | undefined {
  const lines = listLines(text)
  const at = lines.findIndex((line) => VERSION.test(line))
  const version = VERSION.exec(lines[at] ?? '')?.groups
  if (version === undefined) return undefined
  const caption = nameBefore(lines, at)
  if (caption === undefined) return undefined
  const { build = '', rest = '' } = version
  const architecture = architectureOf(lines.slice(at))
  const marks: WindowsMarks = {
    build,
    installation: installationOf(caption),
    architecture,
    servicePack: /Service Pack (\d)\b/.exec(rest)?.[1] ?? '',
    caption,
  }
  const edition = editionOf(caption)
  const platform = windowsPlatform({ ...marks, ...(edition !== undefined && { edition }) })
  const itself = windowsItself(platform)
  const { updates, unknown } = updatesOf(lines.slice(at))
  const name = hostName(lines.slice(0, at))
  return {
    ...(name !== undefined && { name, marks: [{ kind: 'hostname', value: name }] }),
    platform,
    updates,
    software: itself === undefined ? [] : [itself],
    unknown: [
      ...(platform.name === undefined
        ? [{ what: `Windows ${build}`, why: 'no release of Windows has this build and architecture in the lists known here' }]
        : []),
      ...(marks.installation === 'server'
        ? [{ what: 'Server Core', why: 'systeminfo does not tell it: judged as the full installation' }]
        : []),
      ...unknown,
      {
        what: 'programs, browsers, Office, .NET',
        why: 'systeminfo does not list them: collect with the kit to have them judged',
      },
      {
        what: 'services, ports, accounts, settings',
        why: 'systeminfo does not show them: collect with the kit to have them checked',
      },
    ],
  }
}

/** Whether a file's first bytes, decoded, look like it. */
export function looksLikeSysteminfo(head: string): boolean {
  const lines = listLines(head)
  const at = lines.findIndex((line) => VERSION.test(line))
  return at !== -1 && nameBefore(lines, at) !== undefined
}

/** Lines of the list. `systeminfo /fo csv` has the same fields in the same order, in one row: it is written as the list would be. */
function listLines(text: string): readonly string[] {
  const lines = windowsLines(text).slice(0, LINES_MAX)
  const row = lines.find((line) => line.startsWith('"') && CSV_VERSION.test(line))
  if (row === undefined) return lines
  return (
    row.match(/"(?:[^"]|"")*"/g)?.flatMap((cell) => {
      const [value = '', ...items] = cell
        .slice(1, -1)
        .replaceAll('""', '"')
        .split(/,(?=\[\d{1,5}\]:)/)
      return [`x: ${value}`, ...items.map((item) => `   ${item}`)]
    }) ?? lines
  )
}

const CSV_VERSION = /","\d{1,2}\.\d\.(\d{4,5})\b[^"]{0,80}\D\1"/

/** `OS Version:   10.0.17134 N/A Build 17134`: the build stands twice in every language. */
const VERSION = /^[^\s:][^:]{0,80}:\s+(?<build>\d{1,2}\.\d\.(?<number>\d{4,5}))\b(?<rest>.{0,80}\D\k<number>)\s*$/u

function nameBefore(lines: readonly string[], at: number): string | undefined {
  for (let index = at - 1; index >= Math.max(0, at - 3); index -= 1) {
    const value = valueOf(lines[index] ?? '')
    if (value !== undefined && /Windows|Hyper-V Server/.test(value)) return value
  }
  return undefined
}

/** The text behind the label; undefined for lines without one. A label holds no more than two colons (`Virtual Memory: In Use:`). */
function valueOf(line: string): string | undefined {
  return /^[^\s:][^:]{0,80}:\s*(.*)$/u.exec(line)?.[1]?.trim()
}

/** Its free edition for virtual machines exists as Server Core alone. `Serverr`: a mark that the code page does not have. */
function installationOf(caption: string): WindowsMarks['installation'] {
  if (caption.includes('Hyper-V Server')) return 'server-core'
  return /\bServerr?\b/.test(caption) ? 'server' : 'client'
}

function hostName(lines: readonly string[]): string | undefined {
  const value = valueOf(lines.find((line) => line.trim() !== '') ?? '')
  return value !== undefined && /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,62}$/u.test(value) ? value : undefined
}

/** `x64-based PC` is not translated; elsewhere processors are named, so it must be the whole value. */
function architectureOf(lines: readonly string[]): WindowsMarks['architecture'] {
  for (const line of lines) {
    const word = /^(x64|x86|arm64|itanium|ia64)(?:\([^)]{0,20}\))?-based PC$/i.exec(valueOf(line) ?? '')?.[1]?.toLowerCase()
    if (word === 'x64' || word === 'x86' || word === 'arm64') return word
    if (word !== undefined) return 'ia64'
  }
  return ''
}

type Listed = { readonly updates: NonNullable<InventoryPart['updates']>; readonly unknown: readonly Unknown[] }

const ITEM = /^\s+\[(\d{1,5})\]\s*:\s*(.*)$/u
const NOT_SEEN: Unknown = { what: 'list of updates', why: 'systeminfo does not show it: the file is cut' }

/** The header tells how many there are: fewer items than that are a list that systeminfo itself cut (XP does). */
function updatesOf(lines: readonly string[]): Listed {
  const header = headerOf(lines)
  if (header === undefined) return { updates: { installed: [], sources: [] }, unknown: [NOT_SEEN] }
  const items: string[] = []
  for (const line of lines.slice(header + 1)) {
    const item = ITEM.exec(line)
    if (item === null || Number(item[1]) !== items.length + 1) break
    items.push(item[2] ?? '')
  }
  const stated = /\d{1,5}/.exec(valueOf(lines[header] ?? '') ?? '')?.[0]
  const installed = updateNumbers(items)
  const isWhole = stated === undefined ? items.length === 0 : Number(stated) === items.length
  // The last line of a list that was cut in a number shows no number.
  const isEven = items.every((item) => item.trim() !== '')
  const isEnd = header + 1 + items.length < lines.length
  if (isWhole && isEven && isEnd) return { updates: { installed, sources: ['systeminfo'] }, unknown: [] }
  const why = `${stated ?? 'some'} are announced, ${items.length} are shown: give the output of "wmic qfe" too`
  return { updates: { installed, sources: [] }, unknown: [{ what: 'list of updates', why }] }
}

/**
 * The line above the numbered list that holds KB numbers; where no list does, the third line with a label behind the page file,
 * when no list follows it.
 */
function headerOf(lines: readonly string[]): number | undefined {
  let start = -1
  for (const [index, line] of lines.entries()) {
    const item = ITEM.exec(line)
    if (item === null) continue
    if (Number(item[1]) === 1) start = index
    if (start > 0 && updateNumbers([item[2] ?? '']).length > 0) return start - 1
  }
  const page = lines.findIndex((line) => /\.sys$/i.test(valueOf(line) ?? ''))
  if (page === -1) return undefined
  const labelled = lines.flatMap((line, index) => (index > page && valueOf(line) !== undefined ? [index] : []))
  return labelled[2]
}
