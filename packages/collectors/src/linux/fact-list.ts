/** Collects the facts of one reader: what is absent or unreadable is left out, so that it stays unknown. */
import type { FactValue } from '@hygie/core/compliance/facts'

/** The longest fact met, a kernel's command line, has 2,000 characters. */
const TEXT_CHARS_MAX = 4_096
/** Lists such as sudo rules or accounts: 10,000 local accounts are a broken passwd file. */
const ITEMS_MAX = 10_000

export class FactList {
  readonly #facts = new Map<string, { readonly value: FactValue; readonly from: string }>()

  get map(): ReadonlyMap<string, { readonly value: FactValue; readonly from: string }> {
    return this.#facts
  }

  /** The first statement counts. */
  #set(name: string, value: FactValue, from: string): void {
    if (!this.#facts.has(name)) this.#facts.set(name, { value, from })
  }

  text(name: string, value: string | undefined, from: string): void {
    const text = value?.trim() ?? ''
    if (text !== '' && text.length <= TEXT_CHARS_MAX) this.#set(name, text, from)
  }

  /** Only whole numbers that a double holds exactly. */
  number(name: string, value: string | undefined, from: string): void {
    const text = value?.trim() ?? ''
    if (/^-?\d{1,15}$/.test(text)) this.#set(name, Number(text), from)
  }

  boolean(name: string, value: boolean | undefined, from: string): void {
    if (value !== undefined) this.#set(name, value, from)
  }

  /** Sorted, each once. An empty list is a statement: looked, none there. */
  list(name: string, values: readonly string[] | undefined, from: string): void {
    if (values === undefined) return
    const items = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))]
    this.#set(name, items.toSorted().slice(0, ITEMS_MAX), from)
  }
}
