import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bannedWord, placesOf } from './banned-word.ts'
import { checkTextRule } from './text-rule.suite.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

checkTextRule(bannedWord, {
  path: 'docs/tour.md',
  passes: ['Run `npm start` in the folder of the clone', 'A derogation is called waiver here', '/var/lib/dpkg/status'],
  fails: [
    { text: `one\nsee ${root}/docs`, says: /write a path relative to the root/, line: 2 },
    { text: 'from https://registry.npmjs.org/knip', says: /leave the host out/ },
    { text: 'export type Derogation = string', says: /say waiver/, path: 'packages/core/src/action/waiver.ts' },
  ],
})

test('places of a clone: itself and its folder, unless the folder is everybody’s', () => {
  const banned = (path: string, text: string): boolean => placesOf(path).some(({ word }) => word.test(text))
  assert.ok(banned('/build/7/hygie', 'in /build/7/hygie/docs'))
  assert.ok(banned('/build/7/hygie', 'in "/build/7/other"'))
  assert.ok(!banned('/build/7/hygie', 'in /build/70/hygie-old'))
  assert.ok(!banned('/tmp/hygie', 'in /tmp/evidence'))
  assert.ok(!banned('/root/hygie', 'in /root/.ssh'))
})
