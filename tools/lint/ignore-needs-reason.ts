// ignore-needs-reason: who switches a rule off says why, and for one rule at one place.
// Read as text, because a comment that switches everything off would switch a syntax rule off as well.
import { checkLines, isCode, type TextRule } from './text-rule.ts'

const name = 'ignore-needs-reason'
const REASON = /--\s*\S.{9,}/ // ten characters are two words

export const ignoreNeedsReason: TextRule = {
  name,
  appliesTo: isCode,
  check: (text, path) =>
    checkLines(name, path, text, (line) => {
      const comment =
        /(?:\/\/|\/\*)\s*(?<directive>(?:ox|es)lint-disable(?:-next-line|-line)?|@ts-(?:ignore|nocheck|expect-error))\b(?<rest>.*)$/.exec(
          line,
        )?.groups
      if (comment === undefined) return undefined
      const { directive = '', rest = '' } = comment
      if (directive === '@ts-ignore' || directive === '@ts-nocheck')
        return `${directive} hides every error: use @ts-expect-error with the reason behind it`
      if (directive === '@ts-expect-error')
        return rest.replaceAll(/[\s:*/-]/g, '').length >= 10 ? undefined : 'write the reason behind @ts-expect-error'
      if (/^\s*(?:--|\*\/|$)/.test(rest)) return `name the rule: // ${directive} the-rule -- the reason`
      return REASON.test(rest) ? undefined : `write the reason: // ${directive} the-rule -- the reason`
    }),
}
