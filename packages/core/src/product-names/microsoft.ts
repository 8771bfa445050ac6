/**
 * Microsoft's product names as keys. Its lists (CVRF, bulletins, the catalogue) write one product in several ways; the key holds
 * what tells products apart: release, architecture, service pack, Server Core, and for a component the system it runs on.
 *
 * Source  Microsoft Security Update Guide, product tree; bulletin lists until 2017
 */
import type { ProductKey } from '../product-key.ts'

/**
 * `Windows 10 Version 1809 for x64-based Systems` → `msrc:windows 10 version 1809 for x64-based systems`;
 * with a component that is mended by updates of its own, `.NET Framework 3.5.1` → `msrc:.net framework 3.5.1 on windows 7 …`
 */
export function microsoftKey(product: string, component?: string): ProductKey {
  const name = component === undefined ? product : `${component} on ${product}`
  return `msrc:${microsoftName(name)}` as ProductKey
}

/** Lower case, one spelling. Cost: linear in the name. */
export function microsoftName(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .replaceAll(/[®™]/g, '')
    .trim()
  const [first = '', ...rest] = plain.split(' on ')
  return [first, ...rest].map(part).join(' on ')
}

function part(text: string): string {
  return text
    .trim()
    .replace(/^microsoft (?=windows\b|\.net\b|internet explorer\b|silverlight\b)/, '')
    .replace(/^windows (?=internet explorer\b)/, '')
    .replace(/^(internet explorer \d{1,2})\.0(?= |$)/, '$1') // 6.0 and 6 are one; 5.01 is another
    .replace(/^microsoft edge$/, 'microsoft edge (edgehtml-based)') // its name while there was but one
    .replace(
      /^(windows (?:10|11|server)),? version /,
      (_, name: string) => `${name}${name.endsWith('server') ? ',' : ''} version `,
    )
    .replace(/^windows 10 for /, 'windows 10 version 1507 for ') // the first release was named without its number
    .replace(/^windows 11 for /, 'windows 11 version 21h2 for ')
    .replace(/ for arm systems$/, ' for arm64-based systems')
    .replace(/ for x86-based systems$/, ' for 32-bit systems')
    .replace(/ - extra$/, '')
    .replace(/ \(cu ?\d+\)$/, ' (cu)') // one lane of updates, whatever its number
}
