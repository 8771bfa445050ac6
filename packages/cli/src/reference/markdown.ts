/** The few forms of Markdown that the reference pages use. */

/** First lines of every generated page: who writes it, and how to change it. */
export function head(title: string, from: string): string {
  return `<!-- Written by packages/cli/generate.ts from ${from}: change that, then run npm run generate. -->\n\n# ${title}\n`
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A cell is one line, and a bar in it is no border. */
function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')
}

export function code(text: string): string {
  return `\`${text}\``
}
