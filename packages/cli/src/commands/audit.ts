/** `hygie audit`: the main job. */
import { urgencies, type Urgency } from '@hygie/core/decision/decision'
import { UserError, type ExitStatus } from '../user-error.ts'
import { textOf } from '../values.ts'
import type { Command, Invocation } from '../command.ts'
import { sshOptions } from '../ssh-options.ts'
import { plain } from '../formats/columns.ts'
import { formatNames, type FormatName } from '../formats/writer.ts'

export const audit: Command = {
  name: 'audit',
  usage: 'TARGET…',
  summary: 'command.audit',
  options: {
    format: { type: 'string', short: 'f', value: 'FORMAT', help: 'option.format' },
    policy: { type: 'string', value: 'NAME', help: 'option.policy' },
    compare: { type: 'string', value: 'NAME', help: 'option.compare' },
    criticality: { type: 'string', value: 'FILE', help: 'option.criticality' },
    'fail-on': { type: 'string', value: 'URGENCY', help: 'option.fail-on' },
    at: { type: 'string', value: 'DATE', help: 'option.at' },
    all: { type: 'boolean', help: 'option.all' },
    'os-release': { type: 'string', value: 'FILE', help: 'option.os-release' },
    jobs: { type: 'string', value: 'N', help: 'option.jobs' },
    ...sshOptions,
  },
  run,
}

/** Forms without a place for what could not be read: it is told on standard error. */
const SILENT_ON_FAILURES: ReadonlySet<FormatName> = new Set(['csv', 'openvex', 'cyclonedx-vex'])

async function run({ values, positionals, settings }: Invocation): Promise<ExitStatus> {
  if (positionals.length === 0)
    throw new UserError('Cannot audit nothing: name a target, for example "local". See: hygie audit --help', 2)
  const format = formatOf(textOf(values, 'format') ?? 'table')
  const failOn = urgencyOf(textOf(values, 'fail-on'))
  const day = textOf(values, 'at')
  const at = dayOf(day) ?? Date.now()
  const [{ runAudit }, { writers }, { openOutput }, { openRequired }, { collect }, { auditRequest }, { asOf }] =
    await Promise.all([
      import('../audit/run.ts'),
      import('../formats/all.ts'),
      import('../output.ts'),
      import('../knowledge/open.ts'),
      import('../audit/targets.ts'),
      import('../audit/request.ts'),
      import('@hygie/core/knowledge/as-of'),
    ])
  const makeWriter = await writers[format]()
  const knowledge = openRequired(settings)
  const output = openOutput(textOf(values, 'output'))
  try {
    const request = auditRequest({
      values,
      settings,
      knowledge: day === undefined ? knowledge : asOf(knowledge, day),
      at,
      terminal: output.terminal,
    })
    const tail = await runAudit(collect(positionals, values, settings), request, makeWriter(output.sink))
    output.done()
    if (SILENT_ON_FAILURES.has(format))
      for (const { target, error } of tail.failures) process.stderr.write(`hygie: ${plain(`${target}: ${error}`)}\n`)
    return statusOf(tail.summary.byUrgency, failOn, tail.summary.assets, tail.failures.length)
  } catch (error) {
    output.abandon()
    throw error
  } finally {
    knowledge.close()
  }
}

function statusOf(
  byUrgency: Readonly<Record<Urgency, number>>,
  failOn: Urgency | undefined,
  assets: number,
  failures: number,
): ExitStatus {
  if (failures > 0) return assets === 0 ? 4 : 3
  if (failOn === undefined) return 0
  return urgencies.slice(0, urgencies.indexOf(failOn) + 1).some((urgency) => byUrgency[urgency] > 0) ? 1 : 0
}

function formatOf(name: string): FormatName {
  const format = formatNames.find((candidate) => candidate === name)
  if (format === undefined) throw new UserError(`Cannot write format "${name}": must be one of ${formatNames.join(', ')}`, 2)
  return format
}

function urgencyOf(name: string | undefined): Urgency | undefined {
  if (name === undefined) return undefined
  const urgency = urgencies.find((candidate) => candidate === name)
  if (urgency === undefined) throw new UserError(`Cannot fail on "${name}": must be one of ${urgencies.join(', ')}`, 2)
  return urgency
}

function dayOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new UserError(`Cannot judge as of "${text}": must be a day such as 2026-11-24`, 2)
  return at
}
