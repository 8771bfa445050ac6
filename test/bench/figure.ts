/** A bench measures one subject and gives its figures; nothing here passes or fails by time. */

export type Conditions = Readonly<Record<string, string | number>>

export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: 's' | 'MiB' | '1/s' | 'ratio'
  readonly conditions: Conditions
}

export type Bench = {
  /** Stable names of the figures that `measure` gives. */
  readonly names: readonly string[]
  /** Words when what it needs is not there. */
  readonly measure: () => Promise<readonly Figure[] | string>
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export function rounded(value: number, digits = 3): number {
  return Number(value.toFixed(digits))
}
