/**
 * What a page of update history says: `July 14, 2026—KB5102203 (OS Build 19045.7548)`, in its heading and in the list of its
 * neighbours. So one page tells the builds of many updates, also of those from before the guide wrote builds.
 * Source: support.microsoft.com, update history of each Windows.
 */
import type { ProductKey } from '@hygie/core/product-key'
import { microsoftKey } from '@hygie/core/product-names/microsoft'
import { instantOf } from '../fields/instant.ts'
import type { Lane } from '../microsoft/lane.ts'

export type HistoryEntry = {
  readonly update: string
  readonly day: string
  readonly lane: Lane
  readonly builds: readonly string[]
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
/** A page lists the updates of all releases of one Windows: some 1,500. */
const ENTRIES_MAX = 20_000

/** Each once. Cost: linear in the page. */
export function historyOf(page: string): readonly HistoryEntry[] {
  const entry =
    /(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4}) ?(?:&#8212;|&mdash;|—|–|-) ?(Hotpatch )?KB(\d{5,8}) \((?:OS )?Builds? ([\d., and]{7,120})\)/g
  const found = new Map<string, HistoryEntry>()
  for (const [text, month = '', date = '', year = '', hotpatch, update = '', builds = ''] of page.matchAll(entry)) {
    const day = instantOf(`${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${date.padStart(2, '0')}`)
    const numbers = builds.match(/\d{5}\.\d{1,6}/g) ?? []
    if (day === undefined || found.size >= ENTRIES_MAX) continue
    found.set(text, {
      update,
      day,
      lane: hotpatch === undefined ? 'cumulative' : 'hotpatch',
      builds: numbers.map((number) => `10.0.${number}`),
    })
  }
  return [...found.values()]
}

type Row = readonly [build: string, client: string | undefined, architectures: string, servers: readonly string[]]

/** x = x64, 3 = 32-bit, a = ARM64. */
const ROWS: readonly Row[] = [
  ['10240', 'Windows 10 Version 1507', 'x3', []],
  ['10586', 'Windows 10 Version 1511', 'x3', []],
  ['14393', 'Windows 10 Version 1607', 'x3', ['Windows Server 2016']],
  ['15063', 'Windows 10 Version 1703', 'x3', []],
  ['16299', 'Windows 10 Version 1709', 'x3a', []],
  ['17134', 'Windows 10 Version 1803', 'x3a', []],
  ['17763', 'Windows 10 Version 1809', 'x3a', ['Windows Server 2019']],
  ['18362', 'Windows 10 Version 1903', 'x3a', []],
  ['18363', 'Windows 10 Version 1909', 'x3a', []],
  ['19041', 'Windows 10 Version 2004', 'x3a', []],
  ['19042', 'Windows 10 Version 20H2', 'x3a', []],
  ['19043', 'Windows 10 Version 21H1', 'x3a', []],
  ['19044', 'Windows 10 Version 21H2', 'x3a', []],
  ['19045', 'Windows 10 Version 22H2', 'x3a', []],
  ['20348', undefined, '', ['Windows Server 2022']],
  ['22000', 'Windows 11 Version 21H2', 'xa', []],
  ['22621', 'Windows 11 Version 22H2', 'xa', []],
  ['22631', 'Windows 11 Version 23H2', 'xa', []],
  ['26100', 'Windows 11 Version 24H2', 'xa', ['Windows Server 2025']],
  ['26200', 'Windows 11 Version 25H2', 'xa', []],
  ['28000', 'Windows 11 Version 26H1', 'xa', []],
]
const ARCHITECTURES: readonly (readonly [string, string])[] = [
  ['x', 'x64-based'],
  ['3', '32-bit'],
  ['a', 'ARM64-based'],
]

/** The products of a build. Of 26100 client and server count their revisions apart: `isServer` tells whose page it is. */
export function productsOfBuild(build: string, isServer: boolean): readonly ProductKey[] {
  const row = ROWS.find(([number]) => build.startsWith(`10.0.${number}.`))
  if (row === undefined) return []
  const [number, client, architectures, servers] = row
  const clients =
    client === undefined || (number === '26100' && isServer)
      ? []
      : ARCHITECTURES.filter(([letter]) => architectures.includes(letter)).map(([, name]) => `${client} for ${name} Systems`)
  const of = number === '26100' && !isServer ? [] : servers
  return [...clients, ...of, ...of.map((name) => `${name} (Server Core installation)`)].map((name) => microsoftKey(name))
}
