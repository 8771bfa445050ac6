/** Reads { "763-1": { releases: { dapper: { sources: { "xine-lib": { version } } } }, cves, timestamp … } }. */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject, numberOf, objectOf, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { below, isDebVersion } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { isDebianPackage } from '../releases/debian.ts'
import { isUbuntuFlaw } from '../releases/notices.ts'
import { ubuntuKey, ubuntuLine } from '../releases/ubuntu.ts'

/** Each notice lists the address of each file for each architecture; kernels and LibreOffice reach 1 MB. */
const ENTRY_BYTES_MAX = 32 * MIB

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let newest = ''
  for await (const entry of jsonEntries(file.bytes(), { depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const [number = ''] = entry.path
    const at = `offset ${entry.offset} ${number}`.slice(0, 100)
    if (!/^\d{1,6}-\d{1,4}$/.test(number) || !isObject(entry.value)) {
      yield rejection('ubuntu-notice', `Cannot read the notice "${number.slice(0, 40)}"`, at)
      continue
    }
    const problems: Problems = []
    const publishedAt = instantOf(numberOf(entry.value, 'timestamp', '$', problems))
    if (publishedAt !== undefined && publishedAt > newest) newest = publishedAt
    yield* recordsOf(`USN-${number}`, entry.value, publishedAt, problems, at)
    for (const problem of problems) yield rejectionOf(problem, at)
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function* recordsOf(
  id: string,
  notice: JsonObject,
  publishedAt: string | undefined,
  problems: Problems,
  at: string,
): Generator<KnowledgeRecord | Rejection> {
  // The list also holds addresses of bugs.
  const vulnerabilities = textsOf(notice, 'cves', '$', problems).filter((cve) => /^CVE-\d{4}-\d{4,12}$/.test(cve))
  const summary = textOf(notice, 'description', '$', problems)
  const title = textOf(notice, 'title', '$', problems) ?? id
  const names = new Set<string>()
  const claims: (Claim | Rejection)[] = []
  const releases = objectOf(notice, 'releases', '$', problems)?.value ?? {}
  for (const codename of Object.keys(releases)) {
    const release = objectOf(releases, codename, '$.releases', problems)?.value ?? {}
    const sources = objectOf(release, 'sources', `$.releases.${codename}`, problems)?.value ?? {}
    const line = ubuntuLine(codename)
    for (const [name, source] of Object.entries(sources)) {
      const version = isObject(source) ? (textOf(source, 'version', '$', problems) ?? '') : ''
      if (line === undefined || !isDebianPackage(name) || !isDebVersion(version)) {
        claims.push(
          rejection(
            'ubuntu-state',
            `Cannot read "${name.slice(0, 60)}" "${version.slice(0, 60)}" in "${codename.slice(0, 40)}"`,
            at,
          ),
        )
        continue
      }
      names.add(name)
      const said = {
        kind: 'claim' as const,
        product: ubuntuKey(line, name),
        range: below('deb', version),
        status: 'affected' as const,
      }
      const dated = publishedAt === undefined ? said : { ...said, statedAt: publishedAt }
      if (vulnerabilities.length === 0 && isUbuntuFlaw(title)) claims.push({ ...dated, vulnerability: id })
      for (const vulnerability of vulnerabilities) claims.push({ ...dated, vulnerability, advisory: id })
    }
  }
  yield {
    kind: 'advisory',
    id,
    publisher: 'Ubuntu',
    category: 'advisory',
    title,
    ...(summary === undefined ? {} : { summary }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    language: 'en',
    vulnerabilities,
    products: [...names].map((name) => ({ vendor: 'Ubuntu', name })),
    reference: `https://ubuntu.com/security/notices/${id}`,
  }
  yield* claims
}

/** Seconds since 1970 with fractions; what lies outside of four-digit years is no date. */
function instantOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined || seconds < 0 || seconds > 253_402_300_799) return undefined
  return `${new Date(Math.floor(seconds) * 1000).toISOString().slice(0, 19)}Z`
}
