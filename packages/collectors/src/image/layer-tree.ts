/**
 * What all layers of an image together show: the lowest first, each laid over those below it.
 *
 * Source: OCI image specification 1.1, "Applying Changesets" and "Whiteouts". A whiteout hides what lower layers brought,
 * never what its own layer brings, wherever in the layer it stands.
 * Invariant: no name leads out of the tree; a folder reached through a link is the folder the link leads to inside it.
 */
import type { TarEntry } from './tar-reader.ts'

export type TreeFile = {
  readonly kind: 'file'
  /** Number of the layer that brought it, from 0. */
  readonly layer: number
  /** Of its contents in the unpacked layer. */
  readonly offset: number
  readonly bytes: number
  readonly executable: boolean
}
export type TreeLink = { readonly kind: 'link'; readonly target: string }
export type TreeFolder = { readonly kind: 'folder'; readonly children: ReadonlyMap<string, TreeNode> }
export type TreeNode = TreeFile | TreeLink | TreeFolder | { readonly kind: 'other' }

type Folder = { readonly kind: 'folder'; readonly children: Map<string, Node> }
type Node = TreeFile | TreeLink | Folder | { readonly kind: 'other' }

/** As Linux itself (MAXSYMLINKS). */
const LINKS_MAX = 40
/** PATH_MAX of Linux. */
const NAME_CHARS_MAX = 4_096
const DEPTH_MAX = 256
const WHITEOUT = '.wh.'
const OPAQUE = '.wh..wh..opq'

export class LayerTree {
  readonly #root: Folder = folder()
  #refused = 0
  #firstRefused = ''

  /** Members that were left out: names that lead out or are too long, links to files that are not there. */
  get refused(): { readonly count: number; readonly first: string } {
    return { count: this.#refused, first: this.#firstRefused }
  }

  /** Entries in the order of the layer. Cost: linear in them; a folder that is hidden costs nothing more. */
  apply(entries: readonly TarEntry[], layer: number): void {
    const kept: { readonly path: readonly string[]; readonly entry: TarEntry }[] = []
    for (const entry of entries) {
      const path = pathOf(entry.name)
      if (path === undefined) this.#refuse(entry)
      else if (path.at(-1)?.startsWith(WHITEOUT) === true) this.#hide(path)
      else if (path.length > 0) kept.push({ path, entry })
    }
    for (const { path, entry } of kept) this.#put(path, entry, layer)
  }

  /** Follows links, in the last part as well. */
  at(path: string): TreeNode | undefined {
    return this.#walk(split(path), true)?.node
  }

  #hide(path: readonly string[]): void {
    const name = path.at(-1) ?? ''
    const parent = this.#walk(path.slice(0, -1), true)?.node
    if (parent?.kind !== 'folder') return
    if (name === OPAQUE) parent.children.clear()
    else parent.children.delete(name.slice(WHITEOUT.length))
  }

  #put(path: readonly string[], entry: TarEntry, layer: number): void {
    const parent = this.#parent(path.slice(0, -1))
    const name = path.at(-1) ?? ''
    if (parent === undefined) return this.#refuse(entry)
    switch (entry.kind) {
      case 'file': {
        const { offset, bytes, executable } = entry
        parent.children.set(name, { kind: 'file', layer, offset, bytes, executable })
        return
      }
      case 'folder':
        if (parent.children.get(name)?.kind !== 'folder') parent.children.set(name, folder())
        return
      case 'link':
        if (entry.target.length > NAME_CHARS_MAX) return this.#refuse(entry)
        parent.children.set(name, { kind: 'link', target: entry.target })
        return
      case 'hardlink': {
        const target = pathOf(entry.target)
        const node = target === undefined ? undefined : this.#walk(target, false)?.node
        if (node === undefined || node.kind === 'folder') return this.#refuse(entry)
        parent.children.set(name, node)
        return
      }
      case 'other':
        parent.children.set(name, { kind: 'other' })
        return
      default:
        return entry.kind satisfies never
    }
  }

  /** The folder to write into. What is missing is made; a link is followed; a file in the way gives way to the folder. */
  #parent(path: readonly string[]): Folder | undefined {
    let here = this.#root
    for (const [index, part] of path.entries()) {
      const child = here.children.get(part)
      if (child?.kind === 'folder') {
        here = child
        continue
      }
      const led = child?.kind === 'link' ? this.#walk(path.slice(0, index + 1), true)?.node : undefined
      if (child?.kind === 'link' && led?.kind !== 'folder') return undefined // it leads nowhere: nothing can be written there
      const next = led?.kind === 'folder' ? led : folder()
      if (child?.kind !== 'link') here.children.set(part, next)
      here = next
    }
    return here
  }

  #walk(path: readonly string[], follow: boolean): { readonly node: Node } | undefined {
    const pending = [...path].toReversed()
    let above: Folder[] = []
    let here: Node = this.#root
    let links = 0
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (here.kind !== 'folder') return undefined
      if (next === '..') {
        here = above.pop() ?? this.#root // above the root is the root
        continue
      }
      const child: Node | undefined = here.children.get(next)
      if (child === undefined) return undefined
      if (child.kind === 'link' && (follow || pending.length > 0)) {
        links += 1
        if (links > LINKS_MAX) return undefined
        if (child.target.startsWith('/')) {
          here = this.#root
          above = []
        }
        pending.push(...split(child.target).toReversed())
        if (pending.length > NAME_CHARS_MAX) return undefined
      } else {
        above.push(here)
        here = child
      }
    }
    return { node: here }
  }

  #refuse(entry: TarEntry): void {
    this.#refused += 1
    if (this.#firstRefused === '') this.#firstRefused = entry.name.slice(0, 200)
  }
}

function folder(): Folder {
  return { kind: 'folder', children: new Map() }
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

/** Undefined for a name that climbs, is too long or too deep. Empty for the root itself. */
function pathOf(name: string): readonly string[] | undefined {
  if (name.length > NAME_CHARS_MAX || name.includes('\0')) return undefined
  const parts = split(name)
  return parts.length > DEPTH_MAX || parts.includes('..') ? undefined : parts
}
