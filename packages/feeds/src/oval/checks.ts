/**
 * What the tests of an OVAL document look at: a package and the version it is compared with, a signature, a release.
 * Source: OVAL 5.11, oval-definitions-schema and linux-definitions-schema (`rpminfo_test`, `dpkginfo_test`).
 *
 * Tests, objects and states stand behind the definitions that refer to them, so they are read first, in a pass of their own.
 */
import type { Rejection } from '@hygie/core/knowledge/record'
import { rejection, type Bytes } from '../reading/bytes.ts'
import { xmlEvents } from '../reading/xml.ts'

/** One entity of a state: `<evr operation="less than">0:1.2-3</evr>`. */
export type OvalEntity = { readonly name: string; readonly operation: string; readonly text: string }
export type OvalCheck = {
  /** `rpminfo`, `dpkginfo`, `textfilecontent54`. */
  readonly type: string
  /** The package; absent when the object is no package of one name. */
  readonly package?: string
  readonly entities: readonly OvalEntity[]
}
/** Undefined: the document has no such test. */
export type OvalChecks = (testId: string) => OvalCheck | undefined

type Test = { readonly type: string; readonly object: string; readonly states: readonly string[] }

/** SUSE's biggest document has some hundred thousand of each, 350 bytes in memory; a text is a name or a version. */
const PARTS_MAX = 1_500_000
const TEXT_CHARS_MAX = 2000

type Collected = {
  readonly tests: Map<string, Test>
  readonly objects: Map<string, string | undefined>
  readonly states: Map<string, readonly OvalEntity[]>
}
/** The test, object or state that is being read. */
type Draft = {
  readonly kind: 'test' | 'object' | 'state'
  readonly id: string
  readonly type: string
  readonly entities: OvalEntity[]
  readonly refersTo: string[]
  object: string
  name?: string
  isPattern: boolean
  operation: string
}

/**
 * Errors  oval-large beyond the bound. Of a broken document what stands before the break is known: whatever refers to the
 *         rest finds no test, and the second pass tells of the break
 * Cost    memory of all tests, objects and states, each some hundred bytes
 */
export async function readChecks(bytes: Bytes): Promise<{ readonly checks: OvalChecks; readonly problem?: Rejection }> {
  const collected: Collected = { tests: new Map(), objects: new Map(), states: new Map() }
  const { tests, objects, states } = collected
  let draft: Draft | undefined
  let text = ''
  for await (const event of xmlEvents(bytes)) {
    if (event.kind === 'rejection') break
    if (event.kind === 'text') {
      if (text.length < TEXT_CHARS_MAX) text += event.text
    } else if (event.kind === 'open') {
      text = ''
      const started = draftOf(event.name, event.attributes)
      if (started !== undefined) draft = started
      else if (draft !== undefined) open(draft, event.name, event.attributes)
    } else if (draft !== undefined) {
      if (PART.test(event.name)) {
        keep(collected, draft)
        draft = undefined
      } else close(draft, event.name, text.trim())
    }
    if (tests.size + objects.size + states.size > PARTS_MAX)
      return {
        checks: () => undefined,
        problem: rejection('oval-large', `Cannot read OVAL: more than ${PARTS_MAX} tests, objects and states`),
      }
  }
  return { checks: (id) => checkOf(tests.get(id), objects, states) }
}

const PART = /^(?<type>\w{1,60})_(?<kind>test|object|state)$/

function draftOf(name: string, attributes: Readonly<Record<string, string>>): Draft | undefined {
  const { type = '', kind = '' } = PART.exec(name)?.groups ?? {}
  return kind !== 'test' && kind !== 'object' && kind !== 'state'
    ? undefined
    : {
        kind,
        id: attributes['id'] ?? '',
        type: kind === 'test' && !isPlain(attributes) ? `${type} of another kind` : type,
        entities: [],
        refersTo: [],
        object: '',
        isPattern: false,
        operation: '',
      }
}

function open(draft: Draft, name: string, attributes: Readonly<Record<string, string>>): void {
  draft.operation = attributes['operation'] ?? 'equals' // the schema's default
  if (name === 'object') draft.object = attributes['object_ref'] ?? ''
  else if (name === 'state') draft.refersTo.push(attributes['state_ref'] ?? '')
  else if (name === 'name' && (draft.operation !== 'equals' || attributes['var_ref'] !== undefined)) draft.isPattern = true
}

function close(draft: Draft, name: string, text: string): void {
  if (draft.kind === 'state') draft.entities.push({ name, operation: draft.operation, text })
  else if (draft.kind === 'object' && name === 'name') draft.name = text
}

function keep({ tests, objects, states }: Collected, draft: Draft): void {
  const id = owned(draft.id)
  if (draft.kind === 'test') tests.set(id, { type: draft.type, object: owned(draft.object), states: draft.refersTo.map(owned) })
  else if (draft.kind === 'object') objects.set(id, draft.isPattern || draft.name === undefined ? undefined : owned(draft.name))
  else
    states.set(
      id,
      draft.entities.map(({ name, operation, text }) => ({ name: owned(name), operation: owned(operation), text: owned(text) })),
    )
}

/** A part of a text keeps the whole text in memory, and these are kept until the document is read. */
function owned(text: string): string {
  return Buffer.from(text).toString()
}

/** A test for absence, or one over all of several packages, says something else than its state. */
function isPlain(attributes: Readonly<Record<string, string>>): boolean {
  const existence = attributes['check_existence'] ?? 'at_least_one_exists'
  return existence === 'at_least_one_exists' && ['at least one', 'all', 'only one'].includes(attributes['check'] ?? '')
}

function checkOf(
  test: Test | undefined,
  objects: ReadonlyMap<string, string | undefined>,
  states: ReadonlyMap<string, readonly OvalEntity[]>,
): OvalCheck | undefined {
  if (test === undefined || !objects.has(test.object)) return undefined
  const lists = test.states.map((id) => states.get(id))
  if (lists.includes(undefined)) return undefined
  const name = objects.get(test.object)
  return {
    type: test.type,
    ...(name === undefined ? {} : { package: name }),
    entities: lists.flatMap((list) => list ?? []),
  }
}
