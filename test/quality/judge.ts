/** The way every family goes: records → a built knowledge file → opened → inventory by the collectors' readers → assessed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { humanImpactTable, policyNamed } from '@hygie/cli/content'
import { assess, type Assessment } from '@hygie/core/assess'
import { isCertain } from '@hygie/core/matching/finding'
import type { Inventory } from '@hygie/core/inventory/inventory'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import type { Feed, FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord } from '@hygie/core/knowledge/record'
import type { Reason, Verdict } from '@hygie/core/matching/verdict'
import { say } from '@hygie/core/text/text'
import { buildKnowledge } from '@hygie/knowledge/build'
import { generateSigningKey, trustOf } from '@hygie/knowledge/keys'
import { openKnowledge } from '@hygie/knowledge/open'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import type { Answer } from './family.ts'

const content = fileURLToPath(new URL('../../content/', import.meta.url))
const policy = policyNamed(content, 'bod-26-04')
const humanImpact = humanImpactTable(content)
/** Deadlines start here; no answer scored depends on it. */
const AT = Date.UTC(2026, 10, 24)

/** Builds the given records into a file of their own, hands the open file over, and leaves nothing behind. */
export async function withKnowledge<Value>(
  records: Iterable<SourcedRecord> | AsyncIterable<SourcedRecord>,
  work: (knowledge: KnowledgeReader) => Promise<Value> | Value,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-quality-'))
  try {
    const key = generateSigningKey()
    const path = join(folder, 'knowledge.hygie')
    const report = await buildKnowledge(records, { path, key, engine: 'hygie quality' })
    if (report.rejected > 0) throw new Error(`${report.rejected} of ${report.records} records of the family were refused`)
    const opened = openKnowledge(path, trustOf(key.publicKey))
    if (!opened.ok) throw new Error(opened.error.message)
    try {
      return await work(opened.value)
    } finally {
      opened.value.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function said(source: string, record: KnowledgeRecord): SourcedRecord {
  return { source, file: 'quality', record }
}

/** A feed's own parser over text in that feed's own form. */
export async function* readAs(feed: Feed, path: string, text: string): AsyncGenerator<SourcedRecord> {
  const file: FeedFile = {
    path,
    async *bytes() {
      yield Buffer.from(text)
    },
  }
  for await (const record of feed.parse(file)) yield { source: feed.name, file: path, record }
}

export function assessed(inventory: Inventory, knowledge: KnowledgeReader): Assessment {
  return assess(inventory, knowledge, policy, { context: {}, catalogues: new Set(), humanImpact, at: AT })
}

/** Everything that the assessment says of each package, also what was cancelled. */
export function answersOf(name: string, assessment: Assessment): readonly Answer[] {
  const softwareOf = new Map(assessment.inventory.software.map((software) => [software.key, software]))
  return [
    ...assessment.findings.map((finding): Answer => ({
      inventory: name,
      package: finding.package,
      version: finding.installed,
      ids: [finding.vulnerability, ...finding.aliases],
      status: isCertain(finding) ? 'affected' : 'unknown',
      why: wordsOf(finding.verdict),
      ...saidBy(finding.verdict),
      ...(finding.source !== undefined && { source: finding.source }),
    })),
    ...assessment.cancelled.map((verdict): Answer => ({
      inventory: name,
      package: softwareOf.get(verdict.software)?.name ?? verdict.software,
      version: softwareOf.get(verdict.software)?.version ?? '',
      ids: [verdict.vulnerability, ...verdict.advisories],
      status: verdict.status,
      why: wordsOf(verdict),
    })),
  ]
}

function saidBy({ reasons: [reason] }: Verdict): Pick<Answer, 'statedAt'> {
  return reason?.statedAt === undefined ? {} : { statedAt: reason.statedAt }
}

function wordsOf({ source, advisories, reasons }: Verdict): string {
  const [first] = reasons.map((reason: Reason) => say(reason.text, 'en'))
  return `${[source, ...advisories].join(' ')}: ${first ?? ''}`
}
