import { alpm } from './alpm.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(alpm, new URL('alpm.cases.txt', import.meta.url))
testScheme(alpm, {
  // All with a release: among those the order is total, as alpm.ts explains.
  texts: textsOf(['0', '1', '10', '01', '9', 'a', 'B', 'rc', '.', '_', '+', '99999999999999999', '99999999999999998']).map(
    (text) => `${text}-1`,
  ),
  refused: ['', ' ', '1:', '1.0-', '-1', '1 0', '1.é'],
})
