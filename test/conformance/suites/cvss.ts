/** Published and cross-checked CVSS scores: base, temporal and environmental of v2 and v3.x, the score of v4.0. */

import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { EQUATIONS } from '@hygie/standards/cvss/score'
import { parseVector, printVector } from '@hygie/standards/cvss/vector'
import type { Outcome, Suite } from '../suite.ts'

export const suite: Suite = { name: 'cvss', cases, deviations: [] }

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const files = readdirSync(directory).filter((name) => /\.tsv(?:\.gz)?$/.test(name))
  for (const file of files.toSorted()) {
    const bytes = readFileSync(`${directory}/${file}`)
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    const [header = '', ...lines] = text.split('\n').filter((line) => line !== '')
    const columns = header.split('\t')
    const table = file.replace(/\.tsv(?:\.gz)?$/, '')
    for (const line of lines) {
      const cells = line.split('\t')
      yield judge(table, Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])))
    }
  }
}

/** An empty cell states nothing. A vector also has to survive being printed and read again. */
function judge(table: string, row: Readonly<Record<string, string>>): Outcome {
  const text = row['vector'] ?? ''
  const id = `${table} ${text}`
  const vector = parseVector(text)
  if (!vector.ok) return { id, passed: false, detail: vector.error.message }
  const reread = parseVector(printVector(vector.value))
  if (!reread.ok) return { id, passed: false, detail: `printed as ${printVector(vector.value)}` }
  const equations = EQUATIONS[reread.value.version]
  const actual = {
    base: equations.base(reread.value),
    temporal: equations.temporal(reread.value),
    environmental: equations.environmental(reread.value),
    score: equations.environmental(reread.value),
  }
  const wrong = Object.entries(actual).filter(([name, tenths]) => {
    const expected = row[name] ?? ''
    return expected !== '' && expected !== (tenths / 10).toFixed(1)
  })
  const detail = wrong.map(([name, tenths]) => `${name} ${(tenths / 10).toFixed(1)}, not ${row[name] ?? ''}`).join('; ')
  return wrong.length === 0 ? { id, passed: true } : { id, passed: false, detail }
}
