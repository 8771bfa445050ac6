/** The checks and frameworks as shipped: every file, every expression, every sample. */
import assert from 'node:assert/strict'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import type { Check, Sample } from '@hygie/core/compliance/check'
import { evaluateCheck } from '@hygie/core/compliance/comply'
import type { Facts } from '@hygie/core/compliance/facts'
import { repositoryRoot } from '../settings.ts'
import { checkFiles, factKinds, frameworkNamed, readCheck, readChecks } from './content.ts'

const content = join(repositoryRoot(), 'content')
const files = checkFiles(join(content, 'checks'))
const framework = frameworkNamed(content, 'hygiene42')
const automationOf = new Map(framework.requirements.map(({ id, automation }) => [`hygiene42:${id}`, automation]))

const factsOf = ({ facts }: Sample): Facts =>
  new Map(Object.entries(facts).map(([name, value]) => [name, { value, from: 'sample' }]))

test('there are checks', () => assert.ok(files.length >= 30, String(files.length)))

for (const file of files) {
  const check = readCheck(file) // names only facts of the catalogue, types fit, file is named after the id
  test(`check ${basename(file, '.yaml')} comes out as its samples say`, () => {
    for (const sample of check.samples) assert.equal(evaluateCheck(check, factsOf(sample)).status, sample.expect, sample.name)
  })
  test(`check ${check.id} has a sample of pass, fail and unknown, each with a name of its own and facts of the right kind`, () => {
    const outcomes = new Set(check.samples.map(({ expect }) => expect))
    for (const outcome of ['pass', 'fail', 'unknown'] as const) assert.ok(outcomes.has(outcome), outcome)
    if (check.applies !== undefined) assert.ok(outcomes.has('notApplicable'), 'notApplicable')
    assert.equal(new Set(check.samples.map(({ name }) => name)).size, check.samples.length)
    for (const { facts } of check.samples)
      for (const [name, value] of Object.entries(facts)) {
        const kind = Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value
        assert.equal(factKinds(name), kind, name)
      }
  })
  test(`check ${check.id} never passes or fails when nothing was seen`, () => {
    assert.equal(evaluateCheck(check, new Map()).status, 'unknown')
  })
  test(`check ${check.id} speaks English and French and belongs to measures that facts can tell of`, () => {
    for (const words of [check.title, check.why, check.fix]) {
      assert.ok(words.en.length > 10 && words.fr.length > 10)
      assert.notEqual(words.en, words.fr)
      assert.doesNotMatch(words.fr, /\w'\w/, 'French takes ’')
    }
    assert.match(check.why.en, /\.$/)
    assert.match(check.why.fr, /\.$/)
    assert.ok(check.requirements.length > 0)
    assert.equal(new Set(check.requirements).size, check.requirements.length)
    for (const requirement of check.requirements) {
      const automation = automationOf.get(requirement)
      assert.ok(automation !== undefined, `${requirement} does not exist`)
      assert.notEqual(automation, 'none', `only a person can say ${requirement}`)
    }
  })
}

test('no two checks say or ask the same', () => {
  const checks = readChecks([join(content, 'checks')])
  const once = (what: string, of: (check: Check) => string): void => {
    const seen = new Map<string, string>()
    for (const check of checks) {
      const text = of(check)
      assert.equal(seen.get(text), undefined, `${what} of ${check.id}`)
      seen.set(text, check.id)
    }
  }
  once('id', ({ id }) => id)
  once('expression', ({ passes, applies }) => JSON.stringify([passes, applies]))
  once('title', ({ title }) => title.en)
  once('titre', ({ title }) => title.fr)
  once('why', ({ why }) => why.en)
})

test('the 42 measures: 14 strong, 22 partial, 6 none; 38, 41 and 42 only at the reinforced level', () => {
  assert.equal(framework.requirements.length, 42)
  const count = (automation: string): number => framework.requirements.filter((item) => item.automation === automation).length
  assert.deepEqual([count('strong'), count('partial'), count('none')], [14, 22, 6])
  assert.deepEqual(
    framework.requirements.filter(({ level }) => level === 'R').map(({ id }) => id),
    ['38', '41', '42'],
  )
  assert.deepEqual(
    framework.requirements.map(({ id }) => id),
    Array.from({ length: 42 }, (_, index) => String(index + 1)),
  )
  for (const { title, group, declared } of framework.requirements)
    for (const words of [title, group, ...(declared === undefined ? [] : [declared])]) assert.notEqual(words.en, words.fr)
})
