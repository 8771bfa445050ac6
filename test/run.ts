// `npm test`: installs what tests need, runs the check, then every *.test.ts. Last line: N passed, N failed, N skipped.
//   npm test -- PATH…   only the test files at or below these paths, without the check
import { globSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { runChecks, tellStep } from '../scripts/check.ts'
import { installNeeds } from './install-needs.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const FILES_AT_ONCE = 2 // a common machine has two cores; more only makes each test slower
const FILE_MS_MAX = 10 * 60_000 // a file that hangs fails instead of holding up the rest

type Count = { passed: number; failed: number; skipped: number }

async function main(paths: readonly string[]): Promise<void> {
  const count: Count = { passed: 0, failed: 0, skipped: 0 }
  if (paths.length === 0) {
    installNeeds()
    for (const { problems, skipped } of await runChecks([], tellStep)) {
      if (problems.length > 0) count.failed += 1
      else if (skipped === undefined) count.passed += 1
      else count.skipped += 1
    }
  }
  const files = testFiles(paths)
  if (files.length > 0) await runFiles(files, count)
  if (files.length === 0) {
    console.log(`no test file${paths.length === 0 ? '' : ` at ${paths.join(', ')}`}: that is a failure`)
    count.failed += 1
  }
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0
}

function testFiles(paths: readonly string[]): readonly string[] {
  const all = globSync(['packages/*/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts', 'scripts/**/*.test.ts'], {
    cwd: root,
    exclude: ['**/node_modules/**', 'tools/lint/planted/**'],
  })
  const wanted = paths.map((path) => resolve(root, path))
  const files = all.map((path) => resolve(root, path)).toSorted()
  return wanted.length === 0
    ? files
    : files.filter((file) => wanted.some((path) => file === path || file.startsWith(`${path}/`) || file.startsWith(`${path}\\`)))
}

/** Failures are told as they happen, skipped tests with their reason; passed ones only count. */
async function runFiles(files: readonly string[], count: Count): Promise<void> {
  // Forced to end: a test that leaves a timer or a socket behind would otherwise keep its process for ever.
  const execArgv = ['--import', new URL('write-through.ts', import.meta.url).href]
  const events = run({
    files: [...files],
    concurrency: FILES_AT_ONCE,
    timeout: FILE_MS_MAX,
    cwd: root,
    forceExit: true,
    execArgv,
  })
  const around: string[] = [] // names of the tests around the one at hand, by nesting
  const ended = new Set<string>() // files that reported to their end, or whose early end was told
  const onStart = ({ nesting, name }: Started): void => void (around[nesting] = name)
  const onPass = ({ name, file, skip, todo, details }: Passed): void => {
    if (details.type === 'suite') return
    const reason = skip ?? todo
    if (name === file) {
      count.failed += 1 // its process ended well, without one test: an empty file, or a process.exit
      ended.add(file)
      tell(`FAILED ${placeOf(file)}: no test ran in it`)
    } else if (reason === undefined || reason === false) count.passed += 1
    else {
      count.skipped += 1
      tell(`skipped ${placeOf(file)}: ${name}${typeof reason === 'string' ? ` (${reason})` : ''}`)
    }
  }
  const onFail = ({ name, file, line, nesting, todo, details }: Failed): void => {
    if (todo !== undefined && todo !== false) {
      count.skipped += 1
      return
    }
    if (failureType(details.error) === 'subtestsFailed') return // its own tests were told already
    count.failed += 1
    if (name === file) ended.add(file)
    const title = name === file ? 'the file broke before its tests' : [...around.slice(0, nesting), name].join(' › ')
    tell(`FAILED ${placeOf(file)}${line === undefined || name === file ? '' : `:${line}`}: ${title}\n${reasonOf(details.error)}`)
  }
  events.on('test:start', onStart)
  events.on('test:pass', onPass)
  events.on('test:fail', onFail)
  events.on('test:summary', ({ file }) => void (file !== undefined && ended.add(file)))
  events.on('test:stderr', ({ message }) => void process.stderr.write(message))
  events.resume()
  await new Promise((done) => events.on('end', done))
  // The summary is the last word of a file. Without it a failure may be among what is missing.
  for (const file of files.filter((path) => !ended.has(path))) {
    count.failed += 1
    tell(`FAILED ${placeOf(file)}: its report ends before its tests`)
  }
}

type Started = { readonly nesting: number; readonly name: string }
type Ended = { readonly name: string; readonly file?: string | undefined; readonly todo?: string | boolean | undefined }
type Passed = Ended & {
  readonly skip?: string | boolean | undefined
  readonly details: { readonly type?: 'suite' | 'test' | undefined }
}
type Failed = Ended & {
  readonly line?: number | undefined
  readonly nesting: number
  readonly details: { readonly error: Error }
}

const tell = (text: string): void => console.log(text)
const placeOf = (file: string | undefined): string => (file === undefined ? 'somewhere' : relative(root, file))
const failureType = (error: Error): unknown => ('failureType' in error ? error.failureType : undefined)

/** The runner wraps what a test threw; the cause has the message, the difference and the place. */
function reasonOf(error: Error): string {
  const cause = error.cause ?? error
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause)
  const own = text.split('\n').filter((line) => !/^\s+at .*(?:node:internal|node:async_hooks)/.test(line))
  return own.join('\n').replaceAll(/^/gm, '  ')
}

await main(process.argv.slice(2))
