import { hackage } from './hackage.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(hackage, new URL('hackage.cases.txt', import.meta.url))
testScheme(hackage, { texts: textsOf(['1', '0', '10', '2', '.', '.', '-', '.0']), refused: ['x 1', '1..0', '1_0', '-1'] })
