/** What another policy would decide otherwise, line by line. */
import { urgencies } from '@hygie/core/decision/decision'
import type { PolicyComparison } from '@hygie/core/decision/compare'
import type { Words } from '../texts/text.ts'

export function comparisonLines(words: Words, { findings, actions, moves }: PolicyComparison): readonly string[] {
  const counts = urgencies.map((urgency) =>
    words('comparison.counts', { urgency: words(`urgency.${urgency}`), findings: findings[urgency], actions: actions[urgency] }),
  )
  const lines = moves.map(({ from, to, findings: count, examples }) =>
    words('comparison.move', {
      count,
      from: words(`urgency.${from}`),
      to: words(`urgency.${to}`),
      examples: examples.join(', '),
    }),
  )
  return [counts.join(' · '), ...(lines.length === 0 ? [words('comparison.same')] : lines)]
}
