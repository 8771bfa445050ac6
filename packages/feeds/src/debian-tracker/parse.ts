/** Reads { package: { vulnerability: { description, releases: { codename: state } } } } into claims by release. */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey } from '@hygie/core/product-key'
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { below, EVERY_DEB, isDebVersion } from '../fixed-range.ts'
import { rejection } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { debianRelease, isDebianPackage } from '../releases/debian.ts'

/** One vulnerability of one package; the biggest met has 6 kB. */
const ENTRY_BYTES_MAX = 4 * MIB
const ID = /^(?:CVE-\d{4}-\d{4,12}|TEMP-\d{7}-[0-9A-F]{6})$/
/** Grades that say nothing of their own: the second is a state, which becomes the claim's status. */
const NO_GRADE: ReadonlySet<unknown> = new Set(['not yet assigned', 'end-of-life', ''])

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection> {
  const described = new Set<string>() // a vulnerability stands below each of its packages, with the same text
  for await (const entry of jsonEntries(file.bytes(), { depth: 2, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const [source = '', id = ''] = entry.path
    const at = `offset ${entry.offset} ${source}/${id}`.slice(0, 300)
    const releases = releasesOf(entry.value)
    if (!isDebianPackage(source) || !ID.test(id) || !isObject(entry.value) || releases === undefined) {
      yield rejection('debian-entry', 'Cannot read an entry of the tracker: must be package, vulnerability id and releases', at)
      continue
    }
    const description = own(entry.value, 'description')
    if (!described.has(id)) {
      described.add(id)
      yield { kind: 'vulnerability', id, ...(typeof description === 'string' && description !== '' ? { description } : {}) }
    }
    for (const [codename, state] of Object.entries(releases)) yield claimOf(source, id, codename, state, at)
  }
}

/** A package that is in no release any more has an empty list instead of an object. */
function releasesOf(entry: unknown): JsonObject | undefined {
  const releases = isObject(entry) ? own(entry, 'releases') : undefined
  if (Array.isArray(releases) && releases.length === 0) return {}
  return isObject(releases) ? releases : undefined
}

function claimOf(source: string, vulnerability: string, codename: string, state: unknown, at: string): Claim | Rejection {
  const release = debianRelease(codename)
  if (release === undefined)
    return rejection('debian-release', `Cannot place the release "${codename.slice(0, 40)}": unknown codename`, at)
  if (!isObject(state)) return rejection('debian-state', `Cannot read the state in ${codename}: must be an object`, at)
  const claim = {
    kind: 'claim' as const,
    vulnerability,
    product: distributionKey({ type: 'deb', distribution: 'debian', release, name: source }),
    ...gradeOf(state),
  }
  const fixed = own(state, 'fixed_version')
  switch (own(state, 'status')) {
    case 'resolved':
      // The tracker writes "0" where the release never held the vulnerable code.
      if (fixed === '0') return { ...claim, range: EVERY_DEB, status: 'notAffected' }
      if (typeof fixed !== 'string' || !isDebVersion(fixed))
        return rejection('debian-version', `Cannot read the fixed version in ${codename}`, at)
      return { ...claim, range: below('deb', fixed), status: 'affected' }
    case 'open':
      return { ...claim, range: EVERY_DEB, status: openStatus(state) }
    case 'undetermined':
      return { ...claim, range: EVERY_DEB, status: 'underInvestigation' }
    default:
      return rejection('debian-state', `Cannot read the state in ${codename}: must be resolved, open or undetermined`, at)
  }
}

function openStatus(state: JsonObject): ClaimStatus {
  if (own(state, 'urgency') === 'end-of-life') return 'endOfLife'
  return own(state, 'nodsa_reason') === 'ignored' ? 'willNotFix' : 'affected'
}

/** `unimportant`, `low**`; else why no advisory is written: `no-dsa: Minor issue`, `postponed: …`. Both: the second is a note. */
function gradeOf(state: JsonObject): { readonly grade?: string; readonly note?: string } {
  const urgency = own(state, 'urgency')
  const nodsa = own(state, 'nodsa')
  const reason = own(state, 'nodsa_reason')
  const words =
    typeof nodsa === 'string' && nodsa !== ''
      ? `${typeof reason === 'string' && reason !== '' ? reason : 'no-dsa'}: ${nodsa}`
      : undefined
  if (typeof urgency === 'string' && !NO_GRADE.has(urgency))
    return { grade: urgency, ...(words === undefined ? {} : { note: words }) }
  return words === undefined ? {} : { grade: words }
}
