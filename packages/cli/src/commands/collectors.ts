/** `hygie collectors show`: the fixed list of what is run on a target, word for word. */
import { UserError, type ExitStatus } from '../user-error.ts'
import type { Command, Invocation } from '../command.ts'

export const collectors: Command = { name: 'collectors', usage: 'show [PROBE]', summary: 'command.collectors', options: {}, run }

async function run({ positionals }: Invocation): Promise<ExitStatus> {
  const [verb = 'show', name] = positionals
  if (verb !== 'show') throw new UserError(`Cannot do "collectors ${verb}": must be show`, 2)
  const { linuxProbes } = await import('@hygie/collectors/linux/probes')
  const probes = name === undefined ? linuxProbes : linuxProbes.filter((probe) => probe.name === name)
  if (probes.length === 0)
    throw new UserError(`Cannot show "${name ?? ''}": must be one of ${linuxProbes.map((probe) => probe.name).join(', ')}`, 2)
  for (const probe of probes) {
    const limits = `${probe.timeoutMs / 1000} s, ${probe.outputBytesMax} bytes, privilege: ${probe.privilege}, writes: ${probe.writes}`
    process.stdout.write(`# ${probe.name}: ${probe.purpose} (${limits})\n${probe.script.trimEnd()}\n\n`)
  }
  return 0
}
