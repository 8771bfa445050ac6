import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'

import { schemes } from './all.generated.ts'

const folder = new URL('./', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

test('every scheme of the folder is in the table under its own name', () => {
  const names = readdirSync(folder)
    .filter((file) => /^[a-z0-9]+\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((name) => read(`${name}.ts`).includes(`export const ${name}: Scheme<`))
  assert.deepEqual(Object.keys(schemes), names.toSorted())
  for (const [name, scheme] of Object.entries(schemes)) assert.equal(scheme.name, name)
})

test('every scheme passes the suite of schemes and has its cases', () => {
  for (const name of Object.keys(schemes)) {
    const source = read(`${name}.test.ts`)
    assert.ok(source.includes(`testScheme(${name},`), `${name}.test.ts runs the properties`)
    assert.ok(source.includes(`testCases(${name},`), `${name}.test.ts runs the cases`)
    assert.ok(read(`${name}.cases.txt`).length > 0)
  }
})
