import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (body: string, root = '<Weakness_Catalog Name="CWE" Date="2024-02-29" xmlns="http://cwe.mitre.org/cwe-7">') =>
  gather(feed, 'cwe/cwec_v4.14.xml.zip!cwec_v4.14.xml', `${root}${body}</Weakness_Catalog>`)

test('cwe: parents are those of the research view, each once', async () => {
  const related = (nature: string, id: number, view: number): string =>
    `<Related_Weakness Nature="${nature}" CWE_ID="${id}" View_ID="${view}"/>`
  const items = await read(
    `<Weaknesses><Weakness ID="79" Name="XSS" Status="Stable"><Related_Weaknesses>${related('ChildOf', 74, 1000)}${related('ChildOf', 74, 1003)}${related('CanPrecede', 494, 1000)}${related('ChildOf', 20, 700)}</Related_Weaknesses></Weakness></Weaknesses>`,
  )
  assert.deepEqual(ofKind(items, 'weakness'), [
    { kind: 'weakness', id: 'CWE-79', name: 'XSS', status: 'Stable', parents: ['CWE-74'] },
  ])
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2024-02-29' }])
})

test('cwe: categories share the numbers and say what they are; views are left out; deprecated ones stay', async () => {
  const items = await read(
    '<Weaknesses><Weakness ID="1" Name="DEPRECATED: x" Status="Deprecated"/></Weaknesses><Categories><Category ID="16" Name="Configuration" Status="Obsolete"><Relationships><Has_Member CWE_ID="2" View_ID="699"/></Relationships></Category></Categories><Views><View ID="1000" Name="Research" Status="Draft"/></Views>',
  )
  assert.deepEqual(
    ofKind(items, 'weakness').map(({ id, status }) => `${id} ${status}`),
    ['CWE-1 Deprecated', 'CWE-16 Category, Obsolete'],
  )
})

test('cwe: another document is refused', async () => {
  assert.deepEqual(
    (await gather(feed, 'cwe/cwec_x.xml', '<a xmlns="http://cwe.mitre.org/cwe-7"><b/></a>')).map(({ kind }) => kind),
    ['rejection'],
  )
})
