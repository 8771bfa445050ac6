import { exhaustiveSwitch } from './exhaustive-switch.ts'
import { checkRule } from './rule.suite.ts'

checkRule('exhaustive-switch', exhaustiveSwitch, {
  file: 'packages/core/src/matching/judge.ts',
  passes: [
    `switch (kind) { case 'a': go(); break\n default: unreachable(kind) }`,
    `switch (word) { case 'a': go(); break\n default: break }`,
    `switch (word) { default: case 'a': go() }`,
  ],
  fails: [
    { code: `switch (kind) { case 'a': go() }`, says: [/end the switch with `default: return unreachable/] },
    { code: `switch (kind) { case 'a': go(); break\n default: }`, says: [/an empty default hides new cases/] },
  ],
})
