/** Reads a product's page (Markdown with a YAML head) or answers of API v1. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { LifecycleRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { dayOf, instantOf } from '../fields/instant.ts'
import { readAll, rejection, rejectionOf, type Bytes } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { yamlDocument } from '../reading/yaml.ts'
import { endOf, recordOf, type Cycle, type Product } from './cycles.ts'
import { identifiersOf, type Identifier } from './identifiers.ts'

/** The longest page has 60 kB. */
const PAGE_BYTES_MAX = 4 * MIB
/** The longest product in the API has 400 kB (phones of Samsung). */
const ENTRY_BYTES_MAX = 16 * MIB
/** The product with the most cycles has 700. */
const CYCLES_MAX = 10_000

type Item = LifecycleRecord | Rejection | StatedAt

export function parse(file: FeedFile): AsyncGenerator<Item> {
  return plainName(file.path).endsWith('.md') ? parsePage(file) : parseAnswer(file)
}

async function* parsePage(file: FeedFile): AsyncGenerator<Item> {
  const page = await readAll(file.bytes(), PAGE_BYTES_MAX)
  if (!page.ok) {
    yield rejectionOf(page.error)
    return
  }
  const end = page.value.indexOf('\n---', 4)
  if (page.value.subarray(0, 4).toString('latin1') !== '---\n' || end < 0) {
    yield rejection('endoflife-head', 'Cannot read a product: the page must begin with a YAML head between lines of ---')
    return
  }
  // `failsafe`: the cycle `7.10` and the version `1.20` stay text
  const head = await yamlDocument(one(page.value.subarray(4, end + 1)), PAGE_BYTES_MAX)
  if (head.ok) yield* pageRecords(head.value)
  else yield rejectionOf(head.error)
}

async function* one(bytes: Uint8Array): Bytes {
  yield await Promise.resolve(bytes)
}

function* pageRecords(head: unknown): Generator<Item> {
  const name = isObject(head) ? /^\/([\w.-]{1,80})$/.exec(textOf(head, 'permalink') ?? '')?.[1] : undefined
  const title = isObject(head) ? textOf(head, 'title') : undefined
  if (!isObject(head) || name === undefined || title === undefined) {
    yield rejection('endoflife-head', 'Cannot read a product: it must have a title and a permalink')
    return
  }
  const listed = listOf(head, 'identifiers').flatMap((entry) =>
    isObject(entry) ? Object.entries(entry).flatMap(([type, id]) => (typeof id === 'string' ? [{ type, id }] : [])) : [],
  )
  const label = textOf(head, 'releaseLabel') ?? '__RELEASE_CYCLE__'
  const product = productOf(name, title, textOf(head, 'eoesColumn'), listed, textOf(head, 'releasePolicyLink'))
  yield* cycleRecords(product, listOf(head, 'releases'), (release) => pageCycle(release, label))
}

function pageCycle(release: JsonObject, label: string): Cycle | undefined {
  const name = textOf(release, 'releaseCycle')
  if (name === undefined) return undefined
  const codename = textOf(release, 'codename')
  const link = textOf(release, 'link')
  return {
    name,
    label: (textOf(release, 'releaseLabel') ?? label)
      .replaceAll('__RELEASE_CYCLE__', name)
      .replaceAll('__CODENAME__', codename ?? '')
      .trim(),
    ...optional({
      codename,
      releasedAt: dayOf(own(release, 'releaseDate')),
      latest: textOf(release, 'latest'),
      link: link?.includes('__') === true ? undefined : link, // a template of the page
    }),
    activeEnds: endOf(own(release, 'eoas')),
    securityEnds: endOf(own(release, 'eol')),
    extendedEnds: endOf(own(release, 'eoes')),
    // A date is the day from which it is one.
    longTerm: endOf(own(release, 'lts')) !== undefined && endOf(own(release, 'lts')) !== 'not-over',
  }
}

async function* parseAnswer(file: FeedFile): AsyncGenerator<Item> {
  // One product's answer has the product itself as `result`; all products, a list of them.
  const single = !/(?:full|products)(?:\.json)?$/.test(plainName(file.path))
  const path = single ? [] : ['result']
  for await (const entry of jsonEntries(file.bytes(), { path, depth: 1, entryBytesMax: ENTRY_BYTES_MAX, siblings: true })) {
    if (entry.kind === 'rejection') yield entry
    else if (entry.path[0] === 'generated_at') {
      const at = instantOf(entry.value)
      if (at !== undefined) yield { kind: 'stated', at }
    } else if (entry.path[0] === 'result') yield* answerRecords(entry.value, entry.path.join('/'))
  }
}

function* answerRecords(value: unknown, at: string): Generator<Item> {
  const name = isObject(value) ? textOf(value, 'name') : undefined
  const title = isObject(value) ? textOf(value, 'label') : undefined
  if (!isObject(value) || name === undefined || title === undefined) {
    yield rejection('endoflife-product', 'Cannot read a product: it must have a name and a label', at)
    return
  }
  const listed = listOf(value, 'identifiers').flatMap((entry): readonly Identifier[] => {
    const [type, id] = isObject(entry) ? [textOf(entry, 'type'), textOf(entry, 'id')] : []
    return type === undefined || id === undefined ? [] : [{ type, id }]
  })
  const [labels, links] = [own(value, 'labels'), own(value, 'links')]
  const product = productOf(
    name,
    title,
    isObject(labels) ? textOf(labels, 'eoes') : undefined,
    listed,
    isObject(links) ? textOf(links, 'releasePolicy') : undefined,
  )
  yield* cycleRecords(product, listOf(value, 'releases'), answerCycle)
}

function answerCycle(release: JsonObject): Cycle | undefined {
  const name = textOf(release, 'name')
  if (name === undefined) return undefined
  const latest = own(release, 'latest')
  const newest = isObject(latest) ? latest : {}
  return {
    name,
    label: textOf(release, 'label') ?? name,
    ...optional({
      codename: textOf(release, 'codename'),
      releasedAt: dayOf(own(release, 'releaseDate')),
      latest: textOf(newest, 'name'),
      link: textOf(newest, 'link'),
    }),
    activeEnds: fromOrState(release, 'eoasFrom', 'isEoas'),
    securityEnds: fromOrState(release, 'eolFrom', 'isEol'),
    extendedEnds: fromOrState(release, 'eoesFrom', 'isEoes'),
    longTerm: own(release, 'isLts') === true,
  }
}

/** The date where there is one; else the state on the day of the answer. */
function fromOrState(release: JsonObject, from: string, state: string): Cycle['securityEnds'] {
  return endOf(own(release, from)) ?? endOf(own(release, state))
}

function productOf(
  name: string,
  title: string,
  extendedLabel: string | undefined,
  listed: readonly Identifier[],
  policy: string | undefined,
): Product {
  return {
    name,
    title,
    extendedLabel: (extendedLabel ?? '').replaceAll(/<[^>]{0,200}>/g, ''),
    identifiers: identifiersOf(listed),
    reference: policy ?? `https://endoflife.date/${name}`,
  }
}

function* cycleRecords(
  product: Product,
  releases: readonly unknown[],
  read: (release: JsonObject) => Cycle | undefined,
): Generator<Item> {
  for (const [index, release] of releases.slice(0, CYCLES_MAX).entries()) {
    const cycle = isObject(release) ? read(release) : undefined
    const record = cycle === undefined ? undefined : recordOf(product, cycle)
    yield (
      record ??
        rejection(
          'endoflife-cycle',
          'Cannot read a cycle: it must have a name and tell an end',
          `${product.name} releases/${index}`,
        )
    )
  }
}

function textOf(object: JsonObject, key: string): string | undefined {
  const value = own(object, key)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function listOf(object: JsonObject, key: string): readonly unknown[] {
  const value = own(object, key)
  return Array.isArray(value) ? value : []
}

function optional<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  // The members that were undefined are gone, which is what the type says.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>
  }
}
