/** What both VEX forms say of a finding: state, what to do, and the identifier of what is affected. */
import type { Assessment } from '@hygie/core/assess'
import type { Software } from '@hygie/core/inventory/inventory'
import type { Finding } from '@hygie/core/matching/finding'
import { wordsIn, type Words } from '../texts/text.ts'
import type { AuditHead } from './writer.ts'

export type VexEntry = { readonly finding: Finding; readonly software: Software }

/** Findings with their software, in the audit's order. */
export function entriesOf({ inventory, findings }: Assessment): readonly VexEntry[] {
  const softwareOf = new Map(inventory.software.map((software) => [software.key, software]))
  return findings.flatMap((finding) => {
    const software = softwareOf.get(finding.software)
    return software === undefined ? [] : [{ finding, software }]
  })
}

/** A purl where the software has one, else an IRI of the asset and the software: both forms ask for an IRI. */
export function identifierOf(asset: string, { purl, key }: Software): string {
  return purl ?? `urn:hygie:${encodeURIComponent(asset.toWellFormed())}:${encodeURIComponent(key.toWellFormed())}`
}

export function adviceOf({ fixed, verdict, status }: Finding, { language }: Pick<AuditHead, 'language'>): string {
  const words = wordsIn(language)
  return fixed === undefined ? standingOf({ verdict, status }, words) : words('vex.update', { fixed })
}

/** What is to be said of a finding without a fix. */
export function standingOf({ verdict, status }: Pick<Finding, 'verdict' | 'status'>, words: Words): string {
  return status === 'affected' ? words(`fix.${verdict.fixState}`) : words(`status.${status}`)
}
