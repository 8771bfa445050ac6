/**
 * One registry, whether it came as JSON of `collect.ps1` or as `.reg` files of `collect.cmd`: path → name → type and value.
 *
 * **Invariant:** what was denied, cut or never asked is `unseen`, never `absent`. Paths and names know no case.
 */
import { isAsked, isAskedTogether } from '../asked.ts'

export type RegistryValue =
  | { readonly type: 'SZ' | 'EXPAND_SZ'; readonly text: string }
  | { readonly type: 'MULTI_SZ'; readonly list: readonly string[] }
  /** Decimal digits: a QWORD may exceed what a number holds. */
  | { readonly type: 'DWORD' | 'QWORD'; readonly digits: string }
  | { readonly type: 'BINARY' | 'NONE'; readonly bytes: Uint8Array }
  /** There, and its content was not read on purpose. */
  | { readonly type: 'WITHHELD' }

export type Seen = 'present' | 'absent' | 'unseen'

/** One key as a document tells it. */
export type RegistryKey = {
  readonly path: string
  readonly values: ReadonlyMap<string, { readonly name: string; readonly value: RegistryValue | 'absent' | 'denied' }>
  /** Everything below was to be written, and something was left out. */
  readonly isCut: boolean
  /** All its values are here, and all its subkeys: an exported branch. */
  readonly isWhole: boolean
}

export class RegistryView {
  readonly #keys = new Map<string, RegistryKey>()
  readonly #children = new Map<string, Map<string, string>>()
  readonly #absent = new Set<string>()
  readonly #denied = new Set<string>()
  #isCut = false

  get isEmpty(): boolean {
    return this.#keys.size === 0 && this.#absent.size === 0
  }

  add(key: RegistryKey): void {
    const path = canonicalPath(key.path)
    const known = this.#keys.get(folded(path))
    this.#keys.set(folded(path), known === undefined ? { ...key, path } : joined(known, key))
    // A key that is there has parents that are there, whether or not they were written.
    const parts = path.split('\\')
    for (let depth = parts.length - 1; depth >= 1; depth -= 1) {
      const parent = folded(parts.slice(0, depth).join('\\'))
      const name = parts[depth] ?? ''
      const list = this.#children.get(parent)
      if (list === undefined) this.#children.set(parent, new Map([[folded(name), name]]))
      else if (list.has(folded(name))) break
      else list.set(folded(name), name)
    }
  }

  addAbsent(path: string): void {
    this.#absent.add(folded(canonicalPath(path)))
  }

  addDenied(path: string): void {
    this.#denied.add(folded(canonicalPath(path)))
  }

  /** Whether something of the key or below it was left out. */
  isCut(path: string): boolean {
    return this.#isCut || this.#keys.get(folded(path))?.isCut === true
  }

  /** Something was left out somewhere: nothing that is missing is absent any more. */
  markCut(): void {
    this.#isCut = true
  }

  /** Names of the direct subkeys, as written, in the order of the document. */
  subkeys(path: string): readonly string[] {
    return [...(this.#children.get(folded(path))?.values() ?? [])]
  }

  /** Paths of all keys that fit; `*` stands for one subkey. */
  matching(pattern: string): readonly string[] {
    return pattern.split('\\').reduce<readonly string[]>(
      (paths, part, index) => {
        if (index === 0) return [part]
        if (part !== '*') return paths.map((path) => `${path}\\${part}`)
        return paths.flatMap((path) => this.subkeys(path).map((name) => `${path}\\${name}`))
      },
      [''],
    )
  }

  key(path: string): Seen {
    const at = folded(path)
    if (this.#keys.has(at) || this.#children.has(at)) return 'present'
    if (this.#isBelow(at, this.#denied)) return 'unseen'
    if (this.#isBelow(at, this.#absent)) return 'absent'
    return this.#isCovered(at) ? 'absent' : 'unseen'
  }

  /** Whether the value is there; `unseen` when the key was not asked, denied or cut. */
  seen(path: string, name: string): Seen {
    const key = this.#keys.get(folded(path))
    if (key === undefined) {
      const state = this.key(path)
      return state === 'present' ? (this.#isCovered(folded(path)) ? 'absent' : 'unseen') : state
    }
    const found = key.values.get(folded(name))
    if (found?.value === 'denied') return 'unseen'
    if (found?.value === 'absent') return 'absent'
    if (found !== undefined) return 'present'
    if (key.isCut || this.#isCut) return 'unseen'
    return key.isWhole || isAsked(path, name) ? 'absent' : 'unseen'
  }

  value(path: string, name: string): RegistryValue | undefined {
    const found = this.#keys.get(folded(path))?.values.get(folded(name))?.value
    return found === 'absent' || found === 'denied' ? undefined : found
  }

  values(path: string): readonly { readonly name: string; readonly value: RegistryValue }[] {
    return [...(this.#keys.get(folded(path))?.values.values() ?? [])].flatMap(({ name, value }) =>
      value === 'absent' || value === 'denied' ? [] : [{ name, value }],
    )
  }

  /** Of the text types: cut at the first NUL (rubbish follows it in values that programs wrote by hand), trimmed. */
  text(path: string, name: string): string | undefined {
    const found = this.value(path, name)
    return found !== undefined && (found.type === 'SZ' || found.type === 'EXPAND_SZ') ? plainText(found.text) : undefined
  }

  /** Whole numbers up to 2^53; also those that are written as text (`"1"`). */
  number(path: string, name: string): number | undefined {
    const found = this.value(path, name)
    if (found === undefined) return undefined
    if (found.type === 'DWORD' || found.type === 'QWORD') return numberOf(found.digits)
    return found.type === 'SZ' && /^\d{1,15}$/.test(found.text.trim()) ? Number(found.text.trim()) : undefined
  }

  list(path: string, name: string): readonly string[] | undefined {
    const found = this.value(path, name)
    return found?.type === 'MULTI_SZ' ? found.list : undefined
  }

  #isBelow(at: string, set: ReadonlySet<string>): boolean {
    for (let path = at; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('\\')))) if (set.has(path)) return true
    return false
  }

  /** Asked together with a key above it that is there, and nothing of that was cut. */
  #isCovered(at: string): boolean {
    if (this.#isCut) return false
    for (let end = at.lastIndexOf('\\'); end > 0; end = at.lastIndexOf('\\', end - 1)) {
      const above = this.#keys.get(at.slice(0, end))
      if (above === undefined) continue
      if (above.isCut) return false
      if (above.isWhole) return true
      if (isAskedTogether(above.path, at)) return true
    }
    return false
  }
}

/** `HKLM\…`, whatever the document calls the root. */
function canonicalPath(path: string): string {
  const [root = '', ...rest] = path
    .replaceAll(/\\{2,}/g, '\\')
    .replace(/\\$/, '')
    .split('\\')
  return [ROOTS[root.toUpperCase().replace(/:$/, '')] ?? root, ...rest].join('\\')
}

const ROOTS: Readonly<Record<string, string>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_USERS: 'HKU',
  HKEY_CURRENT_USER: 'HKCU',
  HKEY_CLASSES_ROOT: 'HKCR',
  HKEY_CURRENT_CONFIG: 'HKCC',
  HKLM: 'HKLM',
  HKU: 'HKU',
}

export function plainText(text: string): string {
  const nul = text.indexOf('\0')
  return (nul === -1 ? text : text.slice(0, nul)).trim()
}

function numberOf(digits: string): number | undefined {
  return digits.length <= 15 ? Number(digits) : undefined
}

/** Registry names are compared without case, ASCII and beyond. */
function folded(path: string): string {
  return path.toLowerCase()
}

function joined(known: RegistryKey, more: RegistryKey): RegistryKey {
  return {
    path: known.path,
    values: new Map([...known.values, ...more.values]),
    isCut: known.isCut || more.isCut,
    isWhole: known.isWhole || more.isWhole,
  }
}
