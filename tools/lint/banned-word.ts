// banned-word: words that must not appear in code, documents and texts: places of one machine, hosts of a registry,
// and second words for things of the glossary.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkLines, isCode, type TextRule } from './text-rule.ts'

const name = 'banned-word'
type Banned = { readonly word: RegExp; readonly instead: string }

/** Folders that hold any machine's things; a path below them says nothing of this machine. */
const ANYBODYS = new Set(['/', '/tmp', '/var/tmp', '/opt', '/srv', '/root', '/home', '/usr/src', '/usr/local', '/workspace'])

const everywhere: readonly Banned[] = [
  ...placesOf(dirname(dirname(dirname(fileURLToPath(import.meta.url))))),
  {
    word: /\bregistry\.(?:npmjs\.org|yarnpkg\.com)|\bnpm\.pkg\.github\.com/,
    instead: 'each site has its own registry: leave the host out',
  },
]
const inCode: readonly Banned[] = [{ word: /\b\w*derogation\w*/i, instead: 'say waiver (docs/glossary.md)' }]

export const bannedWord: TextRule = {
  name,
  appliesTo: (path) => isCode(path) || /\.(?:md|sh)$|^\.ci\/|(?:^|\/)package\.json$|^content\/.*\.(?:ya?ml|tsv)$/.test(path),
  check: (text, path) =>
    checkLines(name, path, text, (line) => findBanned(line, isCode(path) ? [...everywhere, ...inCode] : everywhere)),
}

/** Where this clone lies is nobody's business: neither its own path nor the folder it stands in. */
export function placesOf(root: string): readonly Banned[] {
  const posix = root.replaceAll('\\', '/')
  const places = [posix, dirname(posix)].filter((place) => !ANYBODYS.has(place) && place.length > 4)
  return places.map((place) => ({
    word: new RegExp(`(?<![\\w.])${RegExp.escape(place)}(?![\\w-])`),
    instead: 'write a path relative to the root of the repository',
  }))
}

function findBanned(line: string, banned: readonly Banned[]): string | undefined {
  for (const { word, instead } of banned) {
    const found = word.exec(line)?.[0]
    if (found !== undefined) return `"${found}": ${instead}`
  }
  return undefined
}
