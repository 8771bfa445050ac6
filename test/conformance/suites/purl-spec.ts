/** The test files of the package-url specification: parse, build and validate (input to canonical form). */

import { readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { buildPurl, parsePurl, printPurl } from '@hygie/standards/purl/purl'
import type { Purl, PurlParts } from '@hygie/standards/purl/purl'
import type { Outcome, Suite } from '../suite.ts'

type Case = {
  readonly description: string
  readonly test_group: string
  readonly test_type: 'parse' | 'build' | 'validate' | 'roundtrip'
  readonly input: unknown
  readonly expected_output?: unknown
  readonly expected_failure?: boolean
}

const KEY_CASE =
  'How to parse a PURL: "The key is the lowercase left side". The required maven case with repositorY_url demands just that, ' +
  'so a purl cannot be refused for an uppercase letter in a qualifier key.'

export const suite: Suite = { name: 'purl-spec', cases, deviations: [{ covers: isRefusalOfKeyCase, reason: KEY_CASE }] }

/** A parse that should be refused, of a purl that is sound once the keys are lowercase. */
function isRefusalOfKeyCase(outcome: Outcome): boolean {
  const [before = '', query = ''] = outcome.id.split('?', 2)
  const keys = query.split('&').map((pair) => pair.split('=', 1)[0] ?? '')
  return (
    before.includes(' parse "pkg:') && keys.some((key) => /[A-Z]/.test(key)) && outcome.detail?.endsWith(', not refused') === true
  )
}

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'))
  for (const file of files.toSorted()) {
    const data: unknown = JSON.parse(readFileSync(`${directory}/${file}`, 'utf8'))
    // The published files are {tests: […]}, the tables here the list itself.
    const list = (Array.isArray(data) ? data : (data as { tests: unknown }).tests) as readonly Case[]
    for (const item of list) yield judge(file, item)
  }
}

function judge(file: string, item: Case): Outcome {
  const id = `${file} ${item.test_group} ${item.test_type} ${JSON.stringify(item.input)}`
  const actual = run(item)
  const expected = item.expected_failure === true ? undefined : normalised(item.expected_output)
  const passed = isDeepStrictEqual(actual, expected)
  return passed
    ? { id, passed }
    : { id, passed, detail: `${JSON.stringify(actual) ?? 'refused'}, not ${JSON.stringify(expected) ?? 'refused'}` }
}

/** The result in the form of `expected_output`, or undefined when refused. */
function run(item: Case): unknown {
  switch (item.test_type) {
    case 'parse': {
      const purl = parsePurl(item.input as string)
      return purl.ok ? componentsOf(purl.value) : undefined
    }
    case 'build': {
      const purl = buildPurl(withoutNulls(item.input as object))
      return purl.ok ? printPurl(purl.value) : undefined
    }
    case 'validate':
    case 'roundtrip': {
      const purl = parsePurl(item.input as string)
      return purl.ok ? printPurl(purl.value) : undefined
    }
    default:
      return `unknown kind of test: ${String(item.test_type)}`
  }
}

function componentsOf(purl: Purl): object {
  const { qualifiers, ...others } = purl
  return qualifiers.length === 0 ? others : { ...others, qualifiers: Object.fromEntries(qualifiers) }
}

function normalised(expected: unknown): unknown {
  return typeof expected === 'object' && expected !== null ? withoutNulls(expected) : expected
}

function withoutNulls(parts: object): PurlParts {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null && value !== ''))
}
