/** Every output form of a real audit is what its standard says, and stays readable in both languages. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
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

test('one finding is one finding, in both languages', () => {
  const target = ['audit', 'pkg:npm/none@1', 'pkg:npm/none@2', '--all', '--quiet']
  assert.match(
    home.hygie(...target).stdout,
    / · system not named · 1 software\n.* 0 matches cancelled[^]*\n2 assets, 0 findings\n$/,
  )
  const french = home.hygie(...target, '--lang', 'fr').stdout
  assert.match(french, / · système non précisé · 1 logiciel\n.* 0 correspondance écartée[^]*\n2 actifs, 0 constat\n$/)
})

test('every form tells what could not be read, and the engine by its version', () => {
  for (const format of ['table', 'json', 'ndjson', 'csv', 'sarif', 'cyclonedx-vex', 'openvex', 'html']) {
    const { status, stdout, stderr } = home.hygie('audit', ...hostTarget, 'nosuch\u001B[31m', '--format', format)
    assert.equal(status, 3, format)
    assert.match(stdout + stderr, /Cannot find/, format)
    assert.ok(!(stdout + stderr).includes('\u001B'), format)
  }
  assert.equal((JSON.parse(audit('json')) as { engine: string }).engine, '0.1.0')
})

test('names of the outside neither move the cursor nor turn the writing', () => {
  const file = join(home.path, 'bill.json')
  const component = { type: 'library', name: 'glibc\u202E\u001B[2J', version: '1', purl: 'pkg:npm/none@1' }
  const metadata = { component: { type: 'application', name: 'app\u202E\u2066\u001B]0;x\u0007\nforged' } }
  writeFileSync(file, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', metadata, components: [component] }))
  for (const format of ['table', 'csv']) {
    const { stdout } = home.hygie('audit', `sbom:${file}`, '--format', format, '--quiet')
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/)
    assert.doesNotMatch(stdout, /^forged/m)
  }
})
