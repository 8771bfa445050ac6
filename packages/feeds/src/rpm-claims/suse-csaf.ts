/** How SUSE writes CSAF: platforms by name, "recommended" for what is fixed. */
import { SUSE_IDS, suseLines } from '../releases/suse.ts'
import type { RpmCsafDialect } from './csaf.ts'

export const suseCsaf: RpmCsafDialect = {
  publisher: 'SUSE',
  origin: 'suse',
  advisories: SUSE_IDS,
  lines: ({ name }) => suseLines(name),
  isOwn: () => true,
  recommendedIsFixed: true,
}
