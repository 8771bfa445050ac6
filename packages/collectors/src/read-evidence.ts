/**
 * Evidence → inventory: a pure function, so that old evidence can be read again by a better reader.
 *
 * Invariant: what could not be seen is in `unknown`, never a default; a failed probe takes nothing away from the others.
 */
import type { Evidence, ProbeRecord } from '@hygie/core/evidence/evidence'
import type { Inventory, InventoryPart, Unknown } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import { imageIdentity } from './image/identity.ts'
import { problemsMax } from './limits.ts'
import { linuxProbes } from './linux/probes.ts'
import { mergeParts } from './merge-parts.ts'
import type { Probe } from './probe.ts'

export type InventoryReading = { readonly inventory: Inventory; readonly problems: readonly Failure[] }

const PROBES: ReadonlyMap<string, Pick<Probe, 'name' | 'purpose' | 'read'>> = new Map(
  [...linuxProbes, imageIdentity].map((probe) => [probe.name, probe]),
)

/** A fact of Windows seldom stands in one place: its probes are read together. */
export type WindowsReader = (records: readonly ProbeRecord[]) => {
  readonly parts: readonly InventoryPart[]
  readonly problems: readonly Failure[]
}

export function isWindowsProbe(name: string): boolean {
  return name.startsWith('windows.')
}

/**
 * The reader of Windows comes from the caller, who loads it (70 modules) only for evidence that holds such probes; without it they
 * are told as not read.
 *
 * Never throws. Cost: linear in the output.
 */
export function readEvidence(evidence: Evidence, readWindows?: WindowsReader): InventoryReading {
  const parts: InventoryPart[] = []
  const problems: Failure[] = []
  const unknown: Unknown[] = []
  const windows = readWindows === undefined ? [] : evidence.probes.filter(({ probe }) => isWindowsProbe(probe))
  if (readWindows !== undefined && windows.length > 0) {
    const reading = readWindows(windows)
    parts.push(...reading.parts)
    problems.push(...reading.problems.slice(0, problemsMax))
  }
  for (const record of evidence.probes) {
    if (readWindows !== undefined && isWindowsProbe(record.probe)) continue
    const probe = PROBES.get(record.probe)
    if (probe === undefined) {
      problems.push({
        code: 'probe-unknown',
        message: `Cannot read probe "${record.probe.slice(0, 80)}": this Hygie does not know it; it is kept as it is`,
      })
      continue
    }
    const why = whyNot(record)
    if (why !== undefined) unknown.push({ what: probe.purpose, why })
    if (record.output === undefined || record.output === '') continue
    const reading = probe.read(textOf(record))
    parts.push(reading.part)
    for (const problem of reading.problems)
      if (problems.length < problemsMax)
        problems.push({ ...problem, at: problem.at === undefined ? record.probe : `${record.probe}, ${problem.at}` })
  }
  return { inventory: mergeParts(parts, { target: evidence.target, collectedAt: evidence.collectedAt, unknown }), problems }
}

/** Absence is an answer: a machine without rpm has no RPM packages. */
function whyNot(record: ProbeRecord): string | undefined {
  switch (record.status) {
    case 'ok':
      return record.error?.startsWith('output cut') === true ? `${record.error}: the rest was not seen` : undefined
    case 'absent':
      return undefined
    case 'denied':
      return 'needs root'
    case 'timedOut':
      return 'took too long and was ended'
    case 'failed':
      return record.error === undefined ? 'the probe failed' : `the probe failed: ${record.error.slice(0, 200)}`
    default:
      return `the probe has the status "${String(record.status satisfies never)}"`
  }
}

function textOf(record: ProbeRecord): string {
  const output = record.output ?? ''
  return record.encoding === 'base64' ? Buffer.from(output, 'base64').toString('utf8') : output
}
