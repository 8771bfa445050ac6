/**
 * History of Windows Update, replayed in order of time: what was installed and not taken off since. Titles are translated; only
 * their KB numbers are read. `op` 1 installs, 2 takes off; `rc` 2 done, 3 done with errors, 4 failed, 5 ended.
 *
 * Source  learn.microsoft.com: IUpdateHistoryEntry, UpdateOperation, OperationResultCode
 */
import { textIn, type Row } from '../json-lists.ts'
import { updateNumbers } from '../update-numbers.ts'

export type History = { readonly installed: readonly string[]; readonly failed: readonly string[]; readonly lastAt?: string }

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z$/

export function replayedHistory(rows: readonly Row[] | undefined): History | undefined {
  if (rows === undefined) return undefined
  const entries = rows
    .map((row) => ({ title: textIn(row, 't'), at: textIn(row, 'd'), operation: textIn(row, 'op'), result: textIn(row, 'rc') }))
    .filter(({ at }) => TIME.test(at))
    .toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0))
  const installed = new Set<string>()
  const failed = new Set<string>()
  let lastAt: string | undefined
  for (const { title, at, operation, result } of entries) {
    const isDone = result === '2' || result === '3'
    for (const number of updateNumbers([title])) {
      if (operation === '1' && isDone) {
        installed.add(number)
        failed.delete(number)
        lastAt = at
      } else if (operation === '1' && (result === '4' || result === '5')) failed.add(number)
      else if (operation === '2' && isDone) installed.delete(number)
    }
  }
  return { installed: [...installed], failed: [...failed], ...(lastAt !== undefined && { lastAt }) }
}
