// The fast part of the tests: types, lint, format, imports, unused code, lock file, generated files, house texts.
//   npm run check [-- STEP…]   ends with 1 when a step fails. Goal: under 60 s on two cores.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mayImport } from '../dependencies.table.ts'
import { checkCatalogues } from '../tools/lint/text-in-both-languages.ts'
import { checkTexts } from '../tools/lint/text-rules.ts'
import { outdated } from './generate.ts'
import { checkImports } from './import-table.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const RUN_MS_MAX = 5 * 60_000 // far above the slowest step; a tool that hangs must not hang the check

/** Notes are told and do not fail; skipped says why the step could not run. */
type Outcome = { readonly problems: readonly string[]; readonly notes?: readonly string[]; readonly skipped?: string }
type Step = { readonly name: string; readonly run: () => Promise<Outcome> }
export type StepResult = Outcome & { readonly name: string; readonly seconds: number }

const steps: readonly Step[] = [
  { name: 'types', run: () => tool('typescript', 'tsc', ['-p', '.']) },
  { name: 'lint', run: () => tool('oxlint', 'oxlint', ['--format', 'unix']) },
  { name: 'format', run: () => tool('oxfmt', 'oxfmt', ['--check', '.']) },
  { name: 'imports', run: imports },
  { name: 'unused', run: () => tool('knip', 'knip', ['--no-progress', '--reporter', 'compact']) },
  { name: 'lock', run: lockFile },
  {
    name: 'generated',
    run: async () => ({
      problems: (await outdated(root)).map((path) => `${path} is not what its generator writes: run npm run generate`),
    }),
  },
  { name: 'texts', run: texts },
]

export async function runChecks(only: readonly string[], tell: (result: StepResult) => void): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  for (const { name, run } of steps.filter((step) => only.length === 0 || only.includes(step.name))) {
    const beginMs = performance.now()
    const outcome = await run().catch((error: unknown): Outcome => ({
      problems: [`the step broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
    }))
    const result = { name, seconds: (performance.now() - beginMs) / 1000, ...outcome }
    tell(result)
    results.push(result)
  }
  return results
}

export function tellStep({ name, seconds, problems, notes = [], skipped }: StepResult): void {
  const mark = problems.length > 0 ? 'FAILED' : skipped === undefined ? 'ok' : 'skipped'
  console.log(`check ${name.padEnd(10)} ${mark.padEnd(7)} ${seconds.toFixed(1)} s${skipped === undefined ? '' : `  ${skipped}`}`)
  for (const note of notes) console.log(`  note: ${note}`)
  for (const problem of problems) console.log(problem.replaceAll(/^/gm, '  '))
}

async function imports(): Promise<Outcome> {
  const { problems, unused } = await checkImports(root, mayImport)
  return { problems, notes: unused.map((edge) => `no import needs ${edge} (dependencies.table.ts)`) }
}

async function texts(): Promise<Outcome> {
  const reports = [...checkTexts(root), ...(await checkCatalogues(root))]
  return { problems: reports.map(({ path, line, rule, message }) => `${path}:${line}: ${message} [house/${rule}]`) }
}

/** A lock that names a download address binds everybody to one registry; one that npm ci refuses binds nobody. */
async function lockFile(): Promise<Outcome> {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const lock = JSON.parse(text) as {
    readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly link?: boolean }>>
  }
  const named = Object.entries(lock.packages).filter(([, { resolved, link }]) => resolved !== undefined && link !== true)
  const addresses = named.map(
    ([path]) => `package-lock.json: ${path} names a download address: run npm install again, .npmrc leaves them out`,
  )
  const npm = npmCommand()
  const { code, output, missing } = await runTool(npm.file, [
    ...npm.args,
    'ci',
    '--dry-run',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ])
  if (missing) return { problems: addresses, skipped: 'no npm here to try npm ci' }
  return { problems: code === 0 ? addresses : [...addresses, `npm ci refuses the lock file:\n${output}`] }
}

function npmCommand(): { readonly file: string; readonly args: readonly string[] } {
  const script = process.env['npm_execpath']
  const started = script !== undefined && /npm-cli\.c?js$/.test(script) && existsSync(script)
  return started ? { file: process.execPath, args: [script] } : { file: 'npm', args: [] }
}

async function tool(packageName: string, bin: string, args: readonly string[]): Promise<Outcome> {
  const home = join(root, 'node_modules', packageName)
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>
  }
  const entry = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin]
  if (entry === undefined) return { problems: [`${packageName} has no program ${bin}`] }
  const { code, output } = await runTool(process.execPath, [join(home, entry), ...args])
  return { problems: code === 0 ? [] : [output.trim() || `${bin} ended with ${code}`] }
}

function runTool(
  file: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string; readonly missing: boolean }> {
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: RUN_MS_MAX })
    let output = ''
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
    child.on('error', (error) => done({ code: 1, output: error.message, missing: 'code' in error && error.code === 'ENOENT' }))
    child.on('close', (code) => done({ code: code ?? 1, output, missing: false }))
  })
}

if (import.meta.main) {
  const only = process.argv.slice(2)
  const unknown = only.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) console.error(`no step ${unknown.join(', ')}: there are ${steps.map(({ name }) => name).join(', ')}`)
  const results = unknown.length > 0 ? [] : await runChecks(only, tellStep)
  const failed = results.filter(({ problems }) => problems.length > 0)
  if (results.length > 0)
    console.log(
      `${results.length - failed.length} of ${results.length} steps passed in ${results.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)} s`,
    )
  process.exitCode = unknown.length > 0 ? 2 : failed.length > 0 ? 1 : 0
}
