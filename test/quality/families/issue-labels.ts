/** False positives that users reported of other tools: products by their package URL or CPE name. */
import type { Software } from '@hygie/core/inventory/inventory'
import type { Family, Label } from '../family.ts'
import { declaredSoftware, inventoryOf, purls } from '../inventories.ts'
import { answersOf, assessed } from '../judge.ts'
import { mirrorKnowledge } from '../mirror-knowledge.ts'
import { field, ownTable, type Row } from '../tables.ts'

/** Product of the table → how evidence names it. Groups of Java artifacts: Maven Central. */
const NAMES: Readonly<Record<string, string>> = {
  PowerShell: 'cpe:2.3:a:microsoft:powershell',
  'Mozilla Firefox': 'cpe:2.3:a:mozilla:firefox',
  MinIO: 'cpe:2.3:a:minio:minio',
  'hadoop-shaded-guava': 'pkg:maven/org.apache.hadoop.thirdparty/hadoop-shaded-guava',
  'cxf-rt-bindings-soap': 'pkg:maven/org.apache.cxf/cxf-rt-bindings-soap',
  'cxf-xjc-runtime': 'pkg:maven/org.apache.cxf.xjcplugins/cxf-xjc-runtime',
  'org.processing:core (core.jar)': 'pkg:maven/org.processing/core',
  'javax.mail': 'pkg:maven/com.sun.mail/javax.mail',
  'activemq-artemis-native': 'pkg:maven/org.apache.activemq/activemq-artemis-native',
  'org.apache.sling.commons.johnzon': 'pkg:maven/org.apache.sling/org.apache.sling.commons.johnzon',
  'postgresql JDBC driver': 'pkg:maven/org.postgresql/postgresql',
}

export const family: Family = {
  name: 'issue-labels',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    const knowledge = await mirrorKnowledge(place)
    if (typeof knowledge === 'string') return knowledge
    const judged = expected.filter((row) => NAMES[field(row, 'product')] !== undefined)
    const answers = judged.flatMap((row) => {
      const software = softwareOf(row)
      const name = field(row, 'inventory')
      return answersOf(name, assessed(inventoryOf(name, undefined, software), knowledge))
    })
    // One product per inventory: the label needs no package name.
    const labels = judged.map((row) => label(row))
    return {
      labels,
      answers,
      closed: new Set(),
      notes: [`${expected.length - judged.length} rows of Windows, macOS and SQL Server: next issue`],
    }
  },
}

function softwareOf(row: Row): readonly Software[] {
  const name = NAMES[field(row, 'product')] ?? ''
  const version = field(row, 'version')
  if (name.startsWith('pkg:')) return purls([`${name}@${version}`])
  return declaredSoftware([{ name: field(row, 'product'), version, cpe: `${name}:*:*:*:*:*:*:*:*` }])
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: '',
    version: '',
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Label['expected'],
    note: field(row, 'what_happened'),
  }
}
