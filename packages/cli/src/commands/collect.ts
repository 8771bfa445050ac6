/** `hygie collect`: evidence only, for USB sticks and schedules. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { UserError, type ExitStatus } from '../user-error.ts'
import { textOf } from '../values.ts'
import type { Command, Invocation } from '../command.ts'
import { sshOptions } from '../ssh-options.ts'
import { wordsIn } from '../texts/text.ts'

export const collect: Command = {
  name: 'collect',
  usage: 'TARGET…',
  summary: 'command.collect',
  options: { ...sshOptions, jobs: { type: 'string', value: 'N', help: 'option.jobs' } },
  run,
}

async function run({ values, positionals, settings }: Invocation): Promise<ExitStatus> {
  if (positionals.length === 0) throw new UserError('Cannot collect nothing: name a target, for example "local"', 2)
  const folder = textOf(values, 'output') ?? '.'
  const single = positionals.length === 1 && /\.json(?:\.gz)?$/.test(folder)
  if (!single) mkdirSync(folder, { recursive: true })
  const [{ collect: collectAll }, { writeWhole }] = await Promise.all([import('../audit/targets.ts'), import('../output.ts')])
  const words = wordsIn(settings.language)
  let written = 0
  let failed = 0
  for await (const result of collectAll(positionals, values, settings)) {
    if (result.kind === 'failure' || result.evidence === undefined) {
      failed += 1
      const why =
        result.kind === 'failure'
          ? result.error.message
          : `Cannot keep evidence of "${result.target}": it is no machine that was asked`
      process.stderr.write(`hygie: ${why}\n`)
      continue
    }
    const path = single ? folder : join(folder, fileNameOf(result.inventory.name, result.evidence.collectedAt))
    const text = `${JSON.stringify(result.evidence)}\n`
    writeWhole(path, path.endsWith('.gz') ? gzipSync(text) : Buffer.from(text), 0o600)
    written += 1
    process.stdout.write(`${words('collect.written', { target: result.target, file: path })}\n`)
  }
  return failed === 0 ? 0 : written === 0 ? 4 : 3
}

/** `HOST-DATE.hygie.json.gz`; a host's name is outside text and may hold anything. */
function fileNameOf(name: string, collectedAt: string): string {
  const host = name.replaceAll(/[^\w.-]/g, '_').slice(0, 100) || 'asset'
  return `${host}-${collectedAt.slice(0, 19).replaceAll(/[^\d]/g, '')}.hygie.json.gz`
}
