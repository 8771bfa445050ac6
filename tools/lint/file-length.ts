// file-length: a file that cannot be read in one sitting holds more than one thing.
import { isCode, type TextRule } from './text-rule.ts'

const name = 'file-length'
const LINES_MAX = 500 // nine in ten files of the code bases that we took as examples are under 260 to 490

export const fileLength: TextRule = {
  name,
  appliesTo: isCode,
  check(text, path) {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    return lines <= LINES_MAX
      ? []
      : [
          {
            rule: name,
            path,
            line: LINES_MAX + 1,
            message: `${lines} lines, ${LINES_MAX} at most: move a noun of its own into a file of its own`,
          },
        ]
  },
}
