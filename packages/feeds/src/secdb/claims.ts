/**
 * Reads the security database of a distribution that uses apk, JSON and the YAML that Alpine made it from until 2020: per
 * origin package `secfixes: { version: [identifiers] }`, where the version is the first with the fix and `"0"` means
 * "never affected". Source: secdb.alpinelinux.org; Wolfi and Chainguard took the form over.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey, type DistributionProduct, type ProductKey } from '@hygie/core/product-key'
import { isObject, own, type JsonObject, type Problems } from '@hygie/standards/json/fields'
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

export type SecdbPlace = Pick<DistributionProduct, 'distribution' | 'release'>
/** Which system a document speaks of, by its own fields, else by its path; undefined: it does not say, and is refused. */
export type SecdbDialect = (document: JsonObject, path: string, problems: Problems) => SecdbPlace | undefined

export async function* secdbClaims(file: FeedFile, placeOf: SecdbDialect): AsyncGenerator<KnowledgeRecord | Rejection> {
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
  const place = isObject(document.value) ? placeOf(document.value, file.path, problems) : undefined
  if (!isObject(document.value) || place === undefined) {
    yield rejection('secdb-document', 'Cannot read the database: must be an object that says of which system it is', '$')
    return
  }
  const packages = own(document.value, 'packages')
  if (Array.isArray(packages))
    for (const [index, entry] of packages.entries()) yield* packageClaims(place, entry, `$.packages[${index}]`)
  // v3.3 community has no package at all, and says so with nothing.
  else if (packages !== null && packages !== '')
    yield rejection('secdb-document', 'Cannot read the packages: must be a list', '$.packages')
  for (const problem of problems) yield rejectionOf(problem)
}

function* packageClaims(place: SecdbPlace, entry: unknown, at: string): Generator<Claim | Rejection> {
  const inner = isObject(entry) ? own(entry, 'pkg') : undefined
  const name = isObject(inner) ? own(inner, 'name') : undefined
  const fixes = isObject(inner) ? own(inner, 'secfixes') : undefined
  if (typeof name !== 'string' || !NAME.test(name) || (!isObject(fixes) && fixes !== null && fixes !== '')) {
    yield rejection('secdb-package', 'Cannot read a package: must have a name and secfixes', at)
    return
  }
  const product = distributionKey({ type: 'apk', ...place, name })
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
