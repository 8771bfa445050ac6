/**
 * Measures what Hygie costs, with the conditions of each figure.
 *
 *   --only NAME  one figure, or all whose names begin so (`host`, `knowledge.build`)
 *   --json       an array of { name, value, unit, conditions }
 *
 * Exit status: 0 measured or skipped; 1 a bench broke; 2 wrong usage. A slow figure is no failure.
 */
import { readdirSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rounded, type Bench, type Conditions, type Figure } from './figure.ts'

const figures = fileURLToPath(new URL('./figures/', import.meta.url))

async function main(): Promise<number> {
  const options = readOptions()
  if (options === undefined) return 2
  const { only, json } = options
  const isWanted = (name: string): boolean => only === undefined || name === only || name.startsWith(`${only}.`)
  const benches = await loadBenches()
  const wanted = benches.filter(({ names }) => names.some(isWanted))
  if (wanted.length === 0) {
    const names = benches.flatMap((bench) => bench.names)
    process.stderr.write(`Cannot measure "${only ?? ''}": no such figure, should be one of ${names.join(', ')}\n`)
    return 2
  }
  const measured: Figure[] = []
  let broken = 0
  for (const { names, measure } of wanted) {
    const around = conditionsNow()
    try {
      const result = await measure()
      if (typeof result === 'string') process.stderr.write(`${names.join(', ')}: ${result}\n`)
      else
        for (const figure of result.filter(({ name }) => isWanted(name))) {
          const whole = { ...figure, conditions: { ...figure.conditions, ...around } }
          measured.push(whole)
          if (!json) print(whole)
        }
    } catch (error) {
      broken += 1
      process.stderr.write(
        `${names.join(', ')}: BROKE: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      )
    }
  }
  if (json) process.stdout.write(`${JSON.stringify(measured, undefined, 1)}\n`)
  return broken === 0 ? 0 : 1
}

function readOptions(): { readonly only: string | undefined; readonly json: boolean } | undefined {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean', default: false } } })
    return { only: values.only, json: values.json }
  } catch (error) {
    process.stderr.write(`Cannot measure: ${error instanceof Error ? error.message : String(error)}\n`)
    return undefined
  }
}

async function loadBenches(): Promise<readonly Bench[]> {
  const files = readdirSync(figures)
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
  return Promise.all(
    files.map(async (file) => {
      const { bench } = (await import(pathToFileURL(join(figures, file)).href)) as { readonly bench: Bench } // what figures/ is for
      return bench
    }),
  )
}

function conditionsNow(): Conditions {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    loadBefore: rounded(loadavg()[0] ?? 0, 2),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  }
}

function print({ name, value, unit, conditions }: Figure): void {
  const words = Object.entries(conditions).map(([key, condition]) => `${key} ${condition}`)
  process.stdout.write(`${name}: ${value} ${unit}  (${words.join(', ')})\n`)
}

process.exitCode = await main()
