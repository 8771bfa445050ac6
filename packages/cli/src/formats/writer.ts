/**
 * One writer per output format. Assets come one by one, so that thousands of inputs need no more memory than one; what a format
 * needs of all of them it sums up on the way.
 */
import type { Assessment } from '@hygie/core/assess'
import type { Urgency } from '@hygie/core/decision/decision'
import type { KnowledgeInfo } from '@hygie/core/knowledge/facts'
import type { Language } from '@hygie/core/text/text'

export const formatNames = ['table', 'json', 'ndjson', 'csv', 'sarif', 'cyclonedx-vex', 'openvex', 'html'] as const
export type FormatName = (typeof formatNames)[number]

export type AuditHead = {
  readonly engine: string
  readonly knowledge: KnowledgeInfo
  readonly policy: string
  readonly language: Language
  /** Epoch milliseconds UTC of the audit. */
  readonly at: number
  /** Cancelled matches are listed too. */
  readonly all: boolean
  /** Colours and width of the terminal; undefined when the output is none. */
  readonly terminal?: { readonly columns: number; readonly colour: boolean }
}

export type AuditFailure = { readonly target: string; readonly error: string }

export type AuditSummary = {
  readonly assets: number
  readonly findings: number
  readonly byUrgency: Readonly<Record<Urgency, number>>
}

export type AuditTail = { readonly summary: AuditSummary; readonly failures: readonly AuditFailure[] }

export type Sink = (text: string) => void

export type AuditWriter = {
  readonly begin: (head: AuditHead) => void
  readonly asset: (assessment: Assessment) => void
  readonly end: (tail: AuditTail) => void
}

export type MakeWriter = (sink: Sink) => AuditWriter
