/**
 * One cycle of one product as a record, whichever form it was written in.
 * Source: endoflife.date, CONTRIBUTING.md ("Front matter") and the schema of API v1.2.
 */
import type { LifecycleDate, LifecyclePhase, LifecycleRecord } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { dayOf } from '../fields/instant.ts'

export type Product = {
  /** The name in addresses and in the API: `windows`, `esxi`. */
  readonly name: string
  readonly title: string
  readonly extendedLabel: string
  readonly identifiers: readonly string[]
  readonly reference: string
}

/** A date, `true` (the phase is over), `false` (no end is known), or absent. */
export type End = LifecycleDate | undefined

export type Cycle = {
  /** With edition and channel where the product has them: `11-24h2-iot-lts`, `10-1809-e-lts`, `5-sp3`. */
  readonly name: string
  readonly label: string
  readonly codename?: string
  readonly releasedAt?: string
  readonly activeEnds: End
  readonly securityEnds: End
  readonly extendedEnds: End
  readonly longTerm: boolean
  readonly latest?: string
  readonly link?: string
}

/** Undefined when the cycle tells no end of anything. */
export function recordOf(product: Product, cycle: Cycle): LifecycleRecord | undefined {
  const { activeEnds, securityEnds, extendedEnds } = cycle
  const phases: readonly LifecyclePhase[] = [
    ...(activeEnds === undefined ? [] : [{ phase: 'active' as const, ends: activeEnds, conditional: false }]),
    ...(securityEnds === undefined ? [] : [{ phase: 'security' as const, ends: securityEnds, conditional: false }]),
    ...(extendedEnds === undefined ? [] : [{ ...extendedPhase(product.extendedLabel), ends: extendedEnds }]),
  ]
  if (phases.length === 0) return undefined
  return defined({
    kind: 'lifecycle' as const,
    product: product.name,
    cycle: cycle.name,
    title: titleOf(product.title, cycle.label),
    codename: cycle.codename,
    releasedAt: cycle.releasedAt,
    phases,
    latest: cycle.latest,
    identifiers: product.identifiers.length > 0 ? product.identifiers : undefined,
    reference: cycle.link ?? product.reference,
    note: cycle.longTerm ? 'Long-term release' : undefined,
  })
}

/**
 * What the third column means stands in its heading alone. All must be bought or enabled but Debian's LTS, which is for
 * everybody.
 */
function extendedPhase(label: string): Pick<LifecyclePhase, 'phase' | 'conditional'> {
  if (/\bDebian\b.*\bLTS\b/.test(label)) return { phase: 'lts', conditional: false }
  if (/extended (?:long[- ]term|life ?cycle)|\belts\b/i.test(label)) return { phase: 'elts', conditional: true }
  if (/extended security updates|\besu\b/i.test(label)) return { phase: 'esu', conditional: true }
  if (/expanded security maintenance|\besm\b/i.test(label)) return { phase: 'esm', conditional: true }
  if (/long[- ]term|\blts\b/i.test(label)) return { phase: 'lts', conditional: true }
  return { phase: 'extended', conditional: true }
}

/** `2026-08-21`, `true`, `false`, as text or as JSON; anything else (null, '') is absent. */
export function endOf(value: unknown): End {
  if (value === true || value === 'true') return 'over'
  if (value === false || value === 'false') return 'not-over'
  const on = dayOf(value)
  return on === undefined ? undefined : { on }
}

/** `Microsoft Windows Server` and `Windows Server 2012 R2` share words: they are said once. */
function titleOf(product: string, label: string): string {
  const words = product.split(' ')
  const shared = words.findIndex((_, index) => label.startsWith(`${words.slice(index).join(' ')} `))
  return shared < 0 ? `${product} ${label}` : [...words.slice(0, shared), label].join(' ')
}
