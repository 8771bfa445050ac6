/** Groups of aliases under their preferred ids, and which record speaks of which group. */
import { intRows, type IntRows } from '../int-rows.ts'
import { compareIds, groupAliases, isCve, type Link } from '../groups.ts'
import { cveListSources, precedenceOf } from '../precedence.ts'
import { linkColumns, pairKey, type Stage } from '../stage.ts'
import { compareText, sortRowsUnique, sortTexts, type Cell } from '../text.ts'

/** Which copies count: older copies of a record in its own source, and records that the source withdrew, do not. */
export type View = {
  readonly isDead: (file: number, id: number) => boolean
  readonly isWithdrawn: (file: number, id: number) => boolean
}

export type Vulnerabilities = {
  /** Preferred ids by rank - 1. */
  readonly names: readonly string[]
  readonly aliases: readonly (readonly Cell[])[]
  /** The vulnerabilities that an id speaks of: one, or several for an advisory over several CVE. */
  readonly expand: (id: number) => readonly number[]
}

export type RecordHeads = {
  readonly told: IntRows
  /** Vulnerability → who withdrew it as a whole, and why. */
  readonly withdrawn: ReadonlyMap<number, readonly [number, string | null]>
}

export function viewOf({ heads, sourceOfFile }: Stage): View {
  const isWithdrawn = (file: number, id: number): boolean => {
    const key = pairKey(sourceOfFile[file] ?? 0, id)
    const at = heads.withdrawn.get(key)
    return at !== undefined && at >= (heads.newest.get(key) ?? '')
  }
  const isOld = (file: number, id: number): boolean => {
    const copy = heads.copies.get(pairKey(file, id)) ?? ''
    // Undated copies are parts of one whole (slices by package), not ages of it.
    return copy !== '' && copy < (heads.newest.get(pairKey(sourceOfFile[file] ?? 0, id)) ?? '')
  }
  return { isWithdrawn, isDead: (file, id) => isOld(file, id) || isWithdrawn(file, id) }
}

/** `spoken` marks the ids that something was said of; ids that only links name come with them. */
export function vulnerabilitiesOf({ ids, links: staged }: Stage, view: View, spoken: Uint8Array): Vulnerabilities {
  const nameOf = (id: number): string => ids.text(id)
  const links: Link[] = []
  for (let row = 0; row < staged.count(); row++) {
    const id = staged.get(row, linkColumns.id)
    if (view.isDead(staged.get(row, linkColumns.file), id)) continue
    const alias = staged.get(row, linkColumns.alias)
    links.push([id, alias])
    spoken[id] = 1
    spoken[alias] = 1
  }
  const groups = groupAliases(ids.count(), nameOf, links)
  const preferred = new Map<number, number>()
  for (let id = 1; id <= ids.count(); id++) {
    if (spoken[id] !== 1 || groups.several.has(id)) continue
    const root = groups.rootOf(id)
    const known = preferred.get(root)
    if (known === undefined || compareIds(nameOf(id), nameOf(known)) < 0) preferred.set(root, id)
  }
  const names = sortTexts([...preferred.values()].map(nameOf))
  const ranks = new Uint32Array(ids.count() + 1)
  names.forEach((name, index) => {
    ranks[groups.rootOf(ids.find(name) ?? 0)] = index + 1
  })
  const rankOf = (id: number): number => ranks[groups.rootOf(id)] ?? 0

  const aliases: (readonly Cell[])[] = []
  for (let id = 1; id <= ids.count(); id++) {
    if (spoken[id] !== 1) continue
    const cves = groups.severalOf(id)
    if (cves !== undefined) for (const cve of cves) aliases.push([rankOf(cve), nameOf(id), 1])
    else if (preferred.get(groups.rootOf(id)) !== id) aliases.push([rankOf(id), nameOf(id), 0])
  }
  return {
    names,
    aliases: sortRowsUnique(aliases),
    expand: (id) => groups.severalOf(id)?.map(rankOf) ?? [rankOf(id)],
  }
}

type Word = {
  readonly source: string
  readonly isList: boolean
  readonly modified: string
  readonly withdrawn: boolean
  readonly why: string | null
}

/** The rows of `record` in their final order, without the texts: `rank` counts as the table will. */
export function recordHeads(
  { ids, database }: Stage,
  { names, expand }: Vulnerabilities,
  sourceRank: (name: string) => number,
): RecordHeads {
  const told = intRows(2)
  const words = new Map<number, Word[]>()
  const statement = database.prepare(`select name, source, modified, withdrawn, why from record ${recordOrder}`)
  statement.setReturnArrays(true)
  let rank = 0
  let last: readonly Cell[] = []
  for (const head of statement.iterate() as Iterable<readonly Cell[]>) {
    const [name, source, modified, withdrawn, why] = head as readonly [string, string, string, string | null, string | null]
    if (last[0] === name && last[1] === source) continue
    last = head
    rank += 1
    for (const vulnerability of expand(ids.find(name) ?? 0)) {
      told.add(vulnerability, rank)
      const preferred = names[vulnerability - 1] ?? ''
      if (isCve(preferred) && name !== preferred) continue
      const word = { source, isList: cveListSources.includes(source), modified, withdrawn: withdrawn !== null, why }
      const known = words.get(vulnerability)
      if (known === undefined) words.set(vulnerability, [word])
      else known.push(word)
    }
  }
  const withdrawn = new Map<number, readonly [number, string | null]>()
  for (const [vulnerability, spoken] of words) {
    const word = withdrawalOf(spoken, isCve(names[vulnerability - 1] ?? ''))
    if (word !== undefined) withdrawn.set(vulnerability, [sourceRank(word.source), word.why])
  }
  return { told, withdrawn }
}

/** One row per id and source: the newest, then the one that says most. */
export const recordOrder = 'order by name, source, modified desc, length(body) desc, body'

/**
 * The newest word of those that carry the CVE list decides about a CVE; where none of them speaks, and for other ids,
 * all that speak must agree.
 */
function withdrawalOf(words: readonly Word[], isCveGroup: boolean): Word | undefined {
  const listed = isCveGroup ? words.filter((word) => word.isList) : []
  const [first] = (listed.length > 0 ? listed : words).toSorted(
    (a, b) =>
      compareText(b.modified, a.modified) ||
      precedenceOf(cveListSources, a.source) - precedenceOf(cveListSources, b.source) ||
      compareText(a.source, b.source),
  )
  if (first === undefined || !first.withdrawn) return undefined
  return listed.length > 0 || words.every((word) => word.withdrawn) ? first : undefined
}
