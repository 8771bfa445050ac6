/** What all readers of lock files and manifests share: bounds, refusal of single entries, one list of software. */
import type { Software, Unknown } from '@hygie/core/inventory/inventory'
import { parseJson } from '@hygie/standards/json/parse'
import { parseYaml } from '@hygie/standards/yaml/parse'
import type { Failure } from '@hygie/versions/result'
import { languageSoftware } from '../language-software.ts'
import { lockfileBytesMax, problemsMax, softwareMax } from '../limits.ts'

export type LockfileReading = {
  readonly items: readonly Software[]
  readonly problems: readonly Failure[]
  /** Dependencies that the file names without an exact version. */
  readonly unknown: readonly Unknown[]
}

export class LockfileList {
  readonly #type: string
  readonly #path: string
  readonly #items = new Map<string, Software>()
  readonly #unpinned: string[] = []
  readonly problems: Failure[] = []

  constructor(type: string, path: string) {
    this.#type = type
    this.#path = path
  }

  /** A package at an exact version. */
  add(name: string, version: string, at: string): void {
    const made = languageSoftware({ type: this.#type, name, version, path: this.#path })
    if (made === undefined) this.refuse(`"${name.slice(0, 80)}" at "${version.slice(0, 80)}" is no name and version`, at)
    else if (this.#items.size < softwareMax) this.#items.set(made.key, made)
  }

  /** A package of which the file only says a range, or nothing. */
  unpinned(name: string): void {
    if (this.#unpinned.length < softwareMax) this.#unpinned.push(name)
  }

  refuse(cause: string, at: string): void {
    if (this.problems.length < problemsMax)
      this.problems.push({ code: 'lockfile-entry', message: `Cannot read an entry of ${this.#path}: ${cause}`, at })
  }

  done(): LockfileReading {
    const unknown =
      this.#unpinned.length === 0
        ? []
        : [
            {
              what: `versions of ${this.#unpinned.slice(0, 5).join(', ')} in ${this.#path}`,
              why: 'the file gives a range, not the installed version',
              count: this.#unpinned.length,
            },
          ]
    return { items: [...this.#items.values()], problems: this.problems, unknown }
  }
}

/** Undefined when it is no JSON, which is noted. */
export function parseJsonText(text: string, list: LockfileList): unknown {
  const parsed = parseJson(text, { charsMax: lockfileBytesMax, depthMax: 256 })
  if (parsed.ok) return parsed.value
  list.refuse(parsed.error.message, parsed.error.at ?? '$')
  return undefined
}

/** YAML in which every scalar is text. Undefined when it is none, which is noted. */
export function parseYamlText(text: string, list: LockfileList): unknown {
  if (text.length > lockfileBytesMax) {
    list.refuse(`${text.length} characters, must be at most ${lockfileBytesMax}`, '$')
    return undefined
  }
  const parsed = parseYaml(text)
  if (parsed.ok) return parsed.value
  list.refuse(parsed.error.message, parsed.error.at ?? '$')
  return undefined
}
