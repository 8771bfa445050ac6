import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

async function phases(file: string, row: string): Promise<string> {
  const head = file === 'debian.csv' ? 'eol,eol-lts,eol-elts' : 'eol,eol-server,eol-esm,eol-legacy'
  const [item] = await parsed(feed, `debian/distro-info/${file}`, `version,codename,series,created,release,${head}\n${row}\n`)
  if (item?.kind !== 'lifecycle') return item?.kind === 'rejection' ? item.error.code : 'nothing'
  const shown = item.phases.map(
    ({ phase, ends, conditional }) => `${phase}${conditional ? '*' : ''} ${typeof ends === 'string' ? ends : ends.on}`,
  )
  return [item.cycle, item.codename, ...shown].join(' | ')
}

test('distro-info: trailing columns are absent on old rows', async () => {
  assert.equal(
    await phases('debian.csv', '1.1,Buzz,buzz,1993-08-16,1996-06-17,1997-06-05'),
    '1.1 | buzz | active 1997-06-05 | security 1997-06-05',
  )
})

test('distro-info: LTS and what must be bought', async () => {
  assert.equal(
    await phases('debian.csv', '10,Buster,buster,2017-06-17,2019-07-06,2022-09-10,2024-06-30,2029-06-30'),
    '10 | buster | active 2022-09-10 | security 2022-09-10 | lts 2024-06-30 | elts* 2029-06-30',
  )
  assert.equal(
    await phases(
      'ubuntu.csv',
      '18.04 LTS,Bionic Beaver,bionic,2017-10-19,2018-04-26,2023-05-31,2023-05-31,2028-04-26,2030-04-30',
    ),
    '18.04 | bionic | active 2023-05-31 | security 2023-05-31 | esm* 2028-04-26 | extended* 2030-04-30',
  )
})

test('distro-info: servers lived longer in old LTS releases', async () => {
  assert.equal(
    await phases('ubuntu.csv', '6.06 LTS,Dapper Drake,dapper,2005-10-12,2006-06-01,2009-07-14,2011-06-01'),
    '6.06 | dapper | active 2009-07-14 | security 2009-07-14 | lts 2011-06-01',
  )
})

test('distro-info: sid has no version and no end; a broken date rejects its row', async () => {
  assert.equal(await phases('debian.csv', ',Sid,sid,1993-08-16'), 'sid | sid | security not-over')
  assert.equal(await phases('debian.csv', '12,Bookworm,bookworm,2021-08-14,2023-06-10,soon'), 'distro-info-row')
})
