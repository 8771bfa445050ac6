/** What probes said about one machine at one time, verbatim. Its shape is an interface: it only grows. */

export type ProbeStatus = 'ok' | 'absent' | 'denied' | 'failed' | 'timedOut'

export type ProbeRecord = {
  readonly probe: string
  readonly status: ProbeStatus
  readonly durationMs: number
  /** Verbatim; binary as base64 with `encoding: 'base64'`. */
  readonly output?: string
  readonly encoding?: 'base64'
  readonly error?: string
}

export type Evidence = {
  readonly format: 'hygie.evidence/1'
  readonly collectedAt: string
  readonly collector: { readonly name: string; readonly version: string }
  /** How it was reached: `local`, `ssh:pacs01`. */
  readonly target: string
  readonly probes: readonly ProbeRecord[]
}
