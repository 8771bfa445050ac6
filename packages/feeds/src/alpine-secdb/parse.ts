/**
 * Reads Alpine's security database, JSON and the YAML that it was made from until 2020: per origin package
 * `secfixes: { version: [identifiers] }`, where the version is the first with the fix and `"0"` means "never affected".
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey, type ProductKey } from '@hygie/core/product-key'
import { isObject, own, textOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { apk } from '@hygie/versions/apk'
import { everyVersion } from '@hygie/versions/range'
import { below } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { yamlDocument } from '../reading/yaml.ts'
import { identifiersIn } from './identifiers.ts'

/** The biggest JSON (edge/main) has 1 MB, the biggest YAML 50 kB; hostile YAML costs some seconds per MB. */
const JSON_BYTES_MAX = 32 * MIB
const YAML_BYTES_MAX = MIB
const EVERY_APK = everyVersion('apk')
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_+.-]{0,199}$/

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection> {
  const yaml = !plainName(file.path).endsWith('.json')
  // Every scalar stays text: `1.10` is a version, not a number.
  const document = yaml
    ? await yamlDocument(file.bytes(), YAML_BYTES_MAX, 'failsafe')
    : await jsonDocument(file.bytes(), JSON_BYTES_MAX)
  if (!document.ok) {
    yield rejectionOf(document.error)
    return
  }
  const problems: Problems = []
  const release = isObject(document.value) ? releaseOf(document.value, file.path, problems) : undefined
  if (!isObject(document.value) || release === undefined) {
    yield rejection('secdb-document', 'Cannot read the database: must be an object with a distroversion', '$')
    return
  }
  const packages = own(document.value, 'packages')
  if (Array.isArray(packages))
    for (const [index, entry] of packages.entries()) yield* packageClaims(release, entry, `$.packages[${index}]`)
  // v3.3 community has no package at all, and says so with nothing.
  else if (packages !== null && packages !== '')
    yield rejection('secdb-document', 'Cannot read the packages: must be a list', '$.packages')
  for (const problem of problems) yield rejectionOf(problem)
}

/** The document's word, else the folder's: `v3.16` → `3.16`, `edge`. */
function releaseOf(document: JsonObject, path: string, problems: Problems): string | undefined {
  const said = textOf(document, 'distroversion', '$', problems) ?? /[/!](v\d+\.\d+|edge)\/[^/]+$/.exec(path)?.[1] ?? ''
  return /^v?(\d{1,3}\.\d{1,3}|edge)$/.exec(said)?.[1]
}

function* packageClaims(release: string, entry: unknown, at: string): Generator<Claim | Rejection> {
  const inner = isObject(entry) ? own(entry, 'pkg') : undefined
  const name = isObject(inner) ? own(inner, 'name') : undefined
  const fixes = isObject(inner) ? own(inner, 'secfixes') : undefined
  if (typeof name !== 'string' || !NAME.test(name) || (!isObject(fixes) && fixes !== null && fixes !== '')) {
    yield rejection('secdb-package', 'Cannot read a package: must have a name and secfixes', at)
    return
  }
  const product = distributionKey({ type: 'apk', distribution: 'alpine', release, name })
  for (const [version, list] of Object.entries(isObject(fixes) ? fixes : {})) {
    const texts = Array.isArray(list) ? list : [list]
    for (const text of texts) if (text !== null && text !== '') yield* fixClaims(product, version, text, at)
  }
}

function* fixClaims(product: ProductKey, version: string, text: unknown, at: string): Generator<Claim | Rejection> {
  const { vulnerabilities, advisory } =
    typeof text === 'string' ? identifiersIn(text) : { vulnerabilities: [], advisory: undefined }
  if (vulnerabilities.length === 0) {
    yield rejection(
      'secdb-identifier',
      `Cannot find an identifier in "${String(text).slice(0, 80)}" fixed in "${version.slice(0, 40)}"`,
      at,
    )
    return
  }
  const saying = sayingOf(version)
  for (const vulnerability of vulnerabilities)
    yield { kind: 'claim', vulnerability, product, ...saying, ...(advisory === undefined ? {} : { advisory }) }
}

function sayingOf(version: string): Pick<Claim, 'range' | 'status' | 'note'> {
  if (version === '0') return { range: EVERY_APK, status: 'notAffected' }
  if (apk.parse(version).ok) return { range: below('apk', version), status: 'affected' }
  // Some fix is there, but which installed version has it cannot be told. (`10.2.26.r0` is ordered as apk orders it.)
  return { range: EVERY_APK, status: 'underInvestigation', note: `fixed in ${version.slice(0, 80)}, which is no version of apk` }
}
