/**
 * Which builds a Windows or an Exchange has: a fixed build that is of another one is a slip of the list.
 *
 * Source  Microsoft, release information of Windows 10, 11, Windows Server and Exchange Server. Releases that share their files (one cumulative
 *         update for all, told apart by an enablement package) share their revisions: 19045.4529 and 19044.4529 are one update.
 */
import type { ProductKey } from '@hygie/core/product-key'

type Release = { readonly name: RegExp; readonly builds: readonly string[]; readonly shared?: readonly string[] }

const VERSION_2004 = ['10.0.19041', '10.0.19042', '10.0.19043', '10.0.19044', '10.0.19045']
const VERSION_1903 = ['10.0.18362', '10.0.18363']
const VERSION_11_22H2 = ['10.0.22621', '10.0.22631']
const VERSION_11_24H2 = ['10.0.26100', '10.0.26200']

const RELEASES: readonly Release[] = [
  { name: /^windows 10 version 1507\b/, builds: ['10.0.10240'] },
  { name: /^windows 10 version 1511\b/, builds: ['10.0.10586'] },
  { name: /^windows 10 version 1607\b|^windows server 2016\b/, builds: ['10.0.14393'] },
  { name: /^windows 10 version 1703\b/, builds: ['10.0.15063'] },
  { name: /^windows (?:10|server,) version 1709\b/, builds: ['10.0.16299'] },
  { name: /^windows (?:10|server,) version 1803\b/, builds: ['10.0.17134'] },
  { name: /^windows 10 version 1809\b|^windows server 2019\b/, builds: ['10.0.17763'] },
  { name: /^windows (?:10|server,) version 1903\b/, builds: ['10.0.18362'], shared: VERSION_1903 },
  { name: /^windows (?:10|server,) version 1909\b/, builds: ['10.0.18363'], shared: VERSION_1903 },
  { name: /^windows (?:10|server,) version 2004\b/, builds: ['10.0.19041'], shared: VERSION_2004 },
  { name: /^windows (?:10|server,) version 20h2\b/, builds: ['10.0.19042'], shared: VERSION_2004 },
  { name: /^windows 10 version 21h1\b/, builds: ['10.0.19043'], shared: VERSION_2004 },
  { name: /^windows 10 version 21h2\b/, builds: ['10.0.19044'], shared: VERSION_2004 },
  { name: /^windows 10 version 22h2\b/, builds: ['10.0.19045'], shared: VERSION_2004 },
  { name: /^windows 11 version 21h2\b/, builds: ['10.0.22000'] },
  { name: /^windows 11 version 22h2\b/, builds: ['10.0.22621'], shared: VERSION_11_22H2 },
  { name: /^windows 11 version 23h2\b/, builds: ['10.0.22631'], shared: VERSION_11_22H2 },
  { name: /^windows 11 version 24h2\b/, builds: ['10.0.26100'], shared: VERSION_11_24H2 },
  { name: /^windows 11 version 25h2\b/, builds: ['10.0.26200'], shared: VERSION_11_24H2 },
  { name: /^windows 11 version 26h1\b/, builds: ['10.0.28000'] },
  { name: /^windows server 2022, 23h2 edition\b/, builds: ['10.0.25398'] },
  { name: /^windows server 2022\b/, builds: ['10.0.20348'] },
  { name: /^windows server 2025\b/, builds: ['10.0.26100'] }, // its revisions are counted apart from those of Windows 11
  { name: /^windows (?:8\.1|rt 8\.1|server 2012 r2)\b/, builds: ['6.3.9600'] },
  { name: /^windows (?:8|rt|server 2012)\b/, builds: ['6.2.9200'] },
  { name: /^windows (?:7|server 2008 r2)\b.*service pack 1/, builds: ['6.1.7601'] },
  { name: /^windows (?:7|server 2008 r2)\b/, builds: ['6.1.7600'] },
  { name: /^windows (?:vista|server 2008)\b.*service pack 2/, builds: ['6.0.6002', '6.0.6003'] },
  // Exchange counts its security updates inside each cumulative update.
  ...exchange('2013', '15.0', { 23: '1497' }),
  ...exchange('2016', '15.1', { 18: '2106', 19: '2176', 20: '2242', 21: '2308', 22: '2375', 23: '2507' }),
  ...exchange('2019', '15.2', {
    7: '721',
    8: '792',
    9: '858',
    10: '922',
    11: '986',
    12: '1118',
    13: '1258',
    14: '1544',
    15: '1748',
  }),
]
const KEY = 'msrc:'

function exchange(year: string, version: string, builds: Readonly<Record<number, string>>): readonly Release[] {
  return Object.entries(builds).map(([update, build]) => ({
    name: new RegExp(`^microsoft exchange server ${year} cumulative update ${update}$`),
    builds: [`${version}.${build}`],
  }))
}

/** `own`: as it should be, for this product; `foreign`: of another Windows; `none`: the product is no Windows of the table. */
export type BuildOfProduct = { readonly kind: 'own'; readonly build: string } | { readonly kind: 'foreign' | 'none' }

/** A build of a release that shares its files is written as the product's own: 19041.1083 of 21H1 → 19043.1083. */
export function buildOfProduct(product: ProductKey, build: string): BuildOfProduct {
  const name = product.startsWith(KEY) ? product.slice(KEY.length) : ''
  const release = name.includes(' on ') ? undefined : RELEASES.find((row) => row.name.test(name))
  if (release === undefined) return { kind: 'none' }
  const at = build.lastIndexOf('.')
  const [line, revision] = [build.slice(0, at), build.slice(at + 1)]
  if (release.builds.includes(line)) return { kind: 'own', build }
  const [own = ''] = release.builds
  return release.shared?.includes(line) === true ? { kind: 'own', build: `${own}.${revision}` } : { kind: 'foreign' }
}
