/** All `windows.*` probes of one machine → the parts of its inventory. Pure; what could not be seen is in `unknown`. */
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import { kitLimits } from './identity/partial-view.ts'
import { readIdentity } from './identity/read.ts'
import { windowsProbes } from './probes-given.ts'
import { readPrograms } from './programs/read.ts'
import { readAccounts } from './runtime/accounts.ts'
import { readPorts } from './runtime/ports.ts'
import { readServices } from './runtime/services.ts'
import { readMachineSettings } from './settings/machine.ts'
import { readPeople } from './settings/people.ts'
import { readProtection } from './settings/protection.ts'
import { readSettings } from './settings/read.ts'
import { readSecurityPolicy } from './settings/security-policy.ts'
import { readUpdates } from './updates/read.ts'

export type WindowsReading = { readonly parts: readonly InventoryPart[]; readonly problems: readonly Failure[] }

/** Never throws. Which Windows it is must be known before the rest can be read: defaults and names hang on it. */
export function readWindows(records: readonly ProbeRecord[]): WindowsReading {
  const probes = windowsProbes(records)
  const identity = readIdentity(probes)
  const { system } = identity
  const given = { unknown: [...probes.unknown, ...kitLimits(probes, system)] }
  const policy = readSecurityPolicy(probes.text('windows.secedit'), probes.text('windows.auditpol'))
  const parts: InventoryPart[] = [identity.part, given, policy, readPorts(probes), readServices(probes)]
  if (!probes.registry.isEmpty) parts.push(readMachineSettings(probes.registry), readPeople(probes.registry))
  if (system !== undefined) {
    const settings = readSettings(probes.registry, system)
    parts.push(
      readUpdates(probes, system),
      settings,
      readProtection(probes, system, settings.facts ?? new Map()),
      readPrograms(probes, system),
      readAccounts(probes, system),
    )
  }
  return { parts, problems: probes.problems }
}
