/** The fused view of vulnerabilities: what all sources say, in the written order of precedence. */
import type { VulnerabilityFacts } from '@hygie/core/knowledge/facts'
import type { AdvisoryRecord, EpssRecord, ExploitationRecord, ScoreRecord, SsvcRecord } from '@hygie/core/knowledge/record'
import { isCve } from './groups.ts'
import { dateSources, descriptionSources, precedenceOf, scoreSources, titleSources } from './precedence.ts'
import { distinctJson, optional, parseList, type RowsOf } from './rows.ts'
import { compareText, type Cell } from './text.ts'

type Facts = VulnerabilityFacts
type SourceName = (rank: Cell | undefined) => string
type Said = {
  readonly name: string
  readonly source: string
  readonly title: Cell
  readonly description: Cell
  readonly published: Cell
  readonly modified: Cell
  readonly weaknesses: readonly string[]
  readonly links: readonly string[]
  readonly tags: readonly string[]
  readonly isWithdrawn: boolean
}

/** Vulnerabilities read per round: bounds the memory of a batch of any size. */
const BATCH = 5000

/**
 * Shape   preferred ids or any id that leads to one vulnerability → its facts under the id that was asked for
 * Cost    some 20 µs per vulnerability
 */
export function createFacts(rowsOf: RowsOf, sourceName: SourceName): (ids: readonly string[]) => ReadonlyMap<string, Facts> {
  const rank = rowsOf(
    `select i.name, i.vulnerability, i.kind from identifier i where i.name in (select value from json_each(?)) order by 1, 3, 2`,
  )
  const queries = {
    heads: rowsOf(`select v.id, v.name, w.source, w.why from vulnerability v left join withdrawal w on w.vulnerability = v.id
      where v.id in (select value from json_each(?)) order by v.id`),
    aliases: rowsOf(
      'select vulnerability, name from alias where vulnerability in (select value from json_each(?)) order by 1, 2',
    ),
    records:
      rowsOf(`select t.vulnerability, r.name, r.source, r.title, r.description, r.published, r.modified, r.weaknesses, r.links, r.tags, r.withdrawn is not null
      from told t join record r on r.id = t.record where t.vulnerability in (select value from json_each(?)) order by 1, r.id`),
    scores:
      rowsOf(`select s.vulnerability, r.source, r.origin, r.system, r.vector, r.score, r.severity from score s join rating r on r.id = s.rating
      where s.vulnerability in (select value from json_each(?)) order by 1, r.id`),
    exploitation: rowsOf(`select vulnerability, source, catalogue, level, added, due, ransomware, forensic_triage, reference, note
      from exploitation where vulnerability in (select value from json_each(?)) order by id`),
    epss: rowsOf(`select e.vulnerability, d.model, d.day, e.score, e.percentile, d.source from epss e join epss_day d on d.id = e.epss_day
      where e.vulnerability in (select value from json_each(?)) order by e.vulnerability, d.id`),
    ssvc: rowsOf(`select vulnerability, source, origin, exploitation, automatable, technical_impact, stated
      from ssvc where vulnerability in (select value from json_each(?)) order by id`),
    techniques: rowsOf(`select vulnerability, source, technique, mapping, name
      from technique where vulnerability in (select value from json_each(?)) order by id`),
    advisories:
      rowsOf(`select c.vulnerability, a.name, a.publisher, a.category, a.title, a.published, a.closed, a.reference, a.source
      from covers c join advisory a on a.id = c.advisory where c.vulnerability in (select value from json_each(?)) order by 1, a.id`),
  }

  return (ids) => {
    const found = new Map<string, Facts>()
    for (let start = 0; start < ids.length; start += BATCH) readBatch(ids.slice(start, start + BATCH), found)
    return found
  }

  function readBatch(ids: readonly string[], found: Map<string, Facts>): void {
    const ranks = ranksOf(rank(distinctJson(ids)))
    const wanted = JSON.stringify([...new Set(ranks.values())].toSorted((a, b) => a - b))
    const parts = {
      aliases: grouped(queries.aliases(wanted), ([name]) => String(name)),
      records: grouped(queries.records(wanted), (row) => saidOf(row, sourceName)),
      scores: grouped(queries.scores(wanted), (row) => row),
      exploitation: grouped(queries.exploitation(wanted), (row) => row),
      epss: grouped(queries.epss(wanted), (row) => row),
      ssvc: grouped(queries.ssvc(wanted), (row) => row),
      techniques: grouped(queries.techniques(wanted), (row) => row),
      advisories: grouped(queries.advisories(wanted), (row) => row),
    }
    const byRank = new Map<number, Facts>()
    for (const [id, name, by, why] of queries.heads(wanted)) {
      const key = Number(id)
      const vulnerability = String(name)
      byRank.set(key, {
        id: vulnerability,
        aliases: parts.aliases.get(key) ?? [],
        ...textsOf(vulnerability, parts.records.get(key) ?? []),
        ...(by === null ? {} : { withdrawn: { source: sourceName(by), ...optional({ why }) } }),
        scores: (parts.scores.get(key) ?? []).map((row) => scoreOf(row, vulnerability, sourceName)).toSorted(byScoreOrder),
        exploitation: (parts.exploitation.get(key) ?? []).map((row) => exploitationOf(row, vulnerability, sourceName)),
        ...epssOf(parts.epss.get(key) ?? [], vulnerability, sourceName),
        ssvc: (parts.ssvc.get(key) ?? []).map((row) => ssvcOf(row, vulnerability, sourceName)),
        techniques: (parts.techniques.get(key) ?? []).map(([source, technique, mapping, title]) => ({
          kind: 'technique',
          vulnerability,
          technique: String(technique),
          mapping: String(mapping),
          ...optional({ name: title }),
          source: sourceName(source),
        })),
        advisories: (parts.advisories.get(key) ?? []).map((row) => advisoryOf(row, sourceName)),
      })
    }
    for (const id of ids) {
      const facts = byRank.get(ranks.get(id) ?? 0)
      if (facts !== undefined) found.set(id, facts)
    }
  }
}

/** Id → rank: a preferred id always, another one where it leads to a single vulnerability. */
function ranksOf(rows: readonly (readonly Cell[])[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>()
  const many = new Set<string>()
  const preferred = new Set<string>()
  for (const [name, vulnerability, kind] of rows) {
    const id = String(name)
    if (kind === 0) preferred.add(id)
    if (ranks.has(id)) many.add(id)
    else ranks.set(id, Number(vulnerability)) // ordered by kind: a preferred id comes first
  }
  for (const id of many) if (!preferred.has(id)) ranks.delete(id)
  return ranks
}

function grouped<Item>(
  rows: readonly (readonly Cell[])[],
  itemOf: (row: readonly Cell[]) => Item,
): ReadonlyMap<number, readonly Item[]> {
  const groups = new Map<number, Item[]>()
  for (const [rank, ...rest] of rows) {
    const key = Number(rank)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [itemOf(rest)])
    else known.push(itemOf(rest))
  }
  return groups
}

function saidOf(row: readonly Cell[], sourceName: SourceName): Said {
  const [name, source, title = null, description = null, published = null, modified = null, weaknesses, links, tags, withdrawn] =
    row
  return {
    name: String(name),
    source: sourceName(source),
    title,
    description,
    published,
    modified,
    weaknesses: parseList(weaknesses),
    links: parseList(links),
    tags: parseList(tags),
    isWithdrawn: withdrawn === 1,
  }
}

type Texts = Pick<Facts, 'title' | 'description' | 'publishedAt' | 'modifiedAt' | 'weaknesses' | 'tags' | 'references'>

/** A withdrawn record speaks only where no other does. A record under the preferred id speaks before one under an alias, then by precedence of sources. */
function textsOf(vulnerability: string, all: readonly Said[]): Texts {
  const standing = all.filter(({ isWithdrawn }) => !isWithdrawn)
  const records = standing.length > 0 ? standing : all
  const by = (order: readonly string[]): readonly Said[] =>
    records.toSorted(
      (a, b) =>
        Number(isAside(a.name, vulnerability)) - Number(isAside(b.name, vulnerability)) ||
        precedenceOf(order, a.source) - precedenceOf(order, b.source) ||
        compareText(a.source, b.source) ||
        compareText(a.name, b.name),
    )
  const dated = by(dateSources)
  const described = by(descriptionSources)
  return {
    ...optional({
      title: firstCell(by(titleSources).map(({ title }) => title)),
      description: firstCell(described.map(({ description }) => description)),
      publishedAt: firstCell(dated.map(({ published }) => published)),
      modifiedAt: firstCell(dated.map(({ modified }) => modified)),
    }),
    weaknesses: [...new Set(described.flatMap(({ weaknesses }) => weaknesses))],
    tags: [...new Set(described.flatMap(({ tags }) => tags))].toSorted(compareText),
    references: [...new Set(described.flatMap(({ links }) => links))],
  }
}

function isAside(name: string, vulnerability: string): boolean {
  return isCve(vulnerability) && name !== vulnerability
}

function firstCell(cells: readonly Cell[]): Cell {
  return cells.find((cell) => cell !== null) ?? null
}

function scoreOf(row: readonly Cell[], vulnerability: string, sourceName: SourceName): Facts['scores'][number] {
  const [source, origin, system, vector, score, severity] = row
  return {
    kind: 'score',
    vulnerability,
    origin: String(origin),
    system: String(system) as ScoreRecord['system'],
    ...optional({ vector, severity }),
    ...(typeof score === 'number' ? { score } : {}),
    source: sourceName(source),
  }
}

const systems: readonly string[] = ['cvss4.0', 'cvss3.1', 'cvss3.0', 'cvss2', 'words']

function byScoreOrder(a: Facts['scores'][number], b: Facts['scores'][number]): number {
  return (
    precedenceOf(scoreSources, a.source) - precedenceOf(scoreSources, b.source) ||
    precedenceOf(systems, a.system) - precedenceOf(systems, b.system) ||
    compareText(a.source, b.source) ||
    compareText(a.origin, b.origin) ||
    compareText(a.vector ?? '', b.vector ?? '')
  )
}

function exploitationOf(row: readonly Cell[], vulnerability: string, sourceName: SourceName): Facts['exploitation'][number] {
  const [source, catalogue, level, addedAt, dueAt, ransomware, forensicTriage, reference, note] = row
  return {
    kind: 'exploitation',
    vulnerability,
    level: String(level) as ExploitationRecord['level'],
    catalogue: String(catalogue),
    ...optional({ addedAt, dueAt, reference, note }),
    ...(typeof ransomware === 'number' ? { ransomware: ransomware === 1 } : {}),
    ...(typeof forensicTriage === 'number' ? { forensicTriage: forensicTriage === 1 } : {}),
    source: sourceName(source),
  }
}

/** The newest day of any model; the model is named, so that series are not mixed. */
function epssOf(rows: readonly (readonly Cell[])[], vulnerability: string, sourceName: SourceName): Pick<Facts, 'epss'> {
  const newest = rows.at(-1)
  if (newest === undefined) return {}
  const [model, day, score, percentile, source] = newest
  const epss: EpssRecord = {
    kind: 'epss',
    vulnerability,
    score: Number(score),
    ...(typeof percentile === 'number' ? { percentile } : {}),
    ...optional({ model }),
    scoredAt: String(day),
  }
  return { epss: { ...epss, source: sourceName(source) } }
}

function ssvcOf(row: readonly Cell[], vulnerability: string, sourceName: SourceName): Facts['ssvc'][number] {
  const [source, origin, exploitation, automatable, technicalImpact, statedAt] = row
  const points = optional({ exploitation, automatable, technicalImpact, statedAt }) as Partial<SsvcRecord>
  return { kind: 'ssvc', vulnerability, origin: String(origin), ...points, source: sourceName(source) }
}

function advisoryOf(row: readonly Cell[], sourceName: SourceName): Facts['advisories'][number] {
  const [name, publisher, category, title, publishedAt, closedAt, reference, source] = row
  return {
    id: String(name),
    publisher: String(publisher),
    category: String(category) as AdvisoryRecord['category'],
    title: String(title),
    ...optional({ publishedAt, closedAt, reference }),
    source: sourceName(source),
  }
}
