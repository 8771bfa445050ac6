/**
 * Whether an expression can ever be decided: facts that nobody states and comparisons of things that do not compare make
 * `unknown` for ever, which nobody would notice. Pure lint; evaluation does not need it.
 */
import { unreachable } from '@hygie/versions/result'
import type { Expression, Operator } from './expression.ts'

export type FactKind = 'boolean' | 'number' | 'text' | 'list'
type KindOf = (name: string) => FactKind | undefined

/** Kinds by name, for a catalogue in which `<…>` stands for a family: `cpu.vulnerability.<name>`. */
export function kindsOf(catalogue: readonly { readonly name: string; readonly type: FactKind }[]): KindOf {
  const exact = new Map(catalogue.map(({ name, type }) => [name, type]))
  const families = catalogue.flatMap(({ name, type }) => {
    const [before, after] = name.split(/<[^<>]*>/)
    return before === undefined || after === undefined ? [] : [{ before, after, type }]
  })
  return (name) =>
    name.includes('<')
      ? undefined
      : (exact.get(name) ??
        families.find(
          ({ before, after }) => name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length,
        )?.type)
}

/** Empty = every fact is known and every part can be decided, and the whole is true or false. */
export function expressionProblems(expression: Expression, kindOf: KindOf): readonly string[] {
  const problems: string[] = []
  const kind = kindIn(expression, kindOf, problems)
  if (kind !== 'boolean' && kind !== undefined) problems.push(`the whole is a ${kind}, must be true or false`)
  return problems
}

/** `undefined` where a problem was already told. */
function kindIn(expression: Expression, kindOf: KindOf, problems: string[]): FactKind | undefined {
  switch (expression.kind) {
    case 'value':
      return Array.isArray(expression.value) ? 'list' : kindOfValue(expression.value)
    case 'fact': {
      const kind = kindOf(expression.name)
      if (kind === undefined) problems.push(`no fact "${expression.name}" in the catalogue`)
      return kind
    }
    case 'not':
      expectKind('boolean', expression.operand, kindOf, problems)
      return 'boolean'
    case 'and':
    case 'or':
      expectKind('boolean', expression.left, kindOf, problems)
      expectKind('boolean', expression.right, kindOf, problems)
      return 'boolean'
    case 'compare': {
      const left = kindIn(expression.left, kindOf, problems)
      const right = kindIn(expression.right, kindOf, problems)
      if (left !== undefined && right !== undefined && !fits(expression.operator, left, right))
        problems.push(`"${expression.operator}" does not compare a ${left} with a ${right}`)
      return 'boolean'
    }
    case 'call':
      if (expression.name === 'known') {
        if (expression.operand.kind !== 'fact') problems.push('known() takes a fact')
        kindIn(expression.operand, kindOf, problems)
        return 'boolean'
      }
      expectKind(expression.name === 'count' ? 'list' : 'text', expression.operand, kindOf, problems)
      return expression.name === 'count' ? 'number' : 'text'
    default:
      return unreachable(expression)
  }
}

function kindOfValue(value: unknown): FactKind {
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'text'
}

function expectKind(wanted: FactKind, operand: Expression, kindOf: KindOf, problems: string[]): void {
  const kind = kindIn(operand, kindOf, problems)
  if (kind !== undefined && kind !== wanted) problems.push(`a ${kind} stands where a ${wanted} must`)
}

function fits(operator: Operator, left: FactKind, right: FactKind): boolean {
  switch (operator) {
    case '==':
    case '!=':
      return left === right
    case '<':
    case '<=':
    case '>':
    case '>=':
      return left === 'number' && right === 'number'
    case 'in':
      return left !== 'list' && right === 'list'
    case 'contains':
      return left === 'list' ? right === 'list' || right === 'text' : left === 'text' && right === 'text'
    case 'within':
      return left === 'text' && right === 'text'
    default:
      return unreachable(operator)
  }
}
