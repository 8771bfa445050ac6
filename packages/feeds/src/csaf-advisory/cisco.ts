/** How Cisco writes: each affected release by itself, no fixed ones; a system without a release is affected in some that are not named. */
import type { CsafDialect } from './dialect.ts'
import { networkKeysOf } from './network.ts'

export const ciscoDialect: CsafDialect = {
  publisher: 'Cisco',
  origin: 'cisco',
  ids: /^cisco-sa-[\w-]{1,80}$/i,
  language: 'en',
  keysOf: networkKeysOf,
}
