/**
 * Ubuntu's codenames and the lines of a release that are not for everybody. Source: distro-info-data 0.58, ubuntu.csv;
 * ubuntu-cve-tracker, README and scripts/cve_lib.py (`subprojects`).
 */
import { distributionKey, type ProductKey } from '@hygie/core/product-key'

const RELEASES: ReadonlyMap<string, string> = new Map([
  ['warty', '4.10'],
  ['hoary', '5.04'],
  ['breezy', '5.10'],
  ['dapper', '6.06'],
  ['edgy', '6.10'],
  ['feisty', '7.04'],
  ['gutsy', '7.10'],
  ['hardy', '8.04'],
  ['intrepid', '8.10'],
  ['jaunty', '9.04'],
  ['karmic', '9.10'],
  ['lucid', '10.04'],
  ['maverick', '10.10'],
  ['natty', '11.04'],
  ['oneiric', '11.10'],
  ['precise', '12.04'],
  ['quantal', '12.10'],
  ['raring', '13.04'],
  ['saucy', '13.10'],
  ['trusty', '14.04'],
  ['utopic', '14.10'],
  ['vivid', '15.04'],
  ['wily', '15.10'],
  ['xenial', '16.04'],
  ['yakkety', '16.10'],
  ['zesty', '17.04'],
  ['artful', '17.10'],
  ['bionic', '18.04'],
  ['cosmic', '18.10'],
  ['disco', '19.04'],
  ['eoan', '19.10'],
  ['focal', '20.04'],
  ['groovy', '20.10'],
  ['hirsute', '21.04'],
  ['impish', '21.10'],
  ['jammy', '22.04'],
  ['kinetic', '22.10'],
  ['lunar', '23.04'],
  ['mantic', '23.10'],
  ['noble', '24.04'],
  ['oracular', '24.10'],
  ['plucky', '25.04'],
  ['questing', '25.10'],
  ['resolute', '26.04'],
  ['stonking', '26.10'],
])

export type UbuntuLine = { readonly release: string; readonly channel?: string }

/**
 * `xenial` → 16.04; `esm-infra/xenial`, `trusty/esm`, `fips-updates/focal`, `ros-esm/bionic/melodic` → release and
 * channel. `trusty/esm` and `precise/esm` are the old spelling of ESM Infra. Undefined when no part is a release.
 */
export function ubuntuLine(text: string): UbuntuLine | undefined {
  const parts = text.split('/')
  const at = parts.findIndex((part) => RELEASES.has(part))
  const release = RELEASES.get(parts[at] ?? '')
  if (release === undefined) return undefined
  const channel = parts.filter((_, index) => index !== at).join('/')
  if (channel === '') return { release }
  return CHANNEL.test(channel) ? { release, channel: channel === 'esm' ? 'esm-infra' : channel } : undefined
}

export function ubuntuKey(line: UbuntuLine, name: string): ProductKey {
  return distributionKey({ type: 'deb', distribution: 'ubuntu', name, ...line })
}

const CHANNEL = /^[a-z0-9/.-]{1,60}$/

/** What everybody gets by `apt`, as far as claims go. */
const PLAIN_POCKETS: ReadonlySet<string> = new Set(['', 'security', 'updates', 'release', 'proposed'])

/** The API's spelling: codename, and the line in `pocket` (`security`, `esm-infra`, `fips-updates`, `realtime`). */
export function ubuntuPocketLine(codename: string, pocket: string): UbuntuLine | undefined {
  return ubuntuLine(PLAIN_POCKETS.has(pocket) ? codename : `${pocket}/${codename}`)
}
