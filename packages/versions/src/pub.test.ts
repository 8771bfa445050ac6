import { pub } from './pub.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(pub, new URL('pub.cases.txt', import.meta.url))
testScheme(pub, {
  texts: textsOf(['1', '0', '1.0', '.0', '.1', '-', '-a', '+', '+1', '.a', '.10', 'b', '--']),
  refused: ['x 1', '1..0', '1_0', '-1'],
})
