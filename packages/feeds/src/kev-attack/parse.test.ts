import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (mapping_objects: readonly unknown[]) =>
  gather(
    feed,
    'kev-attack/kev-07.28.2025_attack-16.1-enterprise.json.gz',
    JSON.stringify({ metadata: { creation_date: '07/28/2025', last_update: '08/28/2025' }, mapping_objects }),
  )
const mapping = (mapping_type: string, attack_object_id: string | null, capability_id = 'CVE-2021-1234'): object => ({
  capability_id,
  attack_object_id,
  attack_object_name: 'A name',
  mapping_type,
})

test('kev-attack: one CVE has techniques of three types; the day is American', async () => {
  const items = await read([
    mapping('exploitation_technique', 'T1190'),
    mapping('primary_impact', 'T1059.004'),
    mapping('secondary_impact', 'T1485'),
  ])
  assert.deepEqual(
    ofKind(items, 'technique').map(({ vulnerability, technique, mapping: type }) => `${vulnerability} ${technique} ${type}`),
    [
      'CVE-2021-1234 T1190 exploitation_technique',
      'CVE-2021-1234 T1059.004 primary_impact',
      'CVE-2021-1234 T1485 secondary_impact',
    ],
  )
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2025-08-28' }])
})

test('kev-attack: no technique is no error; another id is refused', async () => {
  assert.deepEqual(ofKind(await read([mapping('non_mappable', null), mapping('non_mappable', '')]), 'rejection'), [])
  assert.equal(
    ofKind(await read([mapping('primary_impact', 'TA0001'), mapping('primary_impact', 'T1190', 'x')]), 'rejection').length,
    2,
  )
})
