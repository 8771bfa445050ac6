// Runs the house rules that read text over the files of the repository. The rules over syntax run in oxlint.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bannedWord } from './banned-word.ts'
import { fileLength } from './file-length.ts'
import { ignoreNeedsReason } from './ignore-needs-reason.ts'
import { noTodo } from './no-todo.ts'
import type { Report, TextRule } from './text-rule.ts'

export const textRules: readonly TextRule[] = [bannedWord, fileLength, ignoreNeedsReason, noTodo]

const NOT_OURS = new Set(['node_modules', '.git', '.cache', 'mirror', 'out', 'planted'])

const QUOTES_THEM = /^tools\/lint\/(?:[a-z-]+\.test|banned-word)\.ts$/ // samples of what the rules forbid

/** Path from the root, with forward slashes → reports, ordered by path. */
export function checkTexts(root: string): readonly Report[] {
  const paths = globSync(['**/*', '.ci/*'], { cwd: root, exclude: (path) => NOT_OURS.has(path.split(/[\\/]/).at(-1) ?? '') })
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .flatMap((path) => checkText(root, path))
}

export function checkText(root: string, path: string): readonly Report[] {
  const rules = textRules.filter((rule) => rule.appliesTo(path) && !QUOTES_THEM.test(path))
  if (rules.length === 0) return []
  const text = readFileSync(join(root, path), 'utf8')
  return rules.flatMap((rule) => rule.check(text, path))
}
