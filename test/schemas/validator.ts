/** Judges documents by published schemas: JSON through ajv, XML through libxml2. */

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Ajv } from 'ajv'
import type { AnySchemaObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import {
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'

/** Undefined: the document is valid; else the first reason why not. */
export type Judge = (document: unknown) => string | undefined

const here = fileURLToPath(new URL('./', import.meta.url))
const require = createRequire(import.meta.url)
// Both are CommonJS whose types name a default export that Node gives as the module itself.
const addFormats = require('ajv-formats') as (ajv: Ajv) => Ajv
const { default: AjvDraft04 } = require('ajv-draft-04') as { default: new (options: object) => Ajv }

/**
 * The judge of one schema: from `directory` when the file is there, else the copy in this folder.
 * Schemas it refers to are found by their own `$id` among all of both folders.
 */
export function jsonJudge(name: string, directory?: string): Judge {
  const schema = readSchema(name, directory)
  if (schema === undefined) throw new Error(`Cannot find the schema "${name}": neither in the given folder nor in test/schemas`)
  const ajv = engineFor(schema)
  for (const other of schemaNames(directory)) {
    if (other === name) continue
    const found = readSchema(other, directory)
    // References name the schemas of FIRST without the date that their own id carries.
    if (found !== undefined) ajv.addSchema(plain(found), idOf(found)?.replace(/\?\d+$/, '') ?? other)
  }
  const validate = ajv.compile(plain(schema, true))
  return (document) => {
    if (validate(document) === true) return undefined
    const [error] = validate.errors ?? []
    return `${error?.instancePath ?? ''} ${error?.message ?? 'is refused'}`.trim()
  }
}

/** Names of all schemas that can be had, without endings. */
export function schemaNames(directory?: string): readonly string[] {
  const folders = directory !== undefined && existsSync(directory) ? [directory, here] : [here]
  const names = folders.flatMap((folder) => readdirSync(folder).flatMap((file) => /^(.+)\.json(?:\.gz)?$/.exec(file)?.[1] ?? []))
  return [...new Set(names)].toSorted()
}

export function readSchema(name: string, directory?: string): AnySchemaObject | undefined {
  for (const folder of directory === undefined ? [here] : [directory, here]) {
    const bytes = readPlainOrPacked(`${folder}/${name}.json`)
    if (bytes !== undefined) return JSON.parse(bytes.toString('utf8')) as AnySchemaObject
  }
  return undefined
}

/** The XML schema of CycloneDX 1.6; it imports the list of SPDX licences. Nothing is fetched. */
export function cycloneDxXmlJudge(): (xml: string) => string | undefined {
  const spdx = readPlainOrPacked(`${here}/cyclonedx-spdx.xsd`) ?? new Uint8Array()
  xmlRegisterInputProvider(new XmlBufferInputProvider({ 'http://cyclonedx.org/schema/spdx': spdx }))
  const schema = XmlDocument.fromBuffer(readPlainOrPacked(`${here}/cyclonedx-bom-1.6.xsd`) ?? new Uint8Array())
  const validator = XsdValidator.fromDoc(schema)
  schema.dispose()
  xmlCleanupInputProvider()
  return (xml) => {
    let document: XmlDocument | undefined
    try {
      document = XmlDocument.fromString(xml)
      validator.validate(document)
      return undefined
    } catch (cause) {
      return cause instanceof Error ? cause.message.trim() : String(cause)
    } finally {
      document?.dispose()
    }
  }
}

function readPlainOrPacked(path: string): Buffer | undefined {
  if (existsSync(path)) return readFileSync(path)
  return existsSync(`${path}.gz`) ? gunzipSync(readFileSync(`${path}.gz`), { maxOutputLength: 16 * 1024 * 1024 }) : undefined
}

/** `logger: false`: formats that ajv does not know (iri, idn-email) are not judged, and need not be told each time. */
const OPTIONS = { strict: false, allErrors: false, logger: false, validateSchema: false, unicodeRegExp: true } as const

function engineFor(schema: AnySchemaObject): Ajv {
  const dialect = typeof schema.$schema === 'string' ? schema.$schema : ''
  if (dialect.includes('draft-04')) return addFormats(new AjvDraft04({ ...OPTIONS, schemaId: 'auto' }))
  return addFormats(dialect.includes('2020-12') || dialect.includes('csaf/v2.1') ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS))
}

function idOf(schema: AnySchemaObject): string | undefined {
  const id: unknown = schema.$id ?? schema['id']
  return typeof id === 'string' ? id : undefined
}

/** Without `$schema`, since drafts are mixed (CSAF 2020-12 refers to CVSS draft-04), and for references without `$id`. */
function plain(schema: AnySchemaObject, keepId = false): AnySchemaObject {
  const { $schema: _dialect, $id, id, ...rest }: AnySchemaObject = schema
  if (!keepId) return rest
  return { ...($id === undefined ? {} : { $id }), ...(id === undefined ? {} : { id }), ...rest }
}
