/** One self-contained page on compliance: works without script or network, prints well, says its date, method and what is unknown. */
import type { CheckStatus } from '@hygie/core/compliance/check'
import type { CheckResult, RequirementResult } from '@hygie/core/compliance/comply'
import {
  byWorth,
  caveats,
  decidingSeen,
  failedFirst,
  measureNotes,
  missingByReason,
  seenText,
  systemLine,
  whyMissing,
} from '../compliance/explain.ts'
import {
  requirementStatuses,
  type AssetCompliance,
  type ComplianceHead,
  type ComplianceTail,
  type MakeComplianceWriter,
} from '../compliance/report.ts'
import { wordsIn, type Words } from '../texts/text.ts'
import { style } from './html-style.ts'
import { failuresOf, overviewOf, pageEnd, pageStart, type OverviewLine } from './html-page.ts'
import { html, type Html } from './html-text.ts'

/** Status by word and shape first, by colour second. */
const complianceStyle = `
:root{--met:#1a6b2d}
@media (prefers-color-scheme:dark){:root{--met:#6fd08c}}
@media print{:root{--met:#0d4a1c}}
.met,.pass{color:var(--met)}.notMet,.fail{color:var(--now)}.partly{color:var(--soon)}.unknown,.notApplicable{color:var(--soft)}
.state.unknown{border-style:dashed}
.state{display:inline-block;border:1px solid currentColor;border-radius:.3rem;padding:0 .4rem;font-weight:700;font-size:.85rem;white-space:nowrap}
ol.actions>li.high{border-left-color:var(--now)}ol.actions>li.medium{border-left-color:var(--soon)}ol.actions>li.low{border-left-color:var(--planned)}
.high{color:var(--now)}.medium{color:var(--soon)}.low{color:var(--planned)}
ol.actions .state.fail{color:var(--now)}ol.actions .tag.high{color:var(--now)}ol.actions .tag.medium{color:var(--soon)}ol.actions .tag.low{color:var(--planned)}
table.measures{table-layout:fixed}table.measures th{width:3rem}table.measures td:nth-child(2){width:9.5rem}
ul.checks{list-style:none;margin:.35rem 0 0;padding:0}ul.checks>li{margin:.15rem 0;display:grid;grid-template-columns:8.5rem 1fr;gap:.5rem}
ul.checks .state{justify-self:start;align-self:start}
ul.checks details ul{font-size:.9rem}
.facts{overflow-wrap:anywhere}
@media (max-width:40rem){ul.checks>li{grid-template-columns:6.5rem 1fr;gap:.35rem}table.measures,table.measures tbody,table.measures tr{display:block}table.measures tr{border-bottom:1px solid var(--line)}table.measures th,table.measures td{border:0;padding:.2rem}table.measures td:nth-child(3){display:block}}
@media print{ul.checks details:not([open])>*{display:block}}
`

type Page = { readonly head: ComplianceHead; readonly words: Words }

export const complianceHtml: MakeComplianceWriter = (sink) => {
  let page: Page | undefined
  const lines: OverviewLine[] = []
  return {
    begin(head) {
      page = { head, words: wordsIn(head.language) }
      sink(startOf(page))
    },
    asset(asset) {
      if (page === undefined) return
      const anchor = `asset-${lines.length + 1}`
      lines.push({
        name: asset.inventory.name,
        anchor,
        counts: requirementStatuses.map((wanted) => countOf(asset.requirements, wanted)),
      })
      sink(assetOf(page, asset, anchor).html)
    },
    end(tail) {
      if (page !== undefined) sink(endOf(page, tail, lines))
    },
  }
}

function startOf({ head, words }: Page): string {
  const day = new Date(head.at).toISOString().slice(0, 10)
  const { framework, profile, language, requirements, checks } = head
  const title = words('comply.title')
  const body = html`<h1>${title}</h1>
    <p><strong>${framework.title[language]}</strong></p>
    <p class="soft">
      ${words('comply.date', { date: day })} ·
      ${words('comply.scope', { profile: profile.title[language], requirements, checks })}
    </p>
    <p>${words('comply.how-to-read')}</p>`
  return pageStart(language, `${title} ${day}`, `${style}${complianceStyle}`, body)
}

function assetOf(page: Page, { inventory, results, requirements }: AssetCompliance, anchor: string): Html {
  const { words } = page
  const failed = failedFirst(results)
  return html`
    <section aria-labelledby="${anchor}">
      <h2 id="${anchor}">${inventory.name}</h2>
      <p>${systemLine(inventory)}</p>
      <ul class="counts" aria-label="${words('comply.measures')}">
        ${requirementStatuses.map((wanted) => html`<li class="${wanted}"><b>${countOf(requirements, wanted)}</b>${words(`measure.${wanted}`)}</li>`)}
      </ul>
      <p class="soft">${checksLine(words, results)}</p>
      ${caveats(words, inventory, results).map((caveat) => html`<p class="warn" role="note">${caveat}</p>`)}
      ${mendOf(page, failed)} ${measuresOf(page, requirements, inventory)} ${missingOf(page, results, inventory)}
    </section>
  `
}

function countOf(requirements: readonly RequirementResult[], wanted: string): number {
  return requirements.filter(({ status }) => status === wanted).length
}

function checksLine(words: Words, results: readonly CheckResult[]): string {
  const counts = (['fail', 'unknown', 'pass', 'notApplicable'] as const).map(
    (wanted) => `${words(`check.${wanted}`)} ${results.filter(({ status }) => status === wanted).length}`,
  )
  return words('comply.checks-line', { counts: counts.join(' · ') })
}

function mendOf({ words, head }: Page, failed: readonly CheckResult[]): Html {
  if (failed.length === 0)
    return html`<h3>${words('comply.mend')}</h3>
      <p>${words('comply.nothing-failed')}</p>`
  const { language } = head
  const items = failed.map((result) => {
    const { check } = result
    return html`<li class="${check.severity}">
      <strong>${check.title[language]}</strong> ${stateOf(words, 'fail')}
      <p>
        <span class="tag ${check.severity}">${words(`severity.${check.severity}`)}</span> · ${check.id} ·
        ${words('comply.of-measures', { measures: check.requirements.map((text) => text.slice(text.indexOf(':') + 1)).join(', ') })}
      </p>
      <p>${marked(check.why[language])}</p>
      <p class="soft facts">
        ${words('comply.seen', {
          seen: decidingSeen(result)
            .map((fact) => seenText(words, fact))
            .join('; '),
        })}
      </p>
      <p>${marked(check.fix[language])}</p>
      ${(check.commands ?? []).map((command) => html`<pre>${command}</pre>`)}
    </li>`
  })
  return html`<h3>${words('comply.mend')}</h3>
    <ol class="actions">
      ${items}
    </ol>`
}

/** Back-ticks of our own texts become code; outside of it, French signs stay with their word. Everything is escaped. */
function marked(text: string): readonly Html[] {
  return text
    .split('`')
    .map((part, index) =>
      index % 2 === 1 ? html`<code>${part}</code>` : html`${part.replaceAll(/ (?=[;:!?»])|(?<=«) /g, '\u00A0')}`,
    )
}

function measuresOf(
  page: Page,
  requirements: readonly RequirementResult[],
  inventory: AssetCompliance['inventory'],
): readonly Html[] {
  const { words, head } = page
  const groups = Map.groupBy(requirements, ({ requirement }) => requirement.group[head.language])
  return [...groups].map(
    ([group, members]) =>
      html`<h3>${group}</h3>
        <table class="measures">
          <tbody>
            ${members.map((result) => measureOf(words, result, head, inventory))}
          </tbody>
        </table>`,
  )
}

function measureOf(
  words: Words,
  result: RequirementResult,
  { language }: ComplianceHead,
  inventory: AssetCompliance['inventory'],
): Html {
  const { requirement, status, results } = result
  return html`<tr>
    <th scope="row">${requirement.id}</th>
    <td><span class="state ${status}">${words(`measure.${status}`)}</span></td>
    <td>
      <strong>${requirement.title[language]}</strong> <span class="soft">(${requirement.level})</span>
      ${
        results.length === 0
          ? html``
          : html`<ul class="checks">
              ${byWorth(results).map(
                ({ check, status: outcome, seen, missing }) =>
                  html`<li>
                    ${stateOf(words, outcome)}
                    <details>
                      <summary>${check.title[language]}</summary>
                      <ul class="facts">
                        ${seen.map((fact) => html`<li>${seenText(words, fact)}</li>`)}
                        ${
                          outcome === 'unknown'
                            ? missing.map(
                                (name) =>
                                  html`<li>
                                    ${words('comply.fact-why', { fact: name, why: whyMissing(words, name, inventory) })}
                                  </li>`,
                              )
                            : html``
                        }
                      </ul>
                    </details>
                  </li>`,
              )}
            </ul>`
      }
      ${measureNotes(words, result, language).map((note) => html`<p class="soft">${marked(note)}</p>`)}
    </td>
  </tr>`
}

function stateOf(words: Words, status: CheckStatus): Html {
  return html`<span class="state ${status}">${words(`check.${status}`)}</span>`
}

function missingOf({ words }: Page, results: readonly CheckResult[], inventory: AssetCompliance['inventory']): Html {
  const reasons = missingByReason(words, results, inventory)
  if (reasons.size === 0) return html``
  return html`<h3>${words('comply.not-known')}</h3>
    <p class="soft">${words('comply.unknown-is-work')}</p>
    ${[...reasons].map(
      ([reason, facts]) =>
        html`<p><strong>${reason}</strong></p>
          <ul>
            ${facts.map(({ fact, checks }) => html`<li>${fact} <span class="soft">(${checks.join(', ')})</span></li>`)}
          </ul>`,
    )}`
}

function endOf(
  { head, words }: Page,
  { assets, requirements, failures }: ComplianceTail,
  lines: readonly OverviewLine[],
): string {
  const columns = requirementStatuses.map((wanted) => words(`measure.${wanted}`))
  const total = requirementStatuses.map((wanted) => countOf(requirements, wanted))
  const footer = html`<footer>
    <p>${words('comply.method', { engine: head.engine })}</p>
    <p>${head.framework.source[head.language]}</p>
  </footer>`
  return (
    overviewOf(words, words('comply.together', { assets }), columns, lines, total).html +
    failuresOf(words, failures).html +
    pageEnd(footer)
  )
}
