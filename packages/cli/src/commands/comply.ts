/** `hygie comply`: where targets stand against a framework, by facts; what facts cannot tell stays unknown. */
import { textOf } from '../values.ts'
import { UserError, type ExitStatus } from '../user-error.ts'
import type { Command, Invocation } from '../command.ts'
import { complianceFormatNames, type ComplianceFormatName } from '../compliance/report.ts'
import { sshOptions } from '../ssh-options.ts'

const BENCHMARK_DEFAULT = 'hygiene42'

export const comply: Command = {
  name: 'comply',
  usage: 'TARGET…',
  summary: 'command.comply',
  options: {
    benchmark: { type: 'string', value: 'ID', help: 'option.benchmark' },
    profile: { type: 'string', value: 'ID', help: 'option.profile' },
    format: { type: 'string', short: 'f', value: 'FORMAT', help: 'option.comply-format' },
    'fail-on': { type: 'string', value: 'fail', help: 'option.comply-fail-on' },
    all: { type: 'boolean', help: 'option.comply-all' },
    'os-release': { type: 'string', value: 'FILE', help: 'option.os-release' },
    jobs: { type: 'string', value: 'N', help: 'option.jobs' },
    ...sshOptions,
  },
  run,
}

async function run({ values, positionals, settings }: Invocation): Promise<ExitStatus> {
  if (positionals.length === 0)
    throw new UserError('Cannot check nothing: name a target, for example "local". See: hygie comply --help', 2)
  const format = formatOf(textOf(values, 'format') ?? 'table')
  const failOn = textOf(values, 'fail-on')
  if (failOn !== undefined && failOn !== 'fail') throw new UserError(`Cannot fail on "${failOn}": must be fail`, 2)
  const [{ complianceWriters }, { complianceRequest }, { runComply }, { collect }, { openOutput }] = await Promise.all([
    import('../formats/compliance-all.ts'),
    import('../compliance/request.ts'),
    import('../compliance/run.ts'),
    import('../audit/targets.ts'),
    import('../output.ts'),
  ])
  const makeWriter = await complianceWriters[format]()
  const terminal = textOf(values, 'output') === undefined && process.stdout.isTTY
  const request = complianceRequest({ values, settings, terminal, benchmark: textOf(values, 'benchmark') ?? BENCHMARK_DEFAULT })
  const output = openOutput(textOf(values, 'output'))
  try {
    const tail = await runComply(collect(positionals, values, settings), request, makeWriter(output.sink))
    output.done()
    if (format === 'csv') for (const { target, error } of tail.failures) process.stderr.write(`hygie: ${target}: ${error}\n`)
    if (tail.failures.length > 0) return tail.assets === 0 ? 4 : 3
    return failOn !== undefined && tail.checks.fail > 0 ? 1 : 0
  } catch (error) {
    output.abandon()
    throw error
  }
}

function formatOf(name: string): ComplianceFormatName {
  const format = complianceFormatNames.find((candidate) => candidate === name)
  if (format === undefined)
    throw new UserError(`Cannot write format "${name}": must be one of ${complianceFormatNames.join(', ')}`, 2)
  return format
}
