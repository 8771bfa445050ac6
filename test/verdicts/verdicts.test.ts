/** The whole way on real records: samples of all feeds → knowledge → audit on the command line → every verdict, complete. */
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newHome } from '../journeys/cli.ts'

const cases = fileURLToPath(new URL('cases/', import.meta.url))
const feeds = fileURLToPath(new URL('../../packages/feeds/src/', import.meta.url))
const home = newHome()

/** A mirror of the samples; a file that two feeds share is taken from the first, by name. */
before(() => {
  const mirror = join(home.path, 'mirror')
  mkdirSync(mirror)
  for (const name of readdirSync(feeds).toSorted()) {
    const sample = join(feeds, name, 'sample')
    if (existsSync(sample)) cpSync(sample, mirror, { recursive: true, force: false })
  }
  const built = home.hygie('kb', 'build', '--mirror', mirror, '--quiet')
  assert.equal(built.status, 0, built.stderr)
})

type Told = {
  readonly vulnerability: string
  readonly status: string
  readonly fixState?: string
  readonly fixed?: string
}
type Asset = { readonly findings: readonly Told[]; readonly cancelledMatches: readonly Told[] }

/** A fix that never comes has no state of its own. */
function findingText({ vulnerability, status, fixState = '', fixed = '-' }: Told): string {
  return status === fixState ? `${vulnerability} ${status}` : `${vulnerability} ${status} ${fixState} ${fixed}`
}

for (const file of readdirSync(cases).toSorted()) {
  const lines = readFileSync(join(cases, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  for (const line of lines) {
    const [purl = '', expected = ''] = line.split(/\s+(.*)/s)
    test(`${file}: ${purl}`, () => {
      const list = join(home.path, 'one.txt')
      writeFileSync(list, `${purl}\n`)
      const run = home.hygie('audit', list, '--format', 'json', '--all', '--quiet', '--at', '2026-11-24')
      assert.equal(run.status, 0, run.stderr)
      const [asset] = (JSON.parse(run.stdout) as { readonly assets: readonly Asset[] }).assets
      const said = [
        ...(asset?.findings ?? []).map(findingText),
        ...(asset?.cancelledMatches ?? []).map(({ vulnerability, status }) => `${vulnerability} ${status}`),
      ]
      assert.equal(said.toSorted().join('; '), expected)
    })
  }
}
