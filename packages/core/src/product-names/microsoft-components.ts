/**
 * Parts of Windows that have a version or updates of their own, so that a row on them is no row on the system: several of
 * them may be on one system, each mended by its own update. All other components of Microsoft's lists (`Windows Kernel`,
 * `JScript 5.8`, `GDI+`) go with the system, whose updates are alternatives of each other.
 *
 * Source  Microsoft Security Update Guide; bulletin lists until 2017, column "Affected Component"
 */
import { microsoftKey } from './microsoft.ts'
import type { ProductKey } from '../product-key.ts'

/** In the spelling of `microsoftName`. */
const OWN: readonly RegExp[] = [
  /^internet explorer \d/,
  /^microsoft edge \(edgehtml-based\)$/,
  /^\.net framework \d/,
  /^microsoft windows media player \d|^windows media player \d/,
  /^microsoft xml core services \d/,
  /^adobe flash player$/,
  /^silverlight\b/,
]
/** `3.5`, `3.5.1`, `2.0 service pack 2`, `4.6.2/4.7`, `3.5 and 4.8`; nothing else follows the name. */
const FRAMEWORKS = /^\.net framework (\d[\d./]{0,60}(?: service pack \d)?)(?:,? and (\d[\d./]{0,60}))?$/

/**
 * The keys of one row. Several where one update mends several versions of .NET Framework
 * (`.NET Framework 3.5 AND 4.7.2 on Windows …`): each version stands for itself, since a machine has them in any mixture.
 * `component` counts only when it is a part with updates of its own and the product names none itself.
 */
export function microsoftKeys(product: string, component = ''): readonly ProductKey[] {
  const name = isOwnComponent(product, component) ? microsoftKey(product, component) : microsoftKey(product)
  const [first = '', ...rest] = name.slice('msrc:'.length).split(' on ')
  const [, left = '', right = ''] = FRAMEWORKS.exec(first) ?? []
  if (left === '' || rest.length === 0) return [name]
  const versions = new Set([...left.split('/'), ...right.split('/')].filter((version) => /^\d/.test(version)))
  return [...versions].map((version) => `msrc:.net framework ${version} on ${rest.join(' on ')}` as ProductKey)
}

function isOwnComponent(product: string, component: string): boolean {
  if (component === '' || product.includes(' on ') || !/^(?:Microsoft )?Windows\b/i.test(product)) return false
  const name = microsoftKey(component).slice('msrc:'.length)
  return OWN.some((pattern) => pattern.test(name))
}
