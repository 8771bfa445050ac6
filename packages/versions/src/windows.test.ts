import { testCases, testScheme, textsOf } from './scheme.suite.ts'
import { windows } from './windows.ts'

testCases(windows, new URL('windows.cases.txt', import.meta.url))
testScheme(windows, {
  texts: textsOf(['10.0.', '6.1.', '19045.', '7601.', '4529', '0', '1', '22621.1', '99999999999999999'], 4),
  refused: ['', ' ', '10', '10.0', '10.0.19045', '1.2.3.4.5', '9999.1', '10.0.19045.x', '-1.0'],
})
