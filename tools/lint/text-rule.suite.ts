// How a house rule over text is tested: texts that pass, and texts that must fail with this message.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TextRule } from './text-rule.ts'

export type FailingText = { readonly text: string; readonly says: RegExp; readonly path?: string; readonly line?: number }

export function checkTextRule(
  rule: TextRule,
  cases: { readonly path: string; readonly passes: readonly string[]; readonly fails: readonly FailingText[] },
): void {
  for (const text of cases.passes) {
    test(`${rule.name} passes ${JSON.stringify(text.slice(0, 80))}`, () => {
      assert.ok(rule.appliesTo(cases.path))
      assert.deepEqual(rule.check(text, cases.path), [])
    })
  }
  for (const { text, says, path = cases.path, line = 1 } of cases.fails) {
    test(`${rule.name} reports ${JSON.stringify(text.slice(0, 80))}`, () => {
      assert.ok(rule.appliesTo(path))
      const reports = rule.check(text, path)
      assert.deepEqual(
        reports.map((report) => [report.rule, report.path, report.line]),
        [[rule.name, path, line]],
      )
      assert.match(reports[0]?.message ?? '', says)
    })
  }
}
