/** Rows of `lifecycle` as records. */
import type { SourcedLifecycle } from '@hygie/core/knowledge/facts'
import type { LifecyclePhase } from '@hygie/core/knowledge/record'
import { optional, parseList } from './rows.ts'
import type { Cell } from './text.ts'

export function lifecycleOf(row: readonly Cell[], sourceName: (rank: Cell | undefined) => string): SourcedLifecycle {
  const [product, cycle, packageName, source, title, codename, releasedAt, phases, latest, identifiers, reference, note] = row
  return {
    kind: 'lifecycle',
    product: String(product),
    cycle: String(cycle),
    ...optional({ package: packageName, title, codename, releasedAt }),
    phases: typeof phases === 'string' ? (JSON.parse(phases) as readonly LifecyclePhase[]) : [],
    ...optional({ latest, reference, note }),
    ...(identifiers === null ? {} : { identifiers: parseList(identifiers) }),
    source: sourceName(source),
  }
}
