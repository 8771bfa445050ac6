// exhaustive-switch: every switch says what happens to the rest. That a union's members are all listed is checked with
// types by typescript/switch-exhaustiveness-check; this rule demands the end that makes a later member a loud defect.
import type { Rule } from './rule.ts'

export const exhaustiveSwitch: Rule = {
  create(context) {
    return {
      SwitchStatement(node) {
        const rest = node.cases.find((clause) => clause.test === null)
        if (rest === undefined) {
          context.report({
            node,
            message:
              'end the switch with `default: return unreachable(value)` (@hygie/versions/result); over open text say there what an unknown value means',
          })
        } else if (rest.consequent.length === 0 && rest === node.cases.at(-1)) {
          context.report({
            node: rest,
            message: 'an empty default hides new cases: `return unreachable(value)`, or say what an unknown value means',
          })
        }
      },
    }
  },
}
