/**
 * Debian's codenames. Source: distro-info-data 0.58, debian.csv. Product keys use its numbers, which are
 * `VERSION_ID` of os-release since 7; `sid` has none and stands for itself.
 */
const RELEASES: ReadonlyMap<string, string> = new Map([
  ['buzz', '1.1'],
  ['rex', '1.2'],
  ['bo', '1.3'],
  ['hamm', '2.0'],
  ['slink', '2.1'],
  ['potato', '2.2'],
  ['woody', '3.0'],
  ['sarge', '3.1'],
  ['etch', '4.0'],
  ['lenny', '5.0'],
  ['squeeze', '6.0'],
  ['wheezy', '7'],
  ['jessie', '8'],
  ['stretch', '9'],
  ['buster', '10'],
  ['bullseye', '11'],
  ['bookworm', '12'],
  ['trixie', '13'],
  ['forky', '14'],
  ['duke', '15'],
  ['sid', 'sid'],
  ['experimental', 'experimental'],
])

export function debianRelease(codename: string): string | undefined {
  return RELEASES.get(codename)
}

/** Source package names. Source: Debian Policy 5.6.1, with capitals, which a few old ones had. */
export function isDebianPackage(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9+.-]{0,199}$/.test(name)
}
