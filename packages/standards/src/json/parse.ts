/**
 * From bytes or text to parsed JSON, bounded before the engine sees it. Source: RFC 8259; I-JSON (RFC 7493) 2.3 for
 * the refusal of duplicate names, because two readers of one document must not see two versions of a package.
 */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'

export type JsonLimits = { readonly charsMax: number; readonly depthMax: number }

/** Per document: 64 MiB and 256 levels; the deepest of 500 real SBOMs and advisories has 31. */
const JSON_LIMITS: JsonLimits = { charsMax: 67_108_864, depthMax: 256 }

/**
 * Errors  json-large, json-encoding (not UTF-8: nothing is replaced in silence), and those of `parseJson`
 * Cost    linear
 */
export function parseJsonBytes(bytes: Uint8Array, limits: JsonLimits = JSON_LIMITS): Result<unknown> {
  if (bytes.length > limits.charsMax)
    return fail('json-large', `Cannot read JSON: ${bytes.length} bytes, must be at most ${limits.charsMax}`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail('json-encoding', 'Cannot read JSON: its bytes are not UTF-8')
  }
  return parseJson(text, limits)
}

/**
 * Errors  json-large, json-deep, json-duplicate (with the name and offset), json-syntax
 * Cost    linear: one pass for the bounds, one by the engine
 */
export function parseJson(text: string, limits: JsonLimits = JSON_LIMITS): Result<unknown> {
  if (text.length > limits.charsMax)
    return fail('json-large', `Cannot read JSON: ${text.length} characters, must be at most ${limits.charsMax}`)
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const broken = boundsBroken(body, limits.depthMax)
  if (broken !== undefined) return { ok: false, error: broken }
  try {
    return ok(JSON.parse(body))
  } catch (cause) {
    return fail('json-syntax', `Cannot read JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : 'not well-formed'}`)
  }
}

const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const COLON = 58

/** Walks the text once: how deep, and which name stands twice in one object. Malformed text is left to the engine. */
function boundsBroken(text: string, depthMax: number): Failure | undefined {
  const names: (Set<string> | undefined)[] = [] // by level; undefined in a list
  let nameMayFollow = false
  for (let offset = 0; offset < text.length; offset += 1) {
    switch (text.charCodeAt(offset)) {
      case QUOTE: {
        const end = closingQuote(text, offset)
        if (end < 0) return undefined
        const level = names.at(-1)
        if (nameMayFollow && level !== undefined) {
          const name = nameOf(text.slice(offset, end + 1))
          if (level.has(name))
            return {
              code: 'json-duplicate',
              message: `Cannot read JSON: the name "${name.slice(0, 80)}" stands twice in one object`,
              at: `offset ${offset}`,
            }
          level.add(name)
        }
        nameMayFollow = false
        offset = end
        break
      }
      case 123: // {
        names.push(new Set())
        nameMayFollow = true
        if (names.length > depthMax) return tooDeep(depthMax, offset)
        break
      case 91: // [
        names.push(undefined)
        nameMayFollow = false
        if (names.length > depthMax) return tooDeep(depthMax, offset)
        break
      case 125: // }
      case 93: // ]
        names.pop()
        nameMayFollow = false
        break
      case COMMA:
        nameMayFollow = names.at(-1) !== undefined
        break
      case COLON:
        nameMayFollow = false
        break
      default:
        continue // white space, numbers, words: they neither open nor close
    }
  }
  return undefined
}

function closingQuote(text: string, open: number): number {
  let end = text.indexOf('"', open + 1)
  while (end > 0) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return -1
}

/** `"\u0069d"` and `"id"` are one name. */
function nameOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}

function tooDeep(depthMax: number, offset: number): Failure {
  return { code: 'json-deep', message: `Cannot read JSON: nested deeper than ${depthMax} levels`, at: `offset ${offset}` }
}
