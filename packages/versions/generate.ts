import { readFileSync, readdirSync } from 'node:fs'

/**
 * The table of schemes, from the folder: every file x.ts that exports `const x: Scheme<…>` is the scheme x.
 * `npm run generate` writes it; the checks generate it again and demand no difference.
 */
export function generate(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const folder = new URL('./src/', import.meta.url)
  const names = readdirSync(folder)
    .filter((file) => /^[a-z0-9]+\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((name) => readFileSync(new URL(`${name}.ts`, folder), 'utf8').includes(`export const ${name}: Scheme<`))
    .toSorted()
  return Promise.resolve([{ path: 'packages/versions/src/all.generated.ts', text: tableOf(names) }])
}

function tableOf(names: readonly string[]): string {
  return `// Written by packages/versions/generate.ts from the files of this folder: do not edit.
${names.map((name) => `import { ${name} } from './${name}.ts'`).join('\n')}
import type { Scheme, SchemeName } from './scheme.ts'

/** A scheme whose parsed versions are opaque: only values of its own \`parse\` may go into its \`compare\`. */
export type OpaqueScheme = Scheme<unknown>

/** Every scheme by its name. The casts hide each scheme's own type of version, which no caller of this table needs. */
export const schemes: Readonly<Record<SchemeName, OpaqueScheme>> = {
${names.map((name) => `  ${name}: ${name} as OpaqueScheme,`).join('\n')}
}
`
}
