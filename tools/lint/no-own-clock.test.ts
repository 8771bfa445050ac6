import { noOwnClock } from './no-own-clock.ts'
import { checkRule } from './rule.suite.ts'

checkRule('no-own-clock', noOwnClock, {
  file: 'packages/feeds/src/osv/parse.ts',
  passes: [
    `export const day = (text: string): number => Date.parse(text)`,
    { file: 'packages/feeds/src/osv/fetch.ts', code: `export const at = Date.now()` },
    { file: 'packages/collectors/src/transports/ssh.ts', code: `export const at = Date.now()` },
    { file: 'packages/cli/src/audit.ts', code: `export const at = Date.now()` },
  ],
  fails: [
    { code: `export const at = Date.now()`, says: [/a reader has no clock/] },
    { file: 'packages/collectors/src/linux/dpkg/read.ts', code: `export const at = new Date()`, says: [/a reader has no clock/] },
    {
      file: 'packages/knowledge/src/build.ts',
      code: `export const at = Temporal.Now.instant()`,
      says: [/a reader has no clock/],
    },
  ],
})
