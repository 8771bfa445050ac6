/**
 * A file of `systeminfo` and what lies beside it under the same stem: `X_systeminfo.txt`, `X_qfe.txt` (installed updates, whole
 * where systeminfo cuts its list), `X_updates.txt` (what Windows Update offered) → one inventory.
 */
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Inventory, InventoryPart } from '@hygie/core/inventory/inventory'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { mergeParts } from '../../merge-parts.ts'
import { decodeWindows } from '../decode.ts'
import { readOffered, readQfe } from '../qfe/read.ts'
import { readSysteminfo } from './read.ts'

export type Beside = { readonly name: string; readonly bytes: Uint8Array }
export type SysteminfoReading = { readonly inventory: Inventory; readonly problems: readonly Failure[] }

/** `QFE` and `updates` of the same stem. */
const BESIDE = /[ _.-]?(?:qfe|hotfix(?:es)?|updates)(?:[_-]\w{1,20})?\.(?:txt|log|csv|json)(?:\.gz)?$/i
const OWN = /[ _.-]?systeminfo/i

/** Files in the folder of `path` that belong to it. A stem that is empty (`systeminfo.txt`) takes `qfe.txt`. */
export function besideSysteminfo(path: string): readonly string[] {
  const folder = dirname(path)
  const stem = stemOf(basename(path), OWN)
  if (stem === undefined) return []
  return readdirSync(folder)
    .filter((name) => stemOf(name, BESIDE) === stem)
    .toSorted()
    .map((name) => join(folder, name))
}

function stemOf(name: string, ending: RegExp): string | undefined {
  const at = ending.exec(name)?.index
  return at === undefined ? undefined : name.slice(0, at).toLowerCase()
}

/** Errors: systeminfo-unread. A file beside that cannot be read is a problem, never a reason to stop. */
export function readSysteminfoFiles(
  bytes: Uint8Array,
  beside: readonly Beside[],
  head: { readonly target: string; readonly collectedAt: string },
): Result<SysteminfoReading> {
  const own = readSysteminfo(decodeWindows(bytes))
  if (own === undefined)
    return fail('systeminfo-unread', `Cannot read "${head.target}": it is no output of systeminfo, no line shows a Windows build`)
  const parts: InventoryPart[] = [own]
  const problems: Failure[] = []
  for (const file of beside) {
    const text = decodeWindows(file.bytes)
    const updates = readQfe(text)
    const part = updates === undefined ? readOffered(text) : { updates }
    if (part === undefined)
      problems.push({ code: 'qfe-unread', message: `Cannot read "${file.name}": it lists no updates`, at: file.name })
    else parts.push(part)
  }
  const isWhole = parts.some(({ updates }) => updates?.sources.includes('qfe') === true)
  const unknown = own.unknown?.filter(({ what }) => !(isWhole && what === 'list of updates')) ?? []
  return ok({ inventory: mergeParts([{ ...own, unknown }, ...parts.slice(1)], head), problems })
}
