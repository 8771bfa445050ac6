import { linearRegex } from './linear-regex.ts'
import { checkRule } from './rule.suite.ts'

checkRule('linear-regex', linearRegex, {
  file: 'packages/versions/src/deb.ts',
  passes: [
    String.raw`const SHAPE = /^(?:(?<epoch>\d+):)?(?<upstream>[a-z.+]*?)(?:-(?<revision>[a-z]+))?$/`,
    String.raw`const DOTTED = /^\d+(?:\.\d+)*(?:[-+][a-z\d]+(?:\.[a-z\d]+)*)?$/`,
    String.raw`const QUOTED = /^"(?:[^"\\]|\\.)*"$/`,
    String.raw`const PAIRS = /^(?:\w+=\w*;)*$/`,
    String.raw`export const clean = (text: string): string => text.replaceAll(/\s+/g, ' ')`,
    { file: 'packages/versions/src/deb.test.ts', code: 'const SLOW = /(a+)+$/' },
  ],
  fails: [
    { code: 'const SLOW = /^(a+)+$/', says: [/\(a\+\)\+ can take exponential time/] },
    { code: String.raw`const SLOW = /^(?:\w+\s?)*$/`, says: [/exponential/] },
    { code: String.raw`const SLOW = /^(?:[a-z]+-?){2,}$/`, says: [/exponential/] },
    { code: String.raw`const SLOW = /((?:x\d*)*y?)*/`, says: [/exponential/] },
    { code: String.raw`const SLOW = new RegExp('^(.*)*$', 'u')`, says: [/exponential/] },
    { code: 'const EVERY = /a/g', says: [/remembers where it stopped/] },
  ],
})
