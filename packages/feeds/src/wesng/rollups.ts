/**
 * Which updates of Windows 7 to 8.1 and their servers are monthly rollups. The table does not say it, but only rollups replace
 * something there since they exist: security-only updates stand for themselves. So out-of-band rollups, which have no rows and
 * tear the chain of what replaces what (KB4524156 of October 2019), are no loss: a rollup holds all rollups before it.
 *
 * Measured against `SubType` of the Security Update Guide where both are at hand: 230 pairs of update and product, all right.
 */
import type { UpdateRecord } from '@hygie/core/knowledge/record'

/** Rollups began in October 2016; their security-only twins of the first months replace updates from before. */
const FIRST_DAY = '2017-04-01'
const FIRST_DAY_2008 = '2018-09-01'
/** A rollup mends at least its month; servicing stacks and the like name one or two. */
const MENDS = 5

export type Rollups = {
  readonly count: (update: string, product: string) => void
  /** The record with its lane, when it is a rollup. */
  readonly marked: (record: UpdateRecord) => UpdateRecord
}

export function createRollups(): Rollups {
  const mends = new Map<string, number>()
  return {
    count(update, product) {
      if (!isMonthly(product)) return
      const name = `${update} ${product}`
      mends.set(name, (mends.get(name) ?? 0) + 1)
    },
    marked(record) {
      const { id, product, supersedes, releasedAt = '' } = record
      const first = product.startsWith('msrc:windows server 2008 for ') ? FIRST_DAY_2008 : FIRST_DAY
      const isRollup = supersedes.length > 0 && releasedAt >= first && (mends.get(`${id} ${product}`) ?? 0) >= MENDS
      return isRollup ? { ...record, lane: 'cumulative' } : record
    },
  }
}

function isMonthly(product: string): boolean {
  return /^msrc:windows (?:7|8\.1|rt 8\.1|server 2008|server 2012)\b/.test(product)
}
