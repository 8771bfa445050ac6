// linear-regex: outside text must not be able to make a pattern run for ever, and no pattern carries state between calls.
import { exponentialPart } from './regex-shape.ts'
import { constantText, isTest, pathOf, type AnyNode, type Rule } from './rule.ts'

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'PropertyDefinition',
  'StaticBlock',
])

export const linearRegex: Rule = {
  create(context) {
    if (isTest(pathOf(context))) return {}
    const check = (node: AnyNode, pattern: string, flags: string): void => {
      const part = exponentialPart(pattern, flags)
      if (part !== undefined) {
        context.report({
          node,
          message: `${part} can take exponential time: let each round begin with a mark that the rest cannot match, or split the text first`,
        })
      }
      if (flags.includes('g') && atModuleLevel(node)) {
        context.report({
          node,
          message: `a pattern with the flag "${flags}" remembers where it stopped: write it inside the function, or use matchAll on a fresh one`,
        })
      }
    }
    return {
      Literal(node) {
        if ('regex' in node) check(node, node.regex.pattern, node.regex.flags)
      },
      NewExpression(node) {
        const pattern =
          node.callee.type === 'Identifier' && node.callee.name === 'RegExp' ? constantText(node.arguments[0]) : undefined
        if (pattern !== undefined) check(node, pattern, constantText(node.arguments[1]) ?? '')
      },
    }
  },
}

function atModuleLevel(node: AnyNode): boolean {
  for (let at: AnyNode | null = node.parent; at !== null; at = at.parent) {
    if (FUNCTIONS.has(at.type)) return false
  }
  return true
}
