/** What a person reads in a terminal: what to do first on top, then why, then what is not known. */
import type { Action } from '@hygie/core/action/action'
import type { Assessment } from '@hygie/core/assess'
import { urgencies, type Urgency } from '@hygie/core/decision/decision'
import type { LifecycleState } from '@hygie/core/lifecycle/lifecycle'
import type { Finding } from '@hygie/core/matching/finding'
import { say } from '@hygie/core/text/text'
import { wordsIn, type Words } from '../texts/text.ts'
import { daysSince, sentence } from './audit-json.ts'
import { columns, cut, painter, plain, type Style } from './columns.ts'
import { complianceLines } from './compliance-counts.ts'
import { comparisonLines } from './comparison-text.ts'
import { restartText } from './restart-text.ts'
import { onePerSource, type Row } from './rows.ts'
import { unsureOf } from './unsure.ts'
import { standingOf } from './vex.ts'
import type { AuditHead, MakeWriter, Sink } from './writer.ts'

const ACTIONS_SHOWN = 10
const FINDINGS_SHOWN = 20
const COLUMNS_DEFAULT = 120
/** Older knowledge is said to be old: feeds change daily. */
const STALE_DAYS = 7

const URGENCY_STYLE: Readonly<Record<Urgency, Style>> = { now: ['bold', 'red'], soon: 'yellow', planned: 'cyan', routine: 'gray' }

export const table: MakeWriter = (sink) => {
  let page: Page | undefined
  return {
    begin(head) {
      page = {
        head,
        sink,
        say: wordsIn(head.language),
        paint: painter(head.terminal?.colour ?? false),
        width: head.terminal?.columns ?? COLUMNS_DEFAULT,
      }
      printKnowledge(page)
    },
    asset(assessment) {
      if (page !== undefined) printAsset(page, assessment)
    },
    end({ summary, failures }) {
      if (page === undefined) return
      if (summary.assets > 1) line(page, page.say('table.total', { assets: summary.assets, findings: summary.findings }))
      for (const { target, error } of failures)
        line(page, page.paint('red', page.say('table.failure', { target: plain(target), error: plain(error) })))
    },
  }
}

type Page = {
  readonly head: AuditHead
  readonly sink: Sink
  readonly say: Words
  readonly paint: (style: Style, text: string) => string
  readonly width: number
}

function line({ sink }: Page, text = ''): void {
  sink(`${text}\n`)
}

function printKnowledge(page: Page): void {
  const { knowledge, at } = page.head
  if (knowledge.builtFrom === undefined) return line(page, page.paint('red', page.say('table.no-knowledge')))
  const age = daysSince(knowledge.builtFrom, at)
  const text = page.say('table.knowledge', { date: knowledge.builtFrom.slice(0, 10), age, feeds: knowledge.feeds.length })
  line(page, age > STALE_DAYS ? page.paint('yellow', `${text} ${page.say('table.knowledge-old')}`) : text)
}

function printAsset(page: Page, assessment: Assessment): void {
  const { inventory, findings, cancelled, lifecycle, actions } = assessment
  const { platform } = inventory
  line(page)
  const system = platform.name ?? (`${platform.id} ${platform.release}`.trim() || page.say('table.no-system'))
  line(
    page,
    page.paint(
      'bold',
      plain(`${inventory.name} · ${system} · ${page.say('table.software', { count: inventory.software.length })}`),
    ),
  )
  line(page, countsOf(page, findings, cancelled.length))
  const open = unsureOf(page.say, assessment)
  if (open !== undefined) line(page, page.paint('yellow', open))
  printActions(page, actions)
  printFindings(page, findings)
  printComparison(page, assessment)
  printCompliance(page, assessment)
  printLifecycle(page, lifecycle)
  printUnknown(page, assessment)
}

function countsOf({ say: words, paint }: Page, findings: readonly Finding[], cancelled: number): string {
  const counts = urgencies.map((urgency) => {
    const count = findings.filter(({ decision }) => decision.urgency === urgency).length
    const text = `${words(`urgency.${urgency}`)} ${count}`
    return count === 0 ? text : paint(URGENCY_STYLE[urgency], text)
  })
  return `${counts.join(' · ')}   ${words('table.cancelled', { count: cancelled })}`
}

function heading(page: Page, text: string): void {
  line(page)
  line(page, page.paint('underline', text))
}

function printActions(page: Page, actions: readonly Action[]): void {
  if (actions.length === 0) return
  heading(page, page.say('table.actions'))
  for (const [index, action] of actions.slice(0, ACTIONS_SHOWN).entries()) {
    const due = action.due === undefined ? '' : page.say('table.due', { date: action.due })
    const facts = [
      due,
      action.findings > 0 ? page.say('table.closes', { count: action.findings }) : '',
      restartText(page.say, action),
    ]
    const urgency = page.paint(URGENCY_STYLE[action.urgency], page.say(`urgency.${action.urgency}`).padEnd(9))
    line(
      page,
      cut(`${String(index + 1).padStart(3)}  ${urgency}  ${plain(say(action.title, page.head.language))}`, page.width + 20),
    )
    line(page, page.paint('gray', `                ${facts.filter((fact) => fact !== '').join(' · ')}`))
    for (const command of action.commands) line(page, `                $ ${plain(command)}`)
  }
  if (actions.length > ACTIONS_SHOWN) line(page, `     ${page.say('table.more', { count: actions.length - ACTIONS_SHOWN })}`)
}

function printFindings(page: Page, findings: readonly Finding[]): void {
  if (findings.length === 0) return
  heading(page, page.say('table.findings'))
  const head = (['urgency', 'due', 'vulnerability', 'package', 'installed', 'fixed', 'cvss', 'epss', 'exploited'] as const).map(
    (name) => page.say(`column.${name}`),
  )
  const grouped = onePerSource(findings)
  const shown = grouped.slice(0, page.head.all ? grouped.length : FINDINGS_SHOWN)
  const rows = shown.map((row) => findingRow(page, row))
  const [first = '', ...rest] = columns([head, ...rows], page.width)
  line(page, page.paint('gray', first))
  for (const [index, text] of rest.entries()) {
    const urgency = shown[index]?.finding.decision.urgency ?? 'routine'
    const word = page.say(`urgency.${urgency}`)
    line(page, page.paint(URGENCY_STYLE[urgency], word) + text.slice(word.length))
  }
  if (grouped.length > shown.length) line(page, page.say('table.more', { count: grouped.length - shown.length }))
}

function findingRow({ say: words }: Page, { finding, packages }: Row): readonly string[] {
  const { decision, status, verdict, cvss, epss, kev, ransomware, publicExploit } = finding
  const noFix = standingOf({ verdict, status }, words)
  const exploited = kev
    ? words(ransomware ? 'exploited.ransomware' : 'exploited.known')
    : publicExploit
      ? words('exploited.public')
      : ''
  return [
    words(`urgency.${decision.urgency}`),
    decision.due ?? '',
    finding.vulnerability,
    packages.length === 1
      ? finding.package
      : words('table.packages', { name: finding.source ?? finding.package, count: packages.length }),
    finding.installed,
    finding.fixed ?? noFix,
    cvss === undefined ? words('table.missing') : String(cvss.score),
    epss === undefined ? words('table.missing') : `${(epss.score * 100).toFixed(1)} %`,
    exploited,
  ].map(plain)
}

function printComparison(page: Page, { comparison }: Assessment): void {
  if (comparison === undefined) return
  heading(page, page.say('comparison.title', { policy: comparison.policy }))
  for (const text of comparisonLines(page.say, comparison)) line(page, text)
}

function printCompliance(page: Page, { compliance, inventory }: Assessment): void {
  if (compliance === undefined) return
  heading(page, page.say('table.compliance'))
  for (const text of complianceLines(page.say, compliance, page.head.language)) line(page, text)
  line(page, page.say('table.comply', { target: plain(inventory.target) }))
}

function printLifecycle(page: Page, lifecycle: readonly LifecycleState[]): void {
  const worth = lifecycle.filter((state) => state === lifecycle[0] || state.status !== 'supported')
  const [system] = lifecycle
  if (system === undefined) return
  heading(page, page.say('table.lifecycle'))
  for (const state of worth.length === 0 ? [system] : worth.slice(0, FINDINGS_SHOWN)) {
    const text = page.say(`lifecycle.${state.phase === 'limited' ? 'limited' : state.status}`, {
      title: plain(state.title),
      ends: state.ends ?? page.say('table.missing'),
      phase: state.phase ?? '',
    })
    line(page, state.status === 'ended' ? page.paint('red', text) : text)
  }
}

function printUnknown(page: Page, { unknown }: Assessment): void {
  if (unknown.length === 0) return
  heading(page, page.say('table.unknown'))
  for (const { what, why, count } of unknown.slice(0, page.head.all ? unknown.length : FINDINGS_SHOWN)) {
    const times = count === undefined ? '' : ` (${count})`
    line(
      page,
      cut(plain(`${what === '' ? page.say('table.no-system') : what}${times}: ${sentence(why, page.head.language)}`), page.width),
    )
  }
  if (!page.head.all && unknown.length > FINDINGS_SHOWN)
    line(page, page.say('table.more', { count: unknown.length - FINDINGS_SHOWN }))
}
