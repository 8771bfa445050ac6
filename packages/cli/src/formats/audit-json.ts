/** The shape `hygie.audit/1` (interfaces 3). It only grows. */
import type { Assessment } from '@hygie/core/assess'
import type { Action } from '@hygie/core/action/action'
import type { Decision } from '@hygie/core/decision/decision'
import type { Finding } from '@hygie/core/matching/finding'
import type { Reason, Verdict } from '@hygie/core/matching/verdict'
import { say, type Language, type Text } from '@hygie/core/text/text'
import { complianceCounts } from './compliance-counts.ts'
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

/** An asset without its findings, which are written one by one, and the decisions that they refer to by place. */
export type AssetJson = {
  readonly asset: object
  readonly findings: Iterable<object>
  readonly decisions: () => readonly object[]
}

export function assetJson(
  { inventory, findings, cancelled, lifecycle, actions, unknown, comparison, compliance }: Assessment,
  { language, all }: AuditHead,
): AssetJson {
  const { target, name, platform, software, collectedAt } = inventory
  const { placeOf, decisions } = decisionPlaces(language)
  return {
    asset: {
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
      cancelled: cancelled.length,
      ...(all && { cancelledMatches: cancelled.map((verdict) => cancelledJson(verdict, language)) }),
      lifecycle,
      ...(comparison !== undefined && { comparison }),
      ...(compliance !== undefined && { compliance: complianceCounts(compliance) }),
      actions: actions.map((action) => actionJson(action, language)),
    },
    findings: findings.values().map((finding) => findingJson(finding, placeOf(finding.decision), language)),
    decisions,
  }
}

/** Equal decisions of different vulnerabilities share a place. */
function decisionPlaces(language: Language): {
  readonly placeOf: (decision: Decision) => number
  readonly decisions: () => readonly object[]
} {
  const places = new Map<Decision, number>()
  const placeOfContent = new Map<string, number>()
  const written: object[] = []
  return {
    placeOf(decision) {
      const known = places.get(decision)
      if (known !== undefined) return known
      const { json, content } = saidOnce(decisionsSaid[language], decision, () => contentOf(decisionJson(decision, language)))
      const place = placeOfContent.get(content) ?? written.length
      if (place === written.length) written.push(json)
      placeOfContent.set(content, place)
      places.set(decision, place)
      return place
    },
    decisions: () => written,
  }
}

/**
 * What was put into words once is not put so again while the assessments hold on to it: on a fleet most decisions and reasons
 * are the very objects that an asset before had.
 */
function saidOnce<Said extends object, Words>(known: WeakMap<Said, Words>, said: Said, words: () => Words): Words {
  const before = known.get(said)
  if (before !== undefined) return before
  const now = words()
  known.set(said, now)
  return now
}

type ByLanguage<Said extends object, Words> = Readonly<Record<Language, WeakMap<Said, Words>>>
const decisionsSaid: ByLanguage<Decision, { readonly json: object; readonly content: string }> = {
  en: new WeakMap(),
  fr: new WeakMap(),
}
const reasonsSaid: ByLanguage<readonly Reason[], readonly string[]> = { en: new WeakMap(), fr: new WeakMap() }

function contentOf(json: object): { readonly json: object; readonly content: string } {
  return { json, content: JSON.stringify(json) }
}

function actionJson(
  { kind, title, closes, findings, urgency, due, commands, reboot, services, effortMinutes, verify }: Action,
  language: Language,
): object {
  return {
    kind,
    title: say(title, language),
    closes: findings,
    vulnerabilities: closes,
    urgency,
    ...(due !== undefined && { due }),
    commands,
    reboot,
    services,
    effortMinutes,
    verify: say(verify, language),
  }
}

/** `decision` is the place in the asset's `decisions`, where row, inputs and what would change it stand once. */
function findingJson(finding: Finding, decision: number, language: Language): object {
  const {
    vulnerability,
    aliases,
    title,
    source,
    installed,
    fixed,
    paths,
    status,
    verdict,
    kev,
    ransomware,
    publicExploit,
    epss,
    cvss,
    scores,
  } = finding
  return {
    vulnerability,
    aliases,
    title,
    package: finding.package,
    source,
    installed,
    fixed,
    ...(paths.length > 0 && { paths }),
    status,
    fixState: verdict.fixState,
    urgency: finding.decision.urgency,
    due: finding.decision.due,
    kev,
    ransomware,
    publicExploit,
    ...(epss !== undefined && {
      epss: epss.score,
      epssPercentile: epss.percentile,
      epssModel: epss.model,
      epssScoredAt: epss.scoredAt,
    }),
    cvss,
    ...(scores.length > 1 && {
      scores: scores.map(({ system, origin, score, severity, vector }) => ({ system, origin, score, severity, vector })),
    }),
    decision,
    statedBy: verdict.source,
    reasons: reasonLines(verdict.reasons, language),
  }
}

function decisionJson(decision: Decision, language: Language): object {
  const { policy, policyVersion, outcome, urgency, row, inputs, forensicTriage, mend, wouldChange } = decision
  return {
    policy,
    version: policyVersion,
    outcome,
    urgency,
    row,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, { ...input, from: say(input.from, language) }]),
    ),
    forensicTriage,
    mend: say(mend, language),
    ...(wouldChange !== undefined && { wouldChange: say(wouldChange, language) }),
  }
}

function cancelledJson({ software, vulnerability, status, source, reasons }: Verdict, language: Language): object {
  return { software, vulnerability, status, statedBy: source, reasons: reasons.map((reason) => reasonLine(reason, language)) }
}

function reasonLines(reasons: readonly Reason[], language: Language): readonly string[] {
  return saidOnce(reasonsSaid[language], reasons, () => reasons.map((reason) => reasonLine(reason, language)))
}

/** `1.0-1 is below the first fixed version 1.0-2 (debian-lists, DSA-5724-1, 2024-07-01)`. */
export function reasonLine({ text, source, advisory, statedAt }: Reason, language: Language): string {
  const origin = [source, advisory, statedAt?.slice(0, 10)].filter((part) => part !== undefined).join(', ')
  return origin === '' ? say(text, language) : `${say(text, language)} (${origin})`
}

export function sentence(why: Text | string, language: Language): string {
  return typeof why === 'string' ? why : say(why, language)
}
