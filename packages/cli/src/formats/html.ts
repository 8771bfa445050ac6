/** One self-contained page for people: works without script or network, prints well, says its date, method and what is unknown. */
import type { Action } from '@hygie/core/action/action'
import type { Assessment } from '@hygie/core/assess'
import { urgencies } from '@hygie/core/decision/decision'
import type { LifecycleState } from '@hygie/core/lifecycle/lifecycle'
import type { Finding } from '@hygie/core/matching/finding'
import { say } from '@hygie/core/text/text'
import { wordsIn, type Words } from '../texts/text.ts'
import { daysSince, reasonLine, sentence } from './audit-json.ts'
import { complianceLines } from './compliance-counts.ts'
import { comparisonLines } from './comparison-text.ts'
import { inputLine } from './input-line.ts'
import { restartText } from './restart-text.ts'
import { failuresOf, overviewOf, pageEnd, pageStart, type OverviewLine } from './html-page.ts'
import { html, type Html } from './html-text.ts'
import { style } from './html-style.ts'
import { onePerSource, type Row } from './rows.ts'
import { unsureOf } from './unsure.ts'
import { standingOf } from './vex.ts'
import type { AuditHead, AuditTail, MakeWriter } from './writer.ts'

/** A page of more rows is no longer read by anybody; the JSON form has them all. */
const ROWS_MAX = 2_000
const UNKNOWN_MAX = 200
const STALE_DAYS = 7

const COLUMNS = ['urgency', 'due', 'vulnerability', 'package', 'installed', 'fixed', 'cvss', 'epss', 'exploited'] as const

type Page = { readonly head: AuditHead; readonly words: Words }

export const htmlPage: MakeWriter = (sink) => {
  let page: Page | undefined
  const lines: OverviewLine[] = []
  return {
    begin(head) {
      page = { head, words: wordsIn(head.language) }
      sink(startOf(page))
    },
    asset(assessment) {
      if (page === undefined) return
      const anchor = `asset-${lines.length + 1}`
      lines.push({
        name: assessment.inventory.name,
        anchor,
        counts: urgencies.map((urgency) => countOf(assessment.findings, urgency)),
      })
      sink(assetOf(page, assessment, anchor).html)
    },
    end(tail) {
      if (page !== undefined) sink(endOf(page, tail, lines))
    },
  }
}

function startOf({ head, words }: Page): string {
  const day = new Date(head.at).toISOString().slice(0, 10)
  const title = words('html.title')
  const body = html`<h1>${title}</h1>
    <p class="soft">${words('html.date', { date: day })} · ${words('html.policy', { policy: head.policy })}</p>
    ${knowledgeOf(head, words)}`
  return pageStart(head.language, `${title} ${day}`, style, body)
}

function knowledgeOf({ knowledge, at }: AuditHead, words: Words): Html {
  if (knowledge.builtFrom === undefined) return html`<p class="warn" role="note">${words('table.no-knowledge')}</p>`
  const age = daysSince(knowledge.builtFrom, at)
  const text = words('table.knowledge', { date: knowledge.builtFrom.slice(0, 10), age, feeds: knowledge.feeds.length })
  return age > STALE_DAYS ? html`<p class="warn" role="note">${text} ${words('table.knowledge-old')}</p>` : html`<p>${text}</p>`
}

function assetOf(page: Page, assessment: Assessment, anchor: string): Html {
  const { inventory, findings, cancelled, lifecycle, actions } = assessment
  const { words } = page
  const unsure = unsureOf(words, assessment)
  const system = inventory.platform.name ?? `${inventory.platform.id} ${inventory.platform.release}`
  return html`
    <section aria-labelledby="${anchor}">
      <h2 id="${anchor}">${inventory.name}</h2>
      <p>${system} · ${words('table.software', { count: inventory.software.length })} · ${inventory.target}</p>
      <ul class="counts">
        ${urgencies.map((urgency) => html`<li class="${urgency}"><b>${countOf(findings, urgency)}</b>${words(`urgency.${urgency}`)}</li>`)}
        <li><b>${cancelled.length}</b>${words('html.cancelled')}</li>
      </ul>
      ${unsure === undefined ? '' : html`<p class="unsure">${unsure}</p>`} ${actionsOf(page, actions)}
      ${findingsOf(page, findings)} ${comparisonOf(page, assessment)} ${complianceOf(page, assessment)}
      ${lifecycleOf(page, lifecycle)} ${unknownOf(page, assessment)}
    </section>
  `
}

function countOf(findings: readonly Finding[], urgency: string): number {
  return findings.filter(({ decision }) => decision.urgency === urgency).length
}

function actionsOf({ words, head }: Page, actions: readonly Action[]): Html {
  if (actions.length === 0) return html`<p>${words('html.no-actions')}</p>`
  const items = actions.map(
    (action) =>
      html`<li class="${action.urgency}">
        <strong>${say(action.title, head.language)}</strong>
        <p><span class="tag ${action.urgency}">${words(`urgency.${action.urgency}`)}</span>${factsOf(words, action)}</p>
        ${action.commands.map((command) => html`<pre>${command}</pre>`)}
        <p class="soft">${words('html.verify')} ${say(action.verify, head.language)}</p>
      </li>`,
  )
  return html`<h3>${words('table.actions')}</h3>
    <ol class="actions">
      ${items}
    </ol>`
}

function factsOf(words: Words, action: Action): string {
  const facts = [
    action.due === undefined ? undefined : words('table.due', { date: action.due }),
    action.findings > 0 ? words('table.closes', { count: action.findings }) : undefined,
    restartText(words, action),
    words('html.effort', { minutes: action.effortMinutes }),
  ]
  return facts.map((fact) => (fact === undefined ? '' : ` · ${fact}`)).join('')
}

function findingsOf({ words, head }: Page, findings: readonly Finding[]): Html {
  if (findings.length === 0)
    return html`<h3>${words('table.findings')}</h3>
      <p>${words('html.no-findings')}</p>`
  const rows = onePerSource(findings)
  const columns = COLUMNS.map((name) => html`<th scope="col">${words(`column.${name}`)}</th>`)
  const more =
    rows.length > ROWS_MAX
      ? html`<p>${words('table.more', { count: rows.length - ROWS_MAX })} ${words('html.see-json')}</p>`
      : html``
  return html`<h3>${words('table.findings')}</h3>
    <div class="scroll" role="region" tabindex="0" aria-label="${words('table.findings')}">
      <table>
        <caption>
          ${words('html.rows', { rows: rows.length, findings: findings.length })}
        </caption>
        <thead>
          <tr>
            ${columns}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, ROWS_MAX).map((row) => rowOf(words, row, head))}
        </tbody>
      </table>
    </div>
    ${more}`
}

function rowOf(words: Words, { finding, packages }: Row, head: AuditHead): Html {
  const { decision, verdict, cvss, epss, kev, ransomware, publicExploit, status } = finding
  const noFix = standingOf({ verdict, status }, words)
  const exploited = kev
    ? words(ransomware ? 'exploited.ransomware' : 'exploited.known')
    : publicExploit
      ? words('exploited.public')
      : ''
  const inputs = Object.entries(decision.inputs).map(
    ([name, input]) => html`<li>${inputLine(words, name, input, head.language)}</li>`,
  )
  return html`<tr class="finding">
      <td class="tag ${decision.urgency}">${words(`urgency.${decision.urgency}`)}</td>
      <td class="date">${decision.due ?? ''}</td>
      <td>
        ${finding.vulnerability}${finding.title === undefined ? html`` : html`<br /><span class="soft">${finding.title}</span>`}
      </td>
      <td class="wrap">${packages.join(', ')}${finding.paths.map((path) => html`<br /><span class="soft">${path}</span>`)}</td>
      <td class="wrap">${finding.installed}</td>
      <td class="wrap">${finding.fixed ?? noFix}</td>
      <td>${cvss === undefined ? words('table.missing') : `${cvss.score} (${cvss.source})`}</td>
      <td>
        ${epss === undefined ? words('table.missing') : html`${(epss.score * 100).toFixed(1)} %<br /><span class="soft">${epss.scoredAt.slice(0, 10)}</span>`}
      </td>
      <td>${exploited}</td>
    </tr>
    <tr class="why">
      <td colspan="${COLUMNS.length}">
        <details>
          <summary>${words('html.why', { id: finding.vulnerability })}</summary>
          <ul>
            ${verdict.reasons.map((reason) => html`<li>${reasonLine(reason, head.language)}</li>`)}
            <li>
              ${words('html.row', { policy: decision.policy, row: decision.row.number, cells: decision.row.cells.join(', '), outcome: decision.outcome })}
            </li>
            ${inputs} ${decision.wouldChange === undefined ? html`` : html`<li>${say(decision.wouldChange, head.language)}</li>`}
            ${finding.scores.map((score) => html`<li>${scoreLine(words, score)}</li>`)}
            <li>${say(decision.mend, head.language)}</li>
          </ul>
        </details>
      </td>
    </tr>`
}

/** Scores of all origins side by side: the column shows only the one that is preferred. */
function scoreLine(words: Words, { system, origin, score, severity, vector }: Finding['scores'][number]): string {
  const value = score === undefined ? (severity ?? words('table.missing')) : String(score)
  return [`${system} ${value} (${origin})`, vector].filter((part) => part !== undefined).join(' ')
}

function comparisonOf({ words }: Page, { comparison }: Assessment): Html {
  if (comparison === undefined) return html``
  const lines = comparisonLines(words, comparison).map((text) => html`<li>${text}</li>`)
  return html`<h3>${words('comparison.title', { policy: comparison.policy })}</h3>
    <ul>
      ${lines}
    </ul>`
}

function complianceOf({ words, head }: Page, { compliance, inventory }: Assessment): Html {
  if (compliance === undefined) return html``
  const lines = complianceLines(words, compliance, head.language).map((text) => html`<li>${text}</li>`)
  return html`<h3>${words('table.compliance')}</h3>
    <ul>
      ${lines}
    </ul>
    <p class="soft">${words('table.comply', { target: inventory.target })}</p>`
}

function lifecycleOf({ words }: Page, lifecycle: readonly LifecycleState[]): Html {
  if (lifecycle.length === 0) return html``
  const items = lifecycle.map((state) => {
    const text = words(`lifecycle.${state.phase === 'limited' ? 'limited' : state.status}`, {
      title: state.title,
      ends: state.ends ?? words('table.missing'),
      phase: state.phase ?? '',
    })
    return html`<li class="${state.status === 'ended' ? 'now' : ''}">
      ${text}${state.source === '' ? '' : ` (${state.source})`}
    </li>`
  })
  return html`<h3>${words('table.lifecycle')}</h3>
    <ul>
      ${items}
    </ul>`
}

function unknownOf({ words, head }: Page, { unknown }: Assessment): Html {
  if (unknown.length === 0) return html``
  const items = unknown
    .slice(0, UNKNOWN_MAX)
    .map(
      ({ what, why, count }) =>
        html`<li>${what}${count === undefined ? '' : ` (${count})`}: ${sentence(why, head.language)}</li>`,
    )
  const more =
    unknown.length > UNKNOWN_MAX ? html`<li>${words('table.more', { count: unknown.length - UNKNOWN_MAX })}</li>` : html``
  return html`<h3>${words('table.unknown')}</h3>
    <p class="soft">${words('html.unknown')}</p>
    <ul>
      ${items}${more}
    </ul>`
}

function endOf({ head, words }: Page, { summary, failures }: AuditTail, lines: readonly OverviewLine[]): string {
  const heading = words('table.total', { assets: summary.assets, findings: summary.findings })
  const columns = urgencies.map((urgency) => words(`urgency.${urgency}`))
  const feeds = head.knowledge.feeds.map(
    ({ name, stated, records, rejected, licence }) =>
      html`<li>
        ${name}: ${stated === undefined ? words('table.missing') : stated.slice(0, 10)},
        ${words('html.feed', { records, rejected })}, ${licence}
      </li>`,
  )
  const footer = html`<footer>
    <p>${words('html.method', { engine: head.engine, hash: head.knowledge.hash.slice(0, 16) })}</p>
    <details>
      <summary>${words('html.sources')}</summary>
      <ul>
        ${feeds}
      </ul>
    </details>
  </footer>`
  return overviewOf(words, heading, columns, lines).html + failuresOf(words, failures).html + pageEnd(footer)
}
