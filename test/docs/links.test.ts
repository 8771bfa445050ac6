// Every link of the documents leads somewhere, and every page of docs/ is reached from the front page.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { test } from 'node:test'
import { anchorsOf, linksOf, pages, root, type Page } from './pages.ts'

const all = pages()

test('documents were found', () => {
  assert.ok(all.length > 50, `only ${all.length}`)
  for (const path of ['README.md', 'AGENTS.md', 'CONTRIBUTING.md', 'docs/tour.md'])
    assert.ok(
      all.some((page) => page.path === path),
      path,
    )
})

test('links lead to a file or a heading that exists', () => {
  assert.deepEqual(all.flatMap(brokenLinks), [])
})

test('a broken link is found', () => {
  const page = { path: 'docs/x.md', text: '[a](no-such.md) [b](tour.md#no-such) [c](#none) `[d](in-code.md)` [e](tour.md)' }
  assert.deepEqual(
    brokenLinks(page).map((line) => line.split(': ')[1]),
    ['no-such.md', 'tour.md#no-such', '#none'],
  )
})

function brokenLinks(page: Page): readonly string[] {
  return linksOf(page)
    .filter(({ target }) => !/^(?:https?:|mailto:)/.test(target) && !leadsSomewhere(page, target))
    .map(({ target, line }) => `${page.path}:${line}: ${target}`)
}

function leadsSomewhere(page: Page, target: string): boolean {
  const [path = '', anchor] = target.split('#', 2)
  const file = path === '' ? page.path : posix.join(dirname(page.path), path)
  if (file.startsWith('..') || !existsSync(join(root, file)))
    return path === '' && anchor !== undefined && anchorsOf(page).has(anchor)
  if (anchor === undefined) return true
  const text = path === '' ? page.text : statSync(join(root, file)).isFile() ? readFileSync(join(root, file), 'utf8') : ''
  return anchorsOf({ path: file, text }).has(anchor)
}

test('every page of docs is reached from the front page', () => {
  const byPath = new Map(all.map((page) => [page.path, page]))
  const reached = new Set(['README.md'])
  for (const path of reached) {
    const page = byPath.get(path)
    for (const { target } of page === undefined ? [] : linksOf(page)) {
      const file = posix.join(dirname(path), target.split('#', 1)[0] ?? '')
      if (byPath.has(file)) reached.add(file)
    }
  }
  const docs = all.map(({ path }) => path).filter((path) => path.startsWith('docs/'))
  assert.deepEqual(
    docs.filter((path) => !reached.has(path)),
    [],
  )
})

test('pictures are small and of this repository', () => {
  const pictures = globSync('docs/images/*', { cwd: root })
  for (const picture of pictures) assert.ok(statSync(join(root, picture)).size < 200_000, picture)
})

test('paths in code that look like files of this repository exist', () => {
  const wrong = all
    .filter(({ path }) => /^(?:[A-Z]+\.md|docs\/(?!how-to))/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:packages|content|docs|test|tools|scripts)\/[\w./-]+\.(?:ts|md|yaml|tsv|mjs))`/g)]
        .map((match) => match[1] ?? '')
        .filter((file) => !existsSync(join(root, file)))
        .map((file) => `${path}: ${file}`),
    )
  assert.deepEqual(wrong, [])
})
