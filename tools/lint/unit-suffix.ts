// unit-suffix: a number of time or size says its unit, last: timeoutMs, outputBytesMax, ageDays.
import { isTest, pathOf, type AnyNode, type Rule } from './rule.ts'

const NEEDS_UNIT = new Set([
  'timeout',
  'delay',
  'duration',
  'ttl',
  'interval',
  'elapsed',
  'age',
  'size',
  'memory',
  'expiry',
  'lifetime',
  'backoff',
])
const QUALIFIER = new Set(['max', 'min', 'limit', 'default', 'total'])

export const unitSuffix: Rule = {
  create(context) {
    if (!/(?:^|\/)packages\/[^/]+\/src\//.test(pathOf(context)) || isTest(pathOf(context))) return {}
    const check = (node: AnyNode, name: string): void => {
      const words = name
        .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
        .toLowerCase()
        .split('_')
        .filter((word) => word !== '')
      while (words.length > 1 && QUALIFIER.has(words.at(-1) ?? '')) words.pop()
      const last = words.at(-1) ?? ''
      if (NEEDS_UNIT.has(last)) {
        context.report({
          node,
          message: `"${name}" lacks its unit: write it behind "${last}" (…Ms, …Seconds, …Days, …Bytes, …Count)`,
        })
      }
    }
    const isNumber = (type: AnyNode | null | undefined): boolean =>
      type?.type === 'TSTypeAnnotation' && type.typeAnnotation.type === 'TSNumberKeyword'
    return {
      VariableDeclarator(node) {
        const init = node.init
        const numeric =
          (init?.type === 'Literal' && typeof init.value === 'number') ||
          (init?.type === 'BinaryExpression' && /^[-+*/%]$|^\*\*$|^<<$/.test(init.operator))
        if (node.id.type === 'Identifier' && (numeric || isNumber(node.id.typeAnnotation))) check(node.id, node.id.name)
      },
      Property(node) {
        const numeric = node.value.type === 'Literal' && typeof node.value.value === 'number'
        if (numeric && !node.computed && node.key.type === 'Identifier' && !isForACall(node)) check(node.key, node.key.name)
      },
      TSPropertySignature(node) {
        if (node.key.type === 'Identifier' && isNumber(node.typeAnnotation)) check(node.key, node.key.name)
      },
      Identifier(node) {
        if ('typeAnnotation' in node && node.parent.type !== 'VariableDeclarator' && isNumber(node.typeAnnotation))
          check(node, node.name)
      },
    }
  },
}

/** An object given to a function has the names that the function wants: `spawn(file, args, { timeout: 20_000 })`. */
function isForACall(node: AnyNode): boolean {
  let at: AnyNode | null = node.parent
  while (at !== null && (at.type === 'ObjectExpression' || at.type === 'Property')) at = at.parent
  return at?.type === 'CallExpression' || at?.type === 'NewExpression'
}
