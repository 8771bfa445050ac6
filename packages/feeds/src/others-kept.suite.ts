/** That a bad record costs itself only: whatever stands in the place of one entry of a list, all that the others give stays. */
import assert from 'node:assert/strict'
import type { Feed } from '@hygie/core/knowledge/feed'
import { bytesOf } from './reading/samples.ts'

/** An entry that is a record by itself may be wrong in any way: what all others give stays. */
export async function expectOthersKept(feed: Feed, path: string, text: string): Promise<void> {
  const records = async (document: unknown): Promise<readonly string[]> =>
    (await Array.fromAsync(feed.parse({ path, bytes: () => bytesOf(JSON.stringify(document)) })))
      .filter(({ kind }) => kind !== 'rejection' && kind !== 'stated')
      .map((item) => JSON.stringify(item))
  const whole = new Set(await records(JSON.parse(text)))
  for (const [step, key] of entriesOf(JSON.parse(text) as unknown).entries()) {
    if (step >= 4) break
    const others = await records(withEntry(text, key, undefined))
    if (others.length === 0 || others.length >= whole.size || others.some((item) => !whole.has(item))) continue
    for (const wrong of [null, 7, [], {}, 'x', { id: 7 }, [null]]) {
      const found = new Set(await records(withEntry(text, key, wrong)))
      const lost = others.filter((item) => !found.has(item))
      assert.deepEqual(lost, [], `${path}: ${JSON.stringify(wrong)} at ${key.join('.')} costs other records`)
    }
  }
}

/** Paths of the first entries of lists and tables down to three levels, outermost first, one of each parent. */
function entriesOf(document: unknown): readonly (readonly string[])[] {
  const paths: string[][] = []
  const walk = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null || path.length > 3) return
    const keys = Object.keys(node)
    const middle = keys[Math.floor(keys.length / 2)]
    if (keys.length > 1 && middle !== undefined) paths.push([...path, middle])
    for (const key of keys.slice(0, 3)) walk(Object.getOwnPropertyDescriptor(node, key)?.value, [...path, key])
  }
  walk(document, [])
  return paths.toSorted((left, right) => left.length - right.length)
}

function withEntry(text: string, path: readonly string[], value: unknown): unknown {
  const document: unknown = JSON.parse(text)
  let node: unknown = document
  for (const key of path.slice(0, -1)) node = Object.getOwnPropertyDescriptor(node, key)?.value
  const last = path.at(-1) ?? ''
  if (Array.isArray(node) && value === undefined) node.splice(Number(last), 1)
  else if (typeof node === 'object' && node !== null) {
    if (value === undefined) Reflect.deleteProperty(node, last)
    else Object.defineProperty(node, last, { value, enumerable: true })
  }
  return document
}
