/** `docs/reference/cli.md`: every command with its options, from the commands' own data. */
import { readdirSync } from 'node:fs'
import type { Command, Option } from '../command.ts'
import { commonOptions } from '../options.ts'
import { sshOptions } from '../ssh-options.ts'
import { wordsIn } from '../texts/text.ts'
import { code, head, table } from './markdown.ts'
import { commandNotes, settings, targets, variables } from './commands-notes.ts'

const words = wordsIn('en')

export async function commandsPage(): Promise<string> {
  const commands = await allCommands()
  for (const name of commandNotes.keys())
    if (!commands.some((command) => command.name === name))
      throw new Error(`commands-notes.ts speaks of "${name}", which is no command`)
  const parts = [
    head('The command `hygie`', 'the commands themselves and packages/cli/src/reference/commands-notes.ts'),
    'In a clone it is started by `npx hygie` (Windows: `npm run hygie --`). Data go to standard output, messages to standard error.\n' +
      'What a command answers with is in [exit-status.md](exit-status.md).\n',
    table(
      ['command', 'does'],
      commands.map(({ name, usage, summary }) => [`[${code(`hygie ${name}`)}](#hygie-${name}) ${code(usage)}`, words(summary)]),
    ),
    '\n## Options of every command\n',
    optionTable(commonOptions),
    '\n## Targets\n',
    targets,
    '\n## Reaching a machine by SSH\n',
    `${code('audit')}, ${code('collect')}, ${code('comply')} and ${code('explain')} take these for targets ${code('ssh:[user@]host[:port]')}. A secret never stands on the command line.\n`,
    optionTable(sshOptions),
    '\n## Settings\n',
    settings,
    table(['variable', 'is'], variables),
    ...commands.map(commandPart),
  ]
  return `${parts.join('\n')}\n`
}

/** The folder is the list: each file exports the command of its name. */
async function allCommands(): Promise<readonly Command[]> {
  const names = readdirSync(new URL('../commands/', import.meta.url))
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .toSorted()
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(new URL(`../commands/${name}.ts`, import.meta.url).href)) as Readonly<Record<string, Command>>
      const command = module[name]
      if (command === undefined) throw new Error(`packages/cli/src/commands/${name}.ts must export the command "${name}"`)
      return command
    }),
  )
}

function commandPart({ name, usage, summary, options }: Command): string {
  const own = Object.fromEntries(Object.entries(options).filter(([option]) => !(option in sshOptions)))
  const note = commandNotes.get(name)
  return [
    `\n## hygie ${name}\n`,
    `${code(`hygie ${name} ${usage}`)}: ${words(summary)}.\n`,
    ...(Object.keys(own).length === 0 ? [] : [optionTable(own), '']),
    ...(Object.keys(options).length === Object.keys(own).length ? [] : ['Takes the options of SSH as well.\n']),
    ...(note === undefined ? [] : [note.trim()]),
  ].join('\n')
}

function optionTable(options: Readonly<Record<string, Option>>): string {
  return table(
    ['option', 'means'],
    Object.entries(options).map(([name, { short, value, multiple, help }]) => [
      `${short === undefined ? '' : `${code(`-${short}`)}, `}${code(`--${name}${value === undefined ? '' : ` ${value}`}`)}`,
      `${words(help)}${multiple === true ? ' (may be given several times)' : ''}`,
    ]),
  )
}
