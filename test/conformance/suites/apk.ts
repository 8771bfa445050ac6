import { apk, compareApkFuzzy, isApkVersion } from '@hygie/versions/apk'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readTable, satisfies } from '../tables.ts'

/** Order, fuzzy match and validity of apk-tools 3. */
export const suite: Suite = { name: 'apk', cases, deviations: [] }

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const { version = '', outcome: expected } of readTable(directory, 'apk-valid')) {
    yield outcome(`valid ${version}`, expected, isApkVersion(version) ? 'valid' : 'invalid')
  }
  for (const { a = '', op = '', b = '' } of readTable(directory, 'apk-version')) {
    yield outcome(`${a} ${op} ${b}`, !op.startsWith('!'), holds(a, op.replace(/^!/, ''), b))
  }
}

/** A relation as in a dependency: `~` matches a start, and `<~` and `>~` are true for it too. */
function holds(a: string, op: string, b: string): boolean | string {
  const [left, right] = [apk.parse(a), apk.parse(b)]
  if (!left.ok) return left.error.message
  if (!right.ok) return right.error.message
  if (op === '~') return compareApkFuzzy(left.value, right.value) === 0
  return op.endsWith('~')
    ? satisfies(compareApkFuzzy(left.value, right.value), op.replace('~', '='))
    : satisfies(apk.compare(left.value, right.value), op)
}
