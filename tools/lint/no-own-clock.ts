// no-own-clock: what is read from a feed, a machine's output or a mirror depends on its bytes alone, so that the same
// input gives the same knowledge and the same inventory on any day. Who fetches or runs a command may stamp the time.
import { clockVisitor } from './clock.ts'
import { isTest, pathOf, type Rule } from './rule.ts'

const READERS = /(?:^|\/)packages\/(?:feeds|collectors|knowledge)\/src\//
const MAY_STAMP = /(?:^|\/)(?:fetch|fetcher|download|mirror|collect|run|runner|transports?|local|ssh)(?:[-./]|$)/

export const noOwnClock: Rule = {
  create(context) {
    const path = pathOf(context)
    const inside = READERS.test(path) ? path.slice(path.search(READERS)).replace(READERS, '') : undefined
    if (inside === undefined || isTest(path) || MAY_STAMP.test(inside)) return {}
    return clockVisitor(context, 'a reader has no clock: take the time from the input or as an argument `at: Milliseconds`')
  },
}
