/** Which Windows it is: builds, editions, what is not believed. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { DATA, skip, CV, sz, dword, client, server, probe, read, facts, names, blind } from '../machines.suite.ts'

test('the revision is a number, not hex text', () => {
  assert.equal(read(server('17763', 0x17a6)).platform.build, '10.0.17763.6054')
})

test('a version of 6.3 with the build of 11 is 11, whatever its name says', () => {
  const { platform } = read(client('22631', 3447, { ProductName: sz('Windows 10 Pro') }))
  assert.deepEqual([platform.name, platform.release], ['Windows 11 Version 23H2 for x64-based Systems', '11-23h2'])
})

test('one build, two products: the type of the installation decides', () => {
  assert.equal(read(client('26100', 7840)).platform.name, 'Windows 11 Version 24H2 for x64-based Systems')
  assert.equal(read(server('26100', 32370)).platform.name, 'Windows Server 2025')
  assert.equal(read(server('26100', 32370, 'Server Core')).platform.name, 'Windows Server 2025 (Server Core installation)')
  const nobodyKnows = read({ [CV]: { CurrentBuildNumber: sz('26100'), UBR: dword(1) } })
  assert.equal(nobodyKnows.platform.name, undefined)
  assert.deepEqual(names(nobodyKnows), [])
})

test('editions of devices and of the long-term channel', () => {
  const of = (edition: string) => facts(read(client('19044', 7058, { EditionID: sz(edition) })), 'system.longTerm', 'system.iot')
  assert.deepEqual(of('EnterpriseS'), [true, false])
  assert.deepEqual(of('IoTEnterpriseS'), [true, true])
  assert.deepEqual(of('IoTEnterprise'), [false, true])
  assert.deepEqual(of('Professional'), [false, false])
})

test('without a revision there is no version and a task; before 10.0 no revision is believed', () => {
  const bare = read(client('17763', undefined))
  assert.deepEqual([bare.platform.build, bare.software[0]?.version], ['10.0.17763', ''])
  assert.ok(blind(bare).includes('revision of the build'))
  assert.equal(read(client('9600', 17031)).platform.build, '6.3.9600')
})

test('dism shows the image, not the tool', { skip }, () => {
  const inventory = read(client('17763', undefined), probe('dism', readFileSync(new URL('dism/get-packages.txt', DATA), 'utf8')))
  assert.equal(inventory.platform.build, '10.0.17763.3406')
  assert.deepEqual(inventory.updates, { installed: ['4470788'], sources: ['cbs'] })
})
