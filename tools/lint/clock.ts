// Where code reads the clock, so that rules about clocks agree on what one is.
import { isGlobal, type Context, type Visitor } from './rule.ts'

/** Reports `Date.now()`, `new Date()`, `Date()`, `performance`, `Temporal.Now` with the message given. */
export function clockVisitor(context: Context, message: string): Visitor {
  return {
    Identifier(node) {
      const parent = node.parent
      if (node.name === 'Date' && isGlobal(context, node)) {
        const bare =
          (parent.type === 'NewExpression' && parent.callee === node && parent.arguments.length === 0) ||
          (parent.type === 'CallExpression' && parent.callee === node)
        const now =
          parent.type === 'MemberExpression' &&
          parent.object === node &&
          parent.property.type === 'Identifier' &&
          parent.property.name === 'now'
        if (bare || now) context.report({ node: parent, message })
      }
      if (
        node.name === 'performance' &&
        parent.type === 'MemberExpression' &&
        parent.object === node &&
        isGlobal(context, node)
      ) {
        context.report({ node: parent, message })
      }
      if (node.name === 'Temporal' && parent.type === 'MemberExpression' && parent.object === node && isGlobal(context, node)) {
        if (parent.property.type === 'Identifier' && parent.property.name === 'Now') context.report({ node: parent, message })
      }
    },
  }
}
