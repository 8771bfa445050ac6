import { testCases, testScheme, textsOf } from './scheme.suite.ts'
import { semver } from './semver.ts'

testCases(semver, new URL('semver.cases.txt', import.meta.url))
testScheme(semver, {
  texts: textsOf(['', '-0', '-1', '-a', '-a.1', '-a.b', '-1.a', '.0', '.1', '-99999999999999999', '+b'], 3).map(
    (end) => `1.0.0${end}`,
  ),
  refused: ['', ' ', '01.0.0', '1.0.0-', '1.2.3.4', 'latest', '1.0.0-é', 'vv1.0.0'],
})
