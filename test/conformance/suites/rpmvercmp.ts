import { parseNevra } from '@hygie/versions/nevra'
import { compareText } from '@hygie/versions/order'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readTable, sign } from '../tables.ts'

/** rpm's own table, labels judged by rpm 4.18, and package names. */
export const suite: Suite = { name: 'rpmvercmp', cases, deviations: [] }

async function* cases(directory: string): AsyncIterable<Outcome> {
  // All three as labels: rpm.vercmp() splits a "-" off too (2-2~ is version 2, release 2~).
  for (const table of ['rpmvercmp', 'rpm-reference-run', 'rpm-evr-reference-run']) {
    for (const { a = '', op, b = '' } of readTable(directory, table)) {
      const order = compareText('rpm', a, b)
      yield outcome(`${table} ${a} ${op} ${b}`, op, order.ok ? sign(order.value) : order.error.message)
    }
  }
  for (const { text = '', name, epoch, version, release, arch } of readTable(directory, 'nevra-handmade')) {
    const read = parseNevra(text)
    const got = read.ok
      ? [read.value.name, read.value.epoch ?? '', read.value.version, read.value.release, read.value.arch ?? '']
      : read.error.message
    yield outcome(`package ${text}`, [name, epoch, version, release, arch], got)
  }
}
