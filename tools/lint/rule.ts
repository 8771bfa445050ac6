// What a house rule is: a visitor of one file's syntax, run by oxlint as a plugin of ours (tools/lint/plugin.ts).
import type { RuleTester } from 'oxlint/plugins-dev'

export type Rule = Extract<Parameters<RuleTester['run']>[1], { create: (context: never) => unknown }> & { createOnce?: never }
export type Context = Parameters<NonNullable<Rule['create']>>[0]
export type Visitor = ReturnType<NonNullable<Rule['create']>>
export type NodeOf<Kind extends keyof Visitor> = Parameters<NonNullable<Visitor[Kind]>>[0]
export type AnyNode = NodeOf<'Program'>['body'][number]['parent']

export const isTest = (path: string): boolean => /\.(?:test|suite|bench)\.ts$/.test(path)

/** Path with forward slashes, so that rules read the same on every system. */
export const pathOf = (context: Context): string => context.filename.replaceAll('\\', '/')

/** True when no declaration of this file or an import stands behind the name. */
export function isGlobal(context: Context, node: NodeOf<'Identifier'>): boolean {
  let scope: ReturnType<Context['sourceCode']['getScope']> | null = context.sourceCode.getScope(node)
  while (scope !== null) {
    const variable = scope.set.get(node.name)
    if (variable !== undefined && variable.defs.length > 0) return false
    scope = scope.upper
  }
  return true
}

/** The text of a string literal or of a template without a hole. */
export function constantText(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}
