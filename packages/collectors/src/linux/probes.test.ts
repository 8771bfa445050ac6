import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { factCatalogue } from './facts.catalogue.ts'
import { testProbe } from './probe.suite.ts'
import { linuxProbes } from './probes.ts'

const folderOf = (name: string): URL => new URL(`${name.slice('linux.'.length)}/`, import.meta.url)

for (const probe of linuxProbes) testProbe(probe, folderOf(probe.name))

test('probes have names of their own', () => {
  assert.equal(new Set(linuxProbes.map(({ name }) => name)).size, linuxProbes.length)
})

test('every fact of the samples is in the catalogue, with its type', () => {
  const types = new Map(factCatalogue.map(({ name, type }) => [name, type]))
  const kinds = { string: 'text', number: 'number', boolean: 'boolean', object: 'list' } as const
  let count = 0
  for (const probe of linuxProbes) {
    for (const [name, { value }] of probe.read(readFileSync(new URL('sample.txt', folderOf(probe.name)), 'utf8')).part.facts ??
      []) {
      count += 1
      const wanted = types.get(name.startsWith('cpu.vulnerability.') ? 'cpu.vulnerability.<name>' : name)
      assert.equal(kinds[typeof value as keyof typeof kinds], wanted, name)
    }
  }
  assert.ok(count > 150, `only ${count} facts`)
})

test('the catalogue names each fact once', () => {
  assert.equal(new Set(factCatalogue.map(({ name }) => name)).size, factCatalogue.length)
})
