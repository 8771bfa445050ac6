/** Looks up the number that a specification gives to a metric value. */

import { decimal } from './decimal.ts'
import type { Decimal } from './decimal.ts'

/** Metric, then value, to weight. */
export type Weights = ReadonlyMap<string, ReadonlyMap<string, Decimal>>

/** Reads a table written as `AV:L=0.395,A=0.646,N=1.0`, one metric a word. */
export function weights(text: string): Weights {
  const metrics = new Map<string, ReadonlyMap<string, Decimal>>()
  for (const word of text.trim().split(/\s+/)) {
    const [name = '', values = ''] = word.split(':')
    const pairs = values.split(',').map((pair) => pair.split('='))
    metrics.set(name, new Map(pairs.map(([value = '', weight = '0']) => [value, decimal(weight)])))
  }
  return metrics
}

export function weightOf(table: Weights, metric: string, value: string): Decimal {
  const weight = table.get(metric)?.get(value)
  if (weight === undefined) throw new Error(`Defect: no weight for ${metric}:${value}`)
  return weight
}
