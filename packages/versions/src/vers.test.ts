import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { contains } from './contains.ts'
import { formatVers, parseVers, rangeOfVers, readVers, simplifyVers, versContains } from './vers.ts'
import type { Vers } from './vers.ts'
import { versFromNative } from './vers-native.ts'

function read(text: string): Vers {
  const vers = readVers(text)
  assert.ok(vers.ok, text)
  return vers.value
}

function simplified(text: string): string {
  const vers = simplifyVers(read(text))
  assert.ok(vers.ok, text)
  return formatVers(vers.value)
}

test('parseVers takes canonical VERS only', () => {
  for (const text of [
    'vers:deb/>=1.0|<2.0',
    'vers:pypi/*',
    'vers:npm/1.0.0|2.0.0|>=3.0.0',
    'vers:gem/>=2.2.0|!=2.2.1|<2.3.0',
    'vers:demo/b|a',
    'vers:deb/1.0%7C1',
  ]) {
    const vers = parseVers(text)
    assert.ok(vers.ok, text)
    assert.equal(formatVers(vers.value), text)
  }
  for (const text of [
    '',
    'deb/1.0',
    'VERS:deb/1.0',
    'vers:Deb/1.0',
    'vers:deb',
    'vers:deb/',
    'vers:/1.0',
    'vers:invalid/1.0',
    'vers:deb/=1.0',
    'vers:deb/>=',
    'vers:deb/>=2.0|<1.0',
    'vers:deb/1.0|1.0-0',
    'vers:deb/*|1.0',
    'vers:deb/<1.0|<2.0',
    'vers:deb/>1.0|>=2.0',
    'vers:deb/1.0|<2.0',
    'vers:deb/>1.0|2.0',
    'vers:deb/1%2E0',
    'vers:deb/1%',
    'vers:deb/1%C3%A9',
    'vers:deb/é',
    'vers:deb/1.0 2',
    'vers:deb/1.0|a 2',
  ])
    assert.ok(!parseVers(text).ok, text)
})

test('readVers takes what tools write and sorts it', () => {
  assert.equal(formatVers(read('vers:deb/<2%3A2.0|>=1%2B1|=0.5')), 'vers:deb/0.5|>=1+1|<2:2.0')
  assert.equal(formatVers(read('VERS:Deb/1.0')), 'vers:deb/1.0')
  assert.equal(readVers('vers:deb/>=1.0|<1.0-').ok, false)
  assert.equal(readVers(`vers:deb/${'1|'.repeat(2_000)}2`).ok, false)
  assert.equal(readVers(`vers:deb/${'1'.repeat(20_000)}`).ok, false)
})

test('simplifyVers drops what says nothing new', () => {
  assert.equal(simplified('vers:deb/>=1|>=2|<3|<=4|5|<6'), 'vers:deb/>=1|<6')
  assert.equal(simplified('vers:deb/<1|<2'), 'vers:deb/<2')
  assert.equal(simplified('vers:deb/>1|2|!=3|>4'), 'vers:deb/>1|!=3')
  assert.equal(simplified('vers:deb/1|1-0|2'), 'vers:deb/1|2')
  assert.equal(simplified('vers:deb/<=1|1|>1'), 'vers:deb/*')
  assert.equal(simplified('vers:deb/>=0|<1|>1|<2'), 'vers:deb/>=0|!=1|<2')
  assert.equal(
    simplified('vers:npm/>=2.0.18|<3.0.0|>=3.0.16|>=3.1.6|<4.0.0|<4.0.0|>=4.0.8'),
    'vers:npm/>=2.0.18|<3.0.0|>=3.0.16|<4.0.0|>=4.0.8',
  )
})

test('versContains follows the signposts', () => {
  const holds = (text: string, version: string): string => versContains(read(text), version)
  assert.equal(holds('vers:deb/>=1.0|!=1.5|<2.0|3.0', '1.2'), 'inside')
  assert.equal(holds('vers:deb/>=1.0|!=1.5|<2.0|3.0', '1.5'), 'outside')
  assert.equal(holds('vers:deb/>=1.0|!=1.5|<2.0|3.0', '3.0-0'), 'inside')
  assert.equal(holds('vers:deb/<1.0|>=2.0', '1.5'), 'outside')
  assert.equal(holds('vers:deb/!=1.5', '1.6'), 'inside')
  assert.equal(holds('vers:deb/!=1.5', '1.5'), 'outside')
  assert.equal(holds('vers:demo/1', '1'), 'unknown')
  assert.equal(holds('vers:demo/*', '1'), 'inside')
  assert.equal(holds('vers:deb/<2', '1 0'), 'unknown')
  assert.equal(holds('vers:deb/*', ''), 'unknown')
})

const comparators = fc.constantFrom('', '<', '<=', '>', '>=', '!=')
const numbers = fc.nat(9).map(String)
const lists = fc
  .array(fc.tuple(comparators, numbers), { minLength: 1, maxLength: 6 })
  .map((list) => `vers:deb/${list.map((pair) => pair.join('')).join('|')}`)

test('a simplified VERS is canonical but for inequalities at its ends, and says the same', () => {
  fc.assert(
    fc.property(lists, numbers, (text, version) => {
      const simple = simplifyVers(read(text))
      assert.ok(simple.ok)
      assert.deepEqual(simplifyVers(simple.value), simple)
      assert.equal(versContains(simple.value, version), versContains(read(text), version))
      if (!text.includes('!=')) assert.ok(parseVers(formatVers(simple.value)).ok, formatVers(simple.value))
    }),
    { numRuns: 2_000 },
  )
})

test('a VERS says the same as our range of it', () => {
  fc.assert(
    fc.property(lists, numbers, (text, version) => {
      const range = rangeOfVers(read(text))
      assert.ok(range.ok)
      assert.equal(contains(range.value, version), versContains(read(text), version))
    }),
    { numRuns: 2_000 },
  )
  assert.equal(rangeOfVers(read('vers:conan/1.0')).ok, false)
})

test('versFromNative reads the notations of the ecosystems', () => {
  const native = (type: string, text: string): string => {
    const vers = versFromNative(type, text)
    return vers.ok ? formatVers(vers.value) : vers.error.code
  }
  assert.equal(native('npm', '^1.2.3 || 3.x'), 'vers:npm/>=1.2.3|<2.0.0|>=3.0.0|<4.0.0')
  assert.equal(native('npm', '*'), 'vers:npm/*')
  assert.equal(native('npm', '1.0.0 2.0.0'), 'range-malformed')
  assert.equal(native('npm', 'blerg'), 'range-malformed')
  assert.equal(native('gem', '~> 2.0.8, != 2.0.9'), 'vers:gem/>=2.0.8|!=2.0.9|<2.1')
  assert.equal(native('gem', '~> 2'), 'vers:gem/>=2|<3')
  assert.equal(native('pypi', '~=1.4.2, !=1.4.3'), 'vers:pypi/>=1.4.2|!=1.4.3|<1.5')
  assert.equal(native('pypi', '==1.4.*'), 'vers:pypi/>=1.4|<1.5')
  assert.equal(native('pypi', 'blerg'), 'range-malformed')
  assert.equal(native('maven', '[1.0,2.0),[3.0]'), 'vers:maven/>=1.0|<2.0|3.0')
  assert.equal(native('nuget', '(1.0, 2.0]'), 'vers:nuget/>1.0|<=2.0')
  assert.equal(native('nuget', '[1.0]'), 'vers:nuget/1.0')
  assert.equal(native('nuget', '1.0'), 'vers:nuget/>=1.0')
  assert.equal(native('nginx', '1.5.0+, 1.4.1+'), 'vers:nginx/>=1.4.1|<1.5.0|>=1.5.0')
  assert.equal(native('openssl', '3.0.0, 1.0.1b'), 'vers:openssl/1.0.1b|3.0.0')
  assert.equal(native('conan', '~2.5.1 || ^0.1.2'), 'vers:conan/>=0.1.2|<0.2-|>=2.5.1|<2.6-')
  assert.equal(native('toString', '1'), 'vers-type-unknown')
})

test('VERS readers never throw and end on hostile text', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('npm', 'gem', 'pypi', 'maven', 'nuget', 'nginx', 'openssl', 'conan'),
      (text, type) => {
        void parseVers(text)
        void readVers(`vers:${type}/${text}`)
        void versFromNative(type, text)
      },
    ),
    { numRuns: 2_000 },
  )
  for (const unit of ['|', '<1|', '%', '>=1|<2|', '1 ', '1,', '[1,2),', '~1||', '0.', '1-']) {
    const text = unit.repeat(200_000)
    assert.ok(!parseVers(`vers:deb/${text}`).ok)
    for (const type of ['npm', 'gem', 'pypi', 'maven', 'nuget', 'nginx', 'openssl', 'conan']) void versFromNative(type, text)
  }
})
