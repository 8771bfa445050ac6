/** The command `hygie`: finds the command named first, reads its options and runs it. Start-up counts: nothing else is loaded. */
import { parseArgs } from 'node:util'
import { parseArgsOptions, type Command } from './command.ts'
import { UserError, type ExitStatus } from './user-error.ts'
import { commonOptions } from './options.ts'
import { reportError } from './report-error.ts'
import { settingsFrom } from './settings.ts'

/** Loaded only when asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  audit: async () => (await import('./commands/audit.ts')).audit,
  collect: async () => (await import('./commands/collect.ts')).collect,
  collectors: async () => (await import('./commands/collectors.ts')).collectors,
  explain: async () => (await import('./commands/explain.ts')).explain,
  kit: async () => (await import('./commands/kit.ts')).kit,
  search: async () => (await import('./commands/search.ts')).search,
  comply: async () => (await import('./commands/comply.ts')).comply,
  kb: async () => (await import('./commands/kb.ts')).kb,
  mirror: async () => (await import('./commands/mirror.ts')).mirror,
}

async function main(argv: readonly string[]): Promise<ExitStatus> {
  const [name, ...rest] = argv
  const load = name === undefined ? undefined : commands[name]
  if (load === undefined || name === undefined) return help(name)
  const command = await load()
  const { values, positionals } = parsed(command, rest)
  const settings = settingsFrom(values, process.env)
  if (values['help'] === true) {
    process.stdout.write((await import('./help.ts')).helpOf(command, settings.language))
    return 0
  }
  return command.run({ values, positionals, settings })
}

function parsed(command: Command, args: readonly string[]): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({
      args: [...args],
      options: parseArgsOptions({ ...commonOptions, ...command.options }),
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw new UserError(`${problem}. See: hygie ${command.name} --help`, 2)
  }
}

async function help(name: string | undefined): Promise<ExitStatus> {
  const { overview, suggestion } = await import('./help.ts')
  if (name === '--version') {
    process.stdout.write(`${(await import('./engine.ts')).ENGINE}\n`)
    return 0
  }
  const asked = name === undefined || ['help', '--help', '-h'].includes(name)
  if (!asked) {
    process.stderr.write(suggestion(name, Object.keys(commands)))
    return 2
  }
  const loaded = await Promise.all(Object.values(commands).map((load) => load()))
  process.stdout.write(overview(loaded, settingsFrom({}, process.env).language))
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = reportError(error)
}
