// The documents of this repository, and what tests read out of them: links, headings, blocks of code.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

export type Page = { readonly path: string; readonly text: string }
/** `info` is what stands behind the fence: `sh run`, `text file PATH`. `line` counts from 1. */
export type Block = { readonly info: string; readonly text: string; readonly line: number }
export type Link = { readonly target: string; readonly line: number }

/** Pages for people, by path; what feeds and suites carry as samples is not ours. */
export function pages(): readonly Page[] {
  const patterns = ['*.md', 'docs/**/*.md', 'packages/*/readme.md', 'packages/*/src/**/readme.md', 'test/**/readme.md']
  return globSync(patterns, {
    cwd: root,
    exclude: (path) => ['node_modules', 'sample', 'cases'].includes(path.split(/[\\/]/).at(-1) ?? ''),
  })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export function readPage(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

const FENCE = /^\s*(?<fence>`{3,})(?<info>.*)$/

export function blocksOf({ text }: Page): readonly Block[] {
  const blocks: Block[] = []
  let open: { readonly info: string; readonly line: number; readonly lines: string[] } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const fence = FENCE.exec(line)?.groups
    if (fence !== undefined && open === undefined) open = { info: (fence['info'] ?? '').trim(), line: index + 1, lines: [] }
    else if (fence !== undefined && open !== undefined) {
      blocks.push({ info: open.info, line: open.line, text: open.lines.join('\n') })
      open = undefined
    } else open?.lines.push(line)
  }
  return blocks
}

/** Links and pictures outside of code. */
export function linksOf({ text }: Page): readonly Link[] {
  let inside = false
  return text.split('\n').flatMap((line, index) => {
    if (FENCE.test(line)) inside = !inside
    if (inside) return []
    const plain = line.replaceAll(/`[^`]*`/g, (code) => '`'.repeat(code.length))
    return [...plain.matchAll(/\]\((?<target>[^)\s]+)\)/g)].map((match) => ({
      target: match.groups?.['target'] ?? '',
      line: index + 1,
    }))
  })
}

/** What a link with `#` may name, as repositories make it from headings. */
export function anchorsOf({ text }: Page): ReadonlySet<string> {
  const headings = text.split('\n').flatMap((line) => /^#{1,6} (?<title>.+)$/.exec(line)?.groups?.['title'] ?? [])
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}
