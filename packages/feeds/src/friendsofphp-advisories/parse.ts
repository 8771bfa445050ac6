/**
 * Reads FriendsOfPHP's advisories. Source: github.com/FriendsOfPHP/security-advisories, README, "Contributing".
 * A file names one Composer package and, per branch, the bounds of what is affected: `versions: ['>=8.0.0', '<8.7.17']`.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { ecosystemKey } from '@hygie/core/product-key'
import { defined, isObject, objectOf, own, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { composer } from '@hygie/versions/composer'
import type { Bound, Interval } from '@hygie/versions/range'
import { fail, ok, type Result } from '@hygie/versions/result'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { yamlDocument } from '../reading/yaml.ts'

/** The biggest met has 3 kB. */
const DOCUMENT_BYTES_MAX = 1_048_576

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const document = await yamlDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  if (!document.ok) {
    yield rejectionOf(document.error)
    return
  }
  const { value } = document
  const problems: Problems = []
  const reference = isObject(value) ? (textOf(value, 'reference', '$', problems) ?? '') : ''
  const name = /^composer:\/\/([\w.-]{1,100}\/[\w.-]{1,100})$/.exec(reference)?.[1]
  if (!isObject(value) || name === undefined) {
    yield rejection('php-advisory', 'Cannot read an advisory: "reference" must be composer://vendor/package')
    return
  }
  const id = idOf(value, name, file.path)
  const { intervals, days } = branchesOf(value, problems)
  const link = textOf(value, 'link', '$', problems)
  const publishedAt = days.toSorted()[0]
  yield defined({
    kind: 'vulnerability' as const,
    id,
    title: textOf(value, 'title', '$', problems),
    publishedAt,
    references: link === undefined ? undefined : [link],
  })
  if (intervals.length > 0)
    yield {
      kind: 'claim',
      vulnerability: id,
      product: ecosystemKey('composer', name),
      range: { scheme: 'composer', intervals, versions: [] },
      status: 'affected',
      ...(publishedAt === undefined ? {} : { statedAt: publishedAt }),
    }
  for (const problem of problems) yield rejectionOf(problem)
  const newest = days.toSorted().at(-1)
  if (newest !== undefined) yield { kind: 'stated', at: newest }
}

/** The CVE; else the id that the file is named by; a mere date gets the package before it. */
function idOf(value: JsonObject, name: string, path: string): string {
  const stem = /([^/!]{1,100})\.ya?ml$/.exec(path)?.[1] ?? ''
  const known = /^(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[\da-z]{4}){3}|SS-\d{4}-\d{3}|ZF\d{4}-\d{1,3})(?=$|-)/i.exec(stem)?.[0]
  return cveIdOf(own(value, 'cve')) ?? known ?? `friendsofphp:${name}/${stem.replaceAll(/\s/g, '-')}`
}

function branchesOf(
  value: JsonObject,
  problems: Problems,
): { readonly intervals: readonly Interval[]; readonly days: readonly string[] } {
  const intervals: Interval[] = []
  const days: string[] = []
  const branches = objectOf(value, 'branches', '$', problems)
  for (const name of Object.keys(branches?.value ?? {})) {
    const branch = branches === undefined ? undefined : objectOf(branches.value, name, branches.at, problems)
    if (branch === undefined) continue
    const at = instantOf(own(branch.value, 'time'))
    if (at !== undefined) days.push(at)
    const interval = intervalOf(textsOf(branch.value, 'versions', branch.at, problems))
    if (interval.ok) intervals.push(interval.value)
    else problems.push({ ...interval.error, at: branch.at.slice(0, 200) })
  }
  return { intervals, days }
}

/** All clauses of a branch must hold: at most one lower and one upper bound. */
function intervalOf(clauses: readonly string[]): Result<Interval> {
  let from: Bound | undefined
  let to: Bound | undefined
  for (const clause of clauses) {
    const [, sign = '', version = ''] = /^(>=?|<=?)\s*(\S{1,100})$/.exec(clause.trim()) ?? []
    if (version === '' || !composer.parse(version).ok)
      return fail('php-versions', `Cannot read "${clause.slice(0, 80)}" as a bound of versions`)
    const bound = { version, inclusive: sign.endsWith('=') }
    if (sign.startsWith('>') ? from !== undefined : to !== undefined)
      return fail('php-versions', `Cannot read "${clauses.join(', ').slice(0, 80)}": two bounds on one side`)
    if (sign.startsWith('>')) from = bound
    else to = bound
  }
  return from === undefined && to === undefined
    ? fail('php-versions', 'Cannot tell which versions are affected: no bounds')
    : ok({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
}
