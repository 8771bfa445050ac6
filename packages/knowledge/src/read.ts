/** Answers the core's questions from an open knowledge file: batches in, ordered answers out. */
import type { DatabaseSync } from 'node:sqlite'
import type { FeedState, KnowledgeInfo, KnowledgeReader, SourcedClaim } from '@hygie/core/knowledge/facts'
import { createClaimParts, type ClaimRow } from './claim-parts.ts'
import { createFacts } from './facts.ts'
import { lifecycleOf } from './lifecycle-rows.ts'
import { deviceOf, updateOf } from './product-rows.ts'
import { distinctJson, optional, parseList, rowsOfDatabase, type RowsOf } from './rows.ts'
import { SCHEMA } from './tables.ts'
import type { Cell } from './text.ts'

export function createReader(database: DatabaseSync, hash: string): KnowledgeReader {
  const rowsOf = rowsOfDatabase(database)
  const sources = rowsOf('select name from source order by id')().map(([name]) => String(name))
  const sourceName = (rank: Cell | undefined): string => sources[Number(rank) - 1] ?? ''

  const claimParts = createClaimParts(rowsOf, sourceName)
  const productRows = rowsOf('select id, key from product where key in (select value from json_each(?)) order by id')
  const claimRows = rowsOf(`select c.product, c.vulnerability, c.statement, c.range, c.condition
    from json_each(?) k join place l on l.product = k.value join claim c on c.id between l.first and l.first + l.claims - 1`)
  const resolveRows = rowsOf(
    'select v.name from identifier i join vulnerability v on v.id = i.vulnerability where i.name = ? order by i.kind, i.vulnerability',
  )
  const lifecycleColumns = `l.product, l.cycle, l.package, l.source, l.title, l.codename, l.released, l.phases, l.latest, l.identifiers,
    l.reference, l.note from lifecycle l`
  const lifecycleRows = rowsOf(`select ${lifecycleColumns} where l.product in (select value from json_each(?)) order by l.id`)
  const identifierRows = rowsOf(`select ${lifecycleColumns} where l.id in
    (select lifecycle from lifecycle_identifier where identifier in (select value from json_each(?))) order by l.id`)
  const lineageRows = rowsOf('select source from lineage where name = ? order by source')
  const repositoryRows = rowsOf('select name, cpes from repository where name in (select value from json_each(?)) order by id')
  const updateRows = rowsOf(`select product, update_name, source, lane, build, released, supersedes from supersedence
    where product in (select value from json_each(?)) order by 1, 2, 3, 4, 5, 6, 7`)
  const deviceRows = rowsOf(`select maker, product, source, maker_name, name, models from device
    where maker in (select value from json_each(?)) order by 1, 2, 3, 4, 5, 6`)
  const infoOf = (): KnowledgeInfo => readInfo(rowsOf, hash)

  return {
    info: infoOf,
    claims: (keys) => {
      const found = new Map<string, SourcedClaim[]>()
      const products = new Map(productRows(distinctJson(keys)).map(([id, key]) => [Number(id), String(key)]))
      const rows = claimRows(JSON.stringify([...products.keys()])) as unknown as readonly ClaimRow[]
      claimParts.load(rows)
      let last: SourcedClaim[] = []
      let lastProduct = 0
      let key = ''
      for (const row of rows) {
        if (row[0] !== lastProduct) {
          last = []
          lastProduct = row[0]
          key = products.get(lastProduct) ?? ''
          found.set(key, last)
        }
        last.push(claimParts.claimOf(row, key))
      }
      return found
    },
    facts: createFacts(rowsOf, sourceName),
    lifecycles: (products) => lifecycleRows(distinctJson(products)).map((row) => lifecycleOf(row, sourceName)),
    lifecyclesByIdentifier: (identifiers) => identifierRows(distinctJson(identifiers)).map((row) => lifecycleOf(row, sourceName)),
    sourcesOf: (name) => lineageRows(name).map(([source]) => sourceName(source)),
    repositories: (names) => {
      const found = new Map<string, readonly string[]>()
      for (const [name, cpes] of repositoryRows(distinctJson(names))) {
        const known = found.get(String(name)) ?? []
        found.set(String(name), [...new Set([...known, ...parseList(cpes)])])
      }
      return found
    },
    updates: (products) => {
      const list = updateRows(distinctJson(products)).map((row) => updateOf(row, sourceName))
      return Map.groupBy(list, ({ product }) => product)
    },
    devices: (makers) => {
      const list = deviceRows(distinctJson(makers)).map(([maker, ...row]) => ({
        maker: String(maker),
        device: deviceOf(row, sourceName),
      }))
      return new Map(
        [...Map.groupBy(list, ({ maker }) => maker)].map(([maker, group]) => [maker, group.map(({ device }) => device)]),
      )
    },
    resolve: (id) => resolveRows(id).map(([name]) => String(name)),
  }
}

function readInfo(rowsOf: RowsOf, hash: string): KnowledgeInfo {
  const meta = new Map(rowsOf('select key, value from meta')().map(([key, value]) => [String(key), value]))
  const feeds = rowsOf(
    'select s.name, f.stated, f.licence, f.records, f.rejected, f.files, f.failure from source s join feed f on f.source = s.id order by s.id',
  )().map(([name, stated, licence, records, rejected, files, failure]): FeedState => ({
    name: String(name),
    ...optional({ stated, failure }),
    licence: typeof licence === 'string' ? licence : '',
    records: Number(records),
    rejected: Number(rejected),
    files: Number(files),
  }))
  return {
    hash,
    schema: SCHEMA,
    engine: String(meta.get('engine') ?? ''),
    ...optional({ builtFrom: meta.get('built_from') }),
    feeds,
    counts: JSON.parse(String(meta.get('counts') ?? '{}')) as Readonly<Record<string, number>>,
  }
}
