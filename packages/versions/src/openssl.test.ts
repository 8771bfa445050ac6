import { openssl } from './openssl.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(openssl, new URL('openssl.cases.txt', import.meta.url))
testScheme(openssl, {
  texts: textsOf(
    ['0', '1', '01', '9', '10', 'a', 'z', 'za', '-pre1', '-beta2', '-dev', '-fips', '+quic', '99999999999999999'],
    4,
  ).map((end) => `1.0.${end}`),
  refused: ['', ' ', '1.0', '1.0.2-', '1.0.2A', '1.0.2u1', 'v1.0.2'],
})
