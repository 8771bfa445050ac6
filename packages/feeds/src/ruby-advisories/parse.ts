/**
 * Reads rubysec's advisory database. Source: github.com/rubysec/ruby-advisory-db, README, "Schema".
 *
 * It names the versions that are safe (`patched_versions`, `unaffected_versions`); all others are affected.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { cpeKey, ecosystemKey } from '@hygie/core/product-key'
import { defined, isObject, objectOf, own, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { yamlDocument } from '../reading/yaml.ts'
import { affectedBy } from './safe-versions.ts'

/** The biggest met has 20 kB. */
const DOCUMENT_BYTES_MAX = 1_048_576

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const document = await yamlDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  if (!document.ok) {
    yield rejectionOf(document.error)
    return
  }
  const { value } = document
  const ids = isObject(value) ? idsOf(value) : []
  const [id, ...aliases] = ids
  if (!isObject(value) || id === undefined) {
    yield rejection('ruby-advisory', 'Cannot read an advisory: it must name a CVE, GHSA or OSVDB id')
    return
  }
  const problems: Problems = []
  yield vulnerabilityOf(value, id, aliases, problems)
  const claim = claimOf(value, id, problems)
  if (claim !== undefined) yield claim
  for (const problem of problems) yield rejectionOf(problem)
  const at = dayOf(own(value, 'date'))
  if (at !== undefined) yield { kind: 'stated', at }
}

/** `cve: 2026-34830`, `ghsa: qv7j-4883-hwh7`, `osvdb: 12345`, in this order. */
function idsOf(value: JsonObject): readonly string[] {
  const text = (key: string): string => {
    const member = own(value, key)
    return typeof member === 'string' ? member.slice(0, 40).trim() : ''
  }
  const ghsa = text('ghsa').toLowerCase()
  const osvdb = text('osvdb')
  return [
    cveIdOf(`CVE-${text('cve')}`),
    /^[\da-z]{4}-[\da-z]{4}-[\da-z]{4}$/.test(ghsa) ? `GHSA-${ghsa}` : undefined,
    /^\d{1,8}$/.test(osvdb) ? `OSVDB-${osvdb}` : undefined,
  ].filter((found) => found !== undefined)
}

function vulnerabilityOf(value: JsonObject, id: string, aliases: readonly string[], problems: Problems): VulnerabilityRecord {
  const related = own(value, 'related') === '' ? undefined : objectOf(value, 'related', '$', problems)
  const links = [
    textOf(value, 'url', '$', problems) ?? '',
    ...(related === undefined || own(related.value, 'url') === '' ? [] : textsOf(related.value, 'url', related.at, problems)),
  ].filter((url) => /^https?:\/\//.test(url))
  return defined({
    kind: 'vulnerability' as const,
    id,
    aliases: aliases.length > 0 ? aliases : undefined,
    title: textOf(value, 'title', '$', problems),
    description: textOf(value, 'description', '$', problems),
    publishedAt: dayOf(own(value, 'date')),
    references: links.length > 0 ? [...new Set(links)] : undefined,
  })
}

/** Interpreters are no gems. Source: the CPE dictionary. `rbx` and `mrubyc` have no name there. */
const ENGINES: ReadonlyMap<string, readonly [vendor: string, product: string]> = new Map([
  ['ruby', ['ruby-lang', 'ruby']],
  ['jruby', ['jruby', 'jruby']],
  ['mruby', ['mruby', 'mruby']],
])

function claimOf(value: JsonObject, vulnerability: string, problems: Problems): Claim | undefined {
  const gem = textOf(value, 'gem', '$', problems)
  const engine = ENGINES.get(textOf(value, 'engine', '$', problems) ?? '')
  if (gem === undefined && engine === undefined) return undefined
  if (gem !== undefined && !/^[\w.-]{1,200}$/.test(gem)) {
    problems.push({ code: 'ruby-gem', message: `Cannot use "${gem.slice(0, 60)}" as the name of a gem`, at: '$.gem' })
    return undefined
  }
  const safe = ['patched_versions', 'unaffected_versions'].flatMap((key) =>
    own(value, key) === '' ? [] : textsOf(value, key, '$', problems),
  )
  const range = affectedBy(safe)
  if (!range.ok) {
    problems.push({ ...range.error, at: '$.patched_versions' })
    return undefined
  }
  if (range.value.intervals.length === 0) return undefined
  const platform = textOf(value, 'platform', '$', problems)?.slice(0, 40)
  const said = { kind: 'claim' as const, vulnerability, range: range.value }
  if (gem === undefined && engine !== undefined) {
    const [vendor, product] = engine
    const criteria = `cpe:2.3:a:${vendor}:${product}:*:*:*:*:*:*:*:*`
    return { ...said, product: cpeKey('a', vendor, product), status: 'affected', cpe: { criteria } }
  }
  const product = ecosystemKey('gem', gem ?? '')
  // Which interpreter runs the gem is not known from its name and version.
  return platform === undefined
    ? { ...said, product, status: 'affected' }
    : { ...said, product, status: 'underInvestigation', note: `affected on ${platform} only` }
}
