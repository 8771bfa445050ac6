/** One notice of the API: which version of a source package fixed which CVE in which release. */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { flagOf, objectOf, objectsOf, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { below, isStrictDebVersion } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { isDebianPackage } from '../releases/debian.ts'
import { isUbuntuFlaw } from '../releases/notices.ts'
import { ubuntuKey, ubuntuPocketLine } from '../releases/ubuntu.ts'
import { instantOf } from './cve.ts'

export function* noticeRecords(notice: JsonObject, at: string): Generator<KnowledgeRecord | Rejection | StatedAt> {
  const problems: Problems = []
  const id = textOf(notice, 'id', '$', problems)
  if (id === undefined || !/^(?:USN|LSN|SSN)-\d{1,6}-\d{1,4}$/.test(id)) {
    yield rejection('ubuntu-notice', `Cannot read a notice: its id is "${id?.slice(0, 40) ?? ''}"`, at)
    return
  }
  const vulnerabilities = textsOf(notice, 'cves_ids', '$', problems).filter((cve) => /^CVE-\d{4}-\d{4,12}$/.test(cve))
  const said = [...saidIn(notice, at, problems)]
  const names = new Set(said.flatMap((item) => (item.kind === 'said' ? item.name : [])))
  const publishedAt = instantOf(textOf(notice, 'published', '$', problems))
  const summary = textOf(notice, 'description', '$', problems)
  const title = textOf(notice, 'title', '$', problems) ?? id
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
  for (const item of said)
    if (item.kind === 'rejection') yield item
    else if (vulnerabilities.length > 0)
      for (const vulnerability of vulnerabilities) yield { kind: 'claim', vulnerability, ...item.what, advisory: id }
    else if (isUbuntuFlaw(title)) yield { kind: 'claim', vulnerability: id, ...item.what }
  if (publishedAt !== undefined) yield { kind: 'stated', at: publishedAt }
  for (const problem of problems) yield rejectionOf(problem, at)
}

type Said = { readonly kind: 'said'; readonly name: string; readonly what: Pick<Claim, 'product' | 'range' | 'status'> }

function* saidIn(notice: JsonObject, at: string, problems: Problems): Generator<Said | Rejection> {
  const releases = objectOf(notice, 'release_packages', '$', problems)?.value ?? {}
  for (const codename of Object.keys(releases))
    for (const { value, at: where } of objectsOf(releases, codename, '$.release_packages', problems)) {
      const name = textOf(value, 'name', where, problems) ?? ''
      const version = textOf(value, 'version', where, problems) ?? ''
      // The oldest notices list binary packages without any version.
      if (flagOf(value, 'is_source') !== true || version === '') continue
      const line = ubuntuPocketLine(codename, textOf(value, 'pocket', where, problems) ?? '')
      if (line === undefined || !isDebianPackage(name) || !isStrictDebVersion(version))
        yield rejection(
          'ubuntu-state',
          `Cannot read "${name.slice(0, 60)}" "${version.slice(0, 60)}" in "${codename.slice(0, 40)}"`,
          `${at} ${where}`,
        )
      else
        yield { kind: 'said', name, what: { product: ubuntuKey(line, name), range: below('deb', version), status: 'affected' } }
    }
}
