import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import type { FactValue, Facts } from './facts.ts'

const facts: Facts = new Map<string, { value: FactValue; from: string }>(
  Object.entries({
    'ssh.permitRootLogin': 'no',
    'ssh.installed': true,
    'ssh.macs': ['hmac-sha2-256', 'hmac-sha2-512'],
    'sysctl.kernel.randomize_va_space': 2,
    'file./etc/shadow.mode': '0640',
    'odd name': 'x',
  }).map(([name, seen]) => [name, { value: seen, from: 'test' }]),
)

function value(text: string): FactValue | undefined {
  const parsed = parseExpression(text)
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.error.message)
  return evaluate(parsed.value, facts).value
}

const cases: readonly (readonly [string, FactValue | undefined])[] = [
  ['ssh.permitRootLogin == "no"', true],
  ['ssh.permitRootLogin != "no"', false],
  ['ssh.permitRootLogin in ["no", "prohibit-password"]', true],
  ['sysctl.kernel.randomize_va_space == 2', true],
  ['sysctl.kernel.randomize_va_space in [1, 2]', true],
  ['sysctl.kernel.randomize_va_space >= 3', false],
  ['file./etc/shadow.mode within "0640"', true],
  ['file./etc/shadow.mode within "0600"', false],
  ['ssh.macs contains "hmac-sha2-256"', true],
  ['ssh.macs contains ["hmac-sha2-256", "hmac-md5"]', false],
  ['count(ssh.macs) == 2', true],
  ['`odd name` == "x"', true],
  ['known(ssh.permitRootLogin) and not known(ssh.absent)', true],
  // unknown spreads, but what is decided stays decided
  ['ssh.absent == "no"', undefined],
  ['not ssh.absent', undefined],
  ['ssh.absent or ssh.installed', true],
  ['ssh.absent and ssh.installed', undefined],
  ['ssh.absent and not ssh.installed', false],
  ['ssh.installed == "true"', undefined], // different kinds do not compare
  ['ssh.permitRootLogin < 3', undefined],
  ['ssh.permitRootLogin', 'no'], // a text is neither true nor false
  ['ssh.permitRootLogin or false', undefined],
  ['true or false and false', true],
  ['(true or false) and false', false],
  ['not true or true', true],
]
for (const [text, expected] of cases) test(`${text} is ${String(expected)}`, () => assert.deepEqual(value(text), expected))

for (const text of [
  '',
  'a ==',
  '(a',
  'a)',
  'a b',
  '["x"',
  'a in ["x",,"y"]',
  'and',
  'a & b',
  '"open',
  'a == 3x',
  '('.repeat(100),
]) {
  test(`"${text.slice(0, 20)}" is refused with its place`, () => {
    const parsed = parseExpression(text)
    assert.ok(!parsed.ok)
    assert.equal(parsed.error.code, 'expression-malformed')
  })
}

test('every fact looked at is named once, seen or not', () => {
  const parsed = parseExpression('ssh.absent == "a" or ssh.installed and ssh.installed')
  assert.ok(parsed.ok)
  assert.deepEqual(evaluate(parsed.value, facts).read, ['ssh.absent', 'ssh.installed'])
})

test('any text is read or refused, never thrown at, and what is read is evaluated', () => {
  const part = fc.constantFrom(
    'a',
    'ssh.installed',
    'not',
    'and',
    'or',
    '(',
    ')',
    '[',
    ']',
    '"x"',
    ',',
    '==',
    'in',
    '3',
    ' ',
    'known(',
    '`n`',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join(' ')),
      ),
      (text) => {
        const parsed = parseExpression(text)
        if (parsed.ok) evaluate(parsed.value, facts)
      },
    ),
  )
})

test('knowing more never turns a decided answer round', () => {
  const names = ['a', 'b', 'c']
  const truth = fc.dictionary(fc.constantFrom(...names), fc.boolean())
  const texts = fc.constantFrom('a and b or not c', 'not (a or b) and c', 'a or b or c', 'a and (b or not c)')
  fc.assert(
    fc.property(texts, truth, truth, (text, some, more) => {
      const parsed = parseExpression(text)
      assert.ok(parsed.ok)
      const asFacts = (values: Record<string, boolean>): Facts =>
        new Map(Object.entries(values).map(([name, fact]) => [name, { value: fact, from: '' }]))
      const before = evaluate(parsed.value, asFacts(some)).value
      const after = evaluate(parsed.value, asFacts({ ...more, ...some })).value
      if (before !== undefined) assert.equal(after, before)
    }),
  )
})
