// What the documents show is true: blocks «sh run» are run in order, the block «text» behind one must be in its output, and
// blocks «… file PATH» must stand in that file.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { blocksOf, pages, root, type Block, type Page } from './pages.ts'

const RUN_MS_MAX = 60_000
const RUNS = 'sh run'

const withRuns = pages().filter((page) => blocksOf(page).some(({ info }) => info === RUNS))

test('the front page and the tour can be run', () => {
  assert.deepEqual(
    withRuns.map(({ path }) => path),
    ['README.md', 'docs/tour.md'],
  )
})

for (const page of withRuns) {
  test(`${page.path} shows what its commands print`, () => {
    const home = mkdtempSync(join(tmpdir(), 'hygie-docs-'))
    try {
      runPage(page, home)
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })
}

function runPage(page: Page, home: string): void {
  const blocks = blocksOf(page)
  for (const [index, block] of blocks.entries()) {
    if (block.info !== RUNS) continue
    const output = block.text
      .split('\n')
      .map((line) => runLine(line, home, `${page.path}:${block.line}`))
      .join('')
    const next = blocks[index + 1]
    if (next?.info === 'text') assertShown(next, output, page.path)
  }
}

/** Only `npx hygie` is run, with plain words; a home is set to a folder of this test. */
function runLine(line: string, home: string, at: string): string {
  if (line === '' || /^export HYGIE_HOME=out\/\w+$/.test(line)) return ''
  const [npx, hygie, ...words] = line.split(' ')
  assert.ok(
    npx === 'npx' && hygie === 'hygie' && !/["'$|<>;&\\]/.test(line),
    `${at}: must be «npx hygie» with plain words: ${line}`,
  )
  const environment = { ...process.env, HYGIE_HOME: home, HYGIE_LANG: 'en', HYGIE_OFFLINE: 'true' }
  const run = spawnSync(process.execPath, ['packages/cli/src/hygie.ts', ...words], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    timeout: RUN_MS_MAX,
  })
  assert.equal(run.status, 0, `${at}: ${line}\n${run.stderr}`)
  return run.stdout
}

/** In order, each line as part of a line; blanks between columns may differ, since a document cuts what a terminal shows. */
function assertShown(shown: Block, output: string, path: string): void {
  const lines = output.split('\n').map(squeezed)
  let from = 0
  for (const line of shown.text
    .split('\n')
    .map(squeezed)
    .filter((text) => text !== '')) {
    const at = lines.findIndex((candidate, index) => index >= from && candidate.includes(line))
    assert.ok(at >= 0, `${path}:${shown.line}: not in the output: «${line}»\n${output}`)
    from = at + 1
  }
}

function squeezed(line: string): string {
  return line.replaceAll(/\s+/g, ' ').trim()
}

test('what is quoted from files stands in them', () => {
  let quoted = 0
  for (const page of pages()) {
    for (const { info, text, line } of blocksOf(page)) {
      const file = / file (?<file>\S+)$/.exec(info)?.groups?.['file']
      if (file === undefined) continue
      quoted += 1
      const source = new Set(readFileSync(join(root, file), 'utf8').split('\n').map(squeezed))
      for (const wanted of text
        .split('\n')
        .map(squeezed)
        .filter((piece) => piece !== ''))
        assert.ok(source.has(wanted), `${page.path}:${line}: «${wanted}» is not a line of ${file}`)
    }
  }
  assert.ok(quoted >= 5, `only ${quoted}`)
})
