/** How Red Hat writes CSAF: platforms by CPE, updates `RHSA`, `RHBA`, `RHEA`. */
import { redHatLine } from '../releases/redhat.ts'
import type { RpmCsafDialect } from './csaf.ts'

export const redHatCsaf: RpmCsafDialect = {
  publisher: 'Red Hat',
  origin: 'redhat',
  advisories: /^RH[A-Z]A-\d{4}:\d{1,6}$/,
  lines: ({ cpe }) => {
    const line = cpe === undefined ? undefined : redHatLine(cpe)
    return line === undefined ? [] : [line]
  },
  isOwn: (distribution) => distribution === 'rhel',
  recommendedIsFixed: false,
}
