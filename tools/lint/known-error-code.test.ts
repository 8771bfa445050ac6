import { knownErrorCode } from './known-error-code.ts'
import { checkRule } from './rule.suite.ts'

checkRule('known-error-code', knownErrorCode, {
  file: 'packages/versions/src/deb.ts',
  passes: [`fail('version-malformed', 'Cannot read')`, `fail(error.code, error.message)`, `fail()`],
  fails: [
    { code: `fail('malformed', 'x')`, says: [/an error code is a constant/] },
    { code: `fail('Version-Malformed', 'x')`, says: [/an error code is a constant/] },
    { code: 'fail(`version-${kind}`, "x")', says: [/an error code is a constant/] },
  ],
})
