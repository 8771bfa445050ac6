/** What was typed behind a command, as `parseArgs` gives it. */

export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
