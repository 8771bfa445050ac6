/** `hygie explain`: why a vulnerability counts on a target, or why not; every claim looked at, with source and date. */
import { heardOf, keysOf, match, updatedProductsOf } from '@hygie/core/matching/match'
import type { Inventory } from '@hygie/core/inventory/inventory'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import type { Verdict } from '@hygie/core/matching/verdict'
import { say, type Language } from '@hygie/core/text/text'
import { UserError, type ExitStatus } from '../user-error.ts'
import type { Command, Invocation } from '../command.ts'
import { reasonLine } from '../formats/audit-json.ts'
import { plain } from '../formats/columns.ts'
import { inputLine } from '../formats/input-line.ts'
import { sshOptions } from '../ssh-options.ts'
import { wordsIn } from '../texts/text.ts'

export const explain: Command = {
  name: 'explain',
  usage: 'TARGET VULNERABILITY',
  summary: 'command.explain',
  options: {
    'os-release': { type: 'string', value: 'FILE', help: 'option.os-release' },
    policy: { type: 'string', value: 'NAME', help: 'option.policy' },
    criticality: { type: 'string', value: 'FILE', help: 'option.criticality' },
    ...sshOptions,
  },
  run,
}

async function run({ values, positionals, settings }: Invocation): Promise<ExitStatus> {
  const [target, wanted, ...rest] = positionals
  if (target === undefined || wanted === undefined || rest.length > 0) {
    throw new UserError('Cannot explain: name a target and a vulnerability, for example: hygie explain local CVE-2024-6387', 2)
  }
  const [{ openRequired }, { collect }, { auditRequest }, { assessOne }] = await Promise.all([
    import('../knowledge/open.ts'),
    import('../audit/targets.ts'),
    import('../audit/request.ts'),
    import('../audit/run.ts'),
  ])
  const knowledge = openRequired(settings)
  const ids = new Set(knowledge.resolve(wanted))
  const words = wordsIn(settings.language)
  if (ids.size === 0) {
    process.stdout.write(`${words('explain.unknown', { id: plain(wanted) })}\n`)
    knowledge.close()
    return 4
  }
  const request = auditRequest({ values, settings, knowledge, at: Date.now(), terminal: false })
  for await (const collected of collect([target], values, settings)) {
    if (collected.kind === 'failure') throw new UserError(collected.error.message, 4)
    const { inventory } = collected
    const claims = knowledge.claims(keysOf(inventory))
    const updates = knowledge.updates(updatedProductsOf(inventory))
    const verdicts = match(inventory, claims, knowledge.sourcesOf, undefined, updates).verdicts.filter(({ vulnerability }) =>
      ids.has(vulnerability),
    )
    const lines = [`${plain(inventory.name)}: ${[...ids].join(', ')}`]
    if (verdicts.length === 0) lines.push(words('explain.silent'))
    const decided = new Map(
      assessOne(inventory, request).findings.map((finding) => [`${finding.software} ${finding.vulnerability}`, finding]),
    )
    for (const verdict of verdicts) {
      lines.push('', ...verdictLines(verdict, settings.language))
      const finding = decided.get(`${verdict.software} ${verdict.vulnerability}`)
      if (finding !== undefined) {
        const { decision } = finding
        lines.push(
          `  ${words('html.row', { policy: decision.policy, row: decision.row.number, cells: decision.row.cells.join(', '), outcome: decision.outcome })}`,
          ...Object.entries(decision.inputs).map(
            ([name, input]) => `    ${plain(inputLine(words, name, input, settings.language))}`,
          ),
          ...(decision.wouldChange === undefined ? [] : [`  ${say(decision.wouldChange, settings.language)}`]),
          `  ${say(decision.mend, settings.language)}`,
        )
      }
      lines.push(...claimLines(inventory, verdict, ids, claims, updates, settings.language))
    }
    process.stdout.write(`${lines.join('\n')}\n`)
  }
  knowledge.close()
  return 0
}

function verdictLines({ software, status, reasons }: Verdict, language: Language): readonly string[] {
  const words = wordsIn(language)
  return [
    `${plain(software)}: ${words(`verdict.${status}`)}`,
    ...reasons.map((reason) => `  ${plain(reasonLine(reason, language))}`),
  ]
}

/** Every claim on this software and vulnerability, also the silent ones: what was heard, not only what decided. */
function claimLines(
  inventory: Inventory,
  verdict: Verdict,
  ids: ReadonlySet<string>,
  claims: ReturnType<KnowledgeReader['claims']>,
  updates: ReturnType<KnowledgeReader['updates']>,
  language: Language,
): readonly string[] {
  const software = inventory.software.find(({ key }) => key === verdict.software)
  if (software === undefined) return []
  const heard = heardOf(software, inventory, claims, updates)
    .filter(({ judgement }) => ids.has(judgement.claim.vulnerability))
    .map(({ lookup, judgement: { claim, effect, reason }, concerns }) => {
      const outcome = concerns ? effect : wordsIn(language)('explain.other')
      const reference = claim.reference === undefined ? '' : ` ${claim.reference}`
      return `    ${plain(`${lookup.key} ${claim.status}: ${reasonLine(reason, language)} → ${outcome}${reference}`)}`
    })
  return heard.length === 0 ? [] : [`  ${wordsIn(language)('explain.heard')}`, ...heard]
}
