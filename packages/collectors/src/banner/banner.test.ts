import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { bannerKinds, loadRecognisers, type BannerKind } from './load-recognisers.ts'
import { fieldsOf, recognise } from './recognise.ts'

const kinds = Object.keys(bannerKinds) as readonly BannerKind[] // keys of a constant of ours

for (const kind of kinds)
  test(`recognisers of ${kind} know their own examples`, () => {
    const { recognisers, problems } = loadRecognisers(kind)
    assert.deepEqual(problems, [])
    assert.ok(recognisers.length > 0)
    for (const recogniser of recognisers)
      for (const { text, fields } of recogniser.examples) {
        const match = recogniser.pattern.exec(text)
        assert.ok(match !== null, `${recogniser.pattern.source} must match ${JSON.stringify(text)}`)
        const found = fieldsOf(recogniser, match)
        for (const [name, value] of fields) assert.equal(found.get(name) ?? '', value, `${name} of ${JSON.stringify(text)}`)
        assert.ok(recognise(recognisers, text) !== undefined)
      }
  })

test('each file has its name in the table', () => {
  const folder = new URL('../../../../content/recognisers/', import.meta.url)
  const files = readdirSync(folder).flatMap((name) => (name.endsWith('.xml.gz') ? [name.slice(0, -7)] : []))
  assert.deepEqual(new Set(Object.values(bannerKinds)), new Set(files.filter((name) => name !== 'architecture')))
})
