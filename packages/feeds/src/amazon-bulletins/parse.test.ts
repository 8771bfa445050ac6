import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const news = (title: string, link: string) =>
  gather(
    feed,
    'amazon/rss/alas.rss',
    `<rss version="2.0"><channel><title>t</title><item><title>${title}</title><description>
     CVE-2017-5754,
     CVE-2017-5715</description><pubDate>Tue, 16 Jan 2018 01:28:00 GMT</pubDate><link>${link}</link></item></channel></rss>`,
  )

test('amazon-bulletins: the folder of the page tells the system, not the head of the news', async () => {
  const items = await news('ALAS-2018-939 (critical): kernel', 'https://alas.aws.amazon.com/AL2/ALAS-2018-939.html')
  assert.deepEqual(
    ofKind(items, 'advisory').map(({ id, title, publishedAt, vulnerabilities }) => [id, title, publishedAt, vulnerabilities]),
    [['ALAS2-2018-939', 'ALAS2-2018-939 (critical): kernel', '2018-01-16T01:28:00Z', ['CVE-2017-5754', 'CVE-2017-5715']]],
  )
})

test('amazon-bulletins: a news without id or with a page elsewhere is refused', async () => {
  for (const [title, link] of [
    ['Hello', 'https://alas.aws.amazon.com/AL2/ALAS-2018-939.html'],
    ['ALAS-2018-939 (critical): kernel', 'https://example.org/x.html'],
  ] as const)
    assert.deepEqual(
      (await news(title, link)).map((item) => (item.kind === 'rejection' ? item.error.code : item.kind)),
      ['amazon-bulletin'],
    )
})

test('amazon-bulletins: of a page, only the references are its CVE', async () => {
  const page = `<html><body><h1 id='x'>ALAS2023-2023-126</h1><div><b>References:</b> <a href='/cve/html/CVE-2022-3787.html'>CVE-2022-3787</a>
    <a href="../../faqs.html">FAQs</a></div><div><p>Worse than CVE-1999-0001. <a href="/cve/html/CVE-1999-0002.html">x</a></p></div></body></html>`
  assert.deepEqual(
    ofKind(await gather(feed, 'amazon/html/ALAS-2023-126', page), 'advisory').map(({ vulnerabilities }) => vulnerabilities),
    [['CVE-2022-3787']],
  )
})
