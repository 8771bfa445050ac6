import { generic } from './generic.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(generic, new URL('generic.cases.txt', import.meta.url))
testScheme(generic, {
  texts: textsOf([
    '0',
    '1',
    '10',
    '01',
    '.0',
    '9',
    'a',
    'b',
    'rc',
    'beta',
    'v',
    '.',
    '_',
    '-',
    ' ',
    '(',
    'update',
    '99999999999999999',
  ]),
  refused: ['', ' ', '-', '*', 'n/a', 'unspecified', '1.é', '1\u0000'],
})
