// core-is-pure: `core`, `versions` and `standards` take values and give values; nothing of the outside reaches them.
import { clockVisitor } from './clock.ts'
import { isGlobal, isTest, pathOf, type Rule } from './rule.ts'

const PURE_ROOM = /(?:^|\/)packages\/(core|versions|standards)\/src\//
const OUTSIDE = new Set([
  'console',
  'process',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'navigator',
  'WebSocket',
  'localStorage',
])

export const coreIsPure: Rule = {
  create(context) {
    const room = PURE_ROOM.exec(pathOf(context))?.[1]
    if (room === undefined || isTest(pathOf(context))) return {}
    const onImport = (node: { readonly source: { readonly value: unknown } | null }, report: () => void): void => {
      if (typeof node.source?.value === 'string' && node.source.value.startsWith('node:')) report()
    }
    const importMessage = `${room} is pure: no node: module. Take the value as an argument and let the shell (cli, feeds, collectors, knowledge) read it`
    const clock = clockVisitor(context, `${room} is pure: no clock. Take the time as an argument \`at: Milliseconds\``)
    return {
      ImportDeclaration: (node) => onImport(node, () => context.report({ node, message: importMessage })),
      ExportNamedDeclaration: (node) => onImport(node, () => context.report({ node, message: importMessage })),
      ImportExpression(node) {
        if (node.source.type === 'Literal' && String(node.source.value).startsWith('node:'))
          context.report({ node, message: importMessage })
      },
      Identifier(node) {
        clock.Identifier?.(node)
        const parent = node.parent
        const used =
          (parent.type === 'MemberExpression' && parent.object === node) ||
          (parent.type === 'CallExpression' && parent.callee === node)
        if (!used) return
        if (OUTSIDE.has(node.name) && isGlobal(context, node)) {
          context.report({ node, message: `${room} is pure: no \`${node.name}\`. Return what is to be said or done as a value` })
        }
        const random =
          node.name === 'Math' &&
          parent.type === 'MemberExpression' &&
          parent.property.type === 'Identifier' &&
          parent.property.name === 'random'
        if (random)
          context.report({ node: parent, message: `${room} is pure: no randomness. Take the random value as an argument` })
      },
    }
  },
}
