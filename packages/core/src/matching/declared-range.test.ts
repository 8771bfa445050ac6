import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Interval } from '@hygie/versions/range'
import type { SourcedClaim } from '../knowledge/facts.ts'
import { deviceKey } from '../product-names/maker.ts'
import { declaredIntervals, judgeDeclaredIntervals } from './declared-range.ts'

function effectOf(declared: string, intervals: readonly Interval[], status: SourcedClaim['status'] = 'affected'): string {
  const claim: SourcedClaim = {
    kind: 'claim',
    vulnerability: 'CVE-2020-1',
    product: deviceKey('Philips', 'Monitor'),
    range: { scheme: 'generic', intervals, versions: [] },
    status,
    source: 'cisa-csaf',
  }
  const wanted = declaredIntervals(declared)
  return wanted === undefined ? 'plain' : judgeDeclaredIntervals(declared, wanted, claim).effect
}

test('a bound is affected when all that it leaves open is, else unknown', () => {
  const below = [{ to: { version: '2.0', inclusive: false } }]
  assert.equal(effectOf('1.0', below), 'plain')
  assert.equal(effectOf('< 2.0', below), 'affected')
  assert.equal(effectOf('<2.0', below), 'affected')
  assert.equal(effectOf('<= 2.0', below), 'unknown')
  assert.equal(effectOf('< 1.9', below), 'affected')
  assert.equal(effectOf('< 2.1', below), 'unknown')
  assert.equal(effectOf('>= 1.0', below), 'unknown')
  assert.equal(effectOf('>= 3.0', [{ from: { version: '2.0', inclusive: true } }]), 'affected')
  assert.equal(
    effectOf('<= 1.5', [{ from: { version: '1.0', inclusive: true }, to: { version: '2.0', inclusive: false } }]),
    'unknown',
  )
  const series = [{ from: { version: 'D0', inclusive: true }, to: { version: 'D25', inclusive: true } }]
  assert.equal(effectOf('<= D25', series), 'affected')
  assert.equal(effectOf('<= D26', series), 'unknown')
  assert.equal(effectOf('<= E25', series), 'unknown')
  assert.equal(effectOf('< 9', [{}], 'notAffected'), 'notAffected')
  assert.equal(effectOf('< 9', [{}], 'unclear'), 'unknown')
})
