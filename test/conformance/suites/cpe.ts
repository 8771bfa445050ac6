/** CPE 2.3: binding, unbinding and matching cases of go-cpe and nvdtools, and table 6-2 of NISTIR 7696. */

import { readFileSync } from 'node:fs'
import { buildCpe, parseCpe, printCpe, printCpeUri } from '@hygie/standards/cpe/cpe'
import type { Cpe, CpeAttribute } from '@hygie/standards/cpe/cpe'
import { readComponent } from '@hygie/standards/cpe/component'
import { attributeRelation, isCpeDisjoint, isCpeEqual, isCpeSubset, isCpeSuperset } from '@hygie/standards/cpe/match'
import type { Outcome, Suite } from '../suite.ts'

/** A well-formed name as the cases write it: quoted text or a logical value. */
type Wfn = Readonly<Record<string, string | { readonly logical: 'ANY' | 'NA' }>>
type Case = Readonly<Record<string, unknown>>

export const suite: Suite = { name: 'cpe', cases, deviations: [] }

const ATTRIBUTES: Readonly<Record<string, CpeAttribute>> = {
  part: 'part',
  vendor: 'vendor',
  product: 'product',
  version: 'version',
  update: 'update',
  edition: 'edition',
  language: 'language',
  sw_edition: 'swEdition',
  target_sw: 'targetSw',
  target_hw: 'targetHw',
  other: 'other',
}

async function* cases(directory: string): AsyncGenerator<Outcome> {
  for (const item of readCases(`${directory}/go-cpe-bind.json`)) yield judged(item, judgeBind)
  for (const item of readCases(`${directory}/go-cpe-unbind.json`)) {
    // TestGetComp… gives neither a name nor an error: there is nothing to judge.
    if (item['wfn'] !== null || item['error'] === true) yield judged(item, judgeUnbind)
  }
  for (const item of readCases(`${directory}/go-cpe-match.json`)) yield judged(item, judgeMatch)
  for (const item of readCases(`${directory}/nvdtools-fs.json`))
    yield judged(item, (fs) => judgeName('nvdtools-fs', fs['fs'], fs))
  for (const item of readCases(`${directory}/nvdtools-uri.json`))
    yield judged(item, (uri) => judgeName('nvdtools-uri', uri['uri'], uri))
  for (const item of readCases(`${directory}/nvdtools-match-string.json`)) yield judgeStrings(item)
  for (const line of readText(`${directory}/nistir-7696-attribute-relations.tsv`).split('\n').slice(1)) {
    if (line !== '') yield judgeTable(line)
  }
}

/** A case whose own name cannot be built fails by itself; it does not end the run. */
function judged(item: Case, judge: (item: Case) => Outcome): Outcome {
  try {
    return judge(item)
  } catch (error) {
    return {
      id: `cpe ${JSON.stringify(item)}`,
      passed: false,
      detail: error instanceof Error ? error.message : 'unreadable case',
    }
  }
}

function judgeBind(item: Case): Outcome {
  const cpe = nameOf(item['wfn'] as Wfn)
  const bound = item['test'] === 'TestBindToURI' ? printCpeUri(cpe) : printCpe(cpe)
  return outcome(`go-cpe-bind ${String(item['bound'])}`, bound, item['bound'])
}

function judgeUnbind(item: Case): Outcome {
  const bound = String(item['bound'])
  const id = `go-cpe-unbind ${String(item['test'])} ${bound}`
  // The Unpack cases are an edition component only.
  const text = item['test'] === 'TestUnpack' ? `cpe:/:::::${bound}` : bound
  // Each function of go-cpe reads one binding; parseCpe reads both.
  const binding = item['test'] === 'TestUnbindURI' ? 'cpe:/' : item['test'] === 'TestUnbindFS' ? 'cpe:2.3:' : ''
  const cpe = parseCpe(text)
  const read = cpe.ok && text.startsWith(binding) ? printCpe(cpe.value) : 'refused'
  return outcome(id, read, item['error'] === true ? 'refused' : printCpe(nameOf(item['wfn'] as Wfn)))
}

function judgeMatch(item: Case): Outcome {
  const [source, target] = [nameOf(item['source'] as Wfn), nameOf(item['target'] as Wfn)]
  const expected = ['disjoint', 'equal', 'subset', 'superset'].map((name) => `${name} ${String(item[name])}`).join(', ')
  const actual =
    `disjoint ${isCpeDisjoint(source, target)}, equal ${isCpeEqual(source, target)}, ` +
    `subset ${isCpeSubset(source, target)}, superset ${isCpeSuperset(source, target)}`
  return outcome(`go-cpe-match ${printCpe(source)} ${printCpe(target)}`, actual, expected)
}

function judgeName(table: string, text: unknown, item: Case): Outcome {
  const cpe = parseCpe(String(text))
  const expected = item['error'] === true ? 'refused' : printCpe(nameOf(wfnOfText(String(item['wfn']))))
  return outcome(`${table} ${String(text)}`, cpe.ok ? printCpe(cpe.value) : 'refused', expected)
}

function judgeStrings(item: Case): Outcome {
  const [source, target] = [String(item['source']), String(item['target'])]
  const relation = attributeRelation(readComponent(source) ?? 'refused', readComponent(target) ?? 'refused')
  return outcome(`nvdtools-match-string ${source} ${target}`, relation, String(item['relation']).toLowerCase())
}

/** What the words of table 6-2 stand for; a pair of texts where the row speaks of both. */
const VALUES: Readonly<Record<string, string>> = {
  ANY: '*',
  NA: '-',
  i: 'internet',
  'k (k != i)': 'kernel',
  'm+wildcards': 'inter*',
  'm1+wildcards': 'inter*',
  'm2 (matched by m1)': 'internet',
  'm2 (not matched)': 'kernel',
  'm2+wildcards': '?net*',
}

function judgeTable(line: string): Outcome {
  const [source = '', target = '', relation = ''] = line.split('\t')
  const values = [VALUES[source], VALUES[target]]
  const actual = values.includes(undefined) ? 'unknown word' : attributeRelation(values[0] ?? '', values[1] ?? '')
  return outcome(`nistir-7696 ${source} ${target}`, actual, relation.toLowerCase())
}

function nameOf(wfn: Wfn): Cpe {
  const values = Object.entries(wfn).map(([name, value]): [string, string] => {
    const text = typeof value === 'string' ? value : value.logical === 'ANY' ? '*' : '-'
    return [ATTRIBUTES[name] ?? name, text]
  })
  const cpe = buildCpe(Object.fromEntries(values))
  if (!cpe.ok) throw new Error(`A case holds a name that is not well-formed: ${cpe.error.message}`)
  return cpe.value
}

/** Reads `wfn:[part="a",update=ANY]`; a quoted text holds backslashes, not quotes. */
function wfnOfText(text: string): Wfn {
  const pairs = [...text.matchAll(/(\w+)=(?:"((?:\\.|[^"\\])*)"|(ANY|NA))/g)]
  return Object.fromEntries(pairs.map(([, name = '', value, logical]) => [name, value ?? { logical: logical as 'ANY' | 'NA' }]))
}

function outcome(id: string, actual: string, expected: unknown): Outcome {
  return actual === expected ? { id, passed: true } : { id, passed: false, detail: `${actual}, not ${String(expected)}` }
}

function readCases(path: string): readonly Case[] {
  const text = readText(path)
  return text === '' ? [] : (JSON.parse(text) as readonly Case[])
}

/** Empty for a file that is not there: a smaller set of cases has fewer of them. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
