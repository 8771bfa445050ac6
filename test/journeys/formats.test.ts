/** Every output form of a real audit is what its standard says, and stays readable in both languages. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { jsonJudge } from '../schemas/validator.ts'
import { hostTarget, newHome, sample } from './cli.ts'

const home = newHome()

before(() => {
  assert.equal(home.hygie('kb', 'build', '--mirror', join(sample, 'mirror')).status, 0)
})

function audit(format: string, language = 'en'): string {
  const { status, stdout, stderr } = home.hygie('audit', ...hostTarget, '--format', format, '--lang', language)
  assert.equal(status, 0, stderr)
  return stdout
}

for (const [format, schema] of [
  ['sarif', 'sarif-2.1.0'],
  ['cyclonedx-vex', 'cyclonedx-1.6'],
  ['openvex', 'openvex-0.2.0'],
] as const) {
  test(`${format} of a real audit validates against ${schema}`, () => {
    assert.equal(jsonJudge(schema)(JSON.parse(audit(format))), undefined)
  })
}

test('csv has one row per finding, and no cell that a spreadsheet would run', () => {
  const rows = parse(audit('csv'), { columns: true }) as readonly Record<string, string>[]
  const json = JSON.parse(audit('json')) as { summary: { findings: number } }
  assert.equal(rows.length, json.summary.findings)
  for (const row of rows) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+@-]/)
})

test('ndjson is a head, one line per asset, an end; each line by itself', () => {
  const types = audit('ndjson')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type)
  assert.deepEqual(types, ['head', 'asset', 'end'])
})

test('the table begins with what to do first, in the language asked for', () => {
  assert.match(
    audit('table'),
    /Do first\n\s+1\s+now\s+Upgrade glibc to 2\.36-9\+deb12u7\n.*decide or mend by 2026-11-27 · closes 18 findings · restart of the machine\n\s+\$ apt-get/,
  )
  assert.match(audit('table', 'fr'), /À faire d’abord\n\s+1\s+immédiat\s+Mettre à jour glibc en 2\.36-9\+deb12u7/)
})
