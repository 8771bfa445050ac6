import { ignoreNeedsReason } from './ignore-needs-reason.ts'
import { checkTextRule } from './text-rule.suite.ts'

const OX = 'oxlint-' // in two parts, so that oxlint does not take the samples for its own
checkTextRule(ignoreNeedsReason, {
  path: 'packages/core/src/matching/judge.ts',
  passes: [
    `// ${OX}disable-next-line complexity -- one row of the table per line reads best`,
    '// @ts-expect-error a wrong type on purpose',
    `const text = "${OX}disable"`,
  ],
  fails: [
    { text: `/* ${OX}disable */`, says: /name the rule/ },
    { text: '// eslint-disable-next-line -- because of reasons', says: /name the rule/ },
    { text: `one()\n// ${OX}disable-next-line complexity`, says: /write the reason/, line: 2 },
    { text: `// ${OX}disable-next-line complexity -- ok`, says: /write the reason/ },
    { text: '// @ts-expect-error', says: /write the reason behind/ },
    { text: '// @ts-ignore the type is wrong upstream', says: /hides every error/ },
    { text: '// @ts-nocheck', says: /hides every error/ },
  ],
})
