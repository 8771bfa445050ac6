import { noUtilName } from './no-util-name.ts'
import { checkRule } from './rule.suite.ts'

const code = 'export const one = 1'
checkRule('no-util-name', noUtilName, {
  file: 'packages/core/src/text/lines.ts',
  passes: [code, { file: 'packages/feeds/src/library.ts', code }],
  fails: [
    { file: 'packages/core/src/utils/lines.ts', code, says: [/"utils" says nothing/] },
    { file: 'packages/core/src/text/helpers.ts', code, says: [/"helpers" says nothing/] },
    { file: 'test/conformance/common.test.ts', code, says: [/"common" says nothing/] },
  ],
})
