/** What a command of `hygie` is, and what all of them share: options, exit status, where words go. */
import type { ParseArgsConfig } from 'node:util'
import type { CliTextKey } from './texts/text.ts'
import type { Settings } from './settings.ts'
import type { ExitStatus } from './user-error.ts'
import type { Values } from './values.ts'

export type Option = {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  readonly short?: string
  /** What stands for the value in the help: `FILE`, `DATE`. */
  readonly value?: string
  readonly help: CliTextKey
}

export type Invocation = {
  readonly values: Values
  readonly positionals: readonly string[]
  readonly settings: Settings
}

export type Command = {
  readonly name: string
  readonly usage: string
  readonly summary: CliTextKey
  readonly options: Readonly<Record<string, Option>>
  readonly run: (invocation: Invocation) => Promise<ExitStatus>
}

export function parseArgsOptions(options: Command['options']): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple, short }]) => [
      name,
      { type, ...(multiple !== undefined && { multiple }), ...(short !== undefined && { short }) },
    ]),
  )
}
