/**
 * Installed updates as `wmic qfe`, Get-HotFix and Win32_QuickFixEngineering in JSON list them. XP hides the number behind
 * `File 1`, in the column ServicePackInEffect; so every word of a row that is an update's name counts, in whatever column.
 *
 * An empty answer is the answer "none". Names of properties are never translated; titles are, and are not read.
 */
import type { InventoryPart, PendingUpdate, Updates } from '@hygie/core/inventory/inventory'
import { parseJsonText } from '../json-lists.ts'
import { windowsLines } from '../decode.ts'
import { updateNumbers } from '../update-numbers.ts'

/** The longest list met has 410 rows, a 2003 server. */
const ROWS_MAX = 20_000
/** A word that is the name of an update and nothing else: titles have theirs in brackets. */
const NAME = /^(?:KB|Q)\d{5,8}/i

/** Undefined when this is no list of updates. Cost: linear. */
export function readQfe(text: string): Updates | undefined {
  const objects = parseJsonText(text)
  if (objects !== undefined)
    return listed(objects.slice(0, ROWS_MAX).flatMap((row) => [row['HotFixID'], row['ServicePackInEffect']].flatMap(namesIn)))
  if (text.trim() === '') return listed([])
  if (!text.includes('HotFixID')) return undefined
  return listed(windowsLines(text).slice(0, ROWS_MAX).flatMap(namesIn))
}

function listed(names: readonly string[]): Updates {
  return { installed: updateNumbers(names), sources: ['qfe'] }
}

function namesIn(row: unknown): readonly string[] {
  return typeof row === 'string' ? row.split(/[\s,;"=]+/).filter((word) => NAME.test(word)) : []
}

/** `KB4486553: 2019-02 Cumulative Update …`, a line per update that Windows Update offers. Undefined when this is none. */
export function readOffered(text: string): InventoryPart | undefined {
  const lines = windowsLines(text).filter((line) => line.trim() !== '')
  const found = lines.slice(0, ROWS_MAX).flatMap((line): PendingUpdate[] => {
    const match = /^(KB\d{5,8}):\s+(\S.*)$/.exec(line.trim())
    return match?.[1] === undefined || match[2] === undefined ? [] : [{ name: match[1], candidate: match[2].slice(0, 500) }]
  })
  return found.length === 0 && lines.length > 0 ? undefined : { pendingUpdates: found }
}
