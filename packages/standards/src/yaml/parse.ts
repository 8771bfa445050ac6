/** One YAML document, bounded before it is built. Source: YAML 1.2.2; by `yaml`. */
import { fail, ok, type Result } from '@hygie/versions/result'
import { isCollection, Lexer, parseDocument, visit } from 'yaml'

export type YamlLimits = {
  /** Aliases may multiply a document: 0 refuses them. */
  readonly aliasesMax: number
  /** Lists and maps within each other. */
  readonly depthMax: number
}

/** No file that we read uses aliases; a pnpm lock file is 4 levels deep. */
const YAML_LIMITS: YamlLimits = { aliasesMax: 0, depthMax: 256 }

/**
 * `failsafe` keeps every scalar as the text it was (`1.10`, `true`, `''` for nothing); `core` reads numbers, booleans and null.
 * Of a key that stands twice the last counts: looking for such keys costs their square (26 s for 40,000).
 *
 * Errors  yaml-syntax with the line; yaml-deep; a list or map as a key is a yaml-syntax: writing one down costs the cube of its
 *         depth (0.6 s for 200 braces), and nothing that we read has one
 * Cost    linear: some 4 µs a byte at worst (a text of quotes or blank lines)
 */
export function parseYaml(
  text: string,
  schema: 'core' | 'failsafe' = 'failsafe',
  { aliasesMax, depthMax }: YamlLimits = YAML_LIMITS,
): Result<unknown> {
  if (isDeep(text, depthMax)) return fail('yaml-deep', `lists and maps lie more than ${depthMax} deep`, '$')
  try {
    // Errors with pictures of their place cost the square of their number.
    const document = parseDocument(text, { schema, uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
    const [error] = document.errors
    if (error !== undefined) return fail('yaml-syntax', firstLine(error), `line ${lineOf(text, error.pos[0])}`)
    let oddKey: number | undefined
    visit(document, {
      Pair(_, { key }) {
        if (!isCollection(key)) return undefined
        oddKey = key.range?.[0] ?? 0
        return visit.BREAK
      },
    })
    if (oddKey !== undefined) return fail('yaml-syntax', 'a key is a list or a map', `line ${lineOf(text, oddKey)}`)
    return ok(document.toJS({ maxAliasCount: aliasesMax }) as unknown)
  } catch (cause) {
    return fail('yaml-syntax', cause instanceof Error ? firstLine(cause) : 'no YAML', '$')
  }
}

/**
 * Whether brackets, or the dashes and question marks of one line, lie deeper. The parser keeps a stack and unwinds it slowly: four
 * megabytes of `[` cost it 24 s. Only a text with so many of them pays for being looked at twice.
 */
function isDeep(text: string, depthMax: number): boolean {
  const marks = text.match(/[[{]|[-?](?=[ \t\n])/g)
  if (marks === null || marks.length <= depthMax) return false
  let [depth, items] = [0, 0]
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth = Math.max(0, depth - 1)
    else if (token === '-' || token === '?') items += 1
    else if (token === '\n') items = 0
    if (depth > depthMax || items > depthMax) return true
  }
  return false
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0] ?? 'no YAML'
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
