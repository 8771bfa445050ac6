/** A bounded walk below a folder of a root: never through links, never into version control, caches or other machines' files. */
import { prunedNames } from '../linux/languages/places.ts'
import type { Root } from './root.ts'

export type WalkLimits = { readonly depthMax: number; readonly foldersMax: number }

const PRUNED: ReadonlySet<string> = new Set(prunedNames)

/** Paths of regular files, folder by folder. */
export function* walk(root: Root, from: string, limits: WalkLimits): Generator<string> {
  const pending: { readonly path: string; readonly depth: number }[] = [{ path: from === '/' ? '' : from, depth: 0 }]
  let folders = 0
  for (let next = pending.shift(); next !== undefined && folders < limits.foldersMax; next = pending.shift()) {
    folders += 1
    for (const { name, kind } of root.list(next.path === '' ? '/' : next.path)) {
      const path = `${next.path}/${name}`
      if (kind === 'file') yield path
      else if (kind === 'folder' && next.depth < limits.depthMax && !PRUNED.has(name))
        pending.push({ path, depth: next.depth + 1 })
    }
  }
}
