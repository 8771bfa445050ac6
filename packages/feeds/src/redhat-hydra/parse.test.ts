import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainRange } from '@hygie/versions/contains'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (more: object) => gather(feed, 'redhat/hydra/cve/CVE-2024-0001', JSON.stringify({ name: 'CVE-2024-0001', ...more }))
const claims = async (more: object) =>
  ofKind(await read(more), 'claim').map(({ product, status, range }) => `${product} ${status} ${explainRange(range)}`)
const RHEL8 = 'cpe:/o:redhat:enterprise_linux:8'

test('redhat-hydra: states of packages, one word each', async () => {
  const state = (fix_state: string, package_name = 'a', cpe = RHEL8) => ({ fix_state, package_name, cpe })
  assert.deepEqual(
    await claims({
      package_state: [
        state('Will not fix'),
        state('Out of support scope'),
        state('Affected'),
        state('Fix deferred'),
        state('Not affected'),
        state('New'),
        state('Will not fix', 'gimp:flatpak/ghostscript'),
        state('Not affected', 'a', 'cpe:/a:redhat:satellite:6'),
      ],
    }),
    [
      'srpm:rhel:8:a willNotFix every version',
      'srpm:rhel:8:a endOfLife every version',
      'srpm:rhel:8:a affected every version',
      'srpm:rhel:8:a affected every version',
      'srpm:rhel:8:a notAffected every version',
      'srpm:rhel:8:a underInvestigation every version',
      'srpm:rhel:8+gimp@flatpak:ghostscript willNotFix every version',
    ],
  )
  assert.equal(ofKind(await read({ package_state: [state('Perhaps')] }), 'rejection')[0]?.error.code, 'hydra-state')
})

test('redhat-hydra: fixes keep their epoch; modules, containers and other texts have no comparable version', async () => {
  const fix = (text: string, cpe = RHEL8) => ({ package: text, cpe, advisory: 'RHSA-2024:0001' })
  assert.deepEqual(
    await claims({
      affected_release: [
        fix('bind-32:9.11.36-5.el8'),
        fix('libwebp-0:1.0.0-7.el8_2.1', 'cpe:/a:redhat:rhel_aus:8.2::appstream'),
        fix('nodejs-1:18.1-1.module+el8.9.0+1'),
        fix('nodejs:18-8080020230718110053.63b34585'),
        fix('openshift4/x:v4.1'),
      ],
    }),
    ['srpm:rhel:8:bind affected < 32:9.11.36-5.el8', 'srpm:rhel:8+aus-8.2:libwebp affected < 0:1.0.0-7.el8_2.1'],
  )
})

test('redhat-hydra: both lists may be absent, file names come in both cases', async () => {
  assert.deepEqual(
    (await read({ threat_severity: 'Low' })).map(({ kind }) => kind),
    ['vulnerability', 'score'],
  )
  for (const name of ['CVE-2017-3509.gz', 'cve-2021-25220.json.gz']) assert.ok(feed.accepts(`redhat/hydra/cve/${name}`))
  assert.ok(!feed.accepts('redhat/hydra/cve/readme.md'))
})
