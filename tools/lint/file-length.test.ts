import { fileLength } from './file-length.ts'
import { checkTextRule } from './text-rule.suite.ts'

checkTextRule(fileLength, {
  path: 'packages/core/src/matching/judge.ts',
  passes: ['', 'one\n'.repeat(500)],
  fails: [{ text: 'one\n'.repeat(501), says: /501 lines, 500 at most/, line: 501 }],
})
