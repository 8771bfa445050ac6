import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const module = (type: string, references: readonly string[]): object => ({
  [`${type}_x`]: { type, references, fullname: `${type}/x`, path: `/modules/${type}s/x.rb`, disclosure_date: '2017-04-14' },
})
const read = (content: object) => gather(feed, 'metasploit/modules_metadata_base.json', JSON.stringify(content))

test('metasploit: CVE among other references, of modules that attack', async () => {
  const items = await read({
    ...module('exploit', ['MSB-MS17-010', 'CVE-2017-0143', 'CVE-2017-0143', 'URL-https://x.example/CVE-2017-9999']),
    ...module('encoder', ['CVE-2017-0144']),
  })
  assert.deepEqual(items, [
    {
      kind: 'exploitation',
      vulnerability: 'CVE-2017-0143',
      level: 'public',
      catalogue: 'metasploit',
      reference: 'https://github.com/rapid7/metasploit-framework/blob/master/modules/exploits/x.rb',
      note: 'exploit/x',
    },
  ])
})

test('metasploit: a module without references is no error, one of another shape is', async () => {
  assert.deepEqual(await read(module('auxiliary', [])), [])
  assert.deepEqual(
    (await read({ x: 1, y: {} })).map(({ kind }) => kind),
    ['rejection', 'rejection'],
  )
})

test('metasploit: the list of ids is quoted; its day is in the name', async () => {
  const items = await gather(feed, 'metasploit/derived-cve-list-2024-01-13.txt', '"CVE-2007-4387"\nCVE-2014-6041\nx\n')
  assert.deepEqual(
    ofKind(items, 'exploitation').map(({ vulnerability }) => vulnerability),
    ['CVE-2007-4387', 'CVE-2014-6041'],
  )
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2024-01-13' }])
  assert.equal(ofKind(items, 'rejection')[0]?.error.at, 'line 3')
})
