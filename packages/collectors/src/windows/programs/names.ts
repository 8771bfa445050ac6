/**
 * Names of "Programs and Features" → vendor and product of the CPE dictionary, by the table `content/names/windows-programs.tsv`.
 * A name that no row fits has no CPE: it is counted as not known, never guessed.
 *
 * A pattern stands for the whole name: `*` any text, `{version}` a word that begins with a digit, `{other}` digits, `<a|b>` one of
 * several, `[a]` perhaps. Case does not matter.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fail, ok, type Result } from '@hygie/versions/result'

export type ProgramName = {
  readonly pattern: RegExp
  readonly publisher: RegExp | undefined
  readonly vendor: string
  readonly product: string
  /** `display`: DisplayVersion; `display-`: up to its hyphen, behind which installers count themselves; else a text with the names of the pattern in braces. */
  readonly version: string
  readonly update: string
  readonly edition: string
}
export type NamedProgram = { readonly cpe: string; readonly version: string }

/** Longest name met: 148 characters. */
const NAME_CHARS_MAX = 300
const STARS_MAX = 3
const ROWS_MAX = 20_000

const TABLE = new URL('../../../../../content/names/windows-programs.tsv', import.meta.url)
let table: readonly ProgramName[] | undefined

/** The shipped table, read once, when the first program asks. Without the file: nothing has a name. */
export function programNames(): readonly ProgramName[] {
  table ??= existsSync(TABLE) ? readProgramNames(readFileSync(TABLE, 'utf8')).rows : []
  return table
}

export function readProgramNames(text: string): { readonly rows: readonly ProgramName[]; readonly problems: readonly string[] } {
  const rows: ProgramName[] = []
  const problems: string[] = []
  for (const [index, line] of text.split('\n').slice(0, ROWS_MAX).entries()) {
    if (index === 0 || line === '' || line.startsWith('#')) continue
    const cells = line.split('\t')
    const [name = '', publisher = '', vendor = '', product = '', version = '', update = '', edition = ''] = cells
    const pattern = compiled(name)
    const maker = publisher === '' ? undefined : compiled(publisher)
    const isNamed = [vendor, product].every((word) => /^[a-z0-9._+&~/-]+$/.test(word))
    if (!pattern.ok || maker?.ok === false || !isNamed || version === '' || cells.length > 7)
      problems.push(`row ${index + 1}: ${pattern.ok ? 'must have a name, vendor, product and version' : pattern.error.message}`)
    else rows.push({ pattern: pattern.value, publisher: maker?.value, vendor, product, version, update, edition })
  }
  return { rows, problems }
}

/** Each piece of a pattern is literal but for its signs, so that no expression backtracks beyond its few stars. */
function compiled(pattern: string): Result<RegExp> {
  const pieces = pattern.match(/\{[a-z]+\}|<[^<>]+>|\[[^[\]]+\]|\*|[^{}<>[\]*]+/g) ?? []
  if (pieces.join('') !== pattern || pattern === '') return fail('name-pattern', `Cannot read the pattern "${pattern}"`)
  if (pieces.filter((piece) => piece === '*').length > STARS_MAX)
    return fail('name-pattern', `Cannot use "${pattern}": more than ${STARS_MAX} stars`)
  const named = pieces.filter((piece) => piece.startsWith('{'))
  if (new Set(named).size < named.length) return fail('name-pattern', `Cannot use "${pattern}": a name in braces stands twice`)
  return ok(new RegExp(`^${pieces.map(source).join('')}$`, 'iu'))
}

function source(piece: string): string {
  const inner = piece.slice(1, -1)
  if (piece === '*') return '.*'
  if (piece === '{version}') return String.raw`(?<version>\d[\w.+-]{0,40})`
  if (piece.startsWith('{')) return String.raw`(?<${inner}>\d{1,8})`
  if (piece.startsWith('<')) return `(?:${inner.split('|').map(literal).join('|')})`
  return piece.startsWith('[') ? `(?:${literal(inner)})?` : literal(piece)
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

/** Undefined when no row fits; the first that does counts. `version` is empty when the machine tells none. */
export function namedProgram(
  program: { readonly name: string; readonly publisher: string; readonly version: string },
  names: readonly ProgramName[],
): NamedProgram | undefined {
  const name = program.name.replaceAll(/\s+/g, ' ').trim()
  if (name.length > NAME_CHARS_MAX || program.publisher.length > NAME_CHARS_MAX) return undefined
  for (const row of names) {
    const found = row.pattern.exec(name)
    if (found === null || row.publisher?.test(program.publisher.trim()) === false) continue
    const version = versionOf(row.version, program.version, found.groups)
    if (version === undefined) continue
    const update = row.update === '' ? '*' : (filled(row.update, found.groups) ?? '*')
    const edition = row.edition === '' ? '*' : row.edition
    return {
      cpe: `cpe:2.3:a:${escaped(row.vendor)}:${escaped(row.product)}:${escaped(version) || '*'}:${update}:*:*:${edition}:windows:*:*`,
      version,
    }
  }
  return undefined
}

type Groups = Readonly<Record<string, string | undefined>> | undefined

function versionOf(from: string, display: string, groups: Groups): string | undefined {
  if (from === 'display') return displayed(display)
  return from === 'display-' ? displayed(display).replace(/-.*$/, '') : filled(from, groups)
}

/** `6.0.11 (39959)`, `v2.1`, `2.44.0.windows.1`: the first word, as long as it begins with a digit. */
function displayed(version: string): string {
  return /^v?(\d[\w.+-]{0,60})/.exec(version.trim())?.[1]?.replace(/\.windows\.\d+$/, '') ?? ''
}

function filled(template: string, groups: Groups): string | undefined {
  let isWhole = true
  const text = template.replaceAll(/\{([a-z]+)\}/g, (_whole, name: string) => {
    const value = groups?.[name]
    if (value === undefined) isWhole = false
    return value ?? ''
  })
  return isWhole ? text : undefined
}

/** Signs that CPE's formatted strings escape. Source: NISTIR 7695, 6.2. */
function escaped(version: string): string {
  return version.replaceAll(/[+&~/]/g, String.raw`\$&`)
}
