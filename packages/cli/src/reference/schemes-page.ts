/** `docs/reference/schemes.md`: the ways of ordering versions, from the files of packages/versions/src. */
import { readFileSync } from 'node:fs'
import { schemes } from '@hygie/versions/all.generated'
import { code, head, table } from './markdown.ts'

const FOLDER = new URL('../../../versions/src/', import.meta.url)

export function schemesPage(): string {
  return [
    head('Version schemes', 'packages/versions/src'),
    `A range names its scheme, and only versions that this scheme reads are compared: a text it does not know is an error, and the
verdict is «unknown». Digits are compared as text, so a run of thirty of them keeps its order. *Key*: versions of the scheme have a
text that sorts as they do. *Fallback*: it also reads texts that its standard refuses, to sort lists; intervals answer «unknown» for
them ([ADR 0010](../adr/0010-a-version-ordered-only-by-a-fallback-is-unknown.md)).\n`,
    table(
      ['scheme', 'orders', 'cases', 'key', 'fallback'],
      Object.values(schemes).map(({ name, sortKey, isDoubtful }) => [
        `[${code(name)}](../../packages/versions/src/${name}.ts)`,
        summaryOf(name),
        `[${caseCount(name)}](../../packages/versions/src/${name}.cases.txt)`,
        sortKey === undefined ? 'no' : 'yes',
        isDoubtful === undefined ? 'no' : 'yes',
      ]),
    ),
    '',
    'How many published cases of each ecosystem pass, and which do not and why: `npm run conformance`.\n',
  ].join('\n')
}

/** The comment above the scheme's version begins with «Order of …» or «Order for …». */
function summaryOf(name: string): string {
  const source = readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8')
  const comment = /\/\*\*[\s*]*(Order (?:of|for)[\s\S]*?)\*\//.exec(source)?.[1]
  if (comment === undefined) throw new Error(`packages/versions/src/${name}.ts must say «Order of …» in a comment`)
  const [first = ''] = comment.split(/\n\s*\*\s*\n/)
  return first
    .replaceAll(/\n\s*\*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function caseCount(name: string): string {
  const lines = readFileSync(new URL(`${name}.cases.txt`, FOLDER), 'utf8').split('\n')
  return `${lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).length}`
}
