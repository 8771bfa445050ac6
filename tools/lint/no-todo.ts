// no-todo: what is not done stands in the issue or in the commit, where somebody plans it, not in a comment.
import { checkLines, isCode, type TextRule } from './text-rule.ts'

const name = 'no-todo'
const MARK = /(?:\/\/|\/?\*).*\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/ // in brackets, so that this line does not report itself

export const noTodo: TextRule = {
  name,
  appliesTo: isCode,
  check: (text, path) =>
    checkLines(name, path, text, (line) => {
      const mark = MARK.exec(line)?.[1]
      return mark === undefined ? undefined : `"${mark}" in a comment: do it, or write an issue and say here what holds today`
    }),
}
