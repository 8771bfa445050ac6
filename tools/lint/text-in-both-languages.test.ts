import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkCatalogues, compareCatalogues } from './text-in-both-languages.ts'

const english = { audit: { title: 'Audit of {target}', found: (count: number) => `${count} findings` }, quit: 'Quit' }

test('equal catalogues pass, whatever the words', () => {
  assert.deepEqual(
    compareCatalogues(
      [english],
      [{ audit: { title: '{target} : audit', found: (count: number) => `${count} constats` }, quit: 'Quitter' }],
    ),
    [],
  )
})

test('a missing key on either side and other places are told', () => {
  assert.deepEqual(
    compareCatalogues([english], [{ audit: { title: 'Audit de {cible}', found: () => 'constats' }, sortie: 'Quitter' }]),
    [
      '"0.audit.found" takes 1 arguments in English and 0 arguments in French: fill in the same places',
      '"0.audit.title" takes {target} in English and {cible} in French: fill in the same places',
      '"0.quit" is missing in French: write it',
      '"0.sortie" is missing in English: write it, or drop the French',
    ],
  )
})

test('catalogues are found where rooms keep their texts; English alone is a report', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'hygie-texts-'))
  t.after(() => rmSync(root, { recursive: true }))
  assert.deepEqual(await checkCatalogues(root), [])
  const folder = join(root, 'packages', 'cli', 'src', 'texts')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'en.ts'), `export const texts = { quit: 'Quit', at: 'at {time}' } as const`)
  assert.match((await checkCatalogues(root))[0]?.message ?? '', /no French beside it: write packages\/cli\/src\/texts\/fr\.ts/)
  writeFileSync(join(folder, 'fr.ts'), `export const texts = { at: 'à {time}' } as const`)
  assert.deepEqual(
    (await checkCatalogues(root)).map(({ path, message }) => [path, message]),
    [['packages/cli/src/texts/fr.ts', '"0.quit" is missing in French: write it']],
  )
})
