import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

async function claims(statement: object): Promise<readonly string[]> {
  const products = ['arch=source&distro=jammy', 'arch=amd64&distro=jammy', 'arch=source&distro=esm-infra/xenial'].map(
    (place) => ({ '@id': `pkg:deb/ubuntu/a@1:2.0-1?${place}` }),
  )
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [{ vulnerability: { name: 'CVE-2024-0001' }, products, ...statement }],
  }
  return claimLines(await parsed(feed, 'x', JSON.stringify(document)))
}

test('ubuntu-vex: fixed says from which version on; binary packages are left out; distro is the line', async () => {
  assert.deepEqual(await claims({ status: 'fixed' }), [
    'CVE-2024-0001 deb:ubuntu:22.04:a >= 1:2.0-1 notAffected',
    'CVE-2024-0001 deb:ubuntu:16.04+esm-infra:a >= 1:2.0-1 notAffected',
  ])
})

test('ubuntu-vex: a package that does not exist is no claim', async () => {
  assert.deepEqual(await claims({ status: 'not_affected', justification: 'component_not_present' }), [])
  assert.equal(
    (await claims({ status: 'not_affected', justification: 'vulnerable_code_not_present' }))[0],
    'CVE-2024-0001 deb:ubuntu:22.04:a every version notAffected',
  )
})

test('ubuntu-vex: prose tells what will never be fixed', async () => {
  const status = async (words: string): Promise<string | undefined> =>
    (await claims({ status: 'affected', action_statement: words }))[0]?.split(' ').at(-1)
  assert.equal(await status('the Ubuntu Security Team decided to not fix it.'), 'willNotFix')
  assert.equal(await status('This package (for the given release) is no longer supported.'), 'endOfLife')
  assert.equal(await status('This package is vulnerable.'), 'affected')
})
