/**
 * Knowledge of two days in a row, built from ../shared/mirror once per run of the bench.
 *
 * The mirror has one whole day of EPSS (2024-01-13) and no day after it, so the second day is made of the first, harsher than
 * days are: one score in twenty moves by up to a tenth, 100 vulnerabilities get their first score, and every percentile is
 * ranked anew. KEV is real: the catalogue with and without the entries of its newest day.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { hygie, timed, type Run } from './process.ts'

export const mirror = fileURLToPath(new URL('../../../shared/mirror/', import.meta.url))
export const NO_MIRROR = 'skipped: ../shared/mirror is not there'

export type Days = {
  /** Holds the key that signed both. */
  readonly home: string
  readonly first: string
  readonly second: string
  readonly firstBuild: Run
  readonly conditions: string
}

let made: Promise<Days> | undefined

/** Undefined without the mirror. The folder goes when the process ends. */
export function knowledgeDays(): Promise<Days> | undefined {
  if (!existsSync(mirror)) return undefined
  made ??= makeDays()
  return made
}

async function makeDays(): Promise<Days> {
  const home = mkdtempSync(join(tmpdir(), 'hygie-bench-days-'))
  process.once('exit', () => {
    rmSync(home, { recursive: true, force: true })
  })
  const copy = join(home, 'mirror')
  for (const name of readdirSync(mirror, { withFileTypes: true }))
    if (name.isDirectory() && !['epss', 'kev'].includes(name.name))
      cpSync(join(mirror, name.name), join(copy, name.name), { recursive: true })
  for (const folder of ['epss', 'kev']) mkdirSync(join(copy, folder))
  const rows = epssRows(gunzipSync(readFileSync(join(mirror, 'epss/epss_scores-2024-01-13.csv.gz'))).toString('utf8'))
  const kev = JSON.parse(readFileSync(join(mirror, 'kev/known_exploited_vulnerabilities.json'), 'utf8')) as Kev
  const newest =
    kev.vulnerabilities
      .map(({ dateAdded }) => dateAdded)
      .toSorted()
      .at(-1) ?? ''
  const older = { ...kev, vulnerabilities: kev.vulnerabilities.filter(({ dateAdded }) => dateAdded !== newest) }

  const build = async (name: string, epss: string, catalogue: Kev): Promise<{ readonly path: string; readonly run: Run }> => {
    writeFileSync(join(copy, 'epss/epss_scores-current.csv'), epss)
    writeFileSync(join(copy, 'kev/known_exploited_vulnerabilities.json'), JSON.stringify(catalogue))
    const path = join(home, name)
    return {
      path,
      run: await timed(hygie, ['kb', 'build', '--mirror', copy, '--knowledge', path, '--quiet'], { HYGIE_HOME: home }),
    }
  }
  const first = await build('first.hygie', epssText('2024-01-13', rows), { ...older, count: older.vulnerabilities.length })
  const second = await build('second.hygie', epssText('2024-01-14', nextDay(rows)), kev)
  const kevEntries = kev.vulnerabilities.length - older.vulnerabilities.length
  return {
    home,
    first: first.path,
    second: second.path,
    firstBuild: first.run,
    conditions: `EPSS 2024-01-13, ${rows.length} rows, then a made-up day: 1 score in 20 moved, 100 new, every percentile ranked anew; KEV with its newest ${kevEntries} entries`,
  }
}

type Kev = { readonly vulnerabilities: readonly { readonly dateAdded: string }[]; readonly count?: number }
type EpssRow = { readonly cve: string; readonly score: number }

function epssRows(text: string): readonly EpssRow[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('CVE-'))
    .map((line) => {
      const [cve = '', score = '0'] = line.split(',')
      return { cve, score: Number(score) }
    })
}

function nextDay(rows: readonly EpssRow[]): readonly EpssRow[] {
  const moved = rows.map(({ cve, score }, index) =>
    index % 20 === 7
      ? { cve, score: Math.min(0.99999, Math.max(0.00001, score * (0.9 + ((index * 7919) % 200) / 1000))) }
      : { cve, score },
  )
  const added = Array.from({ length: 100 }, (_, index) => ({
    cve: `CVE-2024-${90_000 + index}`,
    score: 0.00043 + index / 100_000,
  }))
  return [...moved, ...added]
}

function epssText(day: string, rows: readonly EpssRow[]): string {
  const ascending = rows.map(({ score }) => score.toFixed(5)).toSorted()
  const rankOf = new Map(ascending.map((score, index) => [score, (index + 1) / ascending.length]))
  const lines = rows.map(({ cve, score }) => `${cve},${score.toFixed(5)},${(rankOf.get(score.toFixed(5)) ?? 1).toFixed(5)}`)
  return [`#model_version:v2023.03.01,score_date:${day}T00:00:00+0000`, 'cve,epss,percentile', ...lines, ''].join('\n')
}
