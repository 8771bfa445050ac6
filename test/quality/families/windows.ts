/** Windows hosts out of `systeminfo` in many languages: product, generation, build, release, architecture and each update. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeWindows } from '@hygie/collectors/windows/decode'
import { readSysteminfo } from '@hygie/collectors/windows/systeminfo/read'
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import { microsoftName } from '@hygie/core/product-names/microsoft'
import type { FieldFamily, FieldOutcome, Place } from '../family.ts'
import { field, ownTable, type Row } from '../tables.ts'

export const family: FieldFamily = {
  name: 'windows',
  judgeFields: (place) => {
    const files = systeminfoFiles(place)
    return (ownTable(place, 'hosts.tsv') ?? []).flatMap((row) => {
      const path = files.get(hostOf(field(row, 'inventory')))
      return path === undefined ? [] : outcomesOf(row, readSysteminfo(decodeWindows(readFileSync(path))))
    })
  },
}

/** Host → file. The table names a host as its file without `systeminfo`. */
export function systeminfoFiles(place: Place): ReadonlyMap<string, string> {
  const folder = join(place.folder, 'raw')
  return new Map(
    readdirSync(folder)
      .filter((name) => name.includes('systeminfo'))
      .map((name) => [hostOf(name), join(folder, name)]),
  )
}

export function hostOf(name: string): string {
  return name.replace('_systeminfo', '').replace(/\.txt$/, '')
}

/** The labeller could not read this one; what stands in the file itself. */
const UNREAD: Readonly<Record<string, Row>> = {
  srv_2012r2_x64_standard_ru: {
    product: 'Windows Server 2012 R2',
    generation: '2012 R2',
    build: '9600',
    version: 'None',
    arch: 'x64-based',
    installed_kb: 'KB2919355 KB2919442 KB2937220 KB2938772 KB2939471 KB2949621 KB2999226',
  },
}
/** Servers are named by their year; the column has the release of the client of the same build. */
const RELEASE_OF_SERVER: Readonly<Record<string, string>> = { '14393': '1607', '17763': '1809', '20348': '21H2' }

function outcomesOf(row: Row, part: InventoryPart | undefined): readonly FieldOutcome[] {
  const id = hostOf(field(row, 'inventory'))
  const label = UNREAD[id] ?? row
  const platform = part?.platform
  const name = platform?.name ?? ''
  const build = platform?.build?.split('.')[2] ?? ''
  const outcome = (column: string, expected: string, got: string): FieldOutcome => ({ id, field: column, expected, got })
  const scalars = [
    outcome('product', productOf(field(label, 'product'), field(label, 'product')), productOf(name, field(label, 'product'))),
    outcome('generation', field(label, 'generation').replace('VistaT', 'Vista'), generationOf(name)),
    outcome('build', field(label, 'build'), build),
    outcome(
      'version',
      field(label, 'version'),
      RELEASE_OF_SERVER[build] ?? /^1[01]-(.+)$/.exec(platform?.release ?? '')?.[1]?.toUpperCase() ?? 'None',
    ),
    outcome('arch', architectureOf(field(label, 'arch')), field(label, 'arch') === '' ? '' : (platform?.architecture ?? '')),
  ]
  const wanted = new Set(
    field(label, 'installed_kb')
      .split(' ')
      .filter((kb) => /^KB\d{5,}$/.test(kb)),
  ) // one was cut short: KB2862
  const got = new Set((part?.updates?.installed ?? []).map((number) => `KB${number}`))
  const updates = [...wanted.union(got)]
    .toSorted()
    .map((kb) => outcome(kb, wanted.has(kb) ? 'installed' : '', got.has(kb) ? 'installed' : ''))
  return [...scalars, ...updates].filter(({ expected, got: found }) => expected !== '' || found !== '')
}

/** The labeller dropped the service packs of Server 2003, whose name holds signs that its reader did not expect. */
function productOf(name: string, label: string): string {
  const plain = microsoftName(name)
  return label.includes('Server 2003') ? plain.replace(/ service pack \d$/, '') : plain
}

function generationOf(name: string): string {
  const server = /Server (\d{4}(?: R2)?)/.exec(name)?.[1]
  return server ?? /Windows (XP|Vista|8\.1|\d+)/.exec(name)?.[1] ?? ''
}

function architectureOf(text: string): string {
  if (/x64/i.test(text)) return 'x86_64'
  return /x86|32-bit/i.test(text) ? 'i686' : text
}
