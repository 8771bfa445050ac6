// `npm test` itself, on a project of its own: what it counts, what it calls a failure, and its last line.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const OURS = [
  'scripts',
  'dependencies.table.ts',
  'package.json',
  'tools/lint',
  'test/run.ts',
  'test/needs.ts',
  'test/install-needs.ts',
  'test/write-through.ts',
]

function runTests(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): { readonly lines: readonly string[]; readonly status: number | null } {
  const root = mkdtempSync(join(tmpdir(), 'hygie-runner-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const path of OURS) cpSync(join(repository, path), join(root, path), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  mkdirSync(join(root, 'test', 'sample'))
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(root, 'test', 'sample', name), `import { test, describe } from 'node:test'\n${text}\n`)
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined } // else the inner runner takes itself for a file of the outer one
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'test', 'run.ts'), 'test/sample'], {
    encoding: 'utf8',
    env,
    cwd: dirname(root),
  })
  return { lines: stdout.trimEnd().split('\n'), status }
}

test('passing, skipped and grouped tests are summed over files; the last line is the sum', (t) => {
  const { lines, status } = runTests(t, {
    'one.test.ts': `test('a', () => {})\ntest('b', { skip: 'no dpkg here' }, () => {})`,
    'two.test.ts': `describe('group', () => { test('c', () => {}); test('d', () => {}) })`,
  })
  assert.deepEqual(lines, ['skipped test/sample/one.test.ts: b (no dpkg here)', '3 passed, 0 failed, 1 skipped'])
  assert.equal(status, 0)
})

test('a failing test is told with its place, its groups and its reason, once', (t) => {
  const { lines, status } = runTests(t, {
    'one.test.ts': `test('a', () => {})\ndescribe('group', () => { test('b', () => { throw new Error('broken on purpose') }) })`,
  })
  assert.equal(lines[0], 'FAILED test/sample/one.test.ts:3: group › b')
  assert.match(lines[1] ?? '', /Error: broken on purpose/)
  assert.deepEqual([lines.at(-1), status], ['1 passed, 1 failed, 0 skipped', 1])
})

test('a file that breaks, ends early or holds no test is a failure; so is no file at all', (t) => {
  const broken = runTests(t, {
    'one.test.ts': `throw new Error('at load')`,
    'two.test.ts': 'process.exit(0)',
    'three.test.ts': '',
  })
  assert.deepEqual([broken.lines.at(-1), broken.status], ['0 passed, 3 failed, 0 skipped', 1])
  const none = runTests(t, {})
  assert.deepEqual(none, {
    lines: ['no test file at test/sample: that is a failure', '0 passed, 1 failed, 0 skipped'],
    status: 1,
  })
})

test('a test that leaves a timer behind does not hold up the end', (t) => {
  const { lines } = runTests(t, { 'one.test.ts': `test('a', () => { setInterval(() => {}, 1000) })` })
  assert.deepEqual(lines, ['1 passed, 0 failed, 0 skipped'])
})

test('no test is lost at the end of a file, however much it tells and whatever it leaves behind', (t) => {
  // More than a pipe holds, told faster than the runner reads: a forced end would cut it.
  const many = `for (let index = 0; index < 3000; index += 1) test('x'.repeat(200) + index, () => {})\nsetInterval(() => {}, 1000)\n`
  const { lines } = runTests(t, {
    'one.test.ts': many,
    'two.test.ts': `${many}test('late', () => { throw new Error('on purpose') })`,
  })
  assert.deepEqual([lines[0], lines.at(-1)], ['FAILED test/sample/two.test.ts:4: late', '6000 passed, 1 failed, 0 skipped'])
})

test('a file that ends between its tests is a failure, although its process ends well', (t) => {
  const { lines, status } = runTests(t, {
    'one.test.ts': `test('a', () => {})\ntest('b', (t, done) => { setImmediate(() => setImmediate(() => process.exit(0))) })`,
  })
  assert.deepEqual(lines, ['FAILED test/sample/one.test.ts: its report ends before its tests', '1 passed, 1 failed, 0 skipped'])
  assert.equal(status, 1)
})
