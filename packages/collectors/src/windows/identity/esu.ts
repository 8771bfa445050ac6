/** Whether extended security updates are licensed here. Entitled is not patched: the build decides that. */
import { textIn } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'

const ESU = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform\ESU`
/** Licence of Windows 365, which has them included. */
const INCLUDED = 'Win10CommercialW365ESUEligible'

/** Undefined when nobody could ask: XP has no such class, and a consumer's licence shows nowhere. */
export function esuLicence({ registry, rows }: WindowsProbes): boolean | undefined {
  const products = rows('SoftwareLicensingProduct')
  const isLicensed = products?.some((row) => /\bESU\b|-ESU-/i.test(textIn(row, 'Name')) && textIn(row, 'LicenseStatus') === '1')
  if (isLicensed === true || registry.number(ESU, INCLUDED) === 1) return true
  return products === undefined ? undefined : false
}
