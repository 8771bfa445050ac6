/** JSON of hostile-input/GENERATORS.md, table "JSON", by number. */

import { parseVector } from '@hygie/standards/cvss/vector'
import { parseCsaf } from '@hygie/standards/csaf/document'
import { resolveProduct } from '@hygie/standards/csaf/product-tree'
import { parseCve } from '@hygie/standards/cve5/record'
import { parseCycloneDx } from '@hygie/standards/cyclonedx/bom'
import { parseJson } from '@hygie/standards/json/parse'
import { parseOpenVex } from '@hygie/standards/openvex/document'
import { parseOsv } from '@hygie/standards/osv/record'
import { parsePurl, printPurl } from '@hygie/standards/purl/purl'
import { parseSpdx } from '@hygie/standards/spdx/json'
import { schemes } from '@hygie/versions/all.generated'
import type { Trial } from './trial.ts'
import { word } from './trial.ts'

const text = (name: string, json: string, wanted: string): Trial => ({ name, wanted, run: () => word(parseJson(json)) })

const DOCUMENT = {
  csaf_version: '2.0',
  category: 'csaf_vex',
  title: 't',
  publisher: { name: 'n', category: 'vendor', namespace: 'u' },
  tracking: { id: 'X-1' },
}
const product = (id: string) => ({ product_id: id, name: id })
const READERS = {
  csaf: parseCsaf,
  cve: parseCve,
  cyclonedx: parseCycloneDx,
  openvex: parseOpenVex,
  osv: parseOsv,
  spdx: parseSpdx,
} as const

function nestedBranches(depth: number): unknown {
  let branch: object = { category: 'vendor', name: 'x' }
  for (let level = 0; level < depth; level += 1) branch = { category: 'vendor', name: 'x', branches: [branch] }
  return { document: DOCUMENT, product_tree: { branches: [branch] } }
}

function nestedComponents(depth: number): unknown {
  let component: object = { type: 'library', name: 'x' }
  for (let level = 0; level < depth; level += 1) component = { type: 'library', name: 'x', components: [component] }
  return { bomFormat: 'CycloneDX', specVersion: '1.5', components: [component] }
}

/** A score and a version of that number: each is either kept exactly or left out with a note. */
function number(name: string, literal: string): Trial {
  return {
    name,
    wanted: 'nothing rounded',
    run() {
      const parsed = parseJson(
        `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","name":"a","version":${literal}}],"vulnerabilities":[{"id":"x","ratings":[{"score":${literal}}]}]}`,
      )
      const read = parsed.ok ? parseCycloneDx(parsed.value) : parsed
      if (!read.ok) return read.error.code
      const [component] = read.value.bom.components
      const score = read.value.bom.vulnerabilities[0]?.ratings[0]?.score
      if (component?.version !== undefined) return `version ${component.version}`
      return score === undefined || (Number.isFinite(score) && Math.abs(score) <= Number.MAX_SAFE_INTEGER)
        ? 'nothing rounded'
        : `score ${score}`
    },
  }
}

function prototypes(): string {
  const hostile = parseJson(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"X-1","document":{"__proto__":{"csaf_version":"2.0"}},"affected":[{"__proto__":{"versions":["1"]},"ranges":{"__proto__":[]}}]}',
  )
  if (!hostile.ok) return hostile.error.code
  for (const read of Object.values(READERS)) read(hostile.value)
  const osv = parseOsv(hostile.value)
  const inherited = osv.ok ? osv.value.record.affected[0]?.versions.length : -1
  return `inherited ${inherited ?? 'nothing'}, prototype ${({} as { polluted?: unknown }).polluted === undefined ? 'unchanged' : 'changed'}`
}

function awkwardNames(): string {
  const names = ['caf\u00E9', 'cafe\u0301', 'a\uD800', 'a\u202Eb', 'a\u0000b']
  const read = parseCsaf({ document: DOCUMENT, product_tree: { full_product_names: names.map(product) } })
  if (!read.ok) return read.error.code
  const kept = [...read.value.document.tree.products.keys()]
  return `${kept.length} kept apart, ${JSON.stringify(kept).isWellFormed() ? 'written well-formed' : 'written broken'}`
}

function cycle(): string {
  const relation = (id: string, component: string) => ({
    category: 'installed_on',
    product_reference: component,
    relates_to_product_reference: 'F',
    full_product_name: product(id),
  })
  const read = parseCsaf({
    document: DOCUMENT,
    product_tree: { full_product_names: [product('F')], relationships: [relation('A', 'B'), relation('B', 'A')] },
  })
  return read.ok && resolveProduct(read.value.document.tree.products, 'A') === undefined ? 'no product' : 'resolved'
}

function codes(
  result:
    | { readonly ok: true; readonly value: { readonly problems: readonly { readonly code: string }[] } }
    | { readonly ok: false; readonly error: { readonly code: string } },
): string {
  return result.ok ? result.value.problems.map((problem) => problem.code).join(' ') : result.error.code
}

const BASE = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
/** Each with what the refusal must point at. */
const VECTORS: readonly (readonly [name: string, vector: string, place: string])[] = [
  ['1 MB', `${BASE}${'/E:X'.repeat(250_000)}`, 'characters'],
  ['each metric repeated', `${BASE}/${BASE.slice('CVSS:3.1/'.length)}`, 'AV '],
  ['lower case', BASE.toLowerCase(), '"cvss:3.1"'],
  ['trailing slash', `${BASE}/`, '""'],
  ['unknown metric', `${BASE}/ZZ:N`, '"ZZ:N"'],
  ['CVSS:3.2', BASE.replace('3.1', '3.2'), '"CVSS:3.2"'],
]

const PURLS: readonly (readonly [string, string])[] = [
  ['1 MB', `pkg:npm/${'a'.repeat(1_000_000)}@1`],
  ['10,000 qualifiers', `pkg:npm/a@1?${Array.from({ length: 10_000 }, (_, index) => `k${index}=v`).join('&')}`],
  ['%00', 'pkg:npm/a%00b@1'],
  ['%2F in the name', 'pkg:npm/a%2Fb@1'],
  ['% alone', 'pkg:npm/a%@1'],
  ['pkg:///npm//x', 'pkg:///npm//x'],
]

/** What is accepted must have one canonical form. */
function canonical(purl: string): string {
  const read = parsePurl(purl)
  if (!read.ok) return 'refused'
  const printed = printPurl(read.value)
  const again = parsePurl(printed)
  return again.ok && printPurl(again.value) === printed ? 'canonical' : `unstable: ${printed.slice(0, 80)}`
}

const LONG: readonly (readonly [string, string])[] = [
  ['digits', '9'.repeat(100_000)],
  ['tildes', '~'.repeat(100_000)],
  ['digits and letters', '1a'.repeat(50_000)],
]

function compareLong(scheme: string, version: string): string {
  const known = schemes[scheme as keyof typeof schemes]
  const [left, right] = [known.parse(`1.${version}1`), known.parse(`1.${version}2`)]
  if (!left.ok || !right.ok) return 'refused'
  return `compared, ${known.compare(left.value, right.value) === known.compare(right.value, left.value) ? 'without order' : 'ordered'}`
}

export const JSON_TRIALS: Readonly<Record<string, readonly Trial[]>> = {
  j1: [text('100,000 lists', '['.repeat(100_000), 'json-deep'), text('100,000 objects', '{"a":'.repeat(100_000), 'json-deep')],
  j2: [
    text('id', '{"id":"CVE-2024-1","id":"CVE-2024-2"}', 'json-duplicate'),
    text('version, escaped', '{"components":[{"version":"1","versi\\u006fn":"2"}]}', 'json-duplicate'),
    text('vector', '{"cvss":{"vectorString":"a","x":{},"vectorString":"b"}}', 'json-duplicate'),
  ],
  j3: [
    number('1e400', '1e400'),
    number('-0', '-0'),
    number('2^53+1', '9007199254740993'),
    number('10,000 digits', '9'.repeat(10_000)),
  ],
  j4: [{ name: '__proto__ and constructor', wanted: 'inherited 0, prototype unchanged', run: prototypes }],
  j5: [{ name: 'awkward names', wanted: '5 kept apart, written well-formed', run: awkwardNames }],
  j6: [
    { name: 'branches 10,000 deep', wanted: 'csaf-deep', run: () => word(parseCsaf(nestedBranches(10_000))) },
    { name: 'relationships in a cycle', wanted: 'no product', run: cycle },
    {
      name: 'undefined product',
      wanted: 'csaf-product-undefined',
      run: () => codes(parseCsaf({ document: DOCUMENT, vulnerabilities: [{ product_status: { fixed: ['X'] } }] })),
    },
  ],
  j7: [
    { name: 'components 10,000 deep', wanted: 'cdx-deep', run: () => word(parseCycloneDx(nestedComponents(10_000))) },
    {
      name: 'dependencies in a cycle',
      wanted: 'ok',
      run: () =>
        word(
          parseCycloneDx({
            bomFormat: 'CycloneDX',
            specVersion: '1.5',
            dependencies: [
              { ref: 'a', dependsOn: ['b'] },
              { ref: 'b', dependsOn: ['a'] },
            ],
          }),
        ),
    },
    {
      name: 'reference twice',
      wanted: 'cdx-ref-twice',
      run: () =>
        codes(
          parseCycloneDx({
            bomFormat: 'CycloneDX',
            specVersion: '1.5',
            components: ['a', 'b'].map((name) => ({ type: 'library', name, 'bom-ref': 'x' })),
          }),
        ),
    },
  ],
  j9: VECTORS.map(([name, vector, place]): Trial => ({
    name,
    wanted: 'refused with its place',
    run() {
      const read = parseVector(vector)
      if (read.ok) return 'ok'
      return read.error.message.includes(place) ? 'refused with its place' : read.error.message.slice(0, 200)
    },
  })),
  j10: PURLS.map(([name, purl]): Trial => ({ name, wanted: ['refused', 'canonical'], run: () => canonical(purl) })),
  j11: Object.keys(schemes).flatMap((scheme) =>
    LONG.map(([name, version]): Trial => ({
      name: `${scheme} ${name}`,
      wanted: ['refused', 'compared, ordered'],
      run: () => compareLong(scheme, version),
    })),
  ),
}
