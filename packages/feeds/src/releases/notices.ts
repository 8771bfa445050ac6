/**
 * Which advisories without a CVE are about a vulnerability at all. Of Debian's some 500, half mend a regression of an earlier
 * update, and many bring timezone data, lists of releases, keys, a new upstream version, or announce the end of support: on
 * a hospital's machines each would be a finding that nobody can exploit. They stay advisory records, found by search, and
 * make no claim. What is not plainly one of them is a vulnerability under the advisory's own id.
 */

/** Words after the package's name. Source: DSA/list and DLA/list of Debian's tracker, all titles without CVE, August 2026. */
const DEBIAN_OTHER =
  /\b(?:regressions?(?: update)?|new upstream version|new timezone database|database update|bug ?fix update|new package|version number correction|end[- ]of[- ](?:life|support)|long term security support update|crash fix|whitelist symantec ca|switch to acmev2 api)$/i

/** Packages that hold data of no program: their updates are sent as security updates to reach every machine. */
const DATA: ReadonlySet<string> = new Set([
  'debian-archive-keyring',
  'debian-security-support',
  'distro-info',
  'distro-info-data',
  'ieee-data',
  'libdatetime-timezone-perl',
  'tzdata',
  'wireless-regdb',
])

/** `title` as the list has it: `tzdata - new timezone database`. */
export function isDebianFlaw(title: string): boolean {
  const short = title.slice(0, 300).trim()
  return !DEBIAN_OTHER.test(short) && !DATA.has(short.split(' ', 1)[0] ?? '')
}

/** `Apache HTTP Server regression`, `ca-certificates update`. */
export function isUbuntuFlaw(title: string): boolean {
  return !/\b(?:regressions?|update)$/i.test(title.slice(0, 300).trim())
}
