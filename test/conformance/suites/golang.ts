import { canonicalGoVersion } from '@hygie/versions/go'
import { checkModuleVersion, escapeModulePath, pseudoVersion } from '@hygie/versions/go-module'
import { compareText } from '@hygie/versions/order'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readTable } from '../tables.ts'

/** The tests of golang.org/x/mod. */
export const suite: Suite = { name: 'golang', cases, deviations: [] }

async function* cases(directory: string): AsyncIterable<Outcome> {
  const versions = readTable(directory, 'semver-canonical')
  for (const { version = '', canonical } of versions)
    yield outcome(`canonical ${version}`, canonical, canonicalGoVersion(version) ?? '')
  const readable = versions.filter(({ canonical }) => canonical !== '')
  for (const [index, { version: later = '' }] of readable.entries()) {
    const earlier = readable[index - 1]?.['version']
    if (earlier === undefined) continue
    const order = compareText('go', earlier, later)
    yield outcome(`order ${earlier} <= ${later}`, true, order.ok ? order.value <= 0 : order.error.message)
  }
  for (const { major = '', older = '', pseudo } of readTable(directory, 'pseudo-version')) {
    yield outcome(`pseudo-version ${major} ${older}`, pseudo, pseudoVersion(major, older, '20060102150405', 'hash'))
  }
  for (const { path = '', version = '', ok } of readTable(directory, 'module-check')) {
    yield outcome(`check ${path} ${version}`, ok, String(checkModuleVersion(path, version).ok))
  }
  for (const { path = '', escaped } of readTable(directory, 'module-escape')) {
    const got = escapeModulePath(path)
    yield outcome(`escape ${path}`, escaped, got.ok ? got.value : got.error.message)
  }
}
