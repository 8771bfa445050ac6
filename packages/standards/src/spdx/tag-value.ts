/** SPDX 2.x as tag-value text. Source: SPDX 2.3 clause 5 (composition) and the `Tag:` lines of clauses 6, 7 and 11. */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { note } from '../json/fields.ts'
import type { Problems } from '../json/fields.ts'
import { agentName, betweenPackages, said } from './document.ts'
import type { SpdxPackage, SpdxReading, SpdxRelationship } from './document.ts'

/** As for JSON documents. */
const CHARS_MAX = 67_108_864
const PACKAGES_MAX = 500_000
const RELATIONSHIPS_MAX = 2_000_000

/**
 * Errors  spdx-document without `SPDXVersion: SPDX-2.x` or beyond the bounds; a line that is no tag is noted with its
 *         number, an unclosed <text> ends with the file and is noted
 * Cost    linear
 */
export function parseSpdxTagValue(text: string): Result<SpdxReading> {
  if (text.length > CHARS_MAX)
    return fail('spdx-document', `Cannot read an SPDX document: ${text.length} characters, must be at most ${CHARS_MAX}`)
  const problems: Failure[] = []
  const packages: SpdxPackage[] = []
  const relationships: SpdxRelationship[] = []
  const creators: string[] = []
  const head = new Map<string, string>()
  let current: Growing | undefined
  let section: 'document' | 'package' | 'other' = 'document'
  const finish = (): void => {
    if (current?.id !== undefined) packages.push(packageOf(current))
    else if (current !== undefined)
      note(problems, 'spdx-package', `Cannot read the package "${current.name.slice(0, 80)}": it has no SPDXID`, current.at)
    current = undefined
  }
  for (const { tag, value, at } of tagsOf(text, problems)) {
    if (packages.length > PACKAGES_MAX || relationships.length > RELATIONSHIPS_MAX)
      return fail(
        'spdx-document',
        `Cannot read an SPDX document: more than ${PACKAGES_MAX} packages or ${RELATIONSHIPS_MAX} relationships`,
        at,
      )
    if (tag === 'PackageName') {
      finish()
      current = { at, name: value, externals: [], hashes: [], tags: new Map() }
      section = 'package'
    } else if (tag === 'Relationship') relationships.push(...relationshipOf(value))
    else if (OTHER_SECTIONS.has(tag)) {
      finish()
      section = 'other'
    } else if (section === 'package' && current !== undefined) addTo(current, tag, value)
    else if (section === 'document') {
      if (tag === 'Creator') creators.push(value)
      else if (!head.has(tag)) head.set(tag, value)
    }
  }
  finish()
  const version = /^SPDX-(2\.\d)$/.exec(head.get('SPDXVersion') ?? '')?.[1]
  if (version === undefined) return fail('spdx-document', 'Cannot read an SPDX document: SPDXVersion must be SPDX-2.x', 'line 1')
  const optional = (name: string, value: string | undefined): Record<string, string> =>
    value === undefined ? {} : { [name]: value }
  return ok({
    document: {
      specVersion: version,
      ...optional('name', head.get('DocumentName')),
      ...optional('namespace', head.get('DocumentNamespace')),
      ...optional('createdAt', head.get('Created')),
      creators,
      packages,
      relationships: betweenPackages(relationships, packages),
    },
    problems,
  })
}

type Growing = {
  readonly at: string
  readonly name: string
  id?: string
  readonly externals: string[]
  readonly hashes: string[]
  readonly tags: Map<string, string>
}
type Tag = { readonly tag: string; readonly value: string; readonly at: string }

/** Tags that begin another kind of element. */
const OTHER_SECTIONS: ReadonlySet<string> = new Set(['FileName', 'SnippetSPDXID', 'LicenseID', 'Reviewer', 'Annotator'])

function* tagsOf(text: string, problems: Problems): Generator<Tag> {
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim()
    if (line === '' || line.startsWith('#')) continue
    const at = `line ${index + 1}`
    const colon = line.indexOf(':')
    const tag = line.slice(0, Math.max(colon, 0))
    if (!/^[A-Za-z0-9]{1,64}$/.test(tag)) {
      note(problems, 'spdx-line', `Cannot read "${line.slice(0, 80)}": must be "Tag: value"`, at)
      continue
    }
    let value = line.slice(colon + 1).trim()
    if (value.startsWith('<text>')) {
      const parts = [value.slice('<text>'.length)]
      while (!(parts.at(-1) ?? '').includes('</text>') && index + 1 < lines.length) {
        index += 1
        parts.push(lines[index] ?? '')
      }
      const last = parts.pop() ?? ''
      const end = last.indexOf('</text>')
      if (end < 0) note(problems, 'spdx-line', `Cannot find the end of <text> in ${tag}`, at)
      value = [...parts, end < 0 ? last : last.slice(0, end)].join('\n').trim()
    }
    yield { tag, value, at }
  }
}

function addTo(current: Growing, tag: string, value: string): void {
  if (tag === 'SPDXID') current.id ??= value
  else if (tag === 'ExternalRef') current.externals.push(value)
  else if (tag === 'PackageChecksum') current.hashes.push(value)
  else if (!current.tags.has(tag)) current.tags.set(tag, value)
}

function packageOf(current: Growing): SpdxPackage {
  const purls: string[] = []
  const cpes: string[] = []
  for (const external of current.externals) {
    const [, type, locator] = external.split(/\s+/) // category type locator
    if (type === undefined || locator === undefined) continue
    const short = type.split('/').at(-1)
    if (short === 'purl') purls.push(locator)
    else if (short === 'cpe22Type' || short === 'cpe23Type') cpes.push(locator)
  }
  const hashes = current.hashes.flatMap((hash) => {
    const colon = hash.indexOf(':')
    return colon < 1 ? [] : [{ algorithm: hash.slice(0, colon), content: hash.slice(colon + 1).trim() }]
  })
  const member = (name: string, value: string | undefined): Record<string, string> =>
    value === undefined || value === '' ? {} : { [name]: value }
  return {
    at: current.at,
    id: current.id ?? '',
    name: current.name,
    ...member('version', said(current.tags.get('PackageVersion'))),
    purls,
    cpes,
    ...member('supplier', agentName(current.tags.get('PackageSupplier'))),
    ...member('originator', agentName(current.tags.get('PackageOriginator'))),
    ...member('purpose', current.tags.get('PrimaryPackagePurpose')),
    ...member('fileName', current.tags.get('PackageFileName')),
    ...member('sourceInfo', current.tags.get('PackageSourceInfo')),
    hashes,
  }
}

function relationshipOf(value: string): readonly SpdxRelationship[] {
  const [from, type, to] = value.split(/\s+/)
  return from === undefined || type === undefined || to === undefined ? [] : [{ from, type: type.toUpperCase(), to }]
}
