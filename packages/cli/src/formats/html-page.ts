/** The frame that every report page shares: head without script or outside request, overview of assets, what failed. */
import type { Language } from '@hygie/core/text/text'
import type { Words } from '../texts/text.ts'
import { html, type Html } from './html-text.ts'

/** A page is written asset by asset, so its start is text and not closed markup. `body` opens the page. */
export function pageStart(language: Language, title: string, style: string, body: Html): string {
  return [
    '<!doctype html>\n',
    html`<html lang="${language}"></html>`.html.replace('</html>', ''),
    html`<head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <title>${title}</title>
      <style>
        ${{ html: style }}
      </style>
    </head>`.html,
    '<body><main>',
    body.html,
  ].join('\n')
}

export function pageEnd(footer: Html): string {
  return `</main>${footer.html}</body></html>\n`
}

export type OverviewLine = { readonly name: string; readonly anchor: string; readonly counts: readonly number[] }

/** One row per asset with a link to its section; nothing for a single asset. `total` closes the table. */
export function overviewOf(
  words: Words,
  heading: string,
  columns: readonly string[],
  lines: readonly OverviewLine[],
  total?: readonly number[],
): Html {
  if (lines.length < 2) return html``
  const rows = lines.map(
    ({ name, anchor, counts }) =>
      html`<tr>
        <td><a href="#${anchor}">${name}</a></td>
        ${counts.map((count) => html`<td>${count}</td>`)}
      </tr>`,
  )
  const last =
    total === undefined
      ? html``
      : html`<tr>
          <th scope="row">${heading}</th>
          ${total.map((count) => html`<td><b>${count}</b></td>`)}
        </tr>`
  return html`<section>
    <h2 id="overview">${heading}</h2>
    <div class="scroll" role="region" tabindex="0" aria-label="${words('html.overview')}">
      <table>
        <thead>
          <tr>
            <th scope="col">${words('column.asset')}</th>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}${last}
        </tbody>
      </table>
    </div>
  </section>`
}

export function failuresOf(words: Words, failures: readonly { readonly target: string; readonly error: string }[]): Html {
  if (failures.length === 0) return html``
  return html`<h2>${words('html.failures')}</h2>
    <ul>
      ${failures.map(({ target, error }) => html`<li>${target}: ${error}</li>`)}
    </ul>`
}
