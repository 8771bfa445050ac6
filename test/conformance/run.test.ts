import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const runner = fileURLToPath(new URL('run.ts', import.meta.url))

/** Runs over a folder of its own with these files, `apk/apk-valid.tsv` and so on. */
function run(
  files: Readonly<Record<string, string>>,
  ...options: readonly string[]
): { readonly status: number | null; readonly out: string; readonly errors: string } {
  const directory = mkdtempSync(join(tmpdir(), 'hygie-conformance-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true })
      writeFileSync(join(directory, path), text)
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [runner, '--dir', directory, ...options], { encoding: 'utf8' })
    return { status, out: stdout, errors: stderr }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const RIGHT = 'version\toutcome\n1.2\tvalid\n1.2x3\tinvalid\n'
const WRONG = 'version\toutcome\n1.2\tinvalid\n'

test('conformance passes when every case does', () => {
  const { status, out } = run({ 'apk/apk-valid.tsv': RIGHT })
  assert.equal(status, 0)
  assert.match(out, /^apk: 2\/2$/m)
})

test('conformance fails on a case that no deviation covers', () => {
  const { status, out } = run({ 'apk/apk-valid.tsv': WRONG })
  assert.equal(status, 1)
  assert.match(out, /^apk: 0\/1$/m)
  assert.match(out, /failed: valid 1\.2: expected "invalid", got "valid"/)
})

test('conformance takes a failed case that a deviation covers', () => {
  const { status, out } = run({
    'dpkg/go-deb-version-parse.tsv': 'version\tepoch\tupstream\trevision\toutcome\n1-a_b\t0\t1\ta_b\tok\n',
  })
  assert.equal(status, 0)
  assert.match(out, /^dpkg: 0\/1 \(1 known deviations\)$/m)
})

test('conformance fails on a folder of a suite without a case, and names folders without a suite', () => {
  const { status, errors } = run({ 'apk/SOURCE.txt': '', 'nonesuch/x.tsv': '' })
  assert.equal(status, 1)
  assert.match(errors, /apk: its folder is there, but no case was found in it/)
  assert.match(errors, /not covered by a suite: nonesuch/)
})

test('conformance prints one object with --json', () => {
  const { status, out } = run(
    { 'apk/apk-valid.tsv': WRONG, 'golang/module-escape.tsv': 'path\tescaped\na.b/C\ta.b/!c\n' },
    '--json',
  )
  assert.equal(status, 1)
  assert.deepEqual(JSON.parse(out), {
    apk: { passed: 0, total: 1, deviations: [], failed: [{ id: 'valid 1.2', detail: 'expected "invalid", got "valid"' }] },
    golang: { passed: 1, total: 1, deviations: [], failed: [] },
  })
})

test('conformance runs one suite with --only and refuses an unknown one', () => {
  const files = { 'apk/apk-valid.tsv': WRONG, 'golang/module-escape.tsv': 'path\tescaped\na.b/C\ta.b/!c\n' }
  assert.equal(run(files, '--only', 'golang').status, 0)
  assert.equal(run(files, '--only', 'nonesuch').status, 2)
  assert.equal(run(files, '--nonesuch').status, 2)
})
