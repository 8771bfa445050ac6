/**
 * Reads Cisco's advisories as its openVuln interface lists them. Source: developer.cisco.com/psirt (openVuln API 2.0).
 *
 * An advisory names releases for all its CVE together. Where it has one CVE they are that CVE's; where it has several, which release is
 * open to which is not told (`cisco-csaf` tells it), so it makes no claim.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { deviceKey } from '@hygie/core/product-names/maker'
import { defined, isObject, own, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { readVersionText } from '@hygie/standards/csaf/version-text'
import { shortened } from '../csaf-advisory/claims.ts'
import { networkKeysOf } from '../csaf-advisory/network.ts'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'

type Item = KnowledgeRecord | Rejection | StatedAt

const MAKER = 'Cisco'
/** An advisory with 3,841 releases has 120 kB. */
const ENTRY_BYTES_MAX = 8 * MIB
const ADVISORY_PRODUCTS_MAX = 200

export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  for await (const entry of jsonEntries(file.bytes(), { path: ['advisories'], depth: 1, entryBytesMax: ENTRY_BYTES_MAX }))
    if (entry.kind === 'rejection') yield entry
    else yield* advisoryRecords(entry.value, `advisories ${entry.path.at(-1) ?? ''}`)
}

function* advisoryRecords(value: unknown, at: string): Generator<Item> {
  const id = isObject(value) ? own(value, 'advisoryId') : undefined
  if (!isObject(value) || typeof id !== 'string' || !/^cisco-sa-[\w-]{1,80}$/i.test(id)) {
    yield rejection('cisco-id', 'Cannot read an advisory: it must have its id', at)
    return
  }
  const problems: Problems = []
  const products = productsIn(textsOf(value, 'productNames', at, problems))
  const cves = [...new Set(textsOf(value, 'cves', at, problems).flatMap((cve) => cveIdOf(cve) ?? []))]
  yield advisoryOf(id, value, cves, products, at, problems)
  for (const name of products.keys()) yield { kind: 'device', product: deviceKey(MAKER, name), maker: MAKER, name }
  yield* claimsOf(id, value, cves, products, at, problems)
  for (const problem of problems) yield rejectionOf(problem)
  const updated = instantOf(own(value, 'lastUpdated'))
  if (updated !== undefined) yield { kind: 'stated', at: updated }
}

/** Releases by system: `Cisco IOS 12.2(4)B`. A system alone names none. `NA` stands where there is nothing. */
function productsIn(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const products = new Map<string, string[]>()
  for (const text of names) {
    const [, name = '', release] = /^(.{1,200}?)(?: +(\d[\w.()-]{0,60}))?$/.exec(text.trim()) ?? []
    if (name === '' || name === 'NA') continue
    const releases = products.get(name) ?? []
    products.set(name, releases)
    if (release !== undefined) releases.push(release)
  }
  return products
}

function* claimsOf(
  id: string,
  value: JsonObject,
  cves: readonly string[],
  products: ReadonlyMap<string, readonly string[]>,
  at: string,
  problems: Problems,
): Generator<Claim> {
  // Answers of a question about one system and release name the first fixed ones.
  const fixes = products.size === 1 ? textsOf(value, 'firstFixed', at, problems).filter((text) => text !== 'NA') : []
  const [vulnerability] = cves
  if (vulnerability === undefined || cves.length > 1) return
  const said = defined({
    kind: 'claim' as const,
    vulnerability,
    advisory: id,
    statedAt: instantOf(own(value, 'lastUpdated')),
    reference: textOf(value, 'publicationUrl', at, problems),
  })
  for (const [name, releases] of products) {
    const versions = [...new Set(releases)].filter((release) => readVersionText(release).complete)
    const range = { scheme: 'generic' as const, intervals: [], versions }
    for (const product of [deviceKey(MAKER, name), ...networkKeysOf(MAKER, name)])
      if (versions.length > 0) yield { ...said, product, range, status: 'affected', ...(fixes.length > 0 && { fixedIn: fixes }) }
  }
}

function advisoryOf(
  id: string,
  value: JsonObject,
  vulnerabilities: readonly string[],
  products: ReadonlyMap<string, readonly string[]>,
  at: string,
  problems: Problems,
): AdvisoryRecord {
  return defined({
    kind: 'advisory' as const,
    id,
    publisher: MAKER,
    category: 'advisory' as const,
    title: textOf(value, 'advisoryTitle', at, problems) ?? id,
    summary: plainSummary(textOf(value, 'summary', at, problems) ?? ''),
    publishedAt: instantOf(own(value, 'firstPublished')),
    revisedAt: instantOf(own(value, 'lastUpdated')),
    language: 'en',
    vulnerabilities,
    products: [...products.keys()].slice(0, ADVISORY_PRODUCTS_MAX).map((name) => ({ vendor: MAKER, name })),
    reference: textOf(value, 'publicationUrl', at, problems),
  })
}

/** Cisco's summaries are HTML. */
function plainSummary(html: string): string | undefined {
  const text = shortened(
    html
      .slice(0, 4000)
      .replaceAll(/<[^<>]{0,300}>/g, ' ')
      .replaceAll('&nbsp;', ' '),
  )
  return text === '' ? undefined : text
}
