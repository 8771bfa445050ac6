import { contains } from '@hygie/versions/contains'
import { parseMavenRange } from '@hygie/versions/maven-range'
import { compareText } from '@hygie/versions/order'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readTable, sign } from '../tables.ts'

/** Order and ranges of Maven 4's own tests. */
export const suite: Suite = { name: 'maven', cases, deviations: [] }

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const { a = '', op = '', b = '' } of readTable(directory, 'comparable-version')) {
    const order = compareText('maven', a, b)
    yield outcome(`${a} ${op} ${b}`, op, order.ok ? sign(order.value) : order.error.message)
  }
  for (const { range = '', version = '', expected } of readTable(directory, 'range-contains')) {
    const parsed = parseMavenRange(range)
    const got = parsed.ok ? (version === '' ? 'valid' : String(contains(parsed.value.range, version) === 'inside')) : 'invalid'
    yield outcome(`${range} holds ${version}: ${expected}`, expected, got)
  }
}
