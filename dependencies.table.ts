// Which room may import which. Nothing else may, and what no code uses any more is to be struck out.
// Rooms and what lives in them: docs/architecture.md. Checked by `npm run check` (scripts/import-table.ts).

export type Room = 'versions' | 'standards' | 'core' | 'knowledge' | 'feeds' | 'collectors' | 'cli'

export const mayImport = {
  versions: [],
  standards: ['versions'],
  core: ['versions', 'standards'],
  knowledge: ['core', 'standards', 'versions'],
  feeds: ['core', 'standards', 'versions'],
  collectors: ['core', 'standards', 'versions'],
  cli: ['versions', 'standards', 'core', 'knowledge', 'feeds', 'collectors'],
} as const satisfies Record<Room, readonly Room[]>
