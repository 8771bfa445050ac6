// known-error-code: programs rely on codes, so a code is a constant in kebab-case that one can search for.
import { constantText, isTest, pathOf, type Rule } from './rule.ts'

export const knownErrorCode: Rule = {
  create(context) {
    if (isTest(pathOf(context))) return {}
    return {
      CallExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'fail') return
        const [code] = node.arguments
        if (code === undefined) return
        const passedOn =
          (code.type === 'Identifier' && code.name === 'code') ||
          (code.type === 'MemberExpression' && code.property.type === 'Identifier' && code.property.name === 'code')
        const text = constantText(code)
        if (!passedOn && (text === undefined || !/^[a-z\d]+(?:-[a-z\d]+)+$/.test(text))) {
          context.report({
            node: code,
            message: "an error code is a constant of two or more words: fail('version-malformed', …)",
          })
        }
      },
    }
  },
}
