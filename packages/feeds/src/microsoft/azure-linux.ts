/**
 * Packages of Microsoft's Linux in the Security Update Guide: `azl3 kernel 6.6.117.1-1 on Azure Linux 3.0`, or the system as
 * product and the package as name of the fix. The names are those of source packages.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import { distributionKey } from '@hygie/core/product-key'
import { defined } from '@hygie/standards/json/fields'
import { everyVersion } from '@hygie/versions/range'
import { below } from '../fixed-range.ts'
import type { FixRow } from './fix-rows.ts'

const PACKAGE = /^(?:azl\d|cbl\d) ([A-Za-z0-9][\w.+-]{0,100}) \S{1,100} on (Azure Linux|CBL Mariner) (\d)\.0$/
const SYSTEM = /^(Azure Linux|CBL Mariner) (\d)\.0 (?:x64|ARM)$/
const VERSION = /^[A-Za-z0-9.+~^_]{1,60}-[A-Za-z0-9.+~^_]{1,60}$/
const EVERY_RPM = everyVersion('rpm')

export function isAzureLinux(product: string): boolean {
  return /\b(?:Azure Linux|CBL Mariner) \d\.0/.test(product)
}

/** Undefined when the row names no package; without the version of its fix, every version is affected. */
export function azureLinuxClaim(row: FixRow): Claim | undefined {
  const [, name = '', distribution = '', release = ''] = PACKAGE.exec(row.product) ?? systemPackage(row)
  if (name === '') return undefined
  const fixed = row.build?.trim() ?? ''
  return defined({
    kind: 'claim' as const,
    vulnerability: row.vulnerability,
    product: distributionKey({
      type: 'srpm',
      distribution: distribution === 'Azure Linux' ? 'azurelinux' : 'mariner',
      release,
      name,
    }),
    range: VERSION.test(fixed) && /\d/.test(fixed) ? below('rpm', fixed) : EVERY_RPM,
    status: 'affected' as const,
    grade: row.grade,
    statedAt: row.lastDay,
  })
}

function systemPackage({ product, fix = '', build = '' }: FixRow): readonly string[] {
  const [, distribution = '', release = ''] = SYSTEM.exec(product) ?? []
  // `CBL-Mariner Releases` with a version, but of which package?
  const isPackage = /^[a-z0-9][a-z0-9.+_-]{1,60}$/.test(fix) && VERSION.test(build.trim())
  return distribution === '' || !isPackage ? [] : ['', fix, distribution, release]
}
