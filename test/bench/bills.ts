/** A thousand bills of materials of the Debian 11 host's packages. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Software } from '@hygie/core/inventory/inventory'
import { cycloneDxOf } from '../quality/families/debian-host-sbom.ts'

export const BILLS = 1000
const PACKAGES_MIN = 80
const PACKAGES_MAX = 240

/** The same bills in every run: sizes and choice follow from the bill's number. Gives the number of packages in all. */
export function writeBills(folder: string, software: readonly Software[]): number {
  let total = 0
  for (let bill = 0; bill < BILLS; bill += 1) {
    const size = PACKAGES_MIN + ((bill * 37) % (PACKAGES_MAX - PACKAGES_MIN + 1))
    const chosen = Array.from({ length: size }, (_, index) => software[(bill * 131 + index * 11) % software.length] as Software)
    total += chosen.length
    writeFileSync(join(folder, `bill-${String(bill).padStart(4, '0')}.cdx.json`), cycloneDxOf(chosen, 'debian-11'))
  }
  return total
}
