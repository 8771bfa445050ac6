// How a house rule is tested: snippets that pass, and snippets that must fail with this message.
import { describe, it } from 'node:test'
import { RuleTester } from 'oxlint/plugins-dev'
import type { Rule } from './rule.ts'

RuleTester.describe = (name, body) => void describe(name, body)
RuleTester.it = (name, body) => void it(name, body)

export type Passing = { readonly file?: string; readonly code: string }
export type Failing = Passing & { readonly says: readonly RegExp[] }

export function checkRule(
  name: string,
  rule: Rule,
  cases: { readonly file: string; readonly passes: readonly (string | Passing)[]; readonly fails: readonly Failing[] },
): void {
  const withFile = (snippet: string | Passing): { code: string; filename: string } => {
    const { code, file = cases.file } = typeof snippet === 'string' ? { code: snippet } : snippet
    return { code, filename: file }
  }
  new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } }).run(name, rule, {
    valid: cases.passes.map(withFile),
    invalid: cases.fails.map((failing) => ({ ...withFile(failing), errors: [...failing.says] })),
  })
}
