// Compares the imports between rooms with dependencies.table.ts.
// dependency-cruiser reads TypeScript here only by its swc parser; without, it sees no file and all looks well. So the
// files that it saw are counted, and a planted violation is tested (test/house/import-table.test.ts).
import { globSync } from 'node:fs'
import { cruise, type ICruiseResult } from 'dependency-cruiser'

export type ImportTable = Readonly<Record<string, readonly string[]>>
export type ImportCheck = { readonly problems: readonly string[]; readonly unused: readonly string[]; readonly files: number }

/** Reads every TypeScript file below packages/<room>. Problems are violations; unused are entries that no import needs. */
export async function checkImports(root: string, table: ImportTable): Promise<ImportCheck> {
  const files = globSync('packages/*/**/*.ts', { cwd: root, exclude: ['**/node_modules/**'] })
  const { output } = await cruise(['packages'], {
    baseDir: root,
    parser: 'swc',
    tsPreCompilationDeps: true, // a type is a dependency as well
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)node_modules/(?!@hygie/)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js'],
    },
  })
  if (typeof output === 'string') throw new Error(`Defect: dependency-cruiser gave text: ${output.slice(0, 200)}`)
  const seen = output.modules.filter(({ source }) => source.endsWith('.ts') && roomOf(source) !== undefined)
  const blind =
    seen.length < files.length ? [`dependency-cruiser saw ${seen.length} of ${files.length} files: the check is blind`] : []
  const used = new Set<string>()
  const problems = edgesOf(output).flatMap(({ from, to, written }) => {
    const [source, target] = [roomOf(from), roomOf(to)]
    if (source === undefined || source === target) return []
    if (target === undefined)
      return [`${from} imports ${written}: not found, or outside the rooms. Between rooms write @hygie/<room>/<file>`]
    used.add(`${source} → ${target}`)
    if (!written.startsWith('@hygie/')) return [`${from} imports ${written}: between rooms write @hygie/${target}/<file>`]
    if (table[source]?.includes(target) ?? false) return []
    const may = table[source] ?? []
    return [
      `${from} imports ${written}: ${source} may import ${may.length === 0 ? 'no other room' : may.join(', ')} (dependencies.table.ts)`,
    ]
  })
  const unused = Object.entries(table).flatMap(([room, targets]) =>
    targets.map((target) => `${room} → ${target}`).filter((edge) => !used.has(edge)),
  )
  return { problems: [...blind, ...problems].toSorted(), unused, files: seen.length }
}

type Edge = { readonly from: string; readonly to: string; readonly written: string }

/** Imports of our own files and those that lead nowhere; not packages, not Node's own modules. */
function edgesOf(output: ICruiseResult): readonly Edge[] {
  return output.modules
    .filter(({ source }) => roomOf(source) !== undefined)
    .flatMap(({ source, dependencies }) =>
      dependencies
        .filter(
          ({ coreModule, couldNotResolve, module }) =>
            !coreModule &&
            (module.startsWith('.') || module.startsWith('@hygie/') || (couldNotResolve && module.startsWith('#'))),
        )
        .map(({ resolved, module }) => ({
          from: source,
          to: resolved.replace(/^node_modules\/@hygie\//, 'packages/'),
          written: module,
        })),
    )
}

const roomOf = (path: string): string | undefined => /^packages\/([^/]+)\//.exec(path)?.[1]
