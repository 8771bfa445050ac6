import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { median } from './figure.ts'

const runner = fileURLToPath(new URL('run.ts', import.meta.url))
const run = (...options: readonly string[]) => spawnSync(process.execPath, [runner, ...options], { encoding: 'utf8' })

test('bench: a figure comes with its name, unit and conditions, whatever its value', () => {
  const { status, stdout, stderr } = run('--only', 'help.seconds', '--json')
  assert.equal(status, 0, stderr)
  const figures = JSON.parse(stdout) as readonly Readonly<Record<string, unknown>>[]
  assert.deepEqual(
    figures.map(({ name, unit }) => [name, unit]),
    [['help.seconds', 's']],
  )
  assert.equal(typeof figures[0]?.['value'], 'number')
  const conditions = figures[0]?.['conditions'] as Readonly<Record<string, unknown>>
  for (const name of ['cores', 'processor', 'loadBefore', 'node', 'platform', 'runs']) assert.ok(name in conditions, name)
})

test('bench: an unknown figure is wrong usage and names the known ones', () => {
  const { status, stderr } = run('--only', 'nonesuch')
  assert.equal(status, 2)
  for (const name of ['knowledge.build.seconds', 'host.cold.peakMiB', 'inventories1000.seconds', 'compare.rpm.perSecond'])
    assert.ok(stderr.includes(name), name)
})

test('bench: the median is a value in the middle', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([5, 100, 1, 2, 3]), 3)
})
