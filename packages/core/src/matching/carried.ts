/**
 * Language packages that a distribution's package brings along, such as `idna 2.10` of the RPM `python3-idna 2.10-7.el9_4.1`.
 * Bills of materials list both. The distribution mends such a package without changing its version, so the ecosystem's claims
 * do not hold for it; the distribution's package is judged by the distribution.
 */
import type { Software } from '../inventory/inventory.ts'
import { ecosystemProduct } from './product-lookups.ts'

export type Carried = {
  readonly by: Software
  /** The path lies where the distribution installs: it is the same package. Without a path it may also be another copy. */
  readonly certain: boolean
}

/** Where distributions put language packages; `pip install` and `npm install -g` write elsewhere (`/usr/local`, a project). */
const DISTRIBUTION_FOLDERS =
  /^\/?usr\/(?:lib\/python3\/dist-packages|lib(?:64)?\/python\d(?:\.\d+)?\/site-packages|share\/(?:nodejs|gems|rubygems-integration)|lib\/node_modules)\//

/** A look-up over all distribution packages of one inventory. Cost: linear once, then a few map reads per package. */
export function carriers(inventory: readonly Software[]): (software: Software) => Carried | undefined {
  const packages = new Map<string, Software>()
  for (const software of inventory) {
    if (['dpkg', 'rpm', 'apk', 'alpm'].includes(software.origin))
      packages.set(`${plain(software.name)} ${upstream(software.version)}`, software)
  }
  return (software) => {
    if (packages.size === 0 || software.purl === undefined) return undefined
    const product = ecosystemProduct(software.purl)
    const names = product === undefined ? [] : distributionNames(product.type, plain(product.name))
    const by = names.map((name) => packages.get(`${name} ${software.version}`)).find((found) => found !== undefined)
    if (by === undefined) return undefined
    const paths = [...(software.path === undefined ? [] : [software.path]), ...(software.morePaths ?? [])]
    const theirs = paths.every((path) => DISTRIBUTION_FOLDERS.test(path))
    if (paths.length > 0 && !theirs) return undefined
    return { by, certain: paths.length > 0 }
  }
}

/** How distributions name what they package: `python3-idna`, `py3-idna`, `rubygem-rack`, `ruby-rack`, `node-ms`. */
function distributionNames(type: string, name: string): readonly string[] {
  switch (type) {
    case 'pypi':
      return [`python3-${name}`, `python-${name}`, `py3-${name}`, `python3.11-${name}`, `python3.12-${name}`, name]
    case 'gem':
      return [`rubygem-${name}`, `ruby-${name}`, name]
    case 'npm':
      return [`node-${name}`, `nodejs-${name}`, name]
    default:
      return []
  }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[._]/g, '-')
}

/** `1:2.10-7.el9_4.1` → `2.10`; `3.0.1+dfsg-2` → `3.0.1`; Alpine `3.7-r0` → `3.7`. */
function upstream(version: string): string {
  return version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[+~].*$/, '')
}
