import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Inventory } from '../inventory/inventory.ts'
import { say } from '../text/text.ts'
import { checkStatuses, parseCheck, type Check, type CheckStatus } from './check.ts'
import { evaluateCheck, linkRequirements, type Automation, type CheckResult, type Requirement } from './comply.ts'
import { configureActions } from './configure.ts'
import { decidingFacts } from './evaluate.ts'
import { expressionProblems, kindsOf } from './expression-types.ts'
import { parseExpression, type Expression } from './expression.ts'
import type { FactValue, Facts } from './facts.ts'
import { parseFramework } from './framework.ts'
import { factsOfInventory } from './inventory-facts.ts'

const words = { en: 'something', fr: 'quelque chose' }

function checkOf(members: Readonly<Record<string, unknown>> = {}): Check {
  const check = parseCheck({
    id: 'some-check',
    title: words,
    why: words,
    fix: words,
    severity: 'high',
    platforms: ['linux'],
    passes: 'a.b',
    requirements: ['frame:1'],
    samples: [],
    ...members,
  })
  assert.ok(check.ok, check.ok ? '' : check.error.message)
  return check.value
}

function expressionOf(text: string): Expression {
  const parsed = parseExpression(text)
  assert.ok(parsed.ok)
  return parsed.value
}

function factsFrom(values: Readonly<Record<string, FactValue>>): Facts {
  return new Map(Object.entries(values).map(([name, value]) => [name, { value, from: 'test' }]))
}

function requirementOf(automation: Automation, partlySeen = false): Requirement {
  return { framework: 'frame', id: '1', title: words, group: words, level: 'S', automation, partlySeen }
}

function resultOf(status: CheckStatus): CheckResult {
  return { check: checkOf(), status, seen: [], missing: [], decidedBy: [] }
}

function statusOf(requirement: Requirement, statuses: readonly CheckStatus[]): string | undefined {
  return linkRequirements([requirement], statuses.map(resultOf))[0]?.status
}

for (const [automation, partlySeen, statuses, expected] of [
  ['strong', false, ['pass'], 'met'],
  ['strong', false, ['pass', 'notApplicable'], 'met'],
  ['strong', false, ['pass', 'unknown'], 'partly'],
  ['strong', true, ['pass'], 'partly'],
  ['partial', false, ['pass'], 'partly'],
  ['strong', false, ['pass', 'fail'], 'partly'],
  ['strong', false, ['fail', 'unknown'], 'notMet'],
  ['strong', false, ['unknown'], 'unknown'],
  ['strong', false, ['notApplicable'], 'unknown'],
  ['strong', false, [], 'unknown'],
  ['none', false, [], 'unknown'],
  ['none', false, ['pass'], 'unknown'],
  ['none', false, ['fail'], 'unknown'],
] as const)
  test(`a measure that is ${automation}${partlySeen ? ', partly seen' : ''}, with ${statuses.join(', ') || 'no check'}, is ${expected}`, () => {
    assert.equal(statusOf(requirementOf(automation, partlySeen), statuses), expected)
  })

test('a measure is never met by silence, nor while a check fails', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Automation>('strong', 'partial', 'none'),
      fc.boolean(),
      fc.array(fc.constantFrom(...checkStatuses)),
      (automation, partlySeen, statuses) => {
        if (statusOf(requirementOf(automation, partlySeen), statuses) !== 'met') return
        assert.ok(statuses.includes('pass'))
        assert.ok(statuses.every((status) => status === 'pass' || status === 'notApplicable'))
        assert.ok(automation === 'strong' && !partlySeen)
      },
    ),
  )
})

for (const [text, values, expected] of [
  ['a and b', { a: true, b: false }, ['b']],
  ['a and b', { a: false, b: false }, ['a', 'b']],
  ['a and b', { a: true }, ['b']],
  ['a and b', { a: true, b: true }, ['a', 'b']],
  ['a or b', { a: true }, ['a']],
  ['a or b', { a: false }, ['b']],
  ['not (a and b)', { a: true, b: false }, ['b']],
  ['a == "x" or known(b) and c > 1', { a: 'y', c: 0 }, ['a', 'b', 'c']],
] as const)
  test(`${text} with ${JSON.stringify(values)} is decided by ${expected.join(', ')}`, () => {
    assert.deepEqual(decidingFacts(expressionOf(text), factsFrom(values)), expected)
  })

test('a check that does not apply is told by what says so', () => {
  const check = checkOf({ applies: 'installed', passes: 'a and b' })
  const result = evaluateCheck(check, factsFrom({ installed: false }))
  assert.deepEqual([result.status, result.decidedBy, result.missing], ['notApplicable', ['installed'], []])
})

test('a misspelt member of a check is refused, not passed over', () => {
  const check = parseCheck({ id: 'some-check', aplies: 'x' })
  assert.ok(!check.ok)
  assert.match(check.error.message, /aplies/)
})

const kinds = kindsOf([
  { name: 'yes', type: 'boolean' },
  { name: 'size', type: 'number' },
  { name: 'word', type: 'text' },
  { name: 'items', type: 'list' },
  { name: 'flaw.<name>', type: 'text' },
])
for (const [text, problem] of [
  ['yes and size > 3 and word in ["a"] and count(items) == 0 and flaw.x contains "V" and known(word)', undefined],
  ['items == ["a"] and items contains "a" and lower(word) == "a" and word within "0640"', undefined],
  ['absent', /no fact "absent"/],
  ['flaw. == "x"', /no fact "flaw\."/],
  ['items == "a"', /does not compare a list with a text/],
  ['size == "3"', /does not compare a number with a text/],
  ['word > 3', /does not compare a text with a number/],
  ['word', /the whole is a text/],
  ['not word', /a text stands where a boolean must/],
  ['count(word) == 1', /a text stands where a list must/],
  ['known(count(items))', /known\(\) takes a fact/],
] as const)
  test(`lint of ${text}`, () => {
    const problems = expressionProblems(expressionOf(text), kinds)
    if (problem === undefined) assert.deepEqual(problems, [])
    else assert.match(problems.join('; '), problem)
  })

test('failed checks become actions, most severe first; what an upgrade mends does not', () => {
  const failed = (id: string, severity: string, more = {}): CheckResult => ({
    ...resultOf('fail'),
    check: checkOf({ id, severity, ...more }),
  })
  const actions = configureActions(
    [
      failed('low-one', 'low'),
      failed('high-one', 'high', { commands: ['true'] }),
      failed('old-one', 'high', { mendedBy: 'upgrade' }),
      resultOf('unknown'),
      resultOf('pass'),
    ],
    { target: 'local' },
  )
  assert.deepEqual(
    actions.map(({ closes, urgency, commands }) => [closes, urgency, commands]),
    [
      [['high-one'], 'planned', ['true']],
      [['low-one'], 'routine', []],
    ],
  )
  const [action] = actions
  assert.ok(action)
  assert.match(say(action.title, 'en'), /something/)
  assert.match(say(action.title, 'fr'), /quelque chose/)
  assert.doesNotMatch(say(action.title, 'fr'), /[{}]/)
})

const about = {
  id: 'frame',
  title: words,
  source: words,
  profiles: [{ id: 'all', title: words, levels: ['S', 'R'] }],
}
const head = 'no\tlevel\tauto\tseen\ttitle_en\ttitle_fr\tchapter_en\tchapter_fr\tdeclared_en\tdeclared_fr'
const row = '1\tS\tstrong\twhole\tone\tun\tpart\tpartie\t-\t-'

test('a framework is read with its rows, and refused where a row is wrong', () => {
  const framework = parseFramework(about, `${head}\n${row}\n${row.replace(/^1/, '2').replace('-\t-', 'rule\trègle')}\n`)
  assert.ok(framework.ok)
  assert.deepEqual(
    framework.value.requirements.map(({ id, declared, partlySeen }) => [id, declared?.fr, partlySeen]),
    [
      ['1', undefined, false],
      ['2', 'règle', false],
    ],
  )
  for (const text of [
    '',
    row,
    `${head}\n${row}\n${row}`, // the same number twice
    `${head}\n${row.replace('strong', 'much')}`,
    `${head}\n${row.replace('\tS\t', '\tX\t')}`,
    `${head}\n${row.replace('whole', '')}`,
    `${head}\n${row}\tmore`,
  ]) {
    const refused = parseFramework(about, text)
    assert.ok(!refused.ok, text)
    assert.equal(refused.error.code, 'framework-malformed')
  }
})

test('any text as a framework is read or refused, never thrown at', () => {
  fc.assert(fc.property(fc.anything(), fc.string(), (value, text) => void parseFramework(value, `${head}\n${text}`)))
  fc.assert(fc.property(fc.anything(), (value) => void parseCheck(value)))
})

const bare: Inventory = {
  target: 'local',
  name: 'one',
  collectedAt: '2026-11-24T00:00:00Z',
  marks: [],
  platform: { family: 'linux', id: 'debian', release: '12', lineage: [], architecture: 'amd64' },
  software: [],
  services: [],
  ports: [],
  accounts: [],
  pendingUpdates: [],
  rebootRequired: 'unknown',
  staleProcesses: [],
  facts: new Map(),
  unknown: [],
}

test('an inventory of which nothing was seen states no fact', () => assert.equal(factsOfInventory(bare).size, 0))

test('facts follow from updates, restarts, ports and host keys', () => {
  const facts = factsOfInventory({
    ...bare,
    rebootRequired: 'yes',
    pendingUpdates: [
      { name: 'openssl', candidate: '3.0.15', security: true },
      { name: 'vim', candidate: '9', security: false },
    ],
    ports: [
      { protocol: 'tcp', address: '0.0.0.0', port: 443 },
      { protocol: 'tcp', address: '::', port: 22, process: 'sshd' },
      { protocol: 'tcp', address: '0.0.0.0', port: 22 },
      { protocol: 'tcp', address: '127.0.0.1', port: 5432 },
      { protocol: 'tcp', address: '::1', port: 5432 },
      { protocol: 'udp', address: '0.0.0.0', port: 68 },
    ],
    facts: factsFrom({
      'ssh.hostKeyModes': ['/k/a root:root 0600', '/k/b root:ssh_keys 0640', '/k/c root:root 0640', '/k/d ann:ann 0600', 'odd'],
    }),
  })
  assert.deepEqual(Object.fromEntries([...facts].map(([name, { value }]) => [name, value])), {
    'restart.required': true,
    'updates.pendingSecurity': ['openssl 3.0.15'],
    'network.exposedTcpPorts': ['22 sshd', '443'],
    'ssh.openHostKeys': ['/k/c root:root 0640', '/k/d ann:ann 0600', 'odd'],
    'ssh.hostKeyModes': ['/k/a root:root 0600', '/k/b root:ssh_keys 0640', '/k/c root:root 0640', '/k/d ann:ann 0600', 'odd'],
  })
})

test('what a probe states itself comes before what follows', () => {
  const facts = factsOfInventory({ ...bare, rebootRequired: 'yes', facts: factsFrom({ 'restart.required': false }) })
  assert.equal(facts.get('restart.required')?.value, false)
})

test('updates of a manager that marks none as security, or that could not be asked, say nothing of security', () => {
  const pendingUpdates = [{ name: 'openssl', candidate: '3.1.6-r0' }]
  assert.equal(factsOfInventory({ ...bare, pendingUpdates }).has('updates.pendingSecurity'), false)
})
