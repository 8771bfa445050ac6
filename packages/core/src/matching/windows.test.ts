/** Rules of windows by build and by update; the cases are those of real months (Microsoft Security Update Guide). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Inventory, Platform, Software, Updates } from '../inventory/inventory.ts'
import type { SourcedClaim, SourcedUpdate } from '../knowledge/facts.ts'
import { microsoftKey } from '../product-names/microsoft.ts'
import { say } from '../text/text.ts'
import { match } from './match.ts'
import { updateStateOf } from './update-state.ts'

const SERVER_2019 = 'Windows Server 2019'
const SERVER_2025 = 'Windows Server 2025'
const SEVEN = 'Windows 7 for x64-based Systems Service Pack 1'

function update(id: string, name: string, releasedAt: string, more: Partial<SourcedUpdate> = {}): SourcedUpdate {
  return { kind: 'update', id, product: microsoftKey(name), supersedes: [], releasedAt, source: 'test', ...more }
}

function claim(vulnerability: string, name: string, kb: string, build?: string, more: Partial<SourcedClaim> = {}): SourcedClaim {
  return {
    kind: 'claim',
    vulnerability,
    product: microsoftKey(name),
    range: {
      scheme: 'windows',
      intervals: build === undefined ? [{}] : [{ to: { version: build, inclusive: false } }],
      versions: [],
    },
    status: 'affected',
    ...(kb !== '' && { fixedIn: [`KB${kb}`] }),
    source: 'test',
    ...more,
  }
}

type Host = { readonly name: string; readonly build?: string; readonly updates?: Updates; readonly more?: readonly Software[] }

function system(name: string, version: string, product = name): Software {
  return { key: `windows:${name}`, name, version, origin: 'windows', products: [microsoftKey(product)] }
}

function verdictsOf({ name, build, updates, more = [] }: Host, claims: readonly SourcedClaim[], known: readonly SourcedUpdate[]) {
  const platform: Platform = {
    family: 'windows',
    id: 'windows',
    release: '',
    name,
    lineage: [],
    architecture: 'x86_64',
    ...(build !== undefined && { build }),
  }
  const inventory: Inventory = {
    target: 'systeminfo:host.txt',
    name: 'host',
    collectedAt: '2026-11-24T08:00:00Z',
    marks: [],
    platform,
    ...(updates !== undefined && { updates }),
    software: [system(name, build ?? ''), ...more],
    services: [],
    ports: [],
    accounts: [],
    pendingUpdates: [],
    rebootRequired: 'unknown',
    staleProcesses: [],
    facts: new Map(),
    unknown: [],
  }
  const byProduct = <Item extends { readonly product: string }>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> =>
    Map.groupBy(items, ({ product }) => product)
  const { verdicts, unknown } = match(inventory, byProduct(claims), () => ['test'], undefined, byProduct(known))
  return {
    verdicts: verdicts.map(({ software, vulnerability, status, fixedBy, reasons }) => ({
      at: `${software} ${vulnerability}`,
      status,
      fixedBy,
      why: reasons[0] === undefined ? '' : say(reasons[0].text, 'en'),
    })),
    unknown: unknown.map(({ what, why }) => `${what}: ${typeof why === 'string' ? why : say(why, 'en')}`),
  }
}

const listed = (...installed: readonly string[]): Updates => ({ installed, sources: ['systeminfo'] })
const only = (verdicts: ReturnType<typeof verdictsOf>) => {
  assert.equal(verdicts.verdicts.length, 1)
  const [{ status, fixedBy, why } = { status: '', fixedBy: [], why: '' }] = verdicts.verdicts
  return { status, fixedBy, why }
}

test('a build at or above the fixed one is fixed, below it is affected, whatever the list of updates says', () => {
  const claims = [claim('CVE-2024-38063', SERVER_2019, '5041578', '10.0.17763.6189')]
  const known = [update('5041578', SERVER_2019, '2024-08-13', { build: '10.0.17763.6189' })]
  assert.deepEqual(only(verdictsOf({ name: SERVER_2019, build: '10.0.17763.6189' }, claims, known)), {
    status: 'fixed',
    fixedBy: ['10.0.17763.6189'],
    why: '10.0.17763.6189 is at or above the fixed version 10.0.17763.6189',
  })
  assert.deepEqual(only(verdictsOf({ name: SERVER_2019, build: '10.0.17763.6054', updates: listed() }, claims, known)), {
    status: 'affected',
    fixedBy: ['KB5041578'],
    why: '10.0.17763.6054 is below the first fixed version 10.0.17763.6189',
  })
})

test('an update that is installed and not yet booted leaves the system affected and says what to do', () => {
  const claims = [claim('CVE-2024-38063', SERVER_2019, '5041578', '10.0.17763.6189')]
  const host = { name: SERVER_2019, build: '10.0.17763.6054', updates: listed('5041578') }
  assert.deepEqual(only(verdictsOf(host, claims, [])), {
    status: 'affected',
    fixedBy: ['KB5041578'],
    why: 'KB5041578 is installed, but 10.0.17763.6054 still runs: 10.0.17763.6189 begins with the restart',
  })
})

test('hotpatch builds count on their own line alone', () => {
  const claims = [
    claim('CVE-2025-54916', SERVER_2025, '5065426', '10.0.26100.6584'),
    claim('CVE-2025-54916', SERVER_2025, '5065474', '10.0.26100.6508'),
  ]
  const known = [
    update('5065426', SERVER_2025, '2025-09-09', { build: '10.0.26100.6584' }),
    update('5065474', SERVER_2025, '2025-09-09', { build: '10.0.26100.6508', lane: 'hotpatch' }),
  ]
  const statusAt = (build: string) => only(verdictsOf({ name: SERVER_2025, build }, claims, known)).status
  assert.equal(statusAt('10.0.26100.6508'), 'fixed') // on the hotpatch line
  assert.equal(statusAt('10.0.26100.6520'), 'affected') // between the two, on the line of cumulative updates
  assert.equal(statusAt('10.0.26100.6584'), 'fixed')
})

test('a build of another system says nothing', () => {
  const claims = [claim('CVE-2024-38063', SERVER_2019, '5041578', '10.0.20348.2655')]
  assert.deepEqual(verdictsOf({ name: SERVER_2019, build: '10.0.17763.6054' }, claims, []).verdicts, [])
})

test('before 10.0 the closure over what replaces what decides; a security-only update closes its month alone', () => {
  const known = [
    update('4012215', SEVEN, '2017-03-14', { lane: 'cumulative' }),
    update('4012212', SEVEN, '2017-03-14', { lane: 'security-only' }),
    update('4015549', SEVEN, '2017-04-11', { lane: 'cumulative', supersedes: ['4012215'] }),
    update('4019264', SEVEN, '2017-05-09', { lane: 'cumulative', supersedes: ['4015549'] }),
    update('4019263', SEVEN, '2017-05-09', { lane: 'security-only' }),
  ]
  const claims = [claim('CVE-2017-0144', SEVEN, '4012215'), claim('CVE-2017-0144', SEVEN, '4012212')]
  const at = (...installed: readonly string[]) =>
    only(verdictsOf({ name: SEVEN, build: '6.1.7601', updates: listed(...installed) }, claims, known))
  const lost = known.filter(({ id }) => id !== '4015549') // the link between two rollups
  const host = { name: SEVEN, build: '6.1.7601', updates: listed('4019264') }
  assert.equal(only(verdictsOf(host, claims, lost)).why, 'the cumulative update KB4019264 is newer and holds KB4012215')
  assert.deepEqual(at('4019264'), {
    status: 'fixed',
    fixedBy: ['KB4012215'],
    why: 'KB4012215 is replaced by KB4015549, which is installed',
  })
  assert.deepEqual(at('4012212'), { status: 'fixed', fixedBy: ['KB4012212'], why: 'KB4012212 is installed' })
  assert.deepEqual(at('4019263'), {
    status: 'affected',
    fixedBy: ['KB4019264', 'KB4012215', 'KB4012212'],
    why: 'KB4012215 is not installed, nor an update that replaces it',
  })
})

test('a cumulative update holds older ones of 10.0 whose link is lost, but not single packages beside it', () => {
  const fixes = (kb: string, many: number) =>
    Array.from({ length: many }, (_, index) => claim(`CVE-2019-${kb}${index}`, SERVER_2019, kb))
  const known = [
    update('4487044', SERVER_2019, '2019-02-12'),
    update('4535680', SERVER_2019, '2021-01-12'), // Secure Boot
    update('5012647', SERVER_2019, '2022-04-12'),
  ]
  const claims = [...fixes('4487044', 6), ...fixes('4535680', 1), ...fixes('5012647', 6)]
  const { verdicts } = verdictsOf({ name: SERVER_2019, build: '10.0.17763', updates: listed('5012647') }, claims, known)
  const of = (kb: string) => new Set(verdicts.filter(({ at }) => at.includes(kb)).map(({ status, why }) => `${status}: ${why}`))
  assert.deepEqual(of('4487044'), new Set(['fixed: the cumulative update KB5012647 is newer and holds KB4487044']))
  assert.deepEqual(of('4535680'), new Set(['affected: KB4535680 is not installed, nor an update that replaces it']))
})

test('neither build nor list: one blind spot and no verdict', () => {
  const claims = [claim('CVE-2024-38063', SERVER_2019, '5041578', '10.0.17763.6189')]
  assert.deepEqual(verdictsOf({ name: SERVER_2019, build: '10.0.17763' }, claims, []), {
    verdicts: [],
    unknown: [
      'Windows Server 2019: neither the revision of its build nor its list of updates was seen: run the kit as administrator',
    ],
  })
})

test('a component is judged by its own updates; without a list it is unknown', () => {
  const pair = '.NET Framework 4.8 on Windows Server 2019'
  const net: Software = {
    key: 'windows:.net',
    name: '.NET Framework 4.8',
    version: '4.8',
    origin: 'windows',
    products: [microsoftKey(pair)],
  }
  const claims = [claim('CVE-2024-38081', pair, '5039886')]
  const at = (updates?: Updates) =>
    verdictsOf(
      { name: SERVER_2019, build: '10.0.17763.6054', more: [net], ...(updates !== undefined && { updates }) },
      claims,
      [],
    ).verdicts.map(({ status }) => status)
  assert.deepEqual(at(listed('5039886')), ['fixed'])
  assert.deepEqual(at(listed('5040430')), ['affected'])
  assert.deepEqual(at(), ['unknown'])
})

test('an update that points back in time, or at itself, replaces nothing', () => {
  const known = [
    update('5000001', SEVEN, '2021-03-09', { supersedes: ['5000001', '5009999'] }),
    update('5009999', SEVEN, '2022-01-11'),
  ]
  const claims = [claim('CVE-2022-1', SEVEN, '5009999')]
  const host = { name: SEVEN, build: '6.1.7601', updates: listed('5000001') }
  assert.equal(only(verdictsOf(host, claims, known)).status, 'affected')
})

test('property: more installed updates never make a system less safe, and circles end', () => {
  const ids = ['5000001', '5000002', '5000003', '5000004', '5000005']
  const edges = fc.array(
    fc.record({ id: fc.constantFrom(...ids), supersedes: fc.subarray(ids), day: fc.integer({ min: 10, max: 28 }) }),
  )
  fc.assert(
    fc.property(edges, fc.subarray(ids), fc.subarray(ids), (list, some, more) => {
      const known = new Map([
        [microsoftKey(SEVEN), list.map(({ id, supersedes, day }) => update(id, SEVEN, `2021-01-${day}`, { supersedes }))],
      ])
      const platform: Platform = {
        family: 'windows',
        id: 'windows',
        release: '',
        lineage: [],
        architecture: '',
        build: '6.1.7601',
      }
      const state = (installed: readonly string[]) =>
        updateStateOf({ platform, updates: listed(...installed) }, microsoftKey(SEVEN), known, new Map())
      const [few, many] = [state(some), state([...some, ...more])]
      for (const id of ids) if (few.holding(id) !== undefined) assert.notEqual(many.holding(id), undefined)
    }),
  )
})

test('before 10.0 a build that is reached is fixed, one that is not says nothing against an update that is there', () => {
  const claims = [claim('CVE-2023-1', SEVEN, '5029296', '6.1.7601.26664')]
  const at = (build: string, updates?: Updates) =>
    only(verdictsOf({ name: SEVEN, build, ...(updates !== undefined && { updates }) }, claims, [])).status
  assert.equal(at('6.1.7601.26664'), 'fixed')
  assert.equal(at('6.1.7601.24000', listed('5029296')), 'fixed')
  assert.equal(at('6.1.7601.24000', listed()), 'affected')
  assert.equal(at('6.1.7601.24000'), 'unknown')
})

test('an update of Office counts although its version stays; other products compare in their own order', () => {
  const program = (name: string, version: string): Software => ({
    key: name,
    name,
    version,
    origin: 'windows',
    products: [microsoftKey(name)],
  })
  const office = claim('CVE-2024-1', 'Microsoft Office 2016 (64-bit edition)', '5002500', '16.0.5430.1000')
  const studio = claim('CVE-2024-2', 'Visual Studio 2022', '', '17.8.12', {
    range: { scheme: 'generic', intervals: [{ to: { version: '17.8.12', inclusive: false } }], versions: [] },
  })
  const host = {
    name: SERVER_2019,
    build: '10.0.17763.6054',
    updates: listed('5002500'),
    more: [program('Microsoft Office 2016 (64-bit edition)', '16.0.4266.1001'), program('Visual Studio 2022', '17.8.3')],
  }
  assert.deepEqual(
    verdictsOf(host, [office, studio], []).verdicts.map(({ at, status }) => `${at}: ${status}`),
    ['Microsoft Office 2016 (64-bit edition) CVE-2024-1: fixed', 'Visual Studio 2022 CVE-2024-2: affected'],
  )
})

test('a source that names no update gives way to one that does', () => {
  const claims = [
    claim('CVE-2023-36884', SERVER_2019, '', undefined, { source: 'msrc-cvrf' }),
    claim('CVE-2023-36884', SERVER_2019, '5029247', undefined, { source: 'wesng' }),
  ]
  const at = (...installed: readonly string[]) =>
    only(verdictsOf({ name: SERVER_2019, build: '10.0.17763', updates: listed(...installed) }, claims, []))
  assert.equal(at('5029247').status, 'fixed')
  assert.deepEqual(at('5000000').fixedBy, ['KB5029247'])
})
