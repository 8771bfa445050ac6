/** Evidence of small Windows machines for the tests of the readers: a registry as the kit writes it, probes beside it. */
import { existsSync } from 'node:fs'
import type { FactValue } from '@hygie/core/compliance/facts'
import type { Evidence, ProbeRecord } from '@hygie/core/evidence/evidence'
import type { Inventory } from '@hygie/core/inventory/inventory'
import { readEvidence, type InventoryReading } from '../read-evidence.ts'
import { readWindows } from './read-windows.ts'

export const DATA = new URL('../../../../../shared/quality/windows/', import.meta.url)
export const skip = existsSync(DATA) ? false : 'the quality data is not beside the project'

export const CV = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
export const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
export const WINDOWS = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion`
export const UNINSTALL = `${WINDOWS}\\Uninstall`
export const WOW = String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall`
export const PACKAGES = `${WINDOWS}\\Component Based Servicing\\Packages`

export type Registry = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
export const sz = (text: string): readonly [string, string] => ['SZ', text]
export const dword = (number: number): readonly [string, number] => ['DWORD', number]
export const program = (
  name: string,
  version: string,
  publisher = 'X',
  more: object = {},
): Readonly<Record<string, unknown>> => ({
  DisplayName: sz(name),
  DisplayVersion: sz(version),
  Publisher: sz(publisher),
  ...more,
})

export function client(build: string, revision: number | undefined, more: Readonly<Record<string, unknown>> = {}): Registry {
  return {
    [CV]: {
      CurrentBuildNumber: sz(build),
      CurrentVersion: sz('6.3'),
      EditionID: sz('Professional'),
      InstallationType: sz('Client'),
      ...(revision !== undefined && { UBR: dword(revision) }),
      ...more,
    },
    [`${CCS}\\Control\\ProductOptions`]: { ProductType: sz('WinNT') },
    [`${CCS}\\Control\\Session Manager\\Environment`]: { PROCESSOR_ARCHITECTURE: sz('AMD64') },
  }
}
export const server = (build: string, revision: number, type = 'Server'): Registry =>
  client(build, revision, { InstallationType: sz(type), EditionID: sz('ServerStandard') })

export function probe(name: string, output: unknown, more: Partial<ProbeRecord> = {}): ProbeRecord {
  return {
    probe: `windows.${name}`,
    status: 'ok',
    durationMs: 1,
    output: typeof output === 'string' ? output : JSON.stringify(output),
    ...more,
  }
}
export function read(registry: Registry, ...probes: readonly ProbeRecord[]): Inventory {
  return reading([probe('registry', registry), ...probes]).inventory
}
export function reading(probes: readonly ProbeRecord[]): InventoryReading {
  const evidence: Evidence = {
    format: 'hygie.evidence/1',
    collectedAt: '2026-11-24T08:00:00Z',
    collector: { name: 'collect.ps1', version: '1' },
    target: 'kit:USB',
    probes,
  }
  return readEvidence(evidence, readWindows)
}
export const facts = (inventory: Inventory, ...names: readonly string[]): readonly (FactValue | undefined)[] =>
  names.map((name) => inventory.facts.get(`windows.${name}`)?.value)
export const names = ({ software }: Inventory): readonly string[] => software.map(({ key }) => key)
export const blind = ({ unknown }: Inventory): readonly string[] => unknown.map(({ what }) => what)
