/**
 * `docs/reference/coverage.md`: for which platforms and products verdicts are exact, weak or absent. Sources are those whose
 * readers yield claims under the keys in their golden files (`packages/feeds/src/<feed>/expected.jsonl`): what is not proved is not listed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isObject, own } from '@hygie/standards/json/fields'
import { rankOf } from '@hygie/core/matching/precedence'
import { coverage, type CoverageRow } from './coverage.table.ts'
import { code, head, table } from './markdown.ts'

const FEEDS = new URL('../../../feeds/src/', import.meta.url)

type Spoken = ReadonlyMap<string, ReadonlySet<string>>

export function coveragePage(): string {
  const spoken = spokenKeys()
  const areas = [...new Set(coverage.map(({ area }) => area))]
  return [
    head('Coverage', 'packages/cli/src/reference/coverage.table.ts and packages/feeds/src/*/expected.jsonl'),
    `What a verdict rests on, by platform and product family.

- **exact**: a source names this very product, and its versions are compared in the product's own order
- **weak**: only names of a general dictionary (CPE) lead to statements; confused names are possible, so conditions that cannot be seen give unknown
- **absent**: no source speaks of it, so nothing is said, and the audit counts it among what is unknown

Every audit prints what it could not judge and why. A source stands here when its reader is proved to yield statements for the row;
whether an installation has that source is told by \`hygie kb info\`.
`,
    ...areas.map((area) => areaPart(area, spoken)),
    '',
  ].join('\n')
}

function areaPart(area: string, spoken: Spoken): string {
  const rows = coverage.filter((row) => row.area === area)
  const seen = new Set(rows.map(({ seenBy }) => seenBy))
  const isSame = seen.size === 1
  const columns = ['family', 'verdicts', 'compared by', ...(isSame ? [] : ['seen by']), 'sources', 'limits']
  return [
    `## ${area}\n`,
    ...(isSame ? [`Seen by ${[...seen].join('')}.\n`] : []),
    table(
      columns,
      rows.map((row) => {
        const { family, judgedBy, seenBy, limits = '' } = row
        const sources = sourcesOf(row, spoken)
        const words = sources.map(code).join(' ') || '—'
        return [family, gradeOf(row, sources), judgedBy, ...(isSame ? [] : [seenBy]), words, limits]
      }),
    ),
    '',
  ].join('\n')
}

function sourcesOf({ keys }: CoverageRow, spoken: Spoken): readonly string[] {
  const speaks = (products: ReadonlySet<string>): boolean =>
    [...products].some((product) =>
      keys.some((key) => product === key || product.startsWith(key.includes(' ') ? key : `${key}:`)),
    )
  return [...spoken]
    .flatMap(([source, products]) => (speaks(products) ? [source] : []))
    .toSorted((left, right) => rankOf(left) - rankOf(right) || (left < right ? -1 : 1))
}

/** A general dictionary is weak, unless the maker itself speaks under its names. */
function gradeOf({ keys, area }: CoverageRow, sources: readonly string[]): string {
  if (sources.length === 0) return 'absent'
  if (area === 'Other' || keys.every((key) => key.startsWith('cpe:a'))) return 'weak'
  const isByMaker = sources.some((source) => !/^(?:nvd-|cve-json5$|vulnrichment$)/.test(source))
  return keys.some((key) => !key.startsWith('cpe:')) || isByMaker ? 'exact' : 'weak'
}

/** Feed → product keys of the claims in its golden file. */
function spokenKeys(): Spoken {
  const names = readdirSync(FEEDS).filter((name) => existsSync(new URL(`${name}/expected.jsonl`, FEEDS)))
  return new Map(
    names.toSorted().map((name) => {
      const lines = readFileSync(new URL(`${name}/expected.jsonl`, FEEDS), 'utf8').split('\n')
      return [name, new Set(lines.flatMap(productIn))]
    }),
  )
}

function productIn(line: string): readonly string[] {
  if (!line.startsWith('{"kind":"claim"')) return []
  const claim = JSON.parse(line) as unknown // our own golden file
  const product = isObject(claim) ? own(claim, 'product') : undefined
  return typeof product === 'string' ? [product] : []
}
