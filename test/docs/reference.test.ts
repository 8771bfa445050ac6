// Everything that can be typed or read has its place in docs/reference, and every place has its thing.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inputNames } from '@hygie/core/decision/inputs'
import { feedNames } from '@hygie/feeds/all.generated'
import { linuxProbes } from '@hygie/collectors/linux/probes'
import { schemes } from '@hygie/versions/all.generated'
import { mayImport } from '../../dependencies.table.ts'
import { pages, readPage, root } from './pages.ts'

const home = mkdtempSync(join(tmpdir(), 'hygie-reference-'))
after(() => rmSync(home, { recursive: true, force: true }))

const RUN_MS_MAX = 60_000

function hygie(...words: readonly string[]): string {
  const environment = { ...process.env, HYGIE_HOME: home, HYGIE_LANG: 'en', HYGIE_OFFLINE: 'true' }
  const run = spawnSync(process.execPath, ['packages/cli/src/hygie.ts', ...words], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    timeout: RUN_MS_MAX,
    maxBuffer: 64 * 1_048_576,
  })
  assert.equal(run.status, 0, `hygie ${words.join(' ')}\n${run.stderr}`)
  return run.stdout
}

const headings = (path: string, level: string): readonly string[] =>
  readPage(path)
    .split('\n')
    .flatMap((line) => (line.startsWith(`${level} `) ? [line.slice(level.length + 1)] : []))

const found = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].toSorted()

test('every command of the help is in the reference, and the other way round', () => {
  const inHelp = found(hygie('--help'), /^ {2}hygie ([a-z]+)/gm)
  const inReference = headings('docs/reference/cli.md', '##').flatMap((title) => /^hygie ([a-z]+)$/.exec(title)?.[1] ?? [])
  assert.ok(inHelp.length >= 9, inHelp.join(', '))
  assert.deepEqual(inReference.toSorted(), inHelp)
})

test('every option of every command is in its part of the reference, and the other way round', () => {
  const page = readPage('docs/reference/cli.md')
  const [general = '', ...parts] = page.split(/^## hygie /m)
  const common = new Set(found(general, /`--([a-z-]+)/g))
  for (const part of parts) {
    const name = part.slice(0, part.indexOf('\n'))
    const own = found(part, /^\| (?:`-[a-z]`, )?`--([a-z-]+)/gm)
    const inHelp = found(hygie(name, '--help'), /^ {2}.{4}--([a-z-]+)/gm)
    const undocumented = inHelp.filter((option) => !own.includes(option) && !common.has(option))
    assert.deepEqual([undocumented, own.filter((option) => !inHelp.includes(option))], [[], []], name)
  }
})

test('every verb of kb is in the reference, and the other way round', () => {
  const verbs = /^hygie kb (.+)$/m.exec(hygie('kb', '--help'))?.[1]?.split('|') ?? []
  assert.deepEqual(found(readPage('docs/reference/cli.md'), /^\| `hygie kb ([a-z]+)/gm), verbs.toSorted())
})

test('the rooms of the documents are those of the import table', () => {
  for (const path of ['docs/architecture.md', 'AGENTS.md'])
    assert.deepEqual(
      found(readPage(path), new RegExp(`^\\| \`(${Object.keys(mayImport).join('|')})\` \\|`, 'gm')),
      Object.keys(mayImport).toSorted(),
      path,
    )
  const rows = [...readPage('docs/architecture.md').matchAll(/^\| `([a-z]+)` \| .* \| ([^|]+) \|$/gm)].filter(
    ([, room = '']) => room in mayImport,
  )
  const told = rows.map(([, room, rooms = '']) => [
    room,
    rooms === '–' ? [] : rooms === 'all' ? 'all' : rooms.split(', ').toSorted(),
  ])
  const table = Object.entries(mayImport).map(([room, rooms]) => [
    room,
    rooms.length === Object.keys(mayImport).length - 1 ? 'all' : rooms.toSorted(),
  ])
  assert.deepEqual(told, table)
})

test('every variable that the program reads is in the reference, and the other way round', () => {
  const sources = globSync('packages/*/src/**/*.ts', { cwd: root, exclude: (path) => /\.test\.ts$|[\\/]reference$/.test(path) })
  const code = sources.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
  const settings = found(code, /setting\('([a-z]+)'\)/g).map((name) => `HYGIE_${name.toUpperCase()}`)
  const read = new Set([...settings, ...found(code, /environment\['(HYGIE_[A-Z_]+)'\]/g)])
  const told = found(readPage('docs/reference/cli.md'), /^\| `(HYGIE_[A-Z_]+)`/gm)
  assert.deepEqual(told, [...read].toSorted())
})

test('every feed, scheme, probe and policy is in its page, and the other way round', () => {
  assert.deepEqual(headings('docs/reference/feeds.md', '##'), [...feedNames])
  assert.deepEqual(found(readPage('docs/reference/schemes.md'), /^\| \[`([a-z0-9]+)`\]/gm), Object.keys(schemes).toSorted())
  assert.deepEqual(
    found(readPage('docs/reference/probes.md'), /^\| `(linux\.[a-z-]+)`/gm),
    linuxProbes.map(({ name }) => name).toSorted(),
  )
  const policies = readdirSync(join(root, 'content/decisions')).flatMap((name) =>
    name === 'care-words.yaml' ? [] : (/^(.+)\.yaml$/.exec(name)?.[1] ?? []),
  )
  assert.deepEqual(headings('docs/reference/policies.md', '##'), policies.toSorted())
})

test('every member of an audit is in the reference', () => {
  hygie('kb', 'build', '--mirror', 'docs/example/mirror')
  const server = ['dpkg:docs/example/server.status', '--os-release', 'docs/example/server.os-release', '--at', '2026-11-24']
  const machine = join(home, 'machine.json')
  writeFileSync(machine, JSON.stringify(evidenceOfSamples()))
  const audit: unknown = JSON.parse(
    hygie('audit', ...server, `evidence:${machine}`, '--format', 'json', '--all', '--compare', 'hygie-hospital'),
  )
  const members = new Set<string>()
  collectMembers(audit, members)
  assert.ok(members.size > 60, `only ${members.size}`)
  const told = new Set(found(readPage('docs/reference/audit-json.md'), /`(?:[\w.[\]]*\.)?([A-Za-z]+)(?:\[\])?`/g))
  const names: readonly string[] = inputNames
  assert.deepEqual(
    [...members].filter((name) => !told.has(name) && !names.includes(name)),
    [],
  )
})

/** A machine that answers what the samples of all probes hold: it has every kind of fact. */
function evidenceOfSamples(): object {
  const probes = linuxProbes.map(({ name }) => ({
    probe: name,
    status: 'ok',
    durationMs: 1,
    output: readPage(`packages/collectors/src/linux/${name.slice('linux.'.length)}/sample.txt`),
  }))
  return {
    format: 'hygie.evidence/1',
    collectedAt: '2026-11-24T10:00:00Z',
    collector: { name: 'test', version: '1' },
    target: 'local',
    probes,
  }
}

function collectMembers(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) into.add(name)
    collectMembers(inner, into)
  }
}

test('every exit status of the program is told', () => {
  const type = /ExitStatus = ([\d| ]+)/.exec(readPage('packages/cli/src/user-error.ts'))?.[1] ?? ''
  assert.deepEqual(
    found(readPage('docs/reference/exit-status.md'), /^\| (\d) \|/gm),
    type.split(' | ').map((status) => status.trim()),
  )
})

test('every decision that code speaks of exists, and each says what a decision must', () => {
  const decisions = readdirSync(join(root, 'docs/adr')).filter((name) => /^\d{4}-/.test(name))
  const numbers = decisions.map((name) => name.slice(0, 4))
  assert.equal(new Set(numbers).size, decisions.length, 'a number stands twice')
  for (const name of decisions) {
    const text = readPage(`docs/adr/${name}`)
    const missing = ['Status: ', '## Forces', '## Options', '## Decision', '## Consequences', 'Good: ', 'Bad: '].filter(
      (part) => !text.includes(part),
    )
    assert.deepEqual(missing, [], name)
    assert.ok(text.startsWith(`# ${name.slice(0, 4)} `), name)
  }
  const sources = globSync(['packages/*/src/**/*.{ts,md}', 'scripts/*', 'content/**/*.yaml'], {
    cwd: root,
    exclude: (path) => path.includes('sample'),
  })
  const spoken = found(sources.map((path) => readFileSync(join(root, path), 'utf8')).join('\n'), /\bADR[ -]?(\d{4})\b/g)
  assert.deepEqual(
    spoken.filter((number) => !numbers.includes(number)),
    [],
  )
})

test('the documents name no place of one machine, and folders beside this one only where they are read', () => {
  const wrong = pages().flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        PLACES.test(line) || (/^(?:docs\/|[A-Z]+\.md$)/.test(path) && beside(line))
          ? [`${path}:${index + 1}: ${line.trim()}`]
          : [],
      ),
  )
  assert.deepEqual(wrong, [])
  assert.ok(PLACES.test('see /home/ann/x') && beside('see ../shared/x') && !beside('see ../shared/mirror'))
})

const PLACES = /(?<![\w.$])\/(?:home|root|Users)\/[a-z]|\b(?:TODO|FIXME)\b/

function beside(line: string): boolean {
  return /\.\.\/shared\b(?!\/(?:mirror|conformance|quality))/.test(line)
}
