/**
 * Runs the conformance suites over the conformance data.
 *
 *   --dir DIR    data to judge; without it ../shared/conformance if there, else test/conformance/cases
 *   --only NAME  one suite
 *   --json       one object: { suite: { passed, total, deviations: [{ id, reason }], failed: [{ id, detail }] } }
 *
 * Exit status: 0 every failed case is covered by a deviation with its reason; 1 one is not, a suite found its folder
 * but no case in it, or (whole default data only) a deviation covers nothing any more; 2 wrong usage.
 */

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import type { Suite } from './suite.ts'

type Report = {
  readonly passed: number
  readonly total: number
  readonly deviations: readonly { readonly id: string; readonly reason: string }[]
  readonly failed: readonly { readonly id: string; readonly detail: string }[]
  /** Why the suite fails though no case does. */
  readonly complaints: readonly string[]
}

const here = fileURLToPath(new URL('./', import.meta.url))
const shared = fileURLToPath(new URL('../../../shared/conformance/', import.meta.url))
const carried = join(here, 'cases')
/** Failed cases printed per suite without --json; all are counted. */
const FAILED_SHOWN_MAX = 20

process.exitCode = await main()

async function main(): Promise<number> {
  const options = readOptions()
  if (options === undefined) return 2
  const { directory, only, json } = options
  const suites = readdirSync(join(here, 'suites'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .toSorted()
  if (only !== undefined && !suites.includes(only)) {
    process.stderr.write(`Cannot run "${only}": no such suite, should be one of ${suites.join(', ')}\n`)
    return 2
  }
  const folders = readdirSync(directory).filter((name) => statSync(join(directory, name)).isDirectory())
  const wanted = suites.filter((name) => folders.includes(name) && (only === undefined || name === only))
  const reports = new Map<string, Report>()
  for (const name of wanted) {
    const report = await runSuite(name, join(directory, name), directory === shared)
    reports.set(name, report)
    if (!json) print(name, report)
  }
  const uncovered = folders.filter((name) => !suites.includes(name)).toSorted()
  if (only === undefined && uncovered.length > 0) process.stderr.write(`not covered by a suite: ${uncovered.join(', ')}\n`)
  if (wanted.length === 0) process.stderr.write(`Cannot judge "${directory}": no folder of a suite in it\n`)
  if (json)
    process.stdout.write(
      `${JSON.stringify(Object.fromEntries([...reports].map(([name, report]) => [name, jsonOf(report)])), undefined, 1)}\n`,
    )
  for (const [name, { complaints }] of reports)
    for (const complaint of complaints) process.stderr.write(`${name}: ${complaint}\n`)
  const clean = [...reports.values()].every(({ failed, complaints }) => failed.length === 0 && complaints.length === 0)
  return clean && wanted.length > 0 ? 0 : 1
}

function readOptions(): { readonly directory: string; readonly only: string | undefined; readonly json: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: { dir: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    const directory = values.dir ?? (existsSync(shared) ? shared : carried)
    if (!existsSync(directory) || !statSync(directory).isDirectory()) throw new Error(`no folder "${directory}"`)
    return { directory, only: values.only, json: values.json }
  } catch (error) {
    process.stderr.write(`Cannot run the conformance suites: ${error instanceof Error ? error.message : String(error)}\n`)
    return undefined
  }
}

/** A suite that breaks is a failed suite; the others still run. */
async function runSuite(name: string, directory: string, isWholeData: boolean): Promise<Report> {
  const complaints: string[] = []
  const deviations: { id: string; reason: string }[] = []
  const failed: { id: string; detail: string }[] = []
  let passed = 0
  let total = 0
  try {
    const { suite } = (await import(pathToFileURL(join(here, 'suites', `${name}.ts`)).href)) as { suite: Suite } // what suites/ is for
    if (suite.name !== name) complaints.push(`names itself "${suite.name}"`)
    const used = new Set<number>()
    for await (const outcome of suite.cases(directory)) {
      total++
      if (outcome.passed) {
        passed++
        continue
      }
      const index = suite.deviations.findIndex((deviation) => deviation.covers(outcome))
      const deviation = suite.deviations[index]
      if (deviation === undefined) failed.push({ id: outcome.id, detail: outcome.detail ?? '' })
      else {
        used.add(index)
        deviations.push({ id: outcome.id, reason: deviation.reason })
      }
    }
    if (total === 0) complaints.push('its folder is there, but no case was found in it')
    if (isWholeData) {
      for (const [index, { reason }] of suite.deviations.entries())
        if (!used.has(index)) complaints.push(`this deviation covers no case: ${reason}`)
    }
  } catch (error) {
    complaints.push(`broke after ${total} cases: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  return { passed, total, deviations, failed, complaints }
}

function print(name: string, { passed, total, deviations, failed }: Report): void {
  const known = deviations.length === 0 ? '' : ` (${deviations.length} known deviations)`
  process.stdout.write(`${name}: ${passed}/${total}${known}\n`)
  for (const { id, detail } of failed.slice(0, FAILED_SHOWN_MAX)) process.stdout.write(`  failed: ${id}: ${detail}\n`)
  if (failed.length > FAILED_SHOWN_MAX) process.stdout.write(`  … and ${failed.length - FAILED_SHOWN_MAX} more\n`)
}

/** A complaint counts as a failed case, so that who reads only the object sees it. */
function jsonOf({ passed, total, deviations, failed, complaints }: Report): object {
  return { passed, total, deviations, failed: [...failed, ...complaints.map((detail) => ({ id: 'suite', detail }))] }
}
