/** Binary packages built from one source share a vulnerability: one row for people, with all their names. */
import type { Finding } from '@hygie/core/matching/finding'

export type Row = { readonly finding: Finding; readonly packages: readonly string[] }

/** In the order of the findings. */
export function onePerSource(findings: readonly Finding[]): readonly Row[] {
  const rows = new Map<string, { finding: Finding; packages: string[] }>()
  for (const finding of findings) {
    const key = `${finding.vulnerability} ${finding.source ?? finding.package} ${finding.installed}`
    const row = rows.get(key)
    if (row === undefined) rows.set(key, { finding, packages: [finding.package] })
    else row.packages.push(finding.package)
  }
  return [...rows.values()]
}
