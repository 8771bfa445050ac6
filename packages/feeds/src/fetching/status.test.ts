/** What the mirror says of itself, what a fetch would ask for, and what survives a damaged state. */
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { feedNames, feeds } from '../all.generated.ts'
import { address, feedOf, mirrorFolder, NOW, run, runOne, send, site } from './fetching.suite.ts'
import { planOf } from './plan.ts'
import { openState, parseState } from './state.ts'
import { mirrorStatus } from './status.ts'
import { parseChecksum } from './verify.ts'

const HOUR_MS = 3_600_000

test('a fetched feed is fresh, then stale after two rounds', async (context) => {
  const { url } = await site(context, { '/f': send('{}') })
  const mirror = mirrorFolder(context)
  const feed = feedOf('one', address(`${url}/f`))
  await run(mirror, [feed])
  const [fresh] = await mirrorStatus([feed], mirror, NOW + HOUR_MS)
  assert.deepEqual(
    [fresh?.basis, fresh?.ageHours, fresh?.stale, fresh?.files, fresh?.bytes, fresh?.missing],
    ['fetched', 1, false, 1, 2, []],
  )
  const [stale] = await mirrorStatus([feed], mirror, NOW + 13 * HOUR_MS)
  assert.equal(stale?.stale, true)
  rmSync(join(mirror, 'one/file.json'))
  const [gone] = await mirrorStatus([feed], mirror, NOW)
  assert.deepEqual([gone?.files, gone?.missing, gone?.stale], [0, ['one/file.json'], undefined])
})

test('a mirror brought by hand is dated by what it states, and never called fresh by the times of its files', async (context) => {
  const mirror = mirrorFolder(context)
  mkdirSync(join(mirror, 'one'))
  writeFileSync(join(mirror, 'one/x.json'), '{}')
  const silent = { ...feedOf('one'), async *parse() {} }
  const [stated, unknown] = await mirrorStatus([feedOf('one'), silent], mirror, NOW)
  assert.deepEqual([stated?.date, stated?.basis, stated?.stale], ['2026-11-01', 'stated', true])
  assert.deepEqual([unknown?.basis, unknown?.stale], ['file', undefined])
})

test('a failure is remembered until it is mended', async (context) => {
  let works = false
  const { url } = await site(context, { '/f': (...all) => (works ? send('{}')(...all) : all[1].writeHead(403).end()) })
  const mirror = mirrorFolder(context)
  const feed = feedOf('one', address(`${url}/f`))
  await run(mirror, [feed])
  assert.match((await mirrorStatus([feed], mirror, NOW))[0]?.failure ?? '', /403/)
  works = true
  await run(mirror, [feed])
  assert.equal((await mirrorStatus([feed], mirror, NOW))[0]?.failure, undefined)
})

test('a damaged state costs a download, not the mirror', async (context) => {
  const { url, asked } = await site(context, { '/f': send('{}', { etag: '"a"' }) })
  const mirror = mirrorFolder(context)
  await runOne(mirror, address(`${url}/f`))
  writeFileSync(join(mirror, '.hygie/state.json'), '{"format":"hygie.mirror/1","files":{"one/file.json":{"url":1}},"feeds":[')
  assert.equal(await runOne(mirror, address(`${url}/f`)), 'fetched')
  assert.equal(asked[1]?.headers['if-none-match'], undefined)
  assert.equal(openState(mirror).file('one/file.json')?.etag, '"a"')
})

test('any text is a state or an empty one, and a checksum or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), fc.constantFrom('sha256', 'sha512', 'nvd-meta'), (text, kind) => {
      parseState(text)
      parseState(`{"format":"hygie.mirror/1","files":${text},"feeds":${text}}`)
      const hex = parseChecksum(text, kind, 'f')
      assert.ok(hex === undefined || /^[\da-f]+$/.test(hex))
    }),
  )
  const both = `${'a'.repeat(64)}  x\n${'b'.repeat(64)}  y\n`
  assert.equal(parseChecksum(both, 'sha256', 'y'), 'b'.repeat(64))
  assert.equal(parseChecksum(both, 'sha256', 'z'), undefined)
})

test('years run up to the present one, and what is not put in is an error', () => {
  const wanted = address('https://feed.example/{year}/{part}', 'one/{year}-{part}.json', {
    expand: { year: ['2024..', 'modified'], part: ['a'] },
  })
  const plan = planOf(feedOf('one', wanted), NOW)
  assert.ok(plan.ok)
  assert.deepEqual(
    plan.value.map(({ path }) => path),
    ['one/2024-a.json', 'one/2025-a.json', 'one/2026-a.json', 'one/modified-a.json'],
  )
  for (const [url, path] of [
    ['https://feed.example/{day}', 'one/x'],
    ['https://feed.example/', '../x'],
    ['https://feed.example/', 'one/.hygie'],
    ['https://feed.example/', '/etc/x'],
  ] as const)
    assert.equal(planOf(feedOf('one', address(url, path)), NOW).ok, false, path)
})

test('the addresses of every feed can be planned, lie in its own paths, and no two write the same file', async () => {
  const owners = new Map<string, string>()
  for (const name of feedNames) {
    const feed = await feeds[name]()
    const plan = planOf(feed, NOW)
    assert.ok(plan.ok, `${name}: ${JSON.stringify(plan)}`)
    for (const { path } of plan.value) {
      assert.equal(owners.get(path), undefined, `${name} and ${owners.get(path)} both fetch ${path}`)
      owners.set(path, name)
      assert.ok(
        feed.paths.some((own) => path === own || path.startsWith(`${own}/`)),
        `${name}: ${path} is outside of ${feed.paths.join(', ')}, so it would be fetched and never read`,
      )
    }
  }
})
