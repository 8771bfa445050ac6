import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { looksLikeWorkbook, readWorkbook } from './read-workbook.ts'

/** A real workbook of two sheets' worth of rows. Source: packages/feeds/src/msrc-bulletins/sample. */
const workbook = readFileSync(
  new URL('../../../feeds/src/msrc-bulletins/sample/msrc/bulletin/BulletinSearch.xlsx', import.meta.url),
)

test('the rows of a real workbook are read with their head', async () => {
  assert.equal(looksLikeWorkbook(workbook), true)
  const read = await readWorkbook(workbook)
  assert.ok(read.ok)
  const [sheet] = read.value
  assert.deepEqual(sheet?.rows[0]?.slice(0, 3), ['Date Posted', 'Bulletin Id', 'Bulletin KB'])
  assert.ok((sheet?.rows.length ?? 0) > 1)
})

test('what is no workbook, or is harmed, is an error and never a throw', async () => {
  const none = await readWorkbook(Buffer.from('PK\u0003\u0004 no archive'))
  assert.equal(none.ok ? '' : none.error.code, 'workbook-zip')
  await fc.assert(
    fc.asyncProperty(fc.nat(workbook.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
      const harmed = Buffer.from(workbook)
      harmed[at] = byte
      await readWorkbook(harmed)
      await readWorkbook(workbook.subarray(0, at))
    }),
    { numRuns: 60 },
  )
})
