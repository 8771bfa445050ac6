/** What the kit says of itself: rights, width, language mode. A 32-bit process sees half the registry of a 64-bit system. */
import type { Unknown } from '@hygie/core/inventory/inventory'
import { booleanIn, parseRows, textIn } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'
import type { WindowsSystem } from './read.ts'

/** `windows.kit`: `{"bits":64,"elevated":true,"language":"FullLanguage","clock":"2026-11-24T08:00:00Z"}`. */
export function kitLimits(probes: WindowsProbes, system: WindowsSystem | undefined): readonly Unknown[] {
  const kit = parseRows(probes.text('windows.kit') ?? '')?.[0]
  if (kit === undefined) return []
  const unknown: Unknown[] = []
  if (textIn(kit, 'bits') === '32' && ['x86_64', 'aarch64'].includes(system?.platform.architecture ?? ''))
    unknown.push({
      what: '64-bit programs',
      why: 'the kit ran as a 32-bit process, which sees the 32-bit half of the registry alone',
    })
  if (booleanIn(kit, 'elevated') === false)
    unknown.push({ what: 'policies, BitLocker, audit', why: 'the kit did not run as administrator' })
  const mode = textIn(kit, 'language')
  if (mode !== '' && mode !== 'FullLanguage')
    unknown.push({ what: 'history of Windows Update', why: `PowerShell is limited here (${mode.slice(0, 40)})` })
  return unknown
}
