/**
 * Reads answers of Red Hat's security data interface, one per CVE. Source: Red Hat, "Security Data API", `/cve/ID.json`.
 * Packages are source packages; `affected_release` and `package_state` may each be absent.
 */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, ScoreRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { distributionKey } from '@hygie/core/product-key'
import { defined, isObject, objectOf, objectsOf, own, textOf, textsOf } from '@hygie/standards/json/fields'
import type { JsonObject, Problems } from '@hygie/standards/json/fields'
import { evrOf, parseNevra } from '@hygie/versions/nevra'
import { everyVersion } from '@hygie/versions/range'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { below } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { redHatLine } from '../releases/redhat.ts'

/** The biggest met has 20 kB. */
const DOCUMENT_BYTES_MAX = 16 * MIB
const ADVISORY = /^RH[A-Z]A-\d{4}:\d{1,6}$/

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection> {
  const document = await jsonDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  if (!document.ok) {
    yield rejectionOf(document.error)
    return
  }
  const { value } = document
  const cve = isObject(value) ? cveIdOf(own(value, 'name')) : undefined
  if (!isObject(value) || cve === undefined) {
    yield rejection('hydra-cve', 'Cannot read an answer: it must be an object that names a CVE')
    return
  }
  const problems: Problems = []
  const grade = textOf(value, 'threat_severity', '$', problems)
  yield vulnerabilityOf(value, cve, problems)
  yield* scoresOf(value, cve, grade, problems)
  const reference = `https://access.redhat.com/security/cve/${cve}`
  const said = { kind: 'claim' as const, vulnerability: cve, ...(grade === undefined ? {} : { grade }), reference }
  for (const { value: item, at } of objectsOf(value, 'affected_release', '$', problems)) yield* fixedOf(item, at, said, problems)
  for (const { value: item, at } of objectsOf(value, 'package_state', '$', problems)) yield* stateOf(item, at, said, problems)
  for (const problem of problems) yield rejectionOf(problem)
}

function vulnerabilityOf(value: JsonObject, id: string, problems: Problems): VulnerabilityRecord {
  const bugzilla = objectOf(value, 'bugzilla', '$', problems)
  const details = textsOf(value, 'details', '$', problems)
  const cwe = textOf(value, 'cwe', '$', problems) ?? '' // `CWE-119->CWE-120`, `(CWE-20|CWE-22)`
  const weaknesses = cwe.slice(0, 500).match(/\bCWE-[1-9]\d{0,5}\b/g) ?? []
  const references = textsOf(value, 'references', '$', problems).flatMap((text) => text.split(/\s+/))
  return defined({
    kind: 'vulnerability' as const,
    id,
    title: bugzilla === undefined ? undefined : textOf(bugzilla.value, 'description', bugzilla.at, problems)?.trim(),
    description: details.length === 0 ? undefined : details.join('\n\n'),
    publishedAt: instantOf(own(value, 'public_date')),
    weaknesses: weaknesses.length === 0 ? undefined : [...new Set(weaknesses)],
    references: references.length === 0 ? undefined : references.filter((url) => /^https?:\/\//.test(url)),
  })
}

function* scoresOf(
  value: JsonObject,
  vulnerability: string,
  grade: string | undefined,
  problems: Problems,
): Generator<ScoreRecord> {
  const said = { kind: 'score' as const, vulnerability, origin: 'redhat' }
  const three = objectOf(value, 'cvss3', '$', problems)
  const vector = three === undefined ? undefined : textOf(three.value, 'cvss3_scoring_vector', three.at, problems)
  const version = /^CVSS:(3\.[01])\//.exec(vector?.slice(0, 300) ?? '')?.[1]
  if (vector !== undefined && version !== undefined) yield { ...said, system: version === '3.0' ? 'cvss3.0' : 'cvss3.1', vector }
  const two = objectOf(value, 'cvss', '$', problems)
  const old = two === undefined ? undefined : textOf(two.value, 'cvss_scoring_vector', two.at, problems)
  if (old !== undefined && /^AV:[\w:/.]{10,200}$/.test(old)) yield { ...said, system: 'cvss2', vector: old }
  if (grade !== undefined && grade.length <= 20) yield { ...said, system: 'words', severity: grade }
}

type Said = Pick<Claim, 'kind' | 'vulnerability' | 'grade' | 'reference'>

/** `{ cpe, package: "firefox-0:102.15.1-1.el8_8", advisory }`; containers and modules as a whole have no comparable version. */
function* fixedOf(item: JsonObject, at: string, said: Said, problems: Problems): Generator<Claim> {
  const line = redHatLine(textOf(item, 'cpe', at, problems) ?? '')
  const text = textOf(item, 'package', at, problems)
  const nevra = text === undefined ? undefined : parseNevra(text)
  if (line === undefined || nevra?.ok !== true || !/^[^\s:/]{1,300}$/.test(nevra.value.name)) return
  const advisory = textOf(item, 'advisory', at, problems)
  // A module's package is told by its build alone here; without the stream's name it would speak of others.
  if (nevra.value.release.includes('.module')) return
  yield defined({
    ...said,
    product: distributionKey({ ...line, type: 'srpm', name: nevra.value.name }),
    range: below('rpm', evrOf(nevra.value)),
    status: 'affected' as const,
    advisory: advisory !== undefined && ADVISORY.test(advisory) ? advisory : undefined,
    statedAt: instantOf(own(item, 'release_date')),
  })
}

const STATES: ReadonlyMap<string, ClaimStatus> = new Map([
  ['Affected', 'affected'],
  ['Fix deferred', 'affected'],
  ['Will not fix', 'willNotFix'],
  ['Out of support scope', 'endOfLife'],
  ['Not affected', 'notAffected'],
  ['New', 'underInvestigation'],
  ['Under investigation', 'underInvestigation'],
])

/** `{ cpe, package_name, fix_state }`; `gimp:flatpak/ghostscript` is ghostscript in the module gimp:flatpak. */
function* stateOf(item: JsonObject, at: string, said: Said, problems: Problems): Generator<Claim> {
  const line = redHatLine(textOf(item, 'cpe', at, problems) ?? '')
  const state = textOf(item, 'fix_state', at, problems) ?? ''
  const status = STATES.get(state)
  if (status === undefined) {
    problems.push({ code: 'hydra-state', message: `Cannot read the state "${state.slice(0, 60)}" of a package`, at })
    return
  }
  const [, module, name] =
    /^(?:([^\s:/]{1,100}:[^\s:/]{1,100})\/)?([^\s:/]{1,300})$/.exec(textOf(item, 'package_name', at, problems) ?? '') ?? []
  // Of other products, what is not affected fills the file and is never asked for.
  if (line === undefined || name === undefined || (line.distribution !== 'rhel' && status === 'notAffected')) return
  const channel = [line.channel, module].filter((part) => part !== undefined).join('+')
  yield {
    ...said,
    product: distributionKey({ ...line, type: 'srpm', name, ...(channel === '' ? {} : { channel }) }),
    range: everyVersion('rpm'),
    status,
    ...(state === 'Fix deferred' ? { note: state } : {}),
  }
}
