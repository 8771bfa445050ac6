import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assess } from '../assess.ts'
import { urgencies } from '../decision/decision.ts'
import { fleetOf, type FleetAsset } from './fleet.ts'
import { changeOf, fleets, readerOf, rules, saids, type Said } from './fleet.suite.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { judgeFleet, rejudgeFleet } from './judge-fleet.ts'
import { assetsHit, countsOf, openOn, type JudgedFleet } from './judged-fleet.ts'
import { inverted, rowOf, rowsOfLists } from './rows.ts'

type Asset = FleetAsset & { readonly inventory: Inventory }

function expectAsAssessed(judged: JudgedFleet, assets: readonly Asset[], said: Said): void {
  const knowledge = readerOf(said)
  const { policy, ...around } = rules
  const saidOf = new Map<string, { readonly affected: Set<number>; readonly unknown: Set<number>; readonly found: Set<number> }>()
  for (const [index, { inventory, context }] of assets.entries()) {
    const { findings } = assess(inventory, knowledge, policy, { ...around, context })
    assert.deepEqual(
      openOn(judged, index)
        .map(({ software, vulnerability, status }) => `${software} ${vulnerability} ${status}`)
        .toSorted(),
      findings.map(({ software, vulnerability, verdict }) => `${software} ${vulnerability} ${verdict.status}`).toSorted(),
    )
    const counts = Object.fromEntries(
      urgencies.map((urgency) => [urgency, findings.filter(({ decision }) => decision.urgency === urgency).length]),
    )
    assert.deepEqual(countsOf(judged, index), counts)
    for (const { vulnerability, verdict } of findings) {
      const open = saidOf.get(vulnerability) ?? { affected: new Set(), unknown: new Set(), found: new Set() }
      saidOf.set(vulnerability, open)
      open.found.add(index)
      ;(verdict.status === 'affected' ? open.affected : open.unknown).add(index)
    }
  }
  for (const vulnerability of said.facts.keys()) {
    const open = saidOf.get(vulnerability)
    assert.deepEqual(assetsHit(judged, vulnerability), {
      affected: [...(open?.affected ?? [])],
      unknown: [...(open?.unknown ?? [])].filter((asset) => open?.affected.has(asset) !== true),
    })
    assert.equal(judged.hits[judged.indexOf.get(vulnerability) ?? -1] ?? 0, open?.found.size ?? 0)
  }
}

test('a fleet is judged as its assets are one by one', () => {
  fc.assert(
    fc.property(fleets, saids, (assets, said) => {
      expectAsAssessed(judgeFleet(fleetOf(assets), readerOf(said), rules), assets, said)
    }),
    { numRuns: 400 },
  )
})

test('judging again what a change touches gives what judging all gives, and leaves the older judgement as it was', () => {
  fc.assert(
    fc.property(fleets, saids, saids, saids, (assets, first, second, third) => {
      const fleet = fleetOf(assets)
      const judged = judgeFleet(fleet, readerOf(first), rules)
      const again = rejudgeFleet(judged, readerOf(second), changeOf(first, second))
      expectAsAssessed(again, assets, second)
      expectAsAssessed(rejudgeFleet(again, readerOf(third), changeOf(second, third)), assets, third)
      expectAsAssessed(judged, assets, first)
    }),
    { numRuns: 300 },
  )
})

test('only what changed is asked for again', () => {
  fc.assert(
    fc.property(fleets, saids, (assets, said) => {
      const reader = readerOf(said)
      const judged = judgeFleet(fleetOf(assets), reader, rules)
      const asked: string[] = []
      const noted =
        <Answer>(ask: (names: readonly string[]) => Answer) =>
        (names: readonly string[]): Answer => {
          asked.push(...names)
          return ask(names)
        }
      const noting = { ...reader, claims: noted(reader.claims), facts: noted(reader.facts) }
      rejudgeFleet(judged, noting, { products: ['deb:debian:12:nobody-has-it'], vulnerabilities: ['CVE-2024-9'] })
      assert.deepEqual(asked, [])
      rejudgeFleet(judged, noting, { products: [], vulnerabilities: ['CVE-2024-1'] })
      assert.deepEqual(asked, judged.indexOf.has('CVE-2024-1') ? ['CVE-2024-1'] : [])
    }),
    { numRuns: 50 },
  )
})

test('equal software of equal platforms is one subject, whatever object it comes as', () => {
  fc.assert(
    fc.property(fleets, (assets) => {
      const copies = structuredClone(assets.map(({ inventory: { facts: _, ...inventory }, context }) => ({ inventory, context })))
      const fleet = fleetOf([...assets, ...copies])
      assert.equal(fleet.subjects.length, fleetOf(assets).subjects.length)
      const places = new Set(fleet.subjects.map((subject) => JSON.stringify(subject)))
      assert.equal(places.size, fleet.subjects.length)
    }),
    { numRuns: 50 },
  )
})

test('rows are found from both sides', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(9))), (lists) => {
      const rows = rowsOfLists(lists)
      const back = inverted(rows, 10)
      assert.deepEqual(
        lists.map((_, row) => [...rowOf(rows, row)]),
        lists,
      )
      for (let item = 0; item < 10; item += 1)
        assert.deepEqual(
          [...rowOf(back, item)],
          lists.flatMap((list, row) => (list.includes(item) ? [row] : [])),
        )
    }),
  )
})
