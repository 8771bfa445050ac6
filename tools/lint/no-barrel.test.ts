import { noBarrel } from './no-barrel.ts'
import { checkRule } from './rule.suite.ts'

checkRule('no-barrel', noBarrel, {
  file: 'packages/core/src/text/lines.ts',
  passes: [`export const one = 1`, `const one = 1\nexport { one }`],
  fails: [
    { code: `export * from './deb.ts'`, says: [/no barrel/] },
    { code: `export { deb } from './deb.ts'`, says: [/no barrel/] },
    { code: `export type { Deb } from './deb.ts'`, says: [/no barrel/] },
    { file: 'packages/core/src/text/index.ts', code: `export const one = 1`, says: [/no index file/] },
  ],
})
