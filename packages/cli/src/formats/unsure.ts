/** How much of an audit is a question and not an answer: said at its head, so that nobody reads silence as safe. */
import type { Assessment } from '@hygie/core/assess'
import type { Words } from '../texts/text.ts'

/** Undefined when everything was judged. */
export function unsureOf(words: Words, { findings, unknown }: Pick<Assessment, 'findings' | 'unknown'>): string | undefined {
  const possible = findings.filter(({ status }) => status === 'possible').length
  const unjudged = findings.filter(({ status }) => status === 'underInvestigation').length
  const blind = unknown.length
  return possible + unjudged + blind === 0 ? undefined : words('table.unsure', { possible, unjudged, blind })
}
