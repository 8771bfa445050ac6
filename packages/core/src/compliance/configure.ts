/** Failed checks as actions: one thing a person sets right on one asset. */
import type { Action } from '../action/action.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { text } from '../text/text.ts'
import type { Check } from './check.ts'
import type { CheckResult } from './comply.ts'

/** Settings close no known hole by themselves: `now` and `soon` stay for what is exploited or can be. */
const URGENCY: Readonly<Record<Check['severity'], Action['urgency']>> = { high: 'planned', medium: 'routine', low: 'routine' }
/** Minutes of work, before the hospital's own figures exist: read, set, look again. */
const EFFORT_MINUTES = 15

/**
 * One action per failed check, most severe first, then as given; a check that an upgrade or a restart mends has its action
 * already. Unknown and passed checks give none.
 */
export function configureActions(results: readonly CheckResult[], inventory: Pick<Inventory, 'target'>): readonly Action[] {
  const order = Object.keys(URGENCY)
  return results
    .filter(({ status, check }) => status === 'fail' && check.mendedBy === undefined)
    .toSorted((left, right) => order.indexOf(left.check.severity) - order.indexOf(right.check.severity))
    .map(({ check }) => ({
      kind: 'configure',
      title: text('action.configure', {
        titleEn: check.title.en,
        titleFr: check.title.fr,
        fixEn: check.fix.en,
        fixFr: check.fix.fr,
      }),
      asset: inventory.target,
      closes: [check.id],
      findings: 1,
      urgency: URGENCY[check.severity],
      commands: check.commands ?? [],
      reboot: 'unknown',
      services: [],
      effortMinutes: EFFORT_MINUTES,
      verify: text('verify.configured', { check: check.id }),
    }))
}
