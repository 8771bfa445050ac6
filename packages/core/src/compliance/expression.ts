/**
 * The language of checks: small, total, three-valued. An expression reads facts of an asset and answers true, false or
 * unknown, and never fails: a fact that was not seen makes unknown, and unknown spreads as in Kleene's logic.
 *
 *   ssh.permitRootLogin in ["no", "prohibit-password"]
 *   sysctl.kernel.randomize_va_space == 2 and not snmp.defaultCommunity
 *   file./etc/shadow.mode within "0640"
 *   count(accounts.uidZero) <= 1        known(ssh.permitRootLogin)
 *
 *   or < and < not < comparison; == != < <= > >= in contains within; names of facts as in the catalogue, those with other
 *   characters than letters, digits and . _ - / in back-ticks
 */
import { fail, ok, unreachable, type Result } from '@hygie/versions/result'
import type { FactValue } from './facts.ts'

export type Expression =
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'value'; readonly value: FactValue }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: CallName; readonly operand: Expression }

const operators = ['==', '!=', '<=', '>=', '<', '>', 'in', 'contains', 'within'] as const
export type Operator = (typeof operators)[number]
const calls = ['known', 'count', 'lower'] as const
export type CallName = (typeof calls)[number]

const CHARS_MAX = 2_000
const DEPTH_MAX = 32 // far deeper than any check; bounds the recursion

/** Errors: `expression-malformed` with the column. */
export function parseExpression(text: string): Result<Expression> {
  if (text.length > CHARS_MAX)
    return fail('expression-malformed', `Cannot read an expression of ${text.length} characters: at most ${CHARS_MAX}`)
  const tokens = tokensOf(text)
  if (!tokens.ok) return tokens
  const parser = new Parser(tokens.value)
  const expression = parser.or(0)
  if (!expression.ok) return expression
  const rest = parser.peek()
  return rest === undefined ? expression : malformed(rest, 'expected the end')
}

type Token = { readonly kind: 'word' | 'quoted' | 'number' | 'sign' | 'name'; readonly text: string; readonly column: number }

/** Written anew for each text: a sticky pattern remembers where it stopped. */
const tokenPattern = (): RegExp =>
  /\s*(?:(?<quoted>"[^"\n]*")|(?<name>`[^`\n]+`)|(?<sign>==|!=|<=|>=|[<>()[\],])|(?<number>-?\d+(?:\.\d+)?(?![\w./-]))|(?<word>[A-Za-z_][\w./-]*))/y

function tokensOf(text: string): Result<readonly Token[]> {
  const pattern = tokenPattern()
  const tokens: Token[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    pattern.lastIndex = at
    const groups = pattern.exec(text)?.groups
    if (groups === undefined)
      return fail(
        'expression-malformed',
        `Cannot read the expression "${text}": column ${at + 1} is no part of the language`,
        String(at + 1),
      )
    const [kind, value] = Object.entries(groups).find(([, found]) => found !== undefined) ?? ['word', '']
    tokens.push({ kind: kind as Token['kind'], text: value, column: at + 1 })
    at = pattern.lastIndex
  }
  return ok(tokens)
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  or(depth: number): Result<Expression> {
    return this.#joined('or', depth, () => this.#joined('and', depth, () => this.#not(depth)))
  }

  #joined(kind: 'and' | 'or', depth: number, operand: () => Result<Expression>): Result<Expression> {
    if (depth > DEPTH_MAX) return malformed(this.peek(), `nested deeper than ${DEPTH_MAX}`)
    let left = operand()
    while (left.ok && this.#take('word', kind)) {
      const right = operand()
      left = right.ok ? ok({ kind, left: left.value, right: right.value }) : right
    }
    return left
  }

  #not(depth: number): Result<Expression> {
    if (depth > DEPTH_MAX) return malformed(this.peek(), `nested deeper than ${DEPTH_MAX}`)
    if (!this.#take('word', 'not')) return this.#comparison(depth)
    const operand = this.#not(depth + 1)
    return operand.ok ? ok({ kind: 'not', operand: operand.value }) : operand
  }

  #comparison(depth: number): Result<Expression> {
    const left = this.#operand(depth)
    const sign = this.peek()
    const operator = operators.find((candidate) => candidate === sign?.text && (sign.kind === 'sign' || sign.kind === 'word'))
    if (!left.ok || operator === undefined) return left
    this.#at += 1
    const right = this.#operand(depth)
    return right.ok ? ok({ kind: 'compare', operator, left: left.value, right: right.value }) : right
  }

  #operand(depth: number): Result<Expression> {
    const token = this.peek()
    if (token === undefined) return malformed(token, 'expected a fact or a value')
    this.#at += 1
    switch (token.kind) {
      case 'quoted':
        return ok({ kind: 'value', value: token.text.slice(1, -1) })
      case 'number':
        return ok({ kind: 'value', value: Number(token.text) })
      case 'name':
        return ok({ kind: 'fact', name: token.text.slice(1, -1) })
      case 'word':
        return this.#word(token, depth)
      case 'sign':
        if (token.text === '[') return this.#list()
        return token.text === '(' ? this.#closed(this.or(depth + 1)) : malformed(token, 'expected a fact or a value')
      default:
        return unreachable(token.kind)
    }
  }

  #word(token: Token, depth: number): Result<Expression> {
    if (token.text === 'true' || token.text === 'false') return ok({ kind: 'value', value: token.text === 'true' })
    if (['and', 'or', 'not', 'in', 'contains', 'within'].includes(token.text))
      return malformed(token, 'expected a fact or a value')
    const name = calls.find((candidate) => candidate === token.text)
    if (name === undefined || !this.#take('sign', '(')) return ok({ kind: 'fact', name: token.text })
    const operand = this.#closed(this.or(depth + 1))
    return operand.ok ? ok({ kind: 'call', name, operand: operand.value }) : operand
  }

  #closed(inner: Result<Expression>): Result<Expression> {
    if (!inner.ok) return inner
    return this.#take('sign', ')') ? inner : malformed(this.peek(), 'expected ")"')
  }

  #list(): Result<Expression> {
    const values: string[] = []
    while (!this.#take('sign', ']')) {
      const token = this.peek()
      if (token?.kind !== 'quoted' && token?.kind !== 'number') return malformed(token, 'expected a text or number of the list')
      this.#at += 1
      values.push(token.kind === 'quoted' ? token.text.slice(1, -1) : token.text)
      if (!this.#take('sign', ',') && this.peek()?.text !== ']') return malformed(this.peek(), 'expected "," or "]"')
    }
    return ok({ kind: 'value', value: values })
  }

  #take(kind: Token['kind'], text: string): boolean {
    const token = this.peek()
    if (token?.kind !== kind || token.text !== text) return false
    this.#at += 1
    return true
  }
}

function malformed(token: Token | undefined, problem: string): ReturnType<typeof fail> {
  const where = token === undefined ? 'at its end' : `at column ${token.column}, "${token.text}"`
  return fail(
    'expression-malformed',
    `Cannot read the expression ${where}: ${problem}`,
    token === undefined ? 'end' : String(token.column),
  )
}
