// The import table on a planted project, so that the check cannot go blind, and on this repository.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { checkImports } from '../../scripts/import-table.ts'

function project(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'hygie-imports-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const room of ['core', 'feeds', 'versions']) {
    write(root, `packages/${room}/package.json`, `{"name":"@hygie/${room}","type":"module","exports":{"./*":"./src/*.ts"}}`)
    mkdirSync(join(root, 'node_modules/@hygie'), { recursive: true })
    symlinkSync(`../../packages/${room}`, join(root, 'node_modules/@hygie', room))
  }
  write(root, 'packages/versions/src/deb.ts', 'export type Deb = string\nexport const deb = 1\n')
  write(root, 'packages/feeds/src/osv.ts', 'export const osv = 1\n')
  for (const [path, text] of Object.entries(files)) write(root, path, text)
  return root
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const table = { versions: [], core: ['versions'], feeds: ['core', 'versions'] }

test('what the table allows passes, and entries without an import are told', async (t) => {
  const root = project(t, {
    'packages/core/src/match.ts': `import { deb } from '@hygie/versions/deb'\nimport { rank } from './rank.ts'\nexport const match = deb + rank\n`,
    'packages/core/src/rank.ts': `import { readFileSync } from 'node:fs'\nexport const rank = readFileSync('x').length\n`,
  })
  assert.deepEqual(await checkImports(root, table), { problems: [], unused: ['feeds → core', 'feeds → versions'], files: 4 })
})

test('an import against the direction is a problem, of a type as well', async (t) => {
  const root = project(t, {
    'packages/core/src/match.ts': `import { osv } from '@hygie/feeds/osv'\nexport const match = osv\n`,
    'packages/versions/src/rpm.ts': `import type { Match } from '@hygie/core/match'\nexport type Rpm = Match\n`,
  })
  assert.deepEqual((await checkImports(root, table)).problems, [
    'packages/core/src/match.ts imports @hygie/feeds/osv: core may import versions (dependencies.table.ts)',
    'packages/versions/src/rpm.ts imports @hygie/core/match: versions may import no other room (dependencies.table.ts)',
  ])
})

test('a way around the name of a room is a problem, and so is a file that is not there', async (t) => {
  const root = project(t, {
    'packages/core/src/match.ts': `import { deb } from '../../versions/src/deb.ts'\nimport { gone } from '@hygie/versions/gone'\nexport const match = [deb, gone]\n`,
    'packages/core/src/tools.ts': `import { start } from '../../../scripts/start.ts'\nexport const tools = start\n`,
    'scripts/start.ts': 'export const start = 1\n',
  })
  assert.deepEqual((await checkImports(root, table)).problems, [
    'packages/core/src/match.ts imports ../../versions/src/deb.ts: between rooms write @hygie/versions/<file>',
    'packages/core/src/match.ts imports @hygie/versions/gone: not found, or outside the rooms. Between rooms write @hygie/<room>/<file>',
    'packages/core/src/tools.ts imports ../../../scripts/start.ts: not found, or outside the rooms. Between rooms write @hygie/<room>/<file>',
  ])
})
