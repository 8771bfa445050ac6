// readonly-exports: what leaves a file cannot be changed by who receives it.
import { isTest, pathOf, type AnyNode, type Rule } from './rule.ts'

const MUTABLE: ReadonlyMap<string, string> = new Map([
  ['Array', 'readonly T[]'],
  ['Map', 'ReadonlyMap'],
  ['Set', 'ReadonlySet'],
])

export const readonlyExports: Rule = {
  create(context) {
    if (!/(?:^|\/)packages\/[^/]+\/src\//.test(pathOf(context)) || isTest(pathOf(context))) return {}
    let depth = 0 // inside an exported type
    let functions = 0 // inside a function's signature, which says what it does with its own arguments
    const report = (node: AnyNode, message: string): void => {
      if (depth > 0 && functions === 0) context.report({ node, message })
    }
    const frozen = (node: AnyNode): boolean => node.parent?.type === 'TSTypeOperator' && node.parent.operator === 'readonly'
    const enter = (): void => void (depth += 1)
    const leave = (): void => void (depth -= 1)
    return {
      'ExportNamedDeclaration > TSTypeAliasDeclaration': enter,
      'ExportNamedDeclaration > TSTypeAliasDeclaration:exit': leave,
      'ExportNamedDeclaration > TSInterfaceDeclaration': enter,
      'ExportNamedDeclaration > TSInterfaceDeclaration:exit': leave,
      TSFunctionType: () => void (functions += 1),
      'TSFunctionType:exit': () => void (functions -= 1),
      TSMethodSignature: () => void (functions += 1),
      'TSMethodSignature:exit': () => void (functions -= 1),
      TSPropertySignature(node) {
        if (!node.readonly) report(node, 'exported types are read-only: write `readonly` before this member')
      },
      TSIndexSignature(node) {
        if (!node.readonly) report(node, 'exported types are read-only: write `readonly` before this index')
      },
      TSArrayType(node) {
        if (!frozen(node)) report(node, 'exported types are read-only: write `readonly T[]`')
      },
      TSTupleType(node) {
        if (!frozen(node)) report(node, 'exported types are read-only: write `readonly [ … ]`')
      },
      TSTypeReference(node) {
        const better = node.typeName.type === 'Identifier' ? MUTABLE.get(node.typeName.name) : undefined
        if (better !== undefined) report(node, `exported types are read-only: write \`${better}\``)
      },
    }
  },
}
