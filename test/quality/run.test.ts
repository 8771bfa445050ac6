import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const runner = fileURLToPath(new URL('run.ts', import.meta.url))
const cases = fileURLToPath(new URL('cases/', import.meta.url))

function run(...options: readonly string[]): { readonly status: number | null; readonly out: string; readonly errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, ...options], { encoding: 'utf8' })
  return { status, out: stdout, errors: stderr }
}

test('quality: the carried worlds are judged without a fault, from dpkg and from the bill of materials', () => {
  const { status, out, errors } = run('--dir', cases, '--json')
  assert.equal(status, 0, errors)
  const reports = JSON.parse(out) as Readonly<Record<string, { readonly f1: number; readonly truePositives: number }>>
  assert.deepEqual(Object.keys(reports), ['clair-matchers', 'debian-host', 'debian-host-sbom'])
  for (const [name, { f1, truePositives }] of Object.entries(reports)) {
    assert.equal(f1, 1, name)
    assert.ok(truePositives > 30, name)
  }
})

test('quality: a wrong label is told in one line with its cause, and takes its part of the figure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-quality-'))
  try {
    cpSync(join(cases, 'clair-matchers'), join(folder, 'clair-matchers'), { recursive: true })
    const path = join(folder, 'clair-matchers', 'expected.tsv')
    const line = 'clair-RHEL8\tpyyaml\t5.1\tCVE-2019-20477\taffected'
    const text = readFileSync(path, 'utf8')
    assert.ok(text.includes(line))
    writeFileSync(path, text.replace(line, line.replace('affected', 'fixed')))
    const { status, out } = run('--dir', folder)
    assert.equal(status, 0)
    assert.match(out, /^clair-matchers: F1 0\.9855, precision 0\.9714, recall 1\.0000 \(34 right, 1 false, 0 missed/m)
    assert.match(
      out,
      /^ {2}false: clair-RHEL8 pyyaml 5\.1 CVE-2019-20477: expected fixed, answered affected .*\[ours: not yet explained\]$/m,
    )
    assert.match(out, /^mean F1 of 1 families: 0\.9855$/m)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('quality: folders without a family are named, an unknown family and an absent folder are wrong usage', () => {
  assert.equal(run('--only', 'nonesuch').status, 2)
  assert.equal(run('--dir', join(cases, 'nonesuch')).status, 2)
  assert.equal(run('--nonesuch').status, 2)
})
