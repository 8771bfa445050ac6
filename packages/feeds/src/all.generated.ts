/** Written by `npm run generate` from the folders beside this file. Each feed is loaded only when asked for. */
import type { Feed } from '@hygie/core/knowledge/feed'

export const feedNames = [
] as const
export type FeedName = (typeof feedNames)[number]

export const feeds: Readonly<Record<FeedName, () => Promise<Feed>>> = {
}
