/**
 * Packages that a program's maker builds and serves in a repository of its own, and the product that they hold unchanged.
 *
 * A distribution says nothing of such a build: its fixes are in its own builds only, so that `18.20.0-1nodesource1` is above
 * every fix that Debian brought into 12.22 and has none of them. The build is the maker's release; what is said of that
 * release by its CPE name holds for it.
 *
 * **Invariant:** a build is taken for the maker's by a mark in its version that the distributions do not use, or by a name that
 * they do not use. Who builds other versions under a distribution's names brings fixes of its own: of those nobody here speaks, and
 * what the distribution says of the name is neither a flaw nor a fix there.
 *
 * Source  versions as the makers' own repositories list them
 */
import type { Software } from '../inventory/inventory.ts'

export type UpstreamBuild = {
  /** `vendor:product` of CPE names: NVD has moved some products from one vendor to the next. */
  readonly products: readonly (readonly [vendor: string, product: string])[]
  /** The release, without epoch and revision. */
  readonly version: string
}

type Maker = {
  readonly origin: 'dpkg' | 'rpm'
  /** The source package of a deb, the package itself of an RPM. */
  readonly name: RegExp
  /** The version without its epoch; the group is the release. */
  readonly version: RegExp
  readonly products: UpstreamBuild['products']
}

const POSTGRESQL = [['postgresql', 'postgresql']] as const
const NODE = [['nodejs', 'node.js']] as const
const NGINX = [
  ['f5', 'nginx'],
  ['nginx', 'nginx'],
] as const
const MARIADB = [['mariadb', 'mariadb']] as const
const MYSQL = [
  ['oracle', 'mysql'],
  ['oracle', 'mysql_server'],
] as const
const ZABBIX = [['zabbix', 'zabbix']] as const
const RELEASE = /^(?<release>\d+(?:\.\d+){1,3})(?:-|$)/

const MAKERS: readonly Maker[] = [
  { origin: 'dpkg', name: /^postgresql-\d/, version: /^(?<release>\d+(?:\.\d+)+)-\d+\.pgdg/, products: POSTGRESQL },
  { origin: 'rpm', name: /^postgresql\d+(?:-|$)/, version: /^(?<release>\d+(?:\.\d+)+)-\d+PGDG/, products: POSTGRESQL },
  { origin: 'dpkg', name: /^nodejs$/, version: /^(?<release>\d+(?:\.\d+)+)-(?:deb-)?\d+nodesource/, products: NODE },
  { origin: 'rpm', name: /^nodejs$/, version: /^(?<release>\d+(?:\.\d+)+)-\d+nodesource/, products: NODE },
  { origin: 'dpkg', name: /^nginx$/, version: /^(?<release>\d+\.\d+\.\d+)-\d+~[a-z]+$/, products: NGINX },
  { origin: 'rpm', name: /^nginx$/, version: /^(?<release>\d+\.\d+\.\d+)-\d+\.el\d+\.ngx/, products: NGINX },
  { origin: 'dpkg', name: /^mariadb(?:-|$)/, version: /^(?<release>\d+\.\d+\.\d+)\+maria~/, products: MARIADB },
  { origin: 'rpm', name: /^MariaDB-server$/, version: RELEASE, products: MARIADB },
  { origin: 'dpkg', name: /^mysql-community(?:-server)?$/, version: /^(?<release>\d+\.\d+\.\d+)-/, products: MYSQL },
  { origin: 'rpm', name: /^mysql-community-server$/, version: RELEASE, products: MYSQL },
  { origin: 'dpkg', name: /^zabbix$/, version: /^(?<release>\d+\.\d+\.\d+)-\d+\+(?:debian|ubuntu)/, products: ZABBIX },
  { origin: 'dpkg', name: /^google-chrome-stable$/, version: RELEASE, products: [['google', 'chrome']] },
  { origin: 'rpm', name: /^google-chrome-stable$/, version: RELEASE, products: [['google', 'chrome']] },
  { origin: 'dpkg', name: /^microsoft-edge-stable$/, version: RELEASE, products: [['microsoft', 'edge_chromium']] },
  { origin: 'rpm', name: /^microsoft-edge-stable$/, version: RELEASE, products: [['microsoft', 'edge_chromium']] },
  { origin: 'dpkg', name: /^mongodb-org(?:-server)?$/, version: RELEASE, products: [['mongodb', 'mongodb']] },
  { origin: 'rpm', name: /^mongodb-org-server$/, version: RELEASE, products: [['mongodb', 'mongodb']] },
]

/** Marks of those who build other versions of a distribution's packages under its names, and what they are called. */
const REBUILDERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/[+~]deb\.sury\.org|\+0~20\d{6}\./, 'Sury'], // 8.1.2-1+ubuntu20.04.1+deb.sury.org+1; 8.1.27-1+0~20231222.64+debian12~1.gbp8dee06
  [/~ppa\d|\+ppa\d/, 'PPA'],
  [/\.remi(?:\.|$)/, 'Remi'],
  [/\.ius(?:\.|$)/, 'IUS'],
  [/\.elrepo(?:\.|$)/, 'ELRepo'],
]

/** Who built it instead of the distribution, where the version tells: fixes come and go there on days of their own. */
export function rebuilderOf({ origin, version }: Pick<Software, 'origin' | 'version'>): string | undefined {
  return origin === 'dpkg' || origin === 'rpm' ? REBUILDERS.find(([mark]) => mark.test(version))?.[1] : undefined
}

/** Undefined for what a distribution built, and for makers that are not known. Cost: one look at the name for most. */
export function upstreamBuild({ origin, name, version, source }: Software): UpstreamBuild | undefined {
  const built = origin === 'dpkg' ? (source?.name ?? name) : name
  for (const maker of MAKERS) {
    if (maker.origin !== origin || !maker.name.test(built)) continue
    const release = maker.version.exec(version.replace(/^\d+:/, ''))?.groups?.['release']
    if (release !== undefined) return { products: maker.products, version: release }
  }
  return undefined
}
