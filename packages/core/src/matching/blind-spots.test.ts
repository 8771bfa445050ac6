import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Platform, Software } from '../inventory/inventory.ts'
import { noteBlindSpots, Unknowns } from './blind-spots.ts'
import { lookupsOf } from './software-lookups.ts'

const platform: Platform = {
  family: 'linux',
  id: 'almalinux',
  release: '9.4',
  lineage: ['almalinux:9', 'rhel:9'],
  architecture: 'x86_64',
}

function blind(vendor: string, ...sources: readonly string[]): readonly string[] {
  const software: Software = { key: 'a', name: 'a', version: '1-2.el9', origin: 'rpm', vendor }
  const unknowns = new Unknowns()
  const sourcesOf = (line: string): readonly string[] => (sources.includes(line) ? ['some-feed'] : [])
  noteBlindSpots(software, lookupsOf(software, platform), platform, sourcesOf, unknowns)
  return unknowns.list().map(({ what }) => what)
}

test('a package of EPEL is a blind spot where no source speaks of EPEL, whatever speaks of the system', () => {
  assert.deepEqual(blind('Fedora Project', 'rhel:9'), ['epel:9'])
  assert.deepEqual(blind('Fedora Project', 'epel:9'), [])
})

test("a package of the system is one only where no line of the system's has a source", () => {
  assert.deepEqual(blind('AlmaLinux', 'rhel:9'), [])
  assert.deepEqual(blind('AlmaLinux', 'epel:9'), ['almalinux:9'])
})
