// The files in planted/ break one rule each. The linters must report exactly planted/expected.txt under the settings of
// the repository: a rule that is switched off, or that stops finding, is a red test.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkCatalogues } from './text-in-both-languages.ts'
import { checkText, textRules } from './text-rules.ts'

const planted = fileURLToPath(new URL('planted', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const expectedFile = join(planted, 'expected.txt')

type OxlintReport = {
  readonly diagnostics: readonly {
    readonly filename: string
    readonly code: string
    readonly labels: readonly { readonly span: { readonly line: number } }[]
  }[]
}

function bySyntax(): readonly string[] {
  const args = [
    join(root, 'node_modules', 'oxlint', 'bin', 'oxlint'),
    '--config',
    '../planted.oxlintrc.json',
    '--type-aware',
    '--format',
    'json',
    '.',
  ]
  const run = spawnSync(process.execPath, args, { cwd: planted, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 })
  assert.match(run.stdout, /^\{/, run.stdout + run.stderr)
  const { diagnostics } = JSON.parse(run.stdout) as OxlintReport
  return diagnostics.map(({ filename, code, labels }) => `${filename.replaceAll('\\', '/')}:${labels[0]?.span.line ?? 1} ${code}`)
}

async function byText(): Promise<readonly string[]> {
  const paths = globSync('**/*.ts', { cwd: planted }).map((path) => path.replaceAll('\\', '/'))
  const reports = [...paths.flatMap((path) => checkText(planted, path)), ...(await checkCatalogues(planted))]
  return reports.map(({ path, line, rule }) => `${path}:${line} text(${rule})`)
}

test('the linters report every planted violation and nothing else', async () => {
  const found = [...bySyntax(), ...(await byText())].toSorted((left, right) => (left < right ? -1 : 1)).join('\n') + '\n'
  if (process.env['UPDATE'] === '1') writeFileSync(expectedFile, found)
  assert.equal(found, readFileSync(expectedFile, 'utf8'))
})

test('every house rule is switched on and has a planted violation', () => {
  const expected = readFileSync(expectedFile, 'utf8')
  const files = globSync('tools/lint/*.test.ts', { cwd: root }).map((path) => path.replace(/^.*[\\/](.*)\.test\.ts$/, '$1'))
  const rules = files.filter((name) => name !== 'planted')
  assert.ok(rules.length > 14)
  for (const rule of rules) assert.match(expected, new RegExp(`\\((?:${rule})\\)`), rule)
  for (const { name } of textRules) assert.ok(rules.includes(name), `${name} lacks its test`)
})
