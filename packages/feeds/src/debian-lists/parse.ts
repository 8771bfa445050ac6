/**
 * Reads the advisory lists of Debian's tracker. Source: doc/security-team.d.o/security_tracker in that repository,
 * "DSA/list". An advisory begins at the margin; the lines below it are indented by a tab (old ones by blanks):
 *
 *     [21 Aug 2026] DSA-6458-1 gst-plugins-bad1.0 - security update
 *         {CVE-2026-12891 CVE-2026-12892}
 *         [trixie] - gst-plugins-bad1.0 1.26.2-3+deb13u3
 */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, KnowledgeRecord, LifecycleRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey } from '@hygie/core/product-key'
import type { Range } from '@hygie/versions/range'
import { below, EVERY_DEB, isDebVersion } from '../fixed-range.ts'
import { rejection } from '../reading/bytes.ts'
import { lines } from '../reading/text.ts'
import { debianRelease, isDebianPackage } from '../releases/debian.ts'
import { isDebianFlaw } from '../releases/notices.ts'

const HEAD = /^\[([^\]]{1,30})\] (D(?:S|L|TS)A-\d{1,6}(?:-\d{1,4})?) (.*)$/
/** Two blanks before the version stand in one entry of 2013. */
const STATE = /^\s+\[([a-z]{1,20})\] - (\S{1,200}) {1,4}(\S{1,256})(?: \((.*)\))?\s*$/
const ID = /^(?:CVE-\d{4}-\d{4,12}|TEMP-\d{7}-[0-9A-F]{6})$/
/** 500 CVE in one advisory for Chromium's yearly sum would still pass. */
const IDS_MAX = 10_000

type Draft = {
  readonly id: string
  readonly title: string
  readonly at?: string
  readonly ids: string[]
  readonly states: State[]
}
type State = {
  readonly release: string
  readonly source: string
  readonly status: ClaimStatus
  readonly range: Range
  readonly note?: string
}

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let draft: Draft | undefined
  let newest = ''
  for await (const line of lines(file.bytes())) {
    if (line.kind === 'rejection') {
      yield line
      continue
    }
    const { text } = line
    if (text.startsWith('[')) {
      if (draft !== undefined) yield* recordsOf(draft)
      draft = draftOf(text)
      if (draft === undefined)
        yield rejection('debian-advisory', `Cannot read the advisory "${text.slice(0, 80)}"`, `line ${line.number}`)
      else if (draft.at !== undefined && draft.at > newest) newest = draft.at
    } else if (draft !== undefined) {
      const problem = addLine(draft, text)
      if (problem !== undefined)
        yield rejection('debian-advisory-line', `Cannot read a line of ${draft.id}: ${problem}`, `line ${line.number}`)
    } else if (text.trim() !== '' && !text.startsWith('\t'))
      yield rejection('debian-list', 'Cannot read a line: it belongs to no advisory', `line ${line.number}`)
  }
  if (draft !== undefined) yield* recordsOf(draft)
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function draftOf(text: string): Draft | undefined {
  const [, date = '', id, title = ''] = HEAD.exec(text) ?? []
  if (id === undefined) return undefined
  const at = dateOf(date)
  return { id, title: title.trim(), ids: [], states: [], ...(at === undefined ? {} : { at }) }
}

/** Undefined when the line was taken, or says nothing to us (NOTE, blank). */
function addLine(draft: Draft, text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) {
    const ids = trimmed
      .replace('}', ' ')
      .slice(1)
      .split(' ')
      .filter((word) => word !== '')
    for (const id of ids) if (ID.test(id) && draft.ids.length < IDS_MAX) draft.ids.push(id)
    const strange = ids.find((id) => !ID.test(id))
    return strange === undefined ? undefined : `"${strange.slice(0, 40)}" is no vulnerability id`
  }
  if (!trimmed.startsWith('[')) return undefined
  const [, codename = '', source = '', version = '', note] = STATE.exec(text) ?? []
  const release = debianRelease(codename)
  if (release === undefined || !isDebianPackage(source)) return `"${trimmed.slice(0, 60)}" must be [release] - package version`
  const state = stateOf(version)
  if (state === undefined) return `"${version.slice(0, 60)}" must be a version or a known state`
  draft.states.push({ release, source, ...state, ...(note === undefined ? {} : { note }) })
  return undefined
}

function stateOf(version: string): { readonly status: ClaimStatus; readonly range: Range } | undefined {
  switch (version) {
    case '<not-affected>':
      return { status: 'notAffected', range: EVERY_DEB }
    case '<end-of-life>':
      return { status: 'endOfLife', range: EVERY_DEB }
    case '<ignored>':
      return { status: 'willNotFix', range: EVERY_DEB }
    case '<undetermined>':
      return { status: 'underInvestigation', range: EVERY_DEB }
    case '<unfixed>':
    case '<no-dsa>':
    case '<postponed>':
      return { status: 'affected', range: EVERY_DEB }
    default:
      return isDebVersion(version) && !version.startsWith('<') ? { status: 'affected', range: below('deb', version) } : undefined
  }
}

function* recordsOf(draft: Draft): Generator<AdvisoryRecord | Claim | LifecycleRecord> {
  const { id, at } = draft
  const vulnerabilities = [...new Set(draft.ids)]
  const sources = [...new Set(draft.states.map((state) => state.source))]
  yield {
    kind: 'advisory',
    id,
    publisher: id.startsWith('DLA-') ? 'Debian LTS' : 'Debian',
    category: 'advisory',
    title: draft.title,
    ...(at === undefined ? {} : { publishedAt: at }),
    language: 'en',
    vulnerabilities,
    products: sources.map((name) => ({ vendor: 'Debian', name })),
    reference: `https://security-tracker.debian.org/tracker/${id}`,
  }
  if (vulnerabilities.length === 0 && !isDebianFlaw(draft.title)) {
    for (const state of draft.states) if (state.status === 'endOfLife' && at !== undefined) yield endOf(state, at, id)
    return
  }
  for (const { release, source, status, range, note } of draft.states) {
    const product = distributionKey({ type: 'deb', distribution: 'debian', release, name: source })
    const said = {
      product,
      range,
      status,
      ...(note === undefined ? {} : { note }),
      ...(at === undefined ? {} : { statedAt: at }),
    }
    if (vulnerabilities.length === 0) yield { kind: 'claim', vulnerability: id, ...said }
    for (const vulnerability of vulnerabilities) yield { kind: 'claim', vulnerability, ...said, advisory: id }
  }
}

/** An announced end of a package's support is no vulnerability: the package is shown as no longer mended. */
function endOf({ release, source }: Draft['states'][number], on: string, id: string): LifecycleRecord {
  return {
    kind: 'lifecycle',
    product: 'debian',
    cycle: release,
    package: source,
    phases: [{ phase: 'security', ends: { on }, conditional: false }],
    reference: `https://security-tracker.debian.org/tracker/${id}`,
    note: `support ended by ${id}`,
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `21 Aug 2026`; DTSA writes `August 26th, 2005`. */
function dateOf(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})$/.exec(text) ?? []
  const [, otherMonth, otherDay, otherYear] = /^([A-Z][a-z]{2})[a-z]* (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text) ?? []
  const index = MONTHS.indexOf(month ?? otherMonth ?? '') + 1
  if (index === 0) return undefined
  return `${year ?? otherYear}-${String(index).padStart(2, '0')}-${(day ?? otherDay ?? '').padStart(2, '0')}`
}
