/**
 * Red Hat's product CPEs and the platform line whose packages they deliver. Source: Red Hat, "repository-to-cpe" and
 * the CPEs of its CSAF documents (`cpe:/a:redhat:enterprise_linux:9::appstream`).
 *
 * Repositories of one release (BaseOS, AppStream, CRB, RT, NFV, HA …) are one line. Lines that go on with an older minor
 * release (EUS, AUS, TUS, E4S, ELS) are channels, because their fixes have lower versions than the main line's. Other
 * products of Red Hat keep their own name: their packages are found under `rpm:satellite:6.13:…` and nowhere else.
 */
export type RedHatLine = {
  readonly distribution: string
  readonly release: string
  readonly channel?: string
  readonly note?: string
}

/** Undefined: no Red Hat product, or one without a release. */
export function redHatLine(cpe: string): RedHatLine | undefined {
  const [, product = '', version = '', edition = ''] =
    /^cpe:\/[ao]:redhat:([a-z0-9_.+-]{1,100}):([\w.+-]{1,60})(?::[^:]*)?(?::([\w.+-]{0,60}))?(?::.*)?$/.exec(cpe.slice(0, 300)) ??
    []
  const release = version.toLowerCase()
  if (product === '' || release === '' || release === '-') return undefined
  const major = /^\d{1,2}(?=\.|$)/.exec(release)?.[0]
  if (product === 'enterprise_linux') return major === undefined ? undefined : { distribution: 'rhel', release: major }
  const line = /^rhel_(eus_long_life|eus|aus|tus|e4s|els|mission_critical)$/.exec(product)?.[1]
  if (line !== undefined && major !== undefined)
    return { distribution: 'rhel', release: major, channel: `${line.replaceAll('_', '-')}-${release}` }
  if (/^rhel_extras(?:_|$)/.test(product) && major !== undefined) return { distribution: 'rhel', release: major }
  // Software collections and tools install beside the release, under names of their own (`rh-redis6-redis`).
  const beside = /^el(\d{1,2})$/.exec(edition)?.[1]
  if (BESIDE.has(product) && beside !== undefined) return { distribution: 'rhel', release: beside }
  return { distribution: product, release }
}

const BESIDE: ReadonlySet<string> = new Set(['rhel_software_collections', 'devtools', 'rhel_dotnet', 'rhel_developer_tools'])
