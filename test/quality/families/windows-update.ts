/**
 * What Windows Update itself offered two machines on a day: what is missing there by the knowledge of that day must be among it,
 * and nothing else. And, as a note, how far a peer agrees on all hosts with the same knowledge; nothing is tuned to that.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { besideSysteminfo, readSysteminfoFiles } from '@hygie/collectors/windows/systeminfo/collect'
import { isCertain } from '@hygie/core/matching/finding'
import type { Inventory } from '@hygie/core/inventory/inventory'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import { microsoftKey } from '@hygie/core/product-names/microsoft'
import { feed as wesng } from '@hygie/feeds/wesng/feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import type { Answer, Family, Label, Loss, Place } from '../family.ts'
import { answersOf, assessed, readAs, withKnowledge } from '../judge.ts'
import { anyTable, field, groupBy, ownTable, type Row } from '../tables.ts'
import { hostOf, systeminfoFiles } from './windows.ts'

export const family: Family = {
  name: 'windows-update',
  folder: 'windows',
  variant: true, // two scored labels are no measure beside families of thousands
  judge: async (place) => {
    const offered = ownTable(place, 'windows-update.tsv')
    const rows = anyTable(place, 'knowledge/kb-cve-supersedence.tsv')
    if (offered === undefined) return 'skipped: no windows-update.tsv'
    if (rows === undefined) return 'skipped: no knowledge'
    const files = systeminfoFiles(place)
    const labels: Label[] = []
    const answers: Answer[] = []
    const known = new Set<string>()
    const released = releases(rows)
    for (const [name, updates] of groupBy(offered, (row) => field(row, 'inventory'))) {
      const day = /_(20\d{6})$/.exec(name)?.[1]
      const inventory = inventoryOf(files.get(hostOf(name)))
      if (day === undefined || inventory === undefined) continue // of one host no day is told
      const system = microsoftKey(inventory.platform.name ?? '')
      const then = rows.filter((row) => (released.get(field(row, 'kb')) ?? field(row, 'published')) <= day)
      for (const row of then) if (microsoftKey(field(row, 'product')) === system) known.add(`${name} KB${field(row, 'kb')}`)
      labels.push(
        ...updates.map((row): Label => ({
          inventory: name,
          package: 'Windows',
          version: '',
          ids: [field(row, 'kb')],
          expected: 'affected',
        })),
      )
      answers.push(...(await withKnowledge(recordsOf(then), (reader) => missingUpdates(name, inventory, reader))))
    }
    const notes = await agreement(place, rows, files)
    return {
      labels,
      answers,
      closed: new Set(labels.map(({ inventory }) => inventory)),
      isKnown: ({ inventory, ids: [id = ''] }) => known.has(`${inventory} ${id}`),
      causeOf,
      notes,
    }
  },
}

/** The day that most rows of an update bear: rows on old vulnerabilities name newer updates too. */
function releases(rows: readonly Row[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>()
  for (const [kb, of] of groupBy(rows, (row) => field(row, 'kb'))) {
    if (kb === '') continue
    const counts = [...groupBy(of, (row) => field(row, 'published'))].map(([day, list]) => [day, list.length] as const)
    days.set(kb, counts.toSorted(([, left], [, right]) => right - left)[0]?.[0] ?? '')
  }
  return days
}

function inventoryOf(path: string | undefined): Inventory | undefined {
  if (path === undefined) return undefined
  const beside = besideSysteminfo(path).map((name) => ({ name: basename(name), bytes: readFileSync(name) }))
  const read = readSysteminfoFiles(readFileSync(path), beside, {
    target: `systeminfo:${basename(path)}`,
    collectedAt: '2019-03-07T12:00:00Z',
  })
  return read.ok ? read.value.inventory : undefined
}

/** One answer per update that one would install: the first that the verdict names. */
function missingUpdates(name: string, inventory: Inventory, reader: KnowledgeReader): readonly Answer[] {
  const open = assessed(inventory, reader).findings.filter(isCertain)
  return [...groupBy(open, ({ verdict }) => verdict.fixedBy[0] ?? '')].flatMap(([kb, [first]]): Answer[] =>
    first === undefined || kb === ''
      ? []
      : [{ inventory: name, package: 'Windows', version: '', ids: [kb], status: 'affected', why: first.vulnerability }],
  )
}

function causeOf({ kind }: Loss): string | undefined {
  // Two updates that both mend a vulnerability are one thing to do here: the newest is advised.
  return kind === 'missed' ? 'ours: another update that mends the same is advised before it' : undefined
}

/** The table in the form that its reader reads. Rows that it refuses (updates without a number) are left out. */
async function* recordsOf(rows: readonly Row[]): AsyncGenerator<SourcedRecord> {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const columns = ['published', 'vuln_id', 'kb', 'product', 'component', 'severity', 'supersedes']
  const lines = rows.map((row) => columns.map((name) => quoted(field(row, name))).join(','))
  const head = 'DatePosted,CVE,BulletinKB,AffectedProduct,AffectedComponent,Severity,Supersedes'
  const table = `${[head, ...lines].join('\n')}\n`
  for await (const sourced of readAs(wesng, 'wesng/CVEs_20260628.csv', table))
    if (sourced.record.kind !== 'rejection') yield sourced
}

/** Vulnerabilities of the system itself: shared by both, over those that one of them names. */
async function agreement(place: Place, rows: readonly Row[], files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const peer = ownTable(place, 'peer-wesng.tsv')
  if (peer === undefined || !existsSync(place.folder)) return []
  const byHost = groupBy(peer, (row) => hostOf(field(row, 'inventory')))
  return withKnowledge(recordsOf(rows), (reader) => {
    const notes: string[] = []
    let [shared, all] = [0, 0]
    for (const [host, verdicts] of byHost) {
      const inventory = inventoryOf(files.get(host))
      if (inventory === undefined) continue
      const system = microsoftKey(inventory.platform.name ?? '')
      const theirs = new Set(
        verdicts.filter((row) => microsoftKey(field(row, 'product')) === system).map((row) => field(row, 'vuln_id')),
      )
      const ours = new Set(
        answersOf(host, assessed(inventory, reader))
          .filter(({ status }) => status === 'affected')
          .flatMap(({ ids: [id] }) => id ?? []),
      )
      const both = theirs.intersection(ours).size
      const either = theirs.union(ours).size
      shared += both
      all += either
      notes.push(
        `${host}: agrees ${either === 0 ? '1.00' : (both / either).toFixed(2)}, ours alone ${ours.size - both}, peer alone ${theirs.size - both}`,
      )
    }
    return [`agreement with the peer over all hosts: ${(shared / Math.max(1, all)).toFixed(3)}`, ...notes]
  })
}
