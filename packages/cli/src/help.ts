/** Help is made from the commands' own data, so it cannot fall behind. */
import type { Language } from '@hygie/core/text/text'
import type { Command } from './command.ts'
import { commonOptions } from './options.ts'
import { wordsIn } from './texts/text.ts'

export function overview(commands: readonly Command[], language: Language): string {
  const say = wordsIn(language)
  const wide = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length))
  const lines = commands.map(({ name, usage, summary }) => `  hygie ${`${name} ${usage}`.padEnd(wide)}  ${say(summary)}`)
  return `${say('help.title')}\n\n${lines.join('\n')}\n\n${say('help.more')}\n`
}

export function helpOf(command: Command, language: Language): string {
  const say = wordsIn(language)
  const rows = Object.entries({ ...command.options, ...commonOptions }).map(([name, option]) => {
    const value = 'value' in option && option.value !== undefined ? ` ${option.value}` : ''
    const short = 'short' in option && option.short !== undefined ? `-${option.short}, ` : '    '
    return [`  ${short}--${name}${value}`, say(option.help)] as const
  })
  const wide = Math.max(...rows.map(([left]) => left.length))
  const options = rows.map(([left, right]) => `${left.padEnd(wide)}  ${right}`).join('\n')
  return `hygie ${command.name} ${command.usage}\n\n${say(command.summary)}\n\n${options}\n`
}

export function suggestion(name: string, known: readonly string[]): string {
  const near = known.find((candidate) => candidate.startsWith(name.slice(0, 3)))
  const hint = near === undefined ? 'See: hygie --help' : `Did you mean "${near}"? See: hygie --help`
  return `hygie: unknown command "${name}": must be one of ${known.join(', ')}. ${hint}\n`
}
