/** Exact decimal numbers: CVSS is defined on decimals, and binary floats give 8.5 where 9.0 × 0.95 = 8.55 rounds to 8.6. */

/** The value is units / 10^places. */
export type Decimal = { readonly units: bigint; readonly places: number }

/** Reads a literal of a specification, e.g. `6.42`. Not for outside text. */
export function decimal(literal: string): Decimal {
  const point = literal.indexOf('.')
  return { units: BigInt(literal.replace('.', '')), places: point === -1 ? 0 : literal.length - point - 1 }
}

export function tenths(count: number): Decimal {
  return { units: BigInt(count), places: 1 }
}

export function times(...factors: readonly Decimal[]): Decimal {
  let [units, places] = [1n, 0]
  for (const factor of factors) [units, places] = [units * factor.units, places + factor.places]
  return { units, places }
}

export function plus(left: Decimal, right: Decimal): Decimal {
  const places = Math.max(left.places, right.places)
  return { units: unitsAt(left, places) + unitsAt(right, places), places }
}

export function minus(left: Decimal, right: Decimal): Decimal {
  return plus(left, { units: -right.units, places: right.places })
}

export function power(base: Decimal, exponent: number): Decimal {
  return { units: base.units ** BigInt(exponent), places: base.places * exponent }
}

export function smaller(left: Decimal, right: Decimal): Decimal {
  return minus(left, right).units <= 0n ? left : right
}

export function isPositive(value: Decimal): boolean {
  return value.units > 0n
}

/** The nearest number of that many places; a half goes up. */
export function rounded(value: Decimal, places: number): Decimal {
  if (value.places <= places) return { units: unitsAt(value, places), places }
  const divisor = 10n ** BigInt(value.places - places)
  return { units: floorDivided(2n * value.units + divisor, 2n * divisor), places }
}

/** The smallest whole number of tenths that is not below the value. */
export function tenthsAbove(value: Decimal): number {
  if (value.places < 1) return Number(unitsAt(value, 1))
  return Number(-floorDivided(-value.units, 10n ** BigInt(value.places - 1)))
}

function unitsAt(value: Decimal, places: number): bigint {
  return value.units * 10n ** BigInt(places - value.places)
}

/** BigInt division cuts towards zero; rounding needs the floor. */
function floorDivided(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}
