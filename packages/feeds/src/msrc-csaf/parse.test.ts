import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const version = (category: string, name: string, id: string) => ({
  category,
  name,
  product: { name: `P ${name}`, product_id: id },
})
const read = (status: object, remediations: readonly object[] = []) =>
  gather(
    feed,
    'msrc/csaf/2024/msrc_cve-2024-38063.json',
    JSON.stringify({
      document: {
        category: 'csaf_security_advisory',
        csaf_version: '2.0',
        title: 'T',
        publisher: { name: 'M', category: 'vendor', namespace: 'https://msrc.microsoft.com' },
        tracking: {
          id: 'msrc_CVE-2024-38063',
          status: 'final',
          version: '1',
          initial_release_date: '2024-08-13T07:00:00Z',
          current_release_date: '2024-08-13T07:00:00Z',
        },
      },
      product_tree: {
        branches: [
          {
            category: 'product_name',
            name: 'Windows Server 2019',
            branches: [
              version('product_version_range', '<10.0.17763.6189', '1'),
              version('product_version', '10.0.17763.6189', '11571'),
            ],
          },
        ],
      },
      vulnerabilities: [{ cve: 'CVE-2024-38063', product_status: status, remediations }],
    }),
  )

test('msrc-csaf: the branch is the fixed build, the address of the remedy names the update', async () => {
  const items = await read({ known_affected: ['1'], fixed: ['11571'] }, [
    {
      category: 'vendor_fix',
      details: '10.0.17763.6189:Security Update:https://support.microsoft.com/help/5041578',
      product_ids: ['1'],
      url: 'https://support.microsoft.com/help/5041578',
    },
  ])
  assert.deepEqual(claimLines(items), ['CVE-2024-38063 msrc:windows server 2019 < 10.0.17763.6189 affected'])
  assert.deepEqual(ofKind(items, 'claim')[0]?.fixedIn, ['KB5041578'])
  assert.equal(ofKind(items, 'update')[0]?.build, '10.0.17763.6189')
})

test('msrc-csaf: known_not_affected holds for every version; a fixed version alone says nothing', async () => {
  assert.deepEqual(claimLines(await read({ known_not_affected: ['11571'] })), [
    'CVE-2024-38063 msrc:windows server 2019 every version notAffected',
  ])
  assert.deepEqual(claimLines(await read({ fixed: ['11571'] })), [])
})
