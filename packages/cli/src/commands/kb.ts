/** `hygie kb`: everything about the knowledge file. */
import type { KnowledgeInfo } from '@hygie/core/knowledge/facts'
import type { Command, ExitStatus, Invocation } from '../command.ts'
import { textOf, UserError } from '../command.ts'
import { wordsIn } from '../texts/text.ts'

export const kb: Command = {
  name: 'kb',
  usage: 'build|verify|info [FILE]',
  summary: 'command.kb',
  options: {
    mirror: { type: 'string', value: 'DIR', help: 'option.mirror' },
    out: { type: 'string', value: 'FILE', help: 'option.out' },
    only: { type: 'string', multiple: true, value: 'FEED', help: 'option.only' },
    json: { type: 'boolean', help: 'option.json' },
  },
  run,
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const [verb = 'info', ...rest] = invocation.positionals
  switch (verb) {
    case 'build':
      return build(invocation)
    case 'verify':
      return verify(invocation, rest[0])
    case 'info':
      return info(invocation, rest[0])
    default:
      throw new UserError(`Cannot do "kb ${verb}": must be build, verify or info. See: hygie kb --help`, 2)
  }
}

async function build({ values, settings }: Invocation): Promise<ExitStatus> {
  const { buildFrom } = await import('../knowledge/build.ts')
  if (settings.mirror === undefined)
    throw new UserError('Cannot build knowledge: no mirror found; name its folder (--mirror DIR)', 2)
  const path = textOf(values, 'out') ?? settings.knowledge
  const only = values['only'] as readonly string[] | undefined
  const report = await buildFrom({ mirror: settings.mirror, path, ...(only !== undefined && { only }) }, settings)
  const words = wordsIn(settings.language)
  const { vulnerability: vulnerabilities = 0, claim: claims = 0 } = report.counts
  if (values['json'] === true) process.stdout.write(`${JSON.stringify(report, undefined, 1)}\n`)
  else process.stdout.write(`${words('kb.built', { file: path, vulnerabilities, claims, rejected: report.rejected })}\n`)
  for (const { name, failure } of report.states)
    if (failure !== undefined) process.stderr.write(`hygie: feed ${name} broke: ${failure}\n`)
  return report.states.some(({ failure }) => failure !== undefined) ? 3 : 0
}

async function verify({ settings }: Invocation, file: string | undefined): Promise<ExitStatus> {
  const [{ verifyKnowledge }, { trustOfHome }] = await Promise.all([
    import('@hygie/knowledge/open'),
    import('../knowledge/open.ts'),
  ])
  const seal = verifyKnowledge(file ?? settings.knowledge, trustOfHome(settings))
  if (!seal.ok) throw new UserError(seal.error.message, 4)
  process.stdout.write(`${seal.value.hash}\n`)
  return 0
}

async function info({ values, settings }: Invocation, file: string | undefined): Promise<ExitStatus> {
  const { openRequired } = await import('../knowledge/open.ts')
  const knowledge = openRequired(file === undefined ? settings : { ...settings, knowledge: file })
  const facts = knowledge.info()
  if (values['json'] === true) process.stdout.write(`${JSON.stringify(facts, undefined, 1)}\n`)
  else process.stdout.write(infoText(facts))
  knowledge.close()
  return 0
}

function infoText(facts: KnowledgeInfo): string {
  const counts = Object.entries(facts.counts).map(([name, count]) => `  ${name.padEnd(20)} ${count}`)
  const feeds = facts.feeds.map(
    ({ name, stated, records, rejected, licence, failure }) =>
      `  ${name.padEnd(24)} ${(stated ?? '-').slice(0, 10).padEnd(10)} ${String(records).padStart(9)} ${String(rejected).padStart(6)}  ${licence}${failure === undefined ? '' : `  BROKEN: ${failure}`}`,
  )
  return `${facts.hash}\n${[...counts, '', ...feeds].join('\n')}\n`
}
