/** `hygie kit DIR`: the collection kit for machines that are reached by hand; short, readable, nothing to install. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError, type ExitStatus } from '../user-error.ts'
import type { Command, Invocation } from '../command.ts'
import { VERSION } from '../engine.ts'
import { wordsIn } from '../texts/text.ts'

export const kit: Command = { name: 'kit', usage: 'DIR', summary: 'command.kit', options: {}, run }

async function run({ positionals, settings }: Invocation): Promise<ExitStatus> {
  const [folder, ...rest] = positionals
  if (folder === undefined || rest.length > 0)
    throw new UserError('Cannot write the kit: name one folder, for example: hygie kit /media/usb', 2)
  const [{ kitScript }, { linuxProbes }] = await Promise.all([
    import('@hygie/collectors/linux/script'),
    import('@hygie/collectors/linux/probes'),
  ])
  const files = [
    ['collect.sh', kitScript(linuxProbes, VERSION)],
    ['README.en.txt', wordsIn('en')('kit.readme', { version: VERSION })],
    ['LISEZMOI.fr.txt', wordsIn('fr')('kit.readme', { version: VERSION })],
  ] as const
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of files) writeFileSync(join(folder, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 })
    const sums = files.map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`)
    writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''))
  } catch (error) {
    throw new UserError(`Cannot write the kit to "${folder}": ${error instanceof Error ? error.message : String(error)}`, 4)
  }
  process.stdout.write(`${wordsIn(settings.language)('kit.written', { folder })}\n`)
  return 0
}
