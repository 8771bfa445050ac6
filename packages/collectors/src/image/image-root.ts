/**
 * The file system of an image as a root to read from, without unpacking it: readers run once on empty contents, which tells
 * the files they ask for; those are then read in one go through each layer; and the readers run again.
 *
 * Invariant: memory holds what was asked for and no more than `keptBytesMax` of it; what did not fit counts as cut.
 */
import type { Result } from '@hygie/versions/result'
import { ok } from '@hygie/versions/result'
import { rpmDatabaseFrom, type RpmLines } from '../rootfs/rpm-database.ts'
import type { Root, RootEntry, RootRead } from '../rootfs/root.ts'
import type { LayerTree, TreeFile } from './layer-tree.ts'

/** Reads pieces of one unpacked layer, in the order of their offsets. */
export type LayerPieces = (
  layer: number,
  pieces: readonly { readonly offset: number; readonly bytes: number }[],
  take: (index: number, bytes: Buffer) => Promise<void>,
) => Promise<Result<undefined>>

type Work = (bytes: Buffer) => Promise<readonly string[]>
type Wish = { bytesMax: number; readonly works: Set<Work> }
type Kept = { readonly bytes: Buffer; readonly cut: boolean }

const EMPTY = Buffer.alloc(0)
/** Readers ask for files by name, not by what other files hold: one round is enough, and a second shows it. */
const ROUNDS_MAX = 4

export class ImageRoot implements Root {
  readonly #tree: LayerTree
  readonly #pieces: LayerPieces
  readonly #keptBytesMax: number
  readonly #kept = new Map<TreeFile, Kept>()
  readonly #lines = new Map<TreeFile, Map<Work, readonly string[]>>()
  #wishes = new Map<TreeFile, Wish>()
  readonly #leftOut = new Set<TreeFile>()
  #keptBytes = 0

  constructor(tree: LayerTree, pieces: LayerPieces, keptBytesMax: number) {
    this.#tree = tree
    this.#pieces = pieces
    this.#keptBytesMax = keptBytesMax
  }

  /** Files whose contents were wanted and did not fit. */
  get leftOut(): number {
    return this.#leftOut.size
  }

  /** Runs readers until all they ask for was there. Errors: those of the layers. */
  async run<Value>(readers: (root: Root) => Promise<Value>): Promise<Result<Value>> {
    for (let round = 0; ; round += 1) {
      const value = await readers(this)
      if (this.#wishes.size === 0 || round === ROUNDS_MAX) return ok(value)
      const filled = await this.#fill()
      if (!filled.ok) return filled
    }
  }

  exists(path: string): boolean {
    return this.#tree.at(path) !== undefined
  }

  read(path: string, bytesMax: number): RootRead {
    const file = this.#tree.at(path)
    if (file?.kind !== 'file') return 'absent'
    const kept = this.#kept.get(file)
    if (kept === undefined || (kept.cut && kept.bytes.length < Math.min(bytesMax, file.bytes) && !this.#leftOut.has(file))) {
      if (file.bytes > 0 && bytesMax > 0) this.#wish(file, bytesMax)
      return { bytes: kept?.bytes ?? EMPTY, cut: kept?.cut ?? false }
    }
    return kept.bytes.length > bytesMax ? { bytes: kept.bytes.subarray(0, bytesMax), cut: true } : kept
  }

  text(path: string, bytesMax: number): string | undefined {
    const read = this.read(path, bytesMax)
    return typeof read === 'string' ? undefined : read.bytes.toString('utf8')
  }

  list(path: string): readonly RootEntry[] {
    const folder = this.#tree.at(path)
    if (folder?.kind !== 'folder') return []
    return [...folder.children]
      .map(([name, { kind }]) => ({ name, kind }))
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
  }

  isProgram(path: string, bytesMin: number): boolean {
    const file = this.#tree.at(path)
    return file?.kind === 'file' && file.executable && file.bytes >= bytesMin
  }

  async extract(path: string, bytesMax: number, work: Work): Promise<readonly string[] | undefined> {
    const file = this.#tree.at(path)
    if (file?.kind !== 'file' || file.bytes > bytesMax) return undefined
    const lines = this.#lines.get(file)?.get(work)
    if (lines === undefined) this.#wish(file, bytesMax, work)
    return lines ?? []
  }

  rpmDatabase(path: string): Result<RpmLines> {
    return rpmDatabaseFrom(this, path)
  }

  #wish(file: TreeFile, bytesMax: number, work?: Work): void {
    const wish = this.#wishes.get(file) ?? { bytesMax: 0, works: new Set() }
    wish.bytesMax = Math.max(wish.bytesMax, bytesMax)
    if (work !== undefined) wish.works.add(work)
    this.#wishes.set(file, wish)
  }

  async #fill(): Promise<Result<undefined>> {
    const wishes = this.#wishes
    this.#wishes = new Map()
    for (const [layer, files] of [...Map.groupBy(wishes, ([file]) => file.layer)].toSorted(([left], [right]) => left - right)) {
      const sorted = files.toSorted(([left], [right]) => left.offset - right.offset)
      const pieces = sorted.map(([file, { bytesMax }]) => ({ offset: file.offset, bytes: Math.min(file.bytes, bytesMax) }))
      const read = await this.#pieces(layer, pieces, async (index, bytes) => {
        const [file, wish] = sorted[index] ?? []
        if (file !== undefined && wish !== undefined) await this.#take(file, wish, bytes)
      })
      if (!read.ok) return read
    }
    return ok(undefined)
  }

  async #take(file: TreeFile, wish: Wish, bytes: Buffer): Promise<void> {
    if (wish.works.size > 0) {
      const lines = this.#lines.get(file) ?? new Map<Work, readonly string[]>()
      for (const work of wish.works) lines.set(work, await work(bytes))
      this.#lines.set(file, lines)
      return
    }
    const fits = this.#keptBytes + bytes.length <= this.#keptBytesMax
    if (!fits) this.#leftOut.add(file)
    else this.#keptBytes += bytes.length
    this.#kept.set(file, fits ? { bytes, cut: bytes.length < file.bytes } : { bytes: EMPTY, cut: true })
  }
}
