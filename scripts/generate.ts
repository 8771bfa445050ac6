// Writes what is generated: every packages/<room>/generate.ts gives the files it is responsible for.
//   npm run generate              writes what differs
//   npm run generate -- --check   writes nothing, names what differs and ends with 1
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

type GeneratedFile = { readonly path: string; readonly text: string }

/** Files whose text on disk is not the generated one; a leftover that no generator gives any more is one as well. */
export async function outdated(root: string): Promise<readonly string[]> {
  const files = await generateAll(root)
  const wrong = files.filter(({ path, text }) => readText(join(root, path)) !== text).map(({ path }) => path)
  const known = new Set(files.map(({ path }) => path))
  const left = globSync('packages/*/src/**/*.generated.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return [...wrong, ...left.filter((path) => !known.has(path))].toSorted()
}

async function generateAll(root: string): Promise<readonly GeneratedFile[]> {
  const generators = globSync('packages/*/generate.ts', { cwd: root }).toSorted()
  const files = await Promise.all(
    generators.map(async (path) => {
      // Looked at first: a script that writes when it is imported would make every check pass.
      if (!/^export (?:async )?(?:function|const) generate\b/m.test(readFileSync(join(root, path), 'utf8')))
        throw new Error(`${path} must export generate(), which gives its files and writes nothing`)
      const { generate } = (await import(pathToFileURL(join(root, path)).href)) as {
        generate: () => Promise<readonly GeneratedFile[]>
      }
      return generate()
    }),
  )
  return files.flat()
}

const readText = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

async function main(check: boolean): Promise<void> {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
  if (check) {
    const wrong = await outdated(root)
    for (const path of wrong) console.error(`${path} is not what its generator writes: run npm run generate`)
    process.exitCode = wrong.length === 0 ? 0 : 1
    return
  }
  for (const { path, text } of await generateAll(root)) {
    if (readText(join(root, path)) === text) continue
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    console.log(`wrote ${path}`)
  }
}

if (import.meta.main) await main(process.argv.includes('--check'))
