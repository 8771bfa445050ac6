/** Evaluates the expressions of checks over facts: total, three-valued. */
import { unreachable } from '@hygie/versions/result'
import type { CallName, Expression, Operator } from './expression.ts'
import type { FactValue, Facts } from './facts.ts'

/** What an expression comes to; `undefined` is unknown. `read` names every fact looked at, in order, seen or not. */
export type Evaluation = { readonly value: FactValue | undefined; readonly read: readonly string[] }

/** Total: never throws; a comparison of things that do not compare is unknown. Cost: linear in the expression and its lists. */
export function evaluate(expression: Expression, facts: Facts): Evaluation {
  const read: string[] = []
  const value = valueOf(expression, facts, read)
  return { value, read: [...new Set(read)] }
}

/**
 * The facts that made the answer what it is, in order: of `a and b` that is false, those of the false sides; of one that is
 * unknown, those of the unknown sides. What the other side says would not change the answer.
 *
 * Cost: linear in the expression times its depth, which is bounded.
 */
export function decidingFacts(expression: Expression, facts: Facts): readonly string[] {
  return [...new Set(deciding(expression, facts))]
}

function deciding(expression: Expression, facts: Facts): readonly string[] {
  switch (expression.kind) {
    case 'not':
      return deciding(expression.operand, facts)
    case 'and':
    case 'or': {
      const whole = truthOf(evaluate(expression, facts).value)
      const sides = [expression.left, expression.right]
      const alike = sides.filter((side) => truthOf(evaluate(side, facts).value) === whole)
      return alike.flatMap((side) => deciding(side, facts))
    }
    case 'fact':
    case 'value':
    case 'compare':
    case 'call':
      return evaluate(expression, facts).read
    default:
      return unreachable(expression)
  }
}

function valueOf(expression: Expression, facts: Facts, read: string[]): FactValue | undefined {
  switch (expression.kind) {
    case 'value':
      return expression.value
    case 'fact':
      read.push(expression.name)
      return facts.get(expression.name)?.value
    case 'not': {
      const value = truthOf(valueOf(expression.operand, facts, read))
      return value === undefined ? undefined : !value
    }
    case 'and':
    case 'or': {
      const left = truthOf(valueOf(expression.left, facts, read))
      const right = truthOf(valueOf(expression.right, facts, read))
      return expression.kind === 'and' ? both(left, right) : either(left, right)
    }
    case 'compare':
      return compare(expression.operator, valueOf(expression.left, facts, read), valueOf(expression.right, facts, read))
    case 'call':
      return call(expression.name, valueOf(expression.operand, facts, read))
    default:
      return unreachable(expression)
  }
}

/** Only a truth value is true or false: a text is neither. */
function truthOf(value: FactValue | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
function both(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === false || right === false) return false
  return left === undefined || right === undefined ? undefined : true
}
function either(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === true || right === true) return true
  return left === undefined || right === undefined ? undefined : false
}

function compare(operator: Operator, left: FactValue | undefined, right: FactValue | undefined): boolean | undefined {
  if (left === undefined || right === undefined) return undefined
  switch (operator) {
    case '==':
      return equal(left, right)
    case '!=': {
      const same = equal(left, right)
      return same === undefined ? undefined : !same
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return typeof left === 'number' && typeof right === 'number' ? ordered(operator, left, right) : undefined
    case 'in':
      return Array.isArray(right) && !Array.isArray(left) ? right.includes(String(left)) : undefined
    case 'contains':
      return containsOf(left, right)
    case 'within':
      return withinMode(left, right)
    default:
      return unreachable(operator)
  }
}

function equal(left: FactValue, right: FactValue): boolean | undefined {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => item === right[index])
  return typeof left === typeof right && !Array.isArray(left) && !Array.isArray(right) ? left === right : undefined
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: number, right: number): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

function containsOf(left: FactValue, right: FactValue): boolean | undefined {
  if (Array.isArray(left)) return Array.isArray(right) ? right.every((item) => left.includes(item)) : left.includes(String(right))
  return typeof left === 'string' && typeof right === 'string' ? left.includes(right) : undefined
}

/** Whether a file mode gives no permission that the limit does not give. Both are octal texts such as `0640`. */
function withinMode(left: FactValue, right: FactValue): boolean | undefined {
  const mode = octal(left)
  const limit = octal(right)
  return mode === undefined || limit === undefined ? undefined : (mode & ~limit) === 0
}
function octal(value: FactValue): number | undefined {
  return typeof value === 'string' && /^[0-7]{3,5}$/.test(value) ? Number.parseInt(value, 8) : undefined
}

function call(name: CallName, value: FactValue | undefined): FactValue | undefined {
  switch (name) {
    case 'known':
      return value !== undefined
    case 'count':
      return Array.isArray(value) ? value.length : undefined
    case 'lower':
      return typeof value === 'string' ? value.toLowerCase() : undefined
    default:
      return unreachable(name)
  }
}
