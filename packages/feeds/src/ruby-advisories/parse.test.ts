import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (text: string) => gather(feed, 'osv-sources/ruby-advisory-db.zip!gems/rack/CVE-2026-0001.yml', text)

test('ruby-advisories: a gem of one platform is not known to be affected', async () => {
  const [claim] = ofKind(await read('gem: nokogiri\ncve: 2026-0001\nplatform: jruby\npatched_versions: [">= 1.2"]'), 'claim')
  assert.deepEqual([claim?.product, claim?.status, claim?.note], ['gem:nokogiri', 'underInvestigation', 'affected on jruby only'])
})

test('ruby-advisories: interpreters have CPE keys; those without a name make no claim', async () => {
  const [claim] = ofKind(await read('engine: ruby\ncve: 2026-0001\npatched_versions: [">= 4.0.5"]'), 'claim')
  assert.equal(claim?.product, 'cpe:a:ruby-lang:ruby')
  assert.equal(ofKind(await read('engine: rbx\ncve: 2026-0001'), 'claim').length, 0)
})

test('ruby-advisories: the first of CVE, GHSA and OSVDB is the id, the others are aliases', async () => {
  const record = async (text: string) => ofKind(await read(text), 'vulnerability')[0]
  const all = await record('gem: a\ncve: 2026-0001\nghsa: qv7j-4883-hwh7\nosvdb: 123')
  assert.deepEqual([all?.id, all?.aliases], ['CVE-2026-0001', ['GHSA-qv7j-4883-hwh7', 'OSVDB-123']])
  assert.equal((await record('gem: a\nosvdb: 123'))?.id, 'OSVDB-123')
  assert.equal(ofKind(await read('gem: a'), 'rejection')[0]?.error.code, 'ruby-advisory')
})

test('ruby-advisories: requirements that cannot be read give no claim', async () => {
  const items = await read('gem: a\ncve: 2026-0001\npatched_versions: [">= x"]')
  assert.equal(ofKind(items, 'rejection')[0]?.error.code, 'requirement-malformed')
  assert.equal(ofKind(items, 'claim').length, 0)
})
