/** Names of platforms as SUSE's OVAL has them: its products' names, and short ones in documents of before 2014. */
import { suseLines } from '../releases/suse.ts'
import type { RpmLine } from '../rpm-claims/osv.ts'

export function platformLines(name: string): readonly RpmLine[] {
  return name.length > 200 ? [] : suseLines(fullName(name.trim()))
}

const SHORT: Readonly<Record<string, string>> = {
  sles: 'SUSE Linux Enterprise Server',
  sled: 'SUSE Linux Enterprise Desktop',
  'sle-sdk': 'SUSE Linux Enterprise Software Development Kit',
}

/** `suse102`, `sles10-sp4`, `sles10-sp4-sdk`, `core9`; `… 10 SP4 for AMD64 and Intel EM64T`, `openSUSE 12.1 Update`. */
function fullName(name: string): string {
  const [, major, minor] = /^suse(\d\d)(\d)$/.exec(name) ?? []
  if (major !== undefined) return `openSUSE ${major}.${minor ?? ''}`
  const [, system = '', release = '', pack, kit] = /^(sles|sled|sle|core)(\d{1,2})(?:-sp(\d))?(-sdk)?$/.exec(name) ?? []
  if (release !== '') {
    const product = SHORT[kit !== undefined ? 'sle-sdk' : system === 'core' ? 'sles' : system]
    return product === undefined ? name : `${product} ${release}${pack === undefined ? '' : ` SP${pack}`}`
  }
  return name
    .replace(
      / for (?:AMD64 and Intel EM64T|IBM POWER|IBM S\/390 31bit|IBM zSeries 64bit|IPF|Itanium Processor Family|[xX]86(?:-64)?)$/,
      '',
    )
    .replace(/^SUSE CORE (?=\d)/, 'SUSE Linux Enterprise Server ')
    .replace(/^SLE SDK (?=\d)/, 'SUSE Linux Enterprise Software Development Kit ')
    .replace(/^(openSUSE \d{1,2}\.\d) Update$/, '$1')
}
