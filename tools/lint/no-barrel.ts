// no-barrel: one way to reach a thing. A file exports what it defines; package.json names the entries.
import { pathOf, type Rule } from './rule.ts'

export const noBarrel: Rule = {
  create(context) {
    return {
      Program(node) {
        if (/(?:^|\/)index\.[cm]?tsx?$/.test(pathOf(context)))
          context.report({ node, message: 'no index file: name it after its main export and import it by that name' })
      },
      ExportAllDeclaration: (node) =>
        context.report({ node, message: 'no barrel: let callers import from the file that defines it' }),
      ExportNamedDeclaration(node) {
        if (node.source !== null) context.report({ node, message: 'no barrel: let callers import from the file that defines it' })
      },
    }
  },
}
