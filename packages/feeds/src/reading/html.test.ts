import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlBlocks } from './html.ts'
import { bytesOf } from './samples.ts'

const MAX = 4_000_000

async function shown(page: string): Promise<readonly string[]> {
  const blocks = await htmlBlocks(bytesOf(`<html>${page}`), MAX)
  assert.ok(blocks.ok)
  return blocks.value.map(({ tag, text, links }) =>
    [`${tag}: ${text}`, ...links.map(({ href, text: label }) => `[${label}](${href})`)].join(' '),
  )
}

for (const [what, page, expected] of [
  ['blocks', '<h1>A</h1><p>b\n  c<br>d</p>', ['h1: A', 'p: b c\nd']],
  ['the innermost block', '<ul><li><p>a</p></li><li>b</ul>', ['p: a', 'li: b']],
  ['tags within a block', '<p><b>Web</b>Kit <i>x</i></p>', ['p: WebKit x']],
  [
    'links',
    `<td>see <a class=x href="/en-us/1?a=1&amp;b=2">one</a>, <a href='2'>two</a></td>`,
    ['td: see one, two [one](/en-us/1?a=1&b=2) [two](2)'],
  ],
  ['a link that is not closed ends with its block', '<p><a href="1">one</p><p>x</p>', ['p: one [one](1)', 'p: x']],
  ['named and numbered characters', '<p>a&nbsp;&amp;&#39;&#x41;&unknown;&#0;&#xD800;</p>', ["p: a &'A&unknown;&#0;&#xD800;"]],
  ['no script, style, comment', '<p>a<script>if (a<b) "<p>"</script><!-- <p>x</p> --><style>p{}</style>b</p>', ['p: ab']],
  ['less than is no tag', '<p>a < b, 1<2</p>', ['p: a < b, 1<2']],
  ['text outside of blocks', 'a<p>b</p>c', ['body: a', 'p: b', 'body: c']],
] as const)
  test(`html: ${what}`, async () => assert.deepEqual(await shown(page), expected))

test('html: what is no page is refused', async () => {
  for (const text of ['', '{"a":1}', '<a>b</a>', 'x'.repeat(1000)]) {
    const blocks = await htmlBlocks(bytesOf(text), MAX)
    assert.equal(blocks.ok ? '' : blocks.error.code, 'html-malformed')
  }
})

test('html: pages that repeat what is never closed are read in one pass', async () => {
  for (const unit of ['<a', '<!--', '<script>', '<p', '<', '<p><a href="', '&', '<script></script>'])
    assert.ok((await htmlBlocks(bytesOf(`<html>${unit.repeat(400_000)}`), MAX * 2)).ok !== undefined, unit)
})
