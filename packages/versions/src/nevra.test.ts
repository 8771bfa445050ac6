import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { evrOf, parseNevra } from './nevra.ts'

test('parseNevra reads the forms of rpm, dnf and yum', () => {
  const read = (text: string): unknown => {
    const nevra = parseNevra(text)
    return nevra.ok
      ? [nevra.value.name, nevra.value.epoch, nevra.value.version, nevra.value.release, nevra.value.arch]
      : nevra.error.code
  }
  assert.deepEqual(read('openssl-libs-1:1.1.1k-9.el8_7.x86_64'), ['openssl-libs', '1', '1.1.1k', '9.el8_7', 'x86_64'])
  assert.deepEqual(read('1:openssl-libs-1.1.1k-9.el8_7.x86_64'), ['openssl-libs', '1', '1.1.1k', '9.el8_7', 'x86_64'])
  assert.deepEqual(read('bash-5.1.8-9.el9.src.rpm'), ['bash', undefined, '5.1.8', '9.el9', 'src'])
  assert.deepEqual(read('bash-5.1.8-9.el9'), ['bash', undefined, '5.1.8', '9.el9', undefined])
  assert.deepEqual(read('gpg-pubkey-fd431d51-4ae0493b'), ['gpg-pubkey', undefined, 'fd431d51', '4ae0493b', undefined])
  for (const text of ['', 'bash', 'bash-1', '-1-1', 'a--1', 'a-1-', '1:a-1:1-1.noarch', 'a b-1-1'])
    assert.equal(read(text), 'nevra-malformed')
})

test('evrOf gives the label that rpm compares', () => {
  const nevra = parseNevra('bash-5.1.8-9.el9.x86_64')
  assert.ok(nevra.ok)
  assert.equal(evrOf(nevra.value), '0:5.1.8-9.el9')
})

test('parseNevra never throws and ends on hostile text', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseNevra(text)))
  for (const unit of ['-', '1:', 'a.', '.rpm']) assert.ok(!parseNevra(unit.repeat(100_000)).ok)
})
