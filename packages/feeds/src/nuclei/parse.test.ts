import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

test('nuclei: cves.json has an object a line; a broken line rejects itself', async () => {
  const items = await gather(
    feed,
    'nuclei/cves.json',
    '{"ID":"CVE-2000-0114","Info":{"Name":"x"},"file_path":"http/cves/2000/CVE-2000-0114.yaml"}\n{"ID":\n{"ID":"CVE-2001-0537"}\n',
  )
  assert.deepEqual(
    ofKind(items, 'exploitation').map(({ vulnerability, level, reference }) => [vulnerability, level, reference]),
    [
      [
        'CVE-2000-0114',
        'public',
        'https://github.com/projectdiscovery/nuclei-templates/blob/main/http/cves/2000/CVE-2000-0114.yaml',
      ],
      ['CVE-2001-0537', 'public', undefined],
    ],
  )
  assert.equal(ofKind(items, 'rejection')[0]?.error.at?.startsWith('line 2'), true)
})

test('nuclei: answers name CVE by their id or their classification; drafts and detections give none', async () => {
  const template = (id: string, more: object = {}): object => ({
    id,
    uri: `http/${id}.yaml`,
    created_at: '2025-08-30T15:48:47Z',
    updated_at: '2025-08-31T00:00:00Z',
    ...more,
  })
  const items = await gather(
    feed,
    'nuclei/api/public.json',
    JSON.stringify([
      template('CVE-2025-25231'),
      template('x-rce', { classification: { 'cve-id': ['cve-2025-0001', 'CVE-2025-0001'] } }),
      template('y-rce', { classification: { 'cve-id': 'CVE-2025-0002' } }),
      template('panel-detect'),
      template('CVE-2025-9999', { is_draft: true }),
    ]),
  )
  assert.deepEqual(
    ofKind(items, 'exploitation').map(({ vulnerability, addedAt }) => `${vulnerability} ${addedAt}`),
    ['CVE-2025-25231 2025-08-30', 'CVE-2025-0001 2025-08-30', 'CVE-2025-0002 2025-08-30'],
  )
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2025-08-31' }])
})

test('nuclei: the list of ids is plain', async () => {
  const items = await gather(feed, 'nuclei/derived-cve-list-2024-01-13.txt', 'CVE-2000-0114\nCVE-2001-0537\n')
  assert.equal(ofKind(items, 'exploitation').length, 2)
})
