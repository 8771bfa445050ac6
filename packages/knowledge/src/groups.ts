/**
 * Which ids are one vulnerability.
 *
 * Two ids are one when a record says so, with three exceptions that real data demand: a group never holds two CVE; an id
 * that stands beside two or more CVE is an advisory over several and belongs to none, but speaks of each; an id without
 * a CVE of its own beside such an advisory speaks of the same CVE. Links through other ids (PYSEC → GHSA → CVE) are
 * followed in sorted order after all direct links to a CVE; a link that would bring two CVE together is left out.
 *
 * The result depends on the set of links alone, not on their order. No recursion; cost n log n.
 */
import { compareText } from './text.ts'

export type Link = readonly [number, number]
export type Groups = {
  /** Representative of each id's group. */
  readonly rootOf: (id: number) => number
  /** The CVE that an advisory over several speaks of, sorted; undefined for all other ids. */
  readonly severalOf: (id: number) => readonly number[] | undefined
  readonly several: ReadonlyMap<number, readonly number[]>
}

const CVE = /^CVE-(\d{4})-(\d{4,19})$/

export function isCve(id: string): boolean {
  return CVE.test(id)
}

/** CVE before other ids, CVE by year and number, others by text. */
export function compareIds(left: string, right: string): number {
  const a = CVE.exec(left)
  const b = CVE.exec(right)
  if (a === null || b === null) return a === b ? compareText(left, right) : a === null ? 1 : -1
  const [, aYear = '', aNumber = ''] = a
  const [, bYear = '', bNumber = ''] = b
  return compareText(aYear, bYear) || aNumber.length - bNumber.length || compareText(aNumber, bNumber)
}

/** `nameOf` gives the text of an id; ids are numbers from 1 to `count`. */
export function groupAliases(count: number, nameOf: (id: number) => string, links: readonly Link[]): Groups {
  const cve = new Uint8Array(count + 1)
  for (let id = 1; id <= count; id++) cve[id] = isCve(nameOf(id)) ? 1 : 0
  const isCveId = (id: number): boolean => cve[id] === 1

  const several = severalIds(links, isCveId, nameOf)
  const parents = Uint32Array.from({ length: count + 1 }, (_, id) => id)
  const cveOf = new Uint32Array(count + 1)
  for (let id = 1; id <= count; id++) if (isCveId(id)) cveOf[id] = id

  const rootOf = (id: number): number => {
    let root = id
    while (parents[root] !== root) root = parents[root] ?? root
    for (let step = id; step !== root;) {
      const next = parents[step] ?? root
      parents[step] = root
      step = next
    }
    return root
  }
  const unite = (left: number, right: number): void => {
    const a = rootOf(left)
    const b = rootOf(right)
    if (a === b || (cveOf[a] !== 0 && cveOf[b] !== 0)) return
    parents[b] = a
    cveOf[a] = (cveOf[a] ?? 0) || (cveOf[b] ?? 0)
  }

  const single = links.filter(([left, right]) => !several.has(left) && !several.has(right) && !(isCveId(left) && isCveId(right)))
  for (const [left, right] of single) if (isCveId(left) || isCveId(right)) unite(left, right)
  const indirect = single.filter(([left, right]) => !isCveId(left) && !isCveId(right)).map((link) => ordered(link, nameOf))
  indirect.sort((a, b) => compareText(nameOf(a[0]), nameOf(b[0])) || compareText(nameOf(a[1]), nameOf(b[1])))
  for (const [left, right] of indirect) unite(left, right)

  addCompanions({ count, links, several, rootOf, hasCve: (id) => cveOf[rootOf(id)] !== 0, nameOf })
  return { rootOf, severalOf: (id) => several.get(id), several }
}

function severalIds(
  links: readonly Link[],
  isCveId: (id: number) => boolean,
  nameOf: (id: number) => string,
): Map<number, readonly number[]> {
  const beside = new Map<number, Set<number>>()
  const note = (id: number, cve: number): void => {
    const known = beside.get(id)
    if (known === undefined) beside.set(id, new Set([cve]))
    else known.add(cve)
  }
  for (const [left, right] of links) {
    if (isCveId(left) && !isCveId(right)) note(right, left)
    if (isCveId(right) && !isCveId(left)) note(left, right)
  }
  const several = new Map<number, readonly number[]>()
  for (const [id, cves] of beside) {
    if (cves.size < 2) continue
    several.set(
      id,
      [...cves].toSorted((a, b) => compareIds(nameOf(a), nameOf(b))),
    )
  }
  return several
}

type Ties = {
  readonly count: number
  readonly links: readonly Link[]
  readonly several: Map<number, readonly number[]>
  readonly rootOf: (id: number) => number
  readonly hasCve: (id: number) => boolean
  readonly nameOf: (id: number) => string
}

/** Groups without a CVE whose tie is to an advisory over several: one step, from the smallest advisory. */
function addCompanions({ count, links, several, rootOf, hasCve, nameOf }: Ties): void {
  const advisories = new Map<number, number>()
  const note = (id: number, advisory: number): void => {
    if (several.has(id) || !several.has(advisory) || hasCve(id)) return
    const root = rootOf(id)
    const known = advisories.get(root)
    if (known === undefined || compareText(nameOf(advisory), nameOf(known)) < 0) advisories.set(root, advisory)
  }
  for (const [left, right] of links) {
    note(left, right)
    note(right, left)
  }
  if (advisories.size === 0) return
  const direct = new Map(several)
  for (let id = 1; id <= count; id++) {
    const advisory = advisories.get(rootOf(id))
    if (advisory !== undefined && !direct.has(id)) several.set(id, direct.get(advisory) ?? [])
  }
}

function ordered([left, right]: Link, nameOf: (id: number) => string): Link {
  return compareText(nameOf(left), nameOf(right)) <= 0 ? [left, right] : [right, left]
}
