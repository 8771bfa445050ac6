import { noSilentTest } from './no-silent-test.ts'
import { checkRule } from './rule.suite.ts'

checkRule('no-silent-test', noSilentTest, {
  file: 'packages/core/src/matching/judge.test.ts',
  passes: [
    `test('a', { skip: 'no dpkg on this machine' }, run)`,
    `test('a', { skip: found ? false : 'absent' }, run)`,
    `test('a', (t) => t.skip('absent'))`,
    { file: 'packages/core/src/matching/judge.ts', code: `export const options = { skip: true }` },
  ],
  fails: [
    { code: `test.only('a', run)`, says: [/drop `.only`/] },
    { code: `test('a', { only: true }, run)`, says: [/drop `only`/] },
    { code: `it.skip('a', run)`, says: [/say why/] },
    { code: `test('a', { skip: true }, run)`, says: [/say why/] },
    { code: `test('a', (t) => t.skip())`, says: [/say why/] },
  ],
})
