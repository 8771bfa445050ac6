import { cran } from './cran.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(cran, new URL('cran.cases.txt', import.meta.url))
testScheme(cran, { texts: textsOf(['1', '0', '10', '2', '.', '.', '-', '.0']), refused: ['x 1', '1..0', '1_0', '-1'] })
