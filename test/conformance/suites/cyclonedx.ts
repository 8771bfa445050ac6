/** CycloneDX documents as JSON and XML: the verdict of the schema of their version, and every valid one is read whole. */

import { parseCycloneDx } from '@hygie/standards/cyclonedx/bom'
import { parseCycloneDxXml } from '@hygie/standards/cyclonedx/xml'
import { cycloneDxXmlJudge, jsonJudge } from '../../schemas/validator.ts'
import { readDocumentTables, schemasBeside } from '../documents.ts'
import type { DocumentRow } from '../documents.ts'
import type { Outcome, Suite } from '../suite.ts'
import { outcome } from '../tables.ts'

export const suite: Suite = { name: 'cyclonedx', cases, deviations: [] }

async function* cases(directory: string): AsyncGenerator<Outcome> {
  for (const { name: table, rows } of readDocumentTables(directory)) {
    const version = /^cyclonedx-(1\.\d)-(?:json|xml)$/.exec(table)?.[1] ?? '1.6'
    if (table.endsWith('-xml')) yield* xmlCases(rows)
    else yield* jsonCases(rows, version, schemasBeside(directory))
  }
}

function* jsonCases(rows: readonly DocumentRow[], version: string, schemas: string): Generator<Outcome> {
  const judge = jsonJudge(`cyclonedx-${version}`, schemas)
  for (const { name, valid, doc } of rows) {
    yield verdict(name, valid, judge(doc))
    if (valid !== true) continue
    const read = parseCycloneDx(doc)
    const expected = countComponents(doc)
    yield outcome(`${name} is read whole`, expected, read.ok ? read.value.bom.components.length : read.error.message)
  }
}

function* xmlCases(rows: readonly DocumentRow[]): Generator<Outcome> {
  const judge = cycloneDxXmlJudge()
  for (const { name, valid, xml } of rows) {
    const text = String(xml)
    yield verdict(name, valid, judge(text))
    if (valid !== true) continue
    const read = parseCycloneDxXml(text)
    yield outcome(`${name} is read`, 'read', read.ok ? 'read' : read.error.message)
  }
}

function verdict(name: string, valid: unknown, refused: string | undefined): Outcome {
  const passed = (refused === undefined) === valid
  return {
    id: `${name} is ${valid === true ? 'valid' : 'invalid'}`,
    passed,
    ...(!passed && { detail: refused ?? 'the schema accepts it' }),
  }
}

type Holder = { readonly components?: readonly Holder[]; readonly metadata?: { readonly component?: Holder } }

/** All nested components, those of the subject as well; not the subject itself. */
function countComponents(document: unknown): number {
  const { components = [], metadata } = document as Holder
  return count(components) + count(metadata?.component?.components ?? [])
}

function count(components: readonly Holder[]): number {
  return components.reduce((sum, component) => sum + 1 + count(component.components ?? []), 0)
}
