/**
 * The probes of one machine, parted by kind: registry, WMI, texts. What one reader needs of another's probe is found here, since
 * a fact of Windows seldom stands in one place.
 */
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import type { Unknown } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import { decodeWindows } from './decode.ts'
import { parseRows, type Row } from './json-lists.ts'
import { readRegistryJson } from './registry/json.ts'
import { looksLikeRegFile, readRegFile } from './registry/reg-file.ts'
import { RegistryView } from './registry/view.ts'
import { commandSources, otherProbes } from './sources.table.ts'

export type WindowsProbes = {
  readonly registry: RegistryView
  /** Objects of a WMI class; undefined when it was not asked or gave no answer. An empty list is an answer. */
  readonly rows: (className: string) => readonly Row[] | undefined
  /** Output of `windows.netstat` and others that are text. */
  readonly text: (probe: string) => string | undefined
  readonly problems: readonly Failure[]
  readonly unknown: readonly Unknown[]
}

const WMI = 'windows.wmi.'
const TEXTS: ReadonlySet<string> = new Set([...otherProbes, ...commandSources.map(({ probe }) => probe)])
const LISTS: ReadonlySet<string> = new Set(['windows.files', 'windows.wua'])

/** A probe may come several times (the kit of XP gives one file per key). Cost: linear in the output. */
export function windowsProbes(records: readonly ProbeRecord[]): WindowsProbes {
  const registry = new RegistryView()
  const rows = new Map<string, Row[]>()
  const texts = new Map<string, string>()
  const problems: Failure[] = []
  const unknown: Unknown[] = []
  const codePage = codePageOf(records)
  for (const record of records) {
    const why = whyNot(record)
    if (why !== undefined) unknown.push({ what: `Windows: ${record.probe}`, why })
    if (record.output === undefined || (record.status !== 'ok' && record.output === '')) continue
    const text = textOf(record, codePage)
    if (record.probe === 'windows.registry') {
      const read = looksLikeRegFile(text) ? readRegFile(text, registry) : readRegistryJson(text, registry)
      problems.push(
        ...read.map((problem) => ({ ...problem, at: `${record.probe}${problem.at === undefined ? '' : `, ${problem.at}`}` })),
      )
    } else if (record.probe.startsWith(WMI) || LISTS.has(record.probe)) {
      const read = parseRows(text)
      if (read === undefined)
        problems.push({
          code: 'wmi-shape',
          message: 'Cannot read a list of objects: it is neither JSON nor "name=value" lines',
          at: record.probe,
        })
      else {
        const name = record.probe.replace(WMI, '').toLowerCase()
        rows.set(name, [...(rows.get(name) ?? []), ...read])
      }
    } else if (!TEXTS.has(record.probe))
      problems.push({
        code: 'probe-unknown',
        message: `Cannot read probe "${record.probe.slice(0, 80)}": this Hygie does not know it; it is kept as it is`,
      })
    else texts.set(record.probe, `${texts.get(record.probe) ?? ''}${text}`)
  }
  return {
    registry,
    rows: (className) => rows.get(className.toLowerCase()),
    text: (probe) => texts.get(probe),
    problems,
    unknown,
  }
}

/** Absence is an answer: an old Windows lacks many classes. */
function whyNot({ status, error }: ProbeRecord): string | undefined {
  switch (status) {
    case 'ok':
    case 'absent':
      return undefined
    case 'denied':
      return 'needs an administrator'
    case 'timedOut':
      return 'took too long and was ended'
    case 'failed':
      return error === undefined ? 'the probe failed' : `the probe failed: ${error.slice(0, 200)}`
    default:
      return `the probe has the status "${String(status satisfies never)}"`
  }
}

function textOf({ output = '', encoding }: ProbeRecord, codePage: number | undefined): string {
  return encoding === 'base64' ? decodeWindows(Buffer.from(output, 'base64'), codePage) : output
}

/** The machine's OEM code page, from whatever document names it; texts of the old kit are written in it. */
function codePageOf(records: readonly ProbeRecord[]): number | undefined {
  for (const { probe, output = '', encoding } of records) {
    if (probe !== 'windows.registry') continue
    const text = encoding === 'base64' ? decodeWindows(Buffer.from(output, 'base64')) : output
    const page = /"OEMCP"(?:=|\s*:\s*\[\s*"SZ"\s*,\s*)"(\d{3,5})"/i.exec(text)?.[1]
    if (page !== undefined) return Number(page)
  }
  return undefined
}
