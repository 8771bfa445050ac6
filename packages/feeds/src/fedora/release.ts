/** Names of Fedora's releases as its updates bear them, and whose packages they are. */
import { fail, ok, type Result } from '@hygie/versions/result'
import type { RpmPlace } from '../rpm-claims/build.ts'

/** Ids of Fedora's updates: `FEDORA-2025-4a08954c02`, `FEDORA-EPEL-2018-abe0e978c0`, `FEDORA-MODULAR-2024-deafa21e1d`. */
export const FEDORA_IDS = /^FEDORA(?:-[A-Z]{2,12}){0,3}-\d{4}-[0-9a-f]{4,20}$/

/**
 * `Fedora 43`, `Fedora 38 Modular`, `Fedora EPEL 6`, `Fedora EPEL 10.1`. EPEL stands beside Red Hat's release of that major.
 * Errors: fedora-release for what is not installed as packages (containers, flatpaks) or not read.
 */
export function fedoraPlace(name: string): Result<RpmPlace> {
  const [, epel, release = ''] = /^Fedora (EPEL )?(\d{1,2})(?:\.\d{1,2})?(?: Next)?(?: Modular)?$/.exec(name) ?? []
  return release === ''
    ? fail('fedora-release', `Cannot place "${name.slice(0, 80)}": no release of Fedora or EPEL whose packages are installed`)
    : ok({ distribution: epel === undefined ? 'fedora' : 'epel', release })
}
