/** What a command of `hygie` is, and what all of them share: options, exit status, where words go. */
import type { ParseArgsConfig } from 'node:util'
import type { CliTextKey } from './texts/text.ts'
import type { Settings } from './settings.ts'

/** interfaces: 0 done; 1 findings at or above --fail-on; 2 wrong usage; 3 part failed; 4 nothing could be done. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4

export type Option = {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  readonly short?: string
  /** What stands for the value in the help: `FILE`, `DATE`. */
  readonly value?: string
  readonly help: CliTextKey
}

export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

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

/** An error that the user can act on: printed without a stack, with this status. */
export class UserError extends Error {
  readonly status: ExitStatus
  constructor(message: string, status: ExitStatus) {
    super(message)
    this.status = status
  }
}

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
