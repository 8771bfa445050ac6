/** `hygie search`: what is known of a vulnerability, product or advisory. */
import { UserError, type ExitStatus } from '../user-error.ts'
import type { Command, Invocation } from '../command.ts'
import { columns, plain } from '../formats/columns.ts'
import { wordsIn } from '../texts/text.ts'

const HITS_MAX = 50

export const search: Command = {
  name: 'search',
  usage: 'TEXT…',
  summary: 'command.search',
  options: { json: { type: 'boolean', help: 'option.json' } },
  run,
}

async function run({ values, positionals, settings }: Invocation): Promise<ExitStatus> {
  const wanted = positionals.join(' ').trim()
  if (wanted === '') throw new UserError('Cannot search nothing: give a CVE, a CERT-FR id, a product or words', 2)
  const { openRequired } = await import('../knowledge/open.ts')
  const knowledge = openRequired(settings)
  const hits = knowledge.search(wanted, HITS_MAX)
  const exact = knowledge.resolve(wanted)
  if (values['json'] === true) {
    process.stdout.write(
      `${JSON.stringify({ query: wanted, hits, vulnerabilities: [...knowledge.facts(exact).values()] }, undefined, 1)}\n`,
    )
  } else {
    const words = wordsIn(settings.language)
    const rows = hits.map(({ kind, id, title }) => [kind, plain(id), plain(title ?? '')])
    const text =
      rows.length === 0
        ? words('search.nothing', { text: plain(wanted) })
        : columns(rows, process.stdout.columns || 120).join('\n')
    process.stdout.write(`${text}\n`)
  }
  knowledge.close()
  return hits.length === 0 ? 4 : 0
}
