// The house rules that read syntax, as one oxlint plugin. Rules that read text stand in tools/lint/text-rules.ts.
import { coreIsPure } from './core-is-pure.ts'
import { exhaustiveSwitch } from './exhaustive-switch.ts'
import { knownErrorCode } from './known-error-code.ts'
import { linearRegex } from './linear-regex.ts'
import { noBarrel } from './no-barrel.ts'
import { noOwnClock } from './no-own-clock.ts'
import { noShellString } from './no-shell-string.ts'
import { noSilentTest } from './no-silent-test.ts'
import { noUtilName } from './no-util-name.ts'
import { readonlyExports } from './readonly-exports.ts'
import { unitSuffix } from './unit-suffix.ts'

// oxlint-disable-next-line import/no-default-export -- oxlint loads a plugin by its default export
export default {
  meta: { name: 'house' },
  rules: {
    'core-is-pure': coreIsPure,
    'exhaustive-switch': exhaustiveSwitch,
    'known-error-code': knownErrorCode,
    'linear-regex': linearRegex,
    'no-barrel': noBarrel,
    'no-own-clock': noOwnClock,
    'no-shell-string': noShellString,
    'no-silent-test': noSilentTest,
    'no-util-name': noUtilName,
    'readonly-exports': readonlyExports,
    'unit-suffix': unitSuffix,
  },
}
