/**
 * Measures precision and recall of matching, family by family, on inventories with expected findings.
 *
 *   --dir DIR    data to judge; without it ../shared/quality if there, else test/quality/cases
 *   --only NAME  one family
 *   --stale      take the mirror's knowledge as it was built last, though mirror or code have changed
 *   --label-errors FILE  write the labels that are wrong, with the proof, there
 *   --json       one object: { family: { truePositives, falsePositives, falseNegatives, precision, recall, f1, … } }; the mean goes to stderr
 *
 * A figure below 1 is no failure. Exit status: 0 measured; 1 a family broke, or nothing could be measured; 2 wrong usage.
 */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Family, FieldFamily, Judged, Place } from './family.ts'
import { labelErrors, printLabelErrors, type Told } from './label-errors.ts'
import { score, withoutLosses, type Score } from './score.ts'

const here = fileURLToPath(new URL('./', import.meta.url))
const shared = fileURLToPath(new URL('../../../shared/quality/', import.meta.url))
const carried = join(here, 'cases')

/** Folders whose families come with what they need: Windows, devices, the network. */
const NEXT_ISSUE = new Set(['medical-csaf', 'network', 'windows'])
/** No expectations: raw material for readers. */
const NO_LABELS = new Set(['inventories'])

type Report =
  | {
      readonly kind: 'scored'
      readonly variant: boolean
      readonly score: Score
      readonly losses: readonly Told[]
      readonly notes: readonly string[]
    }
  | { readonly kind: 'skipped' | 'broke'; readonly why: string }

async function main(): Promise<number> {
  const options = readOptions()
  if (options === undefined) return 2
  const { directory, only, json, stale, wrongLabels } = options
  const names = readdirSync(join(here, 'families'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .toSorted()
  if (only !== undefined && !names.includes(only)) {
    process.stderr.write(`Cannot measure "${only}": no such family, should be one of ${names.join(', ')}\n`)
    return 2
  }
  const folders = readdirSync(directory).filter((name) => statSync(join(directory, name)).isDirectory())
  const reports = new Map<string, Report>()
  const used = new Set<string>()
  for (const name of names) {
    if (only !== undefined && name !== only) continue
    const report = await runFamily(name, { directory, stale }, folders, used)
    if (report === undefined) continue
    reports.set(name, report)
    if (!json) print(name, report)
  }
  if (only === undefined) tellUnmeasured(folders, used)
  const absent = names.filter((name) => !reports.has(name) && (only === undefined || name === only))
  if (absent.length > 0) process.stderr.write(`skipped, no data for ${absent.length} families: ${absent.join(', ')}\n`)
  const scored = [...reports].flatMap(([name, report]) => (report.kind === 'scored' ? [{ name, ...report }] : []))
  const mean = meanOf(scored.filter(({ variant }) => !variant).map(({ score: { f1 } }) => f1))
  if (wrongLabels !== undefined)
    writeFileSync(
      wrongLabels,
      printLabelErrors(new Map(scored.flatMap(({ name, variant, losses }) => (variant ? [] : [[name, losses] as const])))),
    )
  if (json) process.stdout.write(`${JSON.stringify(jsonOf(scored), undefined, 1)}\n`)
  ;(json ? process.stderr : process.stdout).write(`mean F1 of ${mean.families} families: ${mean.f1.toFixed(4)}\n`)
  return scored.length > 0 && [...reports.values()].every(({ kind }) => kind !== 'broke') ? 0 : 1
}

type Options = {
  readonly directory: string
  readonly only: string | undefined
  readonly json: boolean
  readonly stale: boolean
  readonly wrongLabels: string | undefined
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        dir: { type: 'string' },
        only: { type: 'string' },
        json: { type: 'boolean', default: false },
        stale: { type: 'boolean', default: false },
        'label-errors': { type: 'string' },
      },
    })
    const directory = values.dir ?? (existsSync(shared) ? shared : carried)
    if (!existsSync(directory) || !statSync(directory).isDirectory()) throw new Error(`no folder "${directory}"`)
    return { directory, only: values.only, json: values.json, stale: values.stale, wrongLabels: values['label-errors'] }
  } catch (error) {
    process.stderr.write(`Cannot measure quality: ${error instanceof Error ? error.message : String(error)}\n`)
    return undefined
  }
}

/** Undefined when the data has no folder for it. A family that breaks does not stop the others. */
async function runFamily(
  name: string,
  { directory, stale }: { readonly directory: string; readonly stale: boolean },
  folders: readonly string[],
  used: Set<string>,
): Promise<Report | undefined> {
  const family = await load(name)
  if (typeof family === 'string') return { kind: 'broke', why: family }
  const folder = 'folder' in family && family.folder !== undefined ? family.folder : name
  if (!folders.includes(folder)) return undefined
  used.add(folder)
  const whole = join(shared, folder)
  const place: Place = { folder: join(directory, folder), whole: existsSync(whole) ? whole : undefined, stale }
  try {
    return 'judgeFields' in family ? fieldReport(family, place) : familyReport(family, await family.judge(place))
  } catch (error) {
    return { kind: 'broke', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** Words instead when it cannot even be read. */
async function load(name: string): Promise<Family | FieldFamily | string> {
  try {
    const { family } = (await import(pathToFileURL(join(here, 'families', `${name}.ts`)).href)) as {
      family: Family | FieldFamily
    } // what families/ is for
    return family
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

function familyReport({ variant = false }: Family, judged: Judged | string): Report {
  if (typeof judged === 'string') return { kind: 'skipped', why: judged }
  const { score: figures, losses } = score(judged)
  const told = losses.map((loss) => ({ ...loss, cause: judged.causeOf?.(loss) ?? 'ours: not yet explained' }))
  return { kind: 'scored', variant, score: figures, losses: told, notes: judged.notes ?? [] }
}

/** Fields read right are true positives; a field read wrong is both a wrong answer and a missing one. */
function fieldReport(family: FieldFamily, place: Place): Report {
  const outcomes = family.judgeFields(place)
  if (outcomes.length === 0) return { kind: 'skipped', why: 'skipped: no rows' }
  const wrong = outcomes.filter(({ expected, got }) => expected !== got)
  const right = outcomes.length - wrong.length
  const missing = wrong.filter(({ expected }) => expected !== '').length
  const made = wrong.filter(({ got }) => got !== '').length
  const precision = right / Math.max(right + made, 1)
  const recall = right / Math.max(right + missing, 1)
  return {
    kind: 'scored',
    variant: false,
    score: {
      truePositives: right,
      falsePositives: made,
      falseNegatives: missing,
      precision,
      recall,
      f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
      unknownRight: 0,
      unknownWrong: 0,
      saidSafe: 0,
      dropped: 0,
      conflicts: 0,
      rows: outcomes.length,
    },
    losses: wrong.map(({ id, field, expected, got, cause }) => ({
      kind: got === '' ? 'missed' : 'false',
      inventory: id,
      package: field,
      version: '',
      id: expected === '' ? 'nothing' : expected,
      expected: 'affected',
      answered: 'nothing',
      why: `read ${got === '' ? 'nothing' : got}`,
      cause: cause ?? 'ours: not yet explained',
    })),
    notes: family.notes?.(outcomes) ?? [],
  }
}

function tellUnmeasured(folders: readonly string[], used: ReadonlySet<string>): void {
  const later = folders.filter((name) => !used.has(name) && NEXT_ISSUE.has(name))
  const strange = folders.filter((name) => !used.has(name) && !NEXT_ISSUE.has(name) && !NO_LABELS.has(name))
  if (later.length > 0) process.stderr.write(`next issue: ${later.join(', ')}\n`)
  if (strange.length > 0) process.stderr.write(`not measured by a family: ${strange.join(', ')}\n`)
}

function meanOf(values: readonly number[]): { readonly families: number; readonly f1: number } {
  return { families: values.length, f1: values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length }
}

const COSTLIEST = 10

/** The packages that cost most, with the number of their losses. */
function costsOf(losses: readonly Told[]): readonly { readonly package: string; readonly losses: number }[] {
  return [...Map.groupBy(losses, (loss) => loss.package)]
    .map(([name, list]) => ({ package: name, losses: list.length }))
    .toSorted((left, right) => right.losses - left.losses || (left.package < right.package ? -1 : 1))
    .slice(0, COSTLIEST)
}

function causesOf(losses: readonly Told[]): readonly (readonly [cause: string, count: number])[] {
  return [...Map.groupBy(losses, ({ cause }) => cause)]
    .map(([cause, list]) => [cause, list.length] as const)
    .toSorted((left, right) => right[1] - left[1])
}

function print(name: string, report: Report): void {
  if (report.kind !== 'scored') {
    process.stdout.write(`${name}: ${report.kind === 'skipped' ? report.why : `BROKE: ${report.why}`}\n`)
    return
  }
  const { score: figures, losses, notes, variant } = report
  const { truePositives, falsePositives, falseNegatives, precision, recall, f1, unknownRight, unknownWrong } = figures
  const unknown = unknownRight + unknownWrong === 0 ? '' : `, unknown right ${unknownRight} wrong ${unknownWrong}`
  const left = figures.dropped === 0 ? '' : `, dropped ${figures.dropped} (not in the knowledge)`
  process.stdout.write(
    `${name}${variant ? ' (not in the mean)' : ''}: F1 ${f1.toFixed(4)}, precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)} ` +
      `(${truePositives} right, ${falsePositives} false, ${falseNegatives} missed of ${figures.rows} rows${unknown}${left}), ` +
      `said safe though affected ${(100 * figures.saidSafe).toFixed(2)} %\n`,
  )
  for (const note of notes) process.stdout.write(`  note: ${note}\n`)
  for (const loss of losses) process.stdout.write(`  ${lineOf(loss)}\n`)
  if (losses.length === 0) return
  const top = costsOf(losses).map((item) => `${item.package} ${item.losses}`)
  const causes = causesOf(losses).map(([cause, count]) => `${count} × ${cause}`)
  process.stdout.write(`  costs most: ${top.join(', ')}\n  causes: ${causes.join(' | ')}\n`)
  const wrong = labelErrors(losses)
  if (wrong.length > 0)
    process.stdout.write(
      `  without the ${wrong.length} labels shown to be wrong: F1 ${withoutLosses(figures, wrong).f1.toFixed(4)}\n`,
    )
}

function lineOf({ kind, inventory, package: name, version, id, expected, answered, why, cause }: Told): string {
  return `${kind}: ${inventory} ${name} ${version} ${id}: expected ${expected}, answered ${answered}${why === '' ? '' : ` (${why})`} [${cause}]`
}

type Scored = { readonly name: string; readonly variant: boolean; readonly score: Score; readonly losses: readonly Told[] }

function jsonOf(scored: readonly Scored[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    scored.map(({ name, score: figures, losses }) => [
      name,
      {
        ...figures,
        f1WithoutWrongLabels: withoutLosses(figures, labelErrors(losses)).f1,
        costliest: costsOf(losses),
        causes: Object.fromEntries(causesOf(losses)),
      },
    ]),
  )
}

process.stdout.on('error', () => process.exit(0)) // the reader of a pipe has seen enough
process.exitCode = await main()
