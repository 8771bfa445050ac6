import { compareDebPart, parseDebStrict } from '@hygie/versions/deb'
import { compareText } from '@hygie/versions/order'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readRows, readTable, satisfies, sign } from '../tables.ts'

/** Orders and readings of dpkg, its own tests and those of go-deb-version. */
export const suite: Suite = {
  name: 'dpkg',
  cases,
  deviations: [
    {
      covers: ({ id }) => /^go-deb-version reads ".*_/.test(id),
      reason:
        'Policy 5.6.12 allows letters, digits and . + ~ in a revision; dpkg refuses "_" when it validates (its own row 0:0_-0), go-deb-version does not. For comparison Hygie takes it, as dpkg does with a warning',
    },
  ],
}

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const row of readRows(directory, 'dpkg-parse')) yield parsed('dpkg', row as ParseRow)
  for (const row of readTable(directory, 'go-deb-version-parse')) yield parsed('go-deb-version', row as unknown as ParseRow)
  for (const { a = '', b = '', sign: expected } of readTable(directory, 'dpkg-perl-compare')) {
    const order = compareText('deb', a, b)
    yield outcome(`Dpkg::Version ${a} <=> ${b}`, expected, order.ok ? String(order.value) : order.error.message)
  }
  for (const { a = '', op = '', b = '' } of readTable(directory, 'dpkg-reference-run')) yield compared('dpkg', a, op, b)
  for (const { a = '', op = '', b = '' } of readTable(directory, 'go-deb-version-less')) {
    // Its last rows are parts of versions, as Policy 5.6.12 speaks of them when it explains the order.
    const whole = /^[0-9]/.test(a) && /^[0-9]/.test(b)
    yield whole
      ? compared('go-deb-version', a, op, b)
      : outcome(`go-deb-version part ${a} ${op} ${b}`, true, satisfies(compareDebPart(a, b), op))
  }
  for (const { a = '', op = '', b = '', expected } of readTable(directory, 'go-deb-version-relations')) {
    const order = compareText('deb', a, b)
    // "<" of this table is Debian's old relation, which means "<=" (Policy 7.1), as its row 7.4.052 < 7.4.052 says.
    const relation = op === '<' ? '<=' : op
    yield outcome(
      `go-deb-version ${a} ${op} ${b} is ${expected}`,
      expected,
      order.ok ? String(satisfies(order.value, relation)) : order.error.message,
    )
  }
}

type ParseRow = {
  readonly version: string
  readonly outcome: string
  readonly epoch?: string
  readonly upstream?: string
  readonly revision?: string
}

/** A reading to the letter of Policy 5.6.12: both tables count what dpkg only warns about as wrong. */
function parsed(table: string, row: ParseRow): Outcome {
  const version = parseDebStrict(row.version)
  const got = version.ok ? version.value : 'refused'
  const { epoch, upstream, revision } = row
  return outcome(`${table} reads "${row.version}"`, row.outcome === 'ok' ? { epoch, upstream, revision } : 'refused', got)
}

function compared(table: string, a: string, op: string, b: string): Outcome {
  const order = compareText('deb', a, b)
  if (!order.ok) return outcome(`${table} ${a} ${op} ${b}`, op, order.error.message)
  return outcome(`${table} ${a} ${op} ${b}`, op, satisfies(order.value, op) ? op : sign(order.value))
}
