import { maven } from './maven.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(maven, new URL('maven.cases.txt', import.meta.url))
testScheme(maven, {
  texts: textsOf(['1', '0', '2', '.', '-', '.0', '-1', 'alpha', 'a', 'rc', 'sp', 'ga', 'x', 'snapshot']),
  refused: ['', ' ', '1\u0000'],
})
