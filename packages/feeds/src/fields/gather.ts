/** Runs a feed's reader over a text in memory and sorts what comes out: for tests. */
import type { Feed, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { bytesOf } from '../reading/samples.ts'

type Item = KnowledgeRecord | Rejection | StatedAt

export async function gather(feed: Feed, path: string, content: string | Uint8Array): Promise<readonly Item[]> {
  const items: Item[] = []
  for await (const item of feed.parse({ path, bytes: () => bytesOf(content) })) items.push(item)
  return items
}

export function ofKind<Kind extends Item['kind']>(items: readonly Item[], kind: Kind): readonly Extract<Item, { kind: Kind }>[] {
  return items.filter((item): item is Extract<Item, { kind: Kind }> => item.kind === kind)
}
