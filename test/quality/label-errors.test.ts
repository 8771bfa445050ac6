import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printLabelErrors, type Told } from './label-errors.ts'

const LOSS: Told = {
  kind: 'false',
  inventory: 'image',
  package: 'locales',
  version: '2.28-10',
  id: 'CVE-2021-3999',
  expected: 'not_affected',
  answered: 'affected',
  why: 'debian-lists DLA-3152-1: below | the fix',
  statedAt: '2022-10-17T00:00:00Z',
  labelledAt: '2021-01-01',
  cause: 'label: older than the advisory',
}

test('only losses that the label causes are listed, with the proof in one cell', () => {
  const told = printLabelErrors(new Map([['family', [LOSS, { ...LOSS, cause: 'ours: a range' }]]]))
  const rows = told.split('\n').filter((line) => line.startsWith('| family |') && line.includes('image'))
  assert.deepEqual(rows, [
    '| family | image | locales 2.28-10 | CVE-2021-3999 | not_affected | affected | debian-lists DLA-3152-1: below \\| the fix; older than the advisory; said 2022-10-17, labelled 2021-01-01 |',
  ])
  assert.match(told, /^1 labels: family 1\. /m)
})
