import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BULLETIN_IDS, bulletinPlace, fullId } from '../amazon-linux/bulletin.ts'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

for (const [id, release, channel] of [
  ['ALAS-2011-1', '1', undefined],
  ['ALAS2-2018-939', '2', undefined],
  ['ALAS2KERNEL-5.15-2022-001', '2', 'kernel-5.15'],
  ['ALAS2MATE-DESKTOP1.X-2021-001', '2', 'mate-desktop1.x'],
  ['ALAS2POSTGRESQL14-2023-004', '2', 'postgresql14'],
  ['ALAS2LIVEPATCH-2020-001', '2', 'livepatch'],
  ['ALAS2022-2021-001', '2022', undefined],
  ['ALAS2023-2023-001', '2023', undefined],
  ['ALAS2023LIVEPATCH-2023-001', '2023', 'livepatch'],
] as const)
  test(`amazon-updateinfo: ${id} is of ${release}${channel === undefined ? '' : `, ${channel}`}`, () => {
    assert.deepEqual(bulletinPlace(id), {
      distribution: 'amazon',
      release,
      ...(channel === undefined ? {} : { channel }),
    })
  })

test('amazon-updateinfo: what is no id of a bulletin', () => {
  for (const id of ['ALAS-2011', 'ALAS2', 'ALSA-2023:7549', 'ALAS3-2023-1', 'alas2-2018-939', 'ALAS2-2018-939 '])
    assert.equal(BULLETIN_IDS.test(id), false, id)
})

test('amazon-updateinfo: the folder of a page tells the system', () => {
  const site = 'https://alas.aws.amazon.com'
  assert.equal(fullId('ALAS-2018-939', `${site}/AL2/ALAS-2018-939.html`), 'ALAS2-2018-939')
  assert.equal(fullId('ALAS-2018-939', `${site}/ALAS-2018-939.html`), 'ALAS-2018-939')
  assert.equal(fullId('ALAS2023-2023-126', `${site}/AL2023/ALAS-2023-126.html`), 'ALAS2023-2023-126')
  assert.equal(fullId('ALAS-2018-939', 'https://example.org/AL2/ALAS-2018-939.html'), undefined)
})

const update = (id: string, collection: string, packages: string) =>
  gather(
    feed,
    'amazon/updateinfo/updateinfo_2.xml.gz',
    `<updates><update type="security" status="final"><id>${id}</id><title>t</title><severity>medium</severity>
    <updated date="2023-02-22 23:22"/><references><reference id="CVE-2023-0001" type="cve"/></references>
    <pkglist><collection short="${collection}"><name>n</name>${packages}</collection></pkglist></update></updates>`,
  )
const build = (name: string) => `<package name="${name}" epoch="0" version="1" release="2.amzn2" arch="x86_64"/>`

test('amazon-updateinfo: a package of a topic is not the package of the core', async () => {
  const claims = ofKind(await update('ALAS2DOCKER-2021-001', 'amazon-linux-2---docker', build('runc')), 'claim')
  assert.deepEqual(
    claims.map(({ product, grade, advisory, statedAt }) => [product, grade, advisory, statedAt]),
    [['rpm:amazon:2+docker:runc', 'medium', 'ALAS2DOCKER-2021-001', '2023-02-22T23:22Z']],
  )
})

test('amazon-updateinfo: an id and a list that speak of two systems are refused', async () => {
  const items = await update('ALAS-2023-126', 'amazon-linux-2023', build('runc'))
  assert.deepEqual(
    items.map((item) => (item.kind === 'rejection' ? item.error.code : item.kind)),
    ['amazon-place', 'advisory', 'stated'],
  )
})

test('amazon-updateinfo: symbols make no claim; what cannot be compared and what lists nothing is counted', async () => {
  const codes = async (packages: string) =>
    ofKind(await update('ALAS2-2023-1', 'amazon-linux-2', packages), 'rejection').map(({ error }) => error.code)
  assert.deepEqual(await codes(build('kernel-debuginfo')), [])
  assert.deepEqual(await codes(build('a b')), ['erratum-build'])
  assert.deepEqual(await codes(''), ['erratum-empty'])
})
