import { versionCharsMax } from './limits.ts'
import { fail } from './result.ts'
import type { Result } from './result.ts'
import type { SchemeName } from './scheme.ts'

/** The refusal of a text that a scheme cannot read. Quotes at most `QUOTED_MAX` characters: the text is hostile. */
export function malformed(scheme: SchemeName, text: string, cause: string): Result<never> {
  const quoted = text.length > QUOTED_MAX ? `${text.slice(0, QUOTED_MAX)}…` : text
  return fail('version-malformed', `Cannot read "${quoted}" as a ${scheme} version: ${cause}`)
}

/** The cause for a text above the bound that keeps parsing and comparing cheap. */
export function tooLong(text: string): string {
  return `${text.length} characters, at most ${versionCharsMax} are read`
}

const QUOTED_MAX = 80
