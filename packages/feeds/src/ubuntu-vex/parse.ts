/**
 * Reads Ubuntu's OpenVEX documents. A statement lists every build of a package for each architecture; only those of
 * `arch=source` are taken, as Ubuntu states by source package.
 *
 * The version in a purl is the one in the archive that day. `fixed` therefore says "from that version on", not where
 * the fix came; `affected` and `not_affected` speak of the package "for the given release", in Ubuntu's own words.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { parseOpenVex, type OpenVexStatement } from '@hygie/standards/openvex/document'
import { parsePurl, qualifierOf } from '@hygie/standards/purl/purl'
import { EVERY_DEB, fromOn, isDebVersion } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { ubuntuKey, ubuntuLine } from '../releases/ubuntu.ts'

/** 1 MB for a CVE of every kernel. */
const DOCUMENT_BYTES_MAX = 64 * MIB
const SOURCE = 'arch=source' // cheaper than parsing 3,600 purls of binary packages
const ID = /^CVE-\d{4}-\d{4,12}$/

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const document = await jsonDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  const reading = document.ok ? parseOpenVex(document.value) : document
  if (!reading.ok) {
    yield rejectionOf(reading.error)
    return
  }
  const { document: vex, problems } = reading.value
  for (const problem of problems) yield rejectionOf(problem)
  for (const statement of vex.statements) yield* claimsOf(statement)
  const stated = vex.updatedAt ?? vex.timestamp
  if (stated !== undefined && /^\d{4}-\d\d-\d\d/.test(stated)) yield { kind: 'stated', at: stated }
}

function* claimsOf(statement: OpenVexStatement): Generator<Claim | Rejection> {
  const vulnerability = statement.vulnerability.name
  if (!ID.test(vulnerability)) {
    yield rejection('ubuntu-candidate', `Cannot read a statement: "${vulnerability.slice(0, 40)}" is no CVE`, statement.at)
    return
  }
  const note = statement.action ?? statement.impact ?? statement.notes
  for (const product of statement.products) {
    const purl = product.purl ?? product.id
    if (purl?.includes(SOURCE) !== true) continue
    const parsed = parsePurl(purl)
    const line = parsed.ok ? ubuntuLine(qualifierOf(parsed.value, 'distro') ?? '') : undefined
    const version = parsed.ok ? (parsed.value.version ?? '') : ''
    if (!parsed.ok || line === undefined || !isDebVersion(version)) {
      yield rejection('ubuntu-purl', `Cannot place "${purl.slice(0, 120)}": must be a source package of a release`, statement.at)
      continue
    }
    const saying = sayingOf(statement, version)
    if (saying === undefined) continue
    yield {
      kind: 'claim',
      vulnerability,
      product: ubuntuKey(line, parsed.value.name),
      ...saying,
      ...(note === undefined ? {} : { note: note.slice(0, NOTE_CHARS_MAX) }),
      ...(statement.timestamp === undefined ? {} : { statedAt: statement.timestamp }),
    }
  }
}

/** The same note stands at each package of a statement. */
const NOTE_CHARS_MAX = 300

function sayingOf(statement: OpenVexStatement, version: string): Pick<Claim, 'range' | 'status'> | undefined {
  const words = `${statement.action ?? ''} ${statement.impact ?? ''} ${statement.notes ?? ''}`
  switch (statement.status) {
    case 'fixed':
      return { range: fromOn('deb', version), status: 'notAffected' }
    case 'not_affected':
      // "does not exist in the archive": the tracker's DNE.
      return statement.justification === 'component_not_present' ? undefined : { range: EVERY_DEB, status: 'notAffected' }
    case 'affected':
      if (words.includes('decided to not fix')) return { range: EVERY_DEB, status: 'willNotFix' }
      return { range: EVERY_DEB, status: words.includes('no longer supported') ? 'endOfLife' : 'affected' }
    case 'under_investigation':
      return { range: EVERY_DEB, status: 'underInvestigation' }
    default:
      return statement.status satisfies never
  }
}
