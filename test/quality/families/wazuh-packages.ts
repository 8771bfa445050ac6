/** Third-party products with all their CVE: what a register declares by CPE name, and npm packages. */
import { cpeProduct } from '@hygie/core/matching/product-lookups'
import type { Answer, Family, Label, Loss } from '../family.ts'
import { declaredSoftware, inventoryOf, purls } from '../inventories.ts'
import { answersOf, assessed } from '../judge.ts'
import { knownClaims } from '../known-claims.ts'
import { mirrorKnowledge } from '../mirror-knowledge.ts'
import { field, groupBy, ownTable, type Row } from '../tables.ts'

/** Name in the table → vendor and product as NVD's dictionary has them. */
const PRODUCTS: Readonly<Record<string, readonly [vendor: string, product: string]>> = {
  'Node.js': ['nodejs', 'node.js'],
  node: ['nodejs', 'node.js'],
  mysql: ['oracle', 'mysql'],
  grafana: ['grafana', 'grafana'],
  'VLC media player': ['videolan', 'vlc_media_player'],
  openjdk: ['oracle', 'openjdk'],
  firefox: ['mozilla', 'firefox'],
  lynx: ['lynx_project', 'lynx'],
}
const NPM = new Set(['axios', 'systeminformation', 'luxon', 'http-proxy'])

/** The lists are of that day: what was published later is neither right nor wrong. Source: SOURCE.txt of the data. */
const LABELLED_ON = '2024-08-21'

/** Where no record states the day: the year in the id. */
function dayOf(id: string): string {
  return `${/^CVE-(\d{4})/.exec(id)?.[1] ?? '0000'}-01-01`
}

export const family: Family = {
  name: 'wazuh-packages',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')?.filter(
      (row) => NPM.has(field(row, 'package')) || PRODUCTS[field(row, 'package')] !== undefined,
    )
    if (expected === undefined) return 'skipped: no expected.tsv'
    const knowledge = await mirrorKnowledge(place)
    if (typeof knowledge === 'string') return knowledge
    const known = knownClaims(knowledge.path)
    const answers = [...groupBy(expected, (row) => field(row, 'inventory'))].flatMap(([name, rows]) =>
      answersOf(name, assessed(inventoryOf(name, undefined, rows.flatMap(softwareOf)), knowledge)),
    )
    const facts = knowledge.facts([...new Set(answers.flatMap(({ ids: [id = ''] }) => id))])
    const isLater = ({ ids: [id = ''] }: Answer): boolean => (facts.get(id)?.publishedAt ?? dayOf(id)) > LABELLED_ON
    return {
      labels: expected.map(label),
      answers: answers.filter((answer) => !isLater(answer)),
      closed: new Set(),
      isKnown: ({ package: name, ids }) => known.productsOf(ids).includes(keyOf(name)),
      causeOf,
    }
  },
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Label['expected'],
  }
}

function cpeOf(name: string): string {
  const [vendor = '', product = ''] = PRODUCTS[name] ?? []
  return `cpe:2.3:a:${vendor}:${product}:*:*:*:*:*:*:*:*`
}

function keyOf(name: string): string {
  return NPM.has(name) ? `npm:${name}` : (cpeProduct(cpeOf(name)) ?? '')
}

function softwareOf(row: Row): ReturnType<typeof purls> {
  const [name, version] = [field(row, 'package'), field(row, 'version')]
  if (NPM.has(name)) return purls([`pkg:npm/${name}@${version}`])
  // Records that are about Windows only ask for it beside the product.
  const system =
    field(row, 'os') === 'windows'
      ? [{ name: 'Windows', version: '10', cpe: 'cpe:2.3:o:microsoft:windows:10:*:*:*:*:*:*:*' }]
      : []
  return declaredSoftware([{ name, version, cpe: cpeOf(name) }, ...system])
}

function causeOf({ expected, why }: Loss): string | undefined {
  return expected === 'nothing_expected' ? `label: expects nothing, yet the record's range holds the version (${why})` : undefined
}
