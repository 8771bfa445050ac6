/** Writes the list of feeds from the folders that hold a `feed.ts`. Run it, or import `generate` to compare. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** Paths are relative to the root of the repository. */
export function generate(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const names = readdirSync(join(here, 'src'))
    .filter((name) => existsSync(join(here, 'src', name, 'feed.ts')))
    .toSorted()
  const text = [
    '/** Written by `npm run generate` from the folders beside this file. Each feed is loaded only when asked for. */',
    "import type { Feed } from '@hygie/core/knowledge/feed'",
    '',
    'export const feedNames = [',
    ...names.map((name) => `  '${name}',`),
    '] as const',
    'export type FeedName = (typeof feedNames)[number]',
    '',
    'export const feeds: Readonly<Record<FeedName, () => Promise<Feed>>> = {',
    ...names.map(
      (name) => `  ${/^[a-z]+$/.test(name) ? name : `'${name}'`}: async () => (await import('./${name}/feed.ts')).feed,`,
    ),
    '}',
    '',
  ].join('\n')
  return Promise.resolve([{ path: 'packages/feeds/src/all.generated.ts', text }])
}

if (import.meta.main) for (const file of await generate()) writeFileSync(join(here, '../..', file.path), file.text)
