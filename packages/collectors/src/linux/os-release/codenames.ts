/** Release numbers of Debian and Ubuntu by codename. Source: distro-info-data 0.58+deb12u7 (ISC), debian.csv and ubuntu.csv. */

export const debianReleases: ReadonlyMap<string, string> = new Map(
  'squeeze 6.0|wheezy 7|jessie 8|stretch 9|buster 10|bullseye 11|bookworm 12|trixie 13|forky 14|duke 15'.split('|').map(pair),
)

export const ubuntuReleases: ReadonlyMap<string, string> = new Map(
  (
    'lucid 10.04|maverick 10.10|natty 11.04|oneiric 11.10|precise 12.04|quantal 12.10|raring 13.04|saucy 13.10|trusty 14.04|' +
    'utopic 14.10|vivid 15.04|wily 15.10|xenial 16.04|yakkety 16.10|zesty 17.04|artful 17.10|bionic 18.04|cosmic 18.10|' +
    'disco 19.04|eoan 19.10|focal 20.04|groovy 20.10|hirsute 21.04|impish 21.10|jammy 22.04|kinetic 22.10|lunar 23.04|' +
    'mantic 23.10|noble 24.04|oracular 24.10|plucky 25.04|questing 25.10|resolute 26.04|stonking 26.10'
  )
    .split('|')
    .map(pair),
)

/** Devuan follows Debian under names of its own. Source: Devuan release notes. */
export const devuanToDebian: ReadonlyMap<string, string> = new Map(
  'jessie 8|ascii 9|beowulf 10|chimaera 11|daedalus 12|excalibur 13'.split('|').map(pair),
)

function pair(text: string): [string, string] {
  const [name = '', release = ''] = text.split(' ')
  return [name, release]
}
