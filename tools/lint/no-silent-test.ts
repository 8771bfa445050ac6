// no-silent-test: a test that does not run says why, and none keeps the others from running.
import { isTest, pathOf, type Rule } from './rule.ts'

const STARTERS = new Set(['test', 'it', 'describe', 'suite'])

export const noSilentTest: Rule = {
  create(context) {
    if (!isTest(pathOf(context))) return {}
    return {
      MemberExpression(node) {
        if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier' || !STARTERS.has(node.object.name)) return
        const { name } = node.property
        if (name === 'only') context.report({ node, message: 'one test must not keep the others from running: drop `.only`' })
        if (name === 'skip' || name === 'todo')
          context.report({ node, message: `say why: \`${node.object.name}(name, { ${name}: 'the reason' }, …)\`` })
      },
      CallExpression(node) {
        const silent =
          node.callee.type === 'MemberExpression' &&
          node.callee.property.type === 'Identifier' &&
          ['skip', 'todo'].includes(node.callee.property.name)
        const onContext =
          node.callee.type === 'MemberExpression' &&
          node.callee.object.type === 'Identifier' &&
          /^(?:t|context)$/.test(node.callee.object.name)
        if (silent && onContext && node.arguments.length === 0)
          context.report({ node, message: "say why: `t.skip('the reason')`" })
      },
      Property(node) {
        if (node.key.type !== 'Identifier' || node.value.type !== 'Literal' || node.value.value !== true) return
        if (node.key.name === 'only')
          context.report({ node, message: 'one test must not keep the others from running: drop `only`' })
        if (node.key.name === 'skip' || node.key.name === 'todo')
          context.report({ node, message: `say why: \`${node.key.name}: 'the reason'\`` })
      },
    }
  },
}
