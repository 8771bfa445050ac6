import { test } from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { ask, buildIn, bytesOf, claim, everyKind, inFolder, said, suiteKey, vulnerability } from './build.suite.ts'
import { SEAL_BYTES } from './seal.ts'
import type { SourcedRecord } from './sourced-record.ts'

test('the same records give the same bytes, in any order of arrival', async () => {
  const expected = await bytesOf(everyKind)
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...everyKind], { minLength: everyKind.length }), async (shuffled) => {
      assert.ok((await bytesOf(shuffled)).equals(expected))
    }),
    { numRuns: 12 },
  )
})

test('records given twice change nothing but the count of records', async () => {
  const rows = (records: Iterable<SourcedRecord>): Promise<unknown> => ask(records, ({ info }) => info().counts)
  assert.deepEqual(
    await rows([...everyKind, ...everyKind.filter(({ record }) => record.kind !== 'rejection')]),
    await rows(everyKind),
  )
})

test('another time zone and language give the same pages', async () => {
  const expected = await bytesOf(everyKind)
  await inFolder((folder) => {
    const suite = fileURLToPath(new URL('build.suite.ts', import.meta.url))
    const program = `import { buildIn, everyKind } from ${JSON.stringify(suite)}; await buildIn(${JSON.stringify(folder)}, everyKind)`
    const env = { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' })
    assert.equal(run.status, 0, run.stderr)
    const other = readFileSync(`${folder}/knowledge.hygie`)
    // That process has a key of its own: the pages are equal, the seal is not.
    assert.ok(other.subarray(0, -SEAL_BYTES).equals(expected.subarray(0, -SEAL_BYTES)))
  })
})

test('nothing of the machine or the moment is in the file', async () => {
  const text = (await bytesOf(everyKind)).toString('latin1')
  for (const trace of [process.cwd(), String(process.pid), suiteKey.publicKey])
    if (trace.length > 6) assert.ok(!text.includes(trace))
})

test('of one record in two files of a feed the newest modified counts, with its claims', async () => {
  const old = [
    said('nvd', vulnerability('CVE-2022-1000', { description: 'old', modifiedAt: '2022-01-01' }), 'yearly.json'),
    said('nvd', claim('CVE-2022-1000', 'cpe:a:x:y', '1.0'), 'yearly.json'),
  ]
  const fresh = [
    said('nvd', vulnerability('CVE-2022-1000', { description: 'new', modifiedAt: '2022-02-01' }), 'modified.json'),
    said('nvd', claim('CVE-2022-1000', 'cpe:a:x:y', '1.1'), 'modified.json'),
  ]
  for (const records of [
    [...old, ...fresh],
    [...fresh, ...old],
  ])
    await ask(records, (knowledge) => {
      const [only, ...others] = knowledge.claims(['cpe:a:x:y']).get('cpe:a:x:y') ?? []
      assert.deepEqual(others, [])
      assert.equal(only?.range.intervals[0]?.to?.version, '1.1')
      assert.equal(knowledge.facts(['CVE-2022-1000']).get('CVE-2022-1000')?.description, 'new')
    })
})

test('of one NVD record in several forms the claims of the newest count, a correction replaces them', async () => {
  const copy = (source: string, modifiedAt: string, fixed: string): readonly SourcedRecord[] => [
    said(source, vulnerability('CVE-2022-1000', { modifiedAt })),
    said(source, claim('CVE-2022-1000', 'cpe:a:x:y', fixed)),
  ]
  const fixedBy = (records: readonly SourcedRecord[]): Promise<readonly string[]> =>
    ask(records, ({ claims }) =>
      (claims(['cpe:a:x:y']).get('cpe:a:x:y') ?? []).map(({ source, range }) => `${source} ${range.intervals[0]?.to?.version}`),
    )
  const copies = [
    ...copy('nvd-legacy', '2022-05-05', '1.0'),
    ...copy('nvd-api', '2026-01-01', '1.1'),
    ...copy('osv', '2020-01-01', '0.9'),
  ]
  assert.deepEqual(await fixedBy(copies), ['nvd-api 1.1', 'osv 0.9'])
  const corrected = [...copies, said('nvd-overrides', claim('CVE-2022-1000', 'cpe:a:x:y', '1.2'))]
  assert.deepEqual(await fixedBy(corrected), ['nvd-overrides 1.2', 'osv 0.9'])
})

test('undated slices of one feed add up: no claim of a vulnerability is lost', async () => {
  const records = ['a', 'b'].flatMap((name) => [
    said('debian', vulnerability('CVE-2021-1000'), `${name}.json`),
    said('debian', claim('CVE-2021-1000', `deb:debian:12:${name}`, '1'), `${name}.json`),
  ])
  assert.equal(await ask(records, ({ claims }) => claims(['deb:debian:12:a', 'deb:debian:12:b']).size), 2)
})

test('a withdrawn record leads to nothing in its own source; other sources keep their word', async () => {
  const records = [
    said('osv', vulnerability('GHSA-w', { aliases: ['CVE-2024-1000'], withdrawnAt: '2024-05-05' })),
    said('osv', claim('GHSA-w', 'pypi:thing', '2')),
    said('osv', claim('CVE-2024-1000', 'pypi:thing', '3', { advisory: 'GHSA-w' })),
    said('debian', claim('CVE-2024-1000', 'deb:debian:12:thing', '2')),
  ]
  await ask(records, (knowledge) => {
    assert.deepEqual([...knowledge.claims(['pypi:thing', 'deb:debian:12:thing']).keys()], ['deb:debian:12:thing'])
    assert.equal(knowledge.facts(['CVE-2024-1000']).get('CVE-2024-1000')?.withdrawn, undefined)
    assert.deepEqual(knowledge.facts(['GHSA-w']).get('GHSA-w')?.withdrawn, { source: 'osv' })
  })
})

test('a CVE is rejected when the newest word of the CVE list says so', async () => {
  const withdrawnBy = (records: readonly SourcedRecord[]): Promise<unknown> =>
    ask(
      [...records, said('debian', claim('CVE-2024-1000', 'deb:debian:12:x', '1'))],
      ({ facts }) => facts(['CVE-2024-1000']).get('CVE-2024-1000')?.withdrawn,
    )
  const alive = said('vulnrichment', vulnerability('CVE-2024-1000', { modifiedAt: '2024-01-01' }))
  const rejected = (source: string, modifiedAt: string): SourcedRecord =>
    said(source, vulnerability('CVE-2024-1000', { modifiedAt, withdrawnAt: modifiedAt, withdrawnWhy: 'duplicate' }))
  assert.deepEqual(await withdrawnBy([alive, rejected('nvd', '2025-01-01')]), { source: 'nvd', why: 'duplicate' })
  assert.equal(await withdrawnBy([alive, rejected('nvd', '2023-01-01')]), undefined)
  assert.equal(await withdrawnBy([alive, rejected('ubuntu', '2025-01-01')]), undefined)
})

test('claims of an advisory over several CVE are given to each', async () => {
  const records = [
    said('rocky', vulnerability('RLSA-1', { aliases: ['CVE-2024-1000', 'CVE-2024-1001'], title: 'Important: kernel' })),
    said('rocky', claim('RLSA-1', 'rpm:rocky:9:kernel', '5.14.0-1')),
  ]
  await ask(records, (knowledge) => {
    const found = knowledge.claims(['rpm:rocky:9:kernel']).get('rpm:rocky:9:kernel') ?? []
    assert.deepEqual(
      found.map(({ vulnerability: id }) => id),
      ['CVE-2024-1000', 'CVE-2024-1001'],
    )
    assert.deepEqual(knowledge.resolve('RLSA-1'), ['CVE-2024-1000', 'CVE-2024-1001'])
    assert.deepEqual(knowledge.facts(['CVE-2024-1001']).get('CVE-2024-1001')?.aliases, ['RLSA-1'])
    assert.equal(knowledge.facts(['CVE-2024-1001']).get('CVE-2024-1001')?.title, 'Important: kernel')
    assert.equal(knowledge.facts(['RLSA-1']).size, 0)
  })
})

test('of several KEV days the newest stands whole: what it dropped is gone', async () => {
  const entry = (id: string, file: string, ransomware: boolean): SourcedRecord =>
    said(
      'kev',
      { kind: 'exploitation', vulnerability: id, level: 'known', catalogue: 'cisa-kev', addedAt: '2024-01-01', ransomware },
      file,
    )
  const records = [
    said('kev', { kind: 'stated', at: '2025-08-25' }, 'b.json'),
    said('kev', { kind: 'stated', at: '2024-01-01' }, 'c.json'),
    entry('CVE-2024-1000', 'c.json', false),
    entry('CVE-2024-1001', 'c.json', false),
    entry('CVE-2024-1000', 'b.json', true),
  ]
  await ask(records, ({ facts }) => {
    assert.deepEqual(
      facts(['CVE-2024-1000'])
        .get('CVE-2024-1000')
        ?.exploitation.map(({ ransomware }) => ransomware),
      [true],
    )
    assert.deepEqual(facts(['CVE-2024-1001']).get('CVE-2024-1001')?.exploitation, [])
  })
})

test('what a feed copies of a catalogue counts only without the catalogue itself', async () => {
  const listed = (source: string, id: string): SourcedRecord =>
    said(source, { kind: 'exploitation', vulnerability: id, level: 'known', catalogue: 'cisa-kev' }, `${source}.json`)
  const copy = listed('vulnrichment', 'CVE-2024-1001')
  await ask([copy], ({ facts }) => {
    assert.equal(facts(['CVE-2024-1001']).get('CVE-2024-1001')?.exploitation.length, 1)
  })
  await ask([copy, listed('kev', 'CVE-2024-1000')], ({ facts }) => {
    assert.deepEqual(facts(['CVE-2024-1001']).get('CVE-2024-1001')?.exploitation ?? [], [])
    assert.equal(facts(['CVE-2024-1000']).get('CVE-2024-1000')?.exploitation.length, 1)
  })
})

test('EPSS keeps the newest day of each model', async () => {
  const day = (scoredAt: string, model: string | undefined, score: number): SourcedRecord =>
    said(
      'epss',
      { kind: 'epss', vulnerability: 'CVE-2024-1000', scoredAt, score, ...(model === undefined ? {} : { model }) },
      `${scoredAt}.csv`,
    )
  const records = [
    day('2024-01-13', 'v3', 0.5),
    day('2023-10-27', 'v3', 0.9),
    day('2025-06-12', 'v4', 0.1),
    day('2021-04-14', undefined, 0.7),
  ]
  await ask(records, (knowledge) => {
    const { epss } = knowledge.facts(['CVE-2024-1000']).get('CVE-2024-1000')!
    assert.deepEqual(epss, {
      kind: 'epss',
      vulnerability: 'CVE-2024-1000',
      scoredAt: '2025-06-12',
      model: 'v4',
      score: 0.1,
      source: 'epss',
    })
    assert.equal(knowledge.info().counts['epss'], 3)
  })
})

test('hostile texts are cut, cleaned or refused, and never stop the build', async () => {
  const long = 'x'.repeat(3_000_000)
  const records = [
    said('osv', vulnerability('', {})),
    said('osv', vulnerability(long)),
    said(
      'osv',
      vulnerability('CVE-2024-1000', {
        title: long,
        description: `a\0b\uD800c${long}`,
        references: [long, 'https://x'],
        aliases: ['A\0B', 'A\uFFFDB', 'C\uD800', 'C\uFFFD'],
      }),
    ),
    said('osv', claim('CVE-2024-1000', `pypi:${long}`, '1')),
    said('osv', claim('CVE-2024-1000', 'pypi:a\0', '1\0')),
    said('osv', {
      ...claim('CVE-2024-1000', 'pypi:long', '1'),
      range: { scheme: 'pep440', intervals: [], versions: Array.from({ length: 100_000 }, (_, i) => `1.${i}`) },
    }),
    said('epss', { kind: 'epss', vulnerability: 'CVE-2024-1000', score: Number.NaN, scoredAt: 'x' }),
    said('osv', vulnerability('MAL-1', { aliases: Array.from({ length: 10_001 }, (_, i) => `X-${i}`) })),
  ]
  await ask(records, (knowledge) => {
    const feeds = Object.fromEntries(knowledge.info().feeds.map(({ name, rejected }) => [name, rejected]))
    assert.deepEqual(feeds, { epss: 1, osv: 5 })
    const facts = knowledge.facts(['CVE-2024-1000']).get('CVE-2024-1000')!
    assert.equal(facts.description?.slice(0, 5), 'a\uFFFDb\uFFFDc')
    assert.equal(facts.title?.length, 1024)
    assert.deepEqual(facts.references, ['https://x'])
    assert.deepEqual(facts.aliases, ['A\uFFFDB', 'C\uFFFD'])
  })
})

test('no records give a file that knows nothing', async () => {
  await ask([], (knowledge) => {
    assert.equal(knowledge.info().feeds.length, 0)
    assert.equal(knowledge.info().builtFrom, undefined)
    assert.equal(knowledge.claims(['deb:debian:12:x']).size, 0)
  })
})

test('a build that fails leaves the old file and nothing else', async () => {
  await inFolder(async (folder) => {
    const { path } = await buildIn(folder, everyKind)
    const before = readFileSync(path)
    function* failing(): Generator<SourcedRecord> {
      yield* everyKind
      throw new Error('disk is gone')
    }
    await assert.rejects(buildIn(folder, failing()), /disk is gone/)
    assert.ok(readFileSync(path).equals(before))
    assert.deepEqual(readdirSync(folder).toSorted(), ['knowledge.hygie', 'knowledge.hygie.verified'])
  })
})
