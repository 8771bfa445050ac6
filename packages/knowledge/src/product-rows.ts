/** Rows of updates and devices as the core's records: an empty cell is an absent field. */
import type { SourcedDevice, SourcedUpdate } from '@hygie/core/knowledge/facts'
import type { UpdateRecord } from '@hygie/core/knowledge/record'
import type { ProductKey } from '@hygie/core/product-key'
import { optional, parseList } from './rows.ts'
import type { Cell } from './text.ts'

type SourceName = (rank: Cell | undefined) => string

/** Cells: product, update, source, lane, build, released, supersedes. */
export function updateOf(
  [product, id, source, lane, build, released, supersedes]: readonly Cell[],
  sourceName: SourceName,
): SourcedUpdate {
  return {
    kind: 'update',
    id: String(id),
    product: String(product) as ProductKey,
    supersedes: listOf(supersedes),
    ...(lane === '' ? {} : { lane: lane as NonNullable<UpdateRecord['lane']> }), // our own writing, under signature
    ...optional({ build: filled(build), releasedAt: filled(released) }),
    source: sourceName(source),
  }
}

/** Cells: product, source, maker as written, name, models. */
export function deviceOf([product, source, maker, name, models]: readonly Cell[], sourceName: SourceName): SourcedDevice {
  const list = listOf(models)
  return {
    kind: 'device',
    product: String(product) as ProductKey,
    maker: String(maker),
    name: String(name),
    ...(list.length === 0 ? {} : { models: list }),
    source: sourceName(source),
  }
}

function filled(cell: Cell | undefined): Cell {
  return cell === '' || cell === undefined ? null : cell
}

function listOf(cell: Cell | undefined): readonly string[] {
  return cell === '' ? [] : parseList(cell)
}
