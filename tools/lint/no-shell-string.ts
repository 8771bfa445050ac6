// no-shell-string: commands are constant arrays. A shell would read meaning into a file name or a host name.
import type { NodeOf, Rule } from './rule.ts'

const BY_SHELL = new Set(['exec', 'execSync'])
const BY_ARRAY = new Set(['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'])

export const noShellString: Rule = {
  create(context) {
    const names = new Map<string, string>() // name in this file → name in child_process
    const modules = new Set<string>() // names of the whole module
    const called = (node: NodeOf<'CallExpression'>): string | undefined => {
      const { callee } = node
      if (callee.type === 'Identifier') return names.get(callee.name)
      const whole = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && modules.has(callee.object.name)
      return whole && callee.property.type === 'Identifier' ? callee.property.name : undefined
    }
    return {
      ImportDeclaration(node) {
        if (!/^(?:node:)?child_process$/.test(node.source.value)) return
        for (const specifier of node.specifiers) {
          if (specifier.type !== 'ImportSpecifier') modules.add(specifier.local.name)
          else if (specifier.imported.type === 'Identifier') names.set(specifier.local.name, specifier.imported.name)
        }
      },
      CallExpression(node) {
        const name = called(node)
        if (name === undefined) return
        if (BY_SHELL.has(name))
          context.report({ node, message: `${name} goes through a shell: use execFile or spawn with an array of arguments` })
        if (!BY_ARRAY.has(name)) return
        const [file] = node.arguments
        if (file?.type === 'TemplateLiteral' && file.expressions.length > 0) {
          context.report({ node: file, message: 'the program is a constant; put what varies into the array of arguments' })
        }
        for (const options of node.arguments) {
          if (options.type !== 'ObjectExpression') continue
          for (const property of options.properties) {
            const isShell = property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'shell'
            if (isShell && !(property.value.type === 'Literal' && property.value.value === false)) {
              context.report({ node: property, message: 'no shell: drop this option and give the arguments as an array' })
            }
          }
        }
      },
    }
  },
}
