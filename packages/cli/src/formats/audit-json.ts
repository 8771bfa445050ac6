/** The shape `hygie.audit/1` (interfaces 3). It only grows. */
import type { Assessment } from '@hygie/core/assess'
import type { Finding } from '@hygie/core/matching/finding'
import type { Reason, Verdict } from '@hygie/core/matching/verdict'
import { say, type Language, type Text } from '@hygie/core/text/text'
import type { AuditHead } from './writer.ts'

export function knowledgeJson({ knowledge, at }: AuditHead): object {
  return {
    hash: knowledge.hash,
    ...(knowledge.builtFrom !== undefined && { builtFrom: knowledge.builtFrom }),
    feeds: knowledge.feeds.map(({ name, stated, records, rejected, failure }) => ({
      name,
      ...(stated !== undefined && { fetched: stated, ageDays: daysSince(stated, at) }),
      records,
      rejected,
      ...(failure !== undefined && { failure }),
    })),
  }
}

/** Age of what the feed itself states, in whole days; the clock of the file system says nothing of it. */
export function daysSince(date: string, at: number): number {
  return Math.max(0, Math.floor((at - Date.parse(date)) / 86_400_000))
}

export function assetJson(
  { inventory, findings, cancelled, lifecycle, actions, unknown }: Assessment,
  { language, all }: AuditHead,
): object {
  const { target, name, platform, software, collectedAt } = inventory
  return {
    target,
    name,
    collectedAt,
    platform,
    software: software.length,
    unknown: unknown.map(({ what, why, count }) => ({
      what,
      why: sentence(why, language),
      ...(count !== undefined && { count }),
    })),
    findings: findings.map((finding) => findingJson(finding, language)),
    cancelled: cancelled.length,
    ...(all && { cancelledMatches: cancelled.map((verdict) => cancelledJson(verdict, language)) }),
    lifecycle,
    actions: actions.map(({ title, closes, findings: closed, verify, ...action }) => ({
      kind: action.kind,
      title: say(title, language),
      closes: closed,
      vulnerabilities: closes,
      urgency: action.urgency,
      ...(action.due !== undefined && { due: action.due }),
      commands: action.commands,
      reboot: action.reboot,
      services: action.services,
      effortMinutes: action.effortMinutes,
      verify: say(verify, language),
    })),
  }
}

export function findingJson(finding: Finding, language: Language): object {
  const { decision, verdict, ...rest } = finding
  return {
    vulnerability: rest.vulnerability,
    aliases: rest.aliases,
    ...(rest.title !== undefined && { title: rest.title }),
    package: rest.package,
    ...(rest.source !== undefined && { source: rest.source }),
    installed: rest.installed,
    ...(rest.fixed !== undefined && { fixed: rest.fixed }),
    ...(rest.paths.length > 0 && { paths: rest.paths }),
    status: rest.status,
    fixState: verdict.fixState,
    urgency: decision.urgency,
    ...(decision.due !== undefined && { due: decision.due }),
    kev: rest.kev,
    ransomware: rest.ransomware,
    publicExploit: rest.publicExploit,
    ...(rest.epss !== undefined && { epss: rest.epss.score, epssPercentile: rest.epss.percentile, epssModel: rest.epss.model }),
    ...(rest.cvss !== undefined && { cvss: rest.cvss }),
    scores: rest.scores.map(({ system, origin, score, severity, vector }) => ({ system, origin, score, severity, vector })),
    decision: {
      policy: decision.policy,
      version: decision.policyVersion,
      outcome: decision.outcome,
      row: decision.row,
      inputs: decision.inputs,
      forensicTriage: decision.forensicTriage,
      mend: say(decision.mend, language),
      ...(decision.wouldChange !== undefined && { wouldChange: say(decision.wouldChange, language) }),
    },
    statedBy: verdict.source,
    reasons: verdict.reasons.map((reason) => reasonLine(reason, language)),
  }
}

function cancelledJson({ software, vulnerability, status, source, reasons }: Verdict, language: Language): object {
  return { software, vulnerability, status, statedBy: source, reasons: reasons.map((reason) => reasonLine(reason, language)) }
}

/** `1.0-1 is below the first fixed version 1.0-2 (debian-lists, DSA-5724-1, 2024-07-01)`. */
export function reasonLine({ text, source, advisory, statedAt }: Reason, language: Language): string {
  const origin = [source, advisory, statedAt?.slice(0, 10)].filter((part) => part !== undefined).join(', ')
  return origin === '' ? say(text, language) : `${say(text, language)} (${origin})`
}

export function sentence(why: Text | string, language: Language): string {
  return typeof why === 'string' ? why : say(why, language)
}
