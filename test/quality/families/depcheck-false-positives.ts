/**
 * Packages that must not be joined with a CPE product or a CVE: a package of each pattern is made, read as evidence, and its
 * product keys and findings looked at.
 */
import { lookupsOf } from '@hygie/core/matching/software-lookups'
import { cpeKey } from '@hygie/core/product-key'
import type { Answer, Family, Label } from '../family.ts'
import { inventoryOf, purls } from '../inventories.ts'
import { answersOf, assessed } from '../judge.ts'
import { mirrorKnowledge } from '../mirror-knowledge.ts'
import { field, groupBy, ownTable, type Row } from '../tables.ts'

/** Below every fix, so that a join would show. */
const VERSION = '0.0.1'

export const family: Family = {
  name: 'depcheck-false-positives',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    const knowledge = await mirrorKnowledge(place)
    if (typeof knowledge === 'string') return knowledge
    const made = expected.flatMap((row) => {
      const purl = purlOf(field(row, 'package_pattern'))
      return purl === undefined ? [] : [{ row, purl }]
    })
    const answers: Answer[] = []
    const labels: Label[] = []
    for (const [purl, rows] of groupBy(made, (item) => item.purl)) {
      const inventory = inventoryOf(purl, undefined, purls([purl]))
      const [software] = inventory.software
      if (software === undefined) continue
      const keys = new Set<string>(lookupsOf(software, inventory.platform).map(({ key }) => key))
      answers.push(...answersOf(purl, assessed(inventory, knowledge)))
      for (const { row } of rows) {
        const wrong = field(row, 'cpe_or_vuln')
        labels.push(label(purl, row))
        if (keys.has(keyOf(wrong)))
          answers.push({
            inventory: purl,
            package: software.name,
            version: VERSION,
            ids: [wrong],
            status: 'affected',
            why: 'joined by name',
          })
      }
    }
    return {
      labels,
      answers,
      closed: new Set(),
      notes: [`${expected.length - labels.length} patterns of file names and wildcards, of which no package can be made`],
    }
  },
}

function label(inventory: string, row: Row): Label {
  return {
    inventory,
    package: '',
    version: '',
    ids: [field(row, 'cpe_or_vuln')],
    expected: field(row, 'expected') as Label['expected'],
  }
}

function keyOf(cpe: string): string {
  const [, , part = '', vendor = '', product = ''] = cpe.replace('cpe:/', 'cpe:2.2:').split(':')
  return cpeKey(part, vendor, product)
}

/** `^pkg:maven/commons\-cli/commons\-cli@.*$`, `^io\.swagger:swagger\-core:.*$`; undefined when the pattern names no one package. */
function purlOf(pattern: string): string | undefined {
  const plain = pattern
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/[@:]\.\*$/, '@')
    .replaceAll(/\\(.)/g, '$1')
  const [, coordinates] = /^([^@]+)@$/.exec(plain) ?? []
  if (coordinates === undefined || /[.][*+?]|[()[\]|*+?]/.test(coordinates)) return undefined
  if (coordinates.startsWith('pkg:')) return `${coordinates}@${VERSION}`
  const [group, artifact, ...more] = coordinates.split(':')
  return artifact === undefined || more.length > 0 ? undefined : `pkg:maven/${group}/${artifact}@${VERSION}`
}
