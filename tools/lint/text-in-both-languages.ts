// text-in-both-languages: a text that exists in English exists in French, with the same places to fill in.
import { existsSync, globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Report } from './text-rule.ts'

const rule = 'text-in-both-languages'

/** Compares every pair packages/<room>/src/texts/{en,fr}.ts. A room without texts has nothing to compare. */
export async function checkCatalogues(root: string): Promise<readonly Report[]> {
  const reports: Report[] = []
  for (const english of globSync('packages/*/src/**/texts/en.ts', { cwd: root }).toSorted()) {
    const french = english.replace(/en\.ts$/, 'fr.ts')
    if (existsSync(join(root, french))) {
      const texts = async (path: string): Promise<unknown> =>
        Object.values((await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>)
      const path = relative(root, join(root, french)).replaceAll('\\', '/')
      reports.push(
        ...compareCatalogues(await texts(english), await texts(french)).map((message) => ({ rule, path, line: 1, message })),
      )
    } else {
      reports.push({ rule, path: english, line: 1, message: `there is no French beside it: write ${french}` })
    }
  }
  return reports
}

/** Gives what is missing or different, one sentence each. A text is a string with {places}, or a function of its facts. */
export function compareCatalogues(english: unknown, french: unknown): readonly string[] {
  const [left, right] = [flatten(english), flatten(french)]
  const keys = [...new Set([...left.keys(), ...right.keys()])].toSorted()
  return keys.flatMap((key) => {
    const [en, fr] = [left.get(key), right.get(key)]
    if (fr === undefined) return [`"${key}" is missing in French: write it`]
    if (en === undefined) return [`"${key}" is missing in English: write it, or drop the French`]
    return en === fr ? [] : [`"${key}" takes ${en} in English and ${fr} in French: fill in the same places`]
  })
}

/** Key → what the text takes. */
function flatten(value: unknown, path: readonly string[] = []): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path.join('.'), placesIn(value)]])
  if (typeof value === 'function') return new Map([[path.join('.'), `${value.length} arguments`]])
  if (typeof value !== 'object' || value === null) return new Map()
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, [...path, key])]))
}

function placesIn(text: string): string {
  const places = [...new Set([...text.matchAll(/\{(\w+)[^{}]*\}/g)].map(([, place = '']) => place))].toSorted()
  return places.length === 0 ? 'nothing' : places.map((place) => `{${place}}`).join(' ')
}
