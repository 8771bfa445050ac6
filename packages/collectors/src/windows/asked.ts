/** Whether the table of sources asks for a registry value: what was asked and is not there is absent, all else is unknown. */
import { registrySources, type RegistrySource } from './sources.table.ts'

type Pattern = {
  readonly parts: readonly string[]
  readonly source: RegistrySource
  readonly values: ReadonlySet<string> | undefined
}

const PATTERNS: readonly Pattern[] = registrySources.map((source) => ({
  parts: source.path.toLowerCase().split('\\'),
  source,
  values: source.values === undefined ? undefined : new Set(source.values.map((name) => name.toLowerCase())),
}))

/** `name` undefined asks for the key itself. Case does not matter. */
export function isAsked(path: string, name?: string): boolean {
  return rootsOf(path).some(({ values }) => name === undefined || values === undefined || values.has(name.toLowerCase()))
}

/** One row of the table asks for both keys: where the upper one was written, the lower one would have been. */
export function isAskedTogether(upper: string, lower: string): boolean {
  const rows = rootsOf(lower)
  return rootsOf(upper).some((row) => rows.includes(row))
}

/** Rows of the table that hold the key. */
function rootsOf(path: string): readonly Pattern[] {
  const parts = path.toLowerCase().split('\\')
  return PATTERNS.filter(
    ({ parts: wanted, source }) =>
      parts.length >= wanted.length &&
      parts.length <= wanted.length + source.depth &&
      wanted.every((part, index) => isPart(part, parts[index] ?? '')),
  )
}

function isPart(wanted: string, part: string): boolean {
  return wanted.endsWith('*') ? part.startsWith(wanted.slice(0, -1)) : wanted === part
}
