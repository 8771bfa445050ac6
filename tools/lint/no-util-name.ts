// no-util-name: a name says what is inside. A function without a home is a missing noun.
import { pathOf, type Rule } from './rule.ts'

const EMPTY_NAME = /^(?:utils?|utilities|helpers?|commons?|misc|shared|libs?|stuff|tools?-?kit)$/

export const noUtilName: Rule = {
  create(context) {
    const inside = /(?:^|\/)(?:packages|test|tools|scripts)\/(.*)$/.exec(pathOf(context))?.[1]
    if (inside === undefined) return {}
    const empty = inside
      .split('/')
      .map((part) => part.replace(/(?:\.test|\.suite)?\.[cm]?tsx?$/, ''))
      .find((part) => EMPTY_NAME.test(part))
    if (empty === undefined) return {}
    return {
      Program: (node) =>
        context.report({
          node,
          message: `"${empty}" says nothing: name the noun (text/lines.ts, time/instant.ts), or move the function into its only user`,
        }),
    }
  },
}
