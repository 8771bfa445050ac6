import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { collectTargets, type CollectResult } from './collect-targets.ts'
import { parseTarget } from './targets.ts'

const AT = { collectedAt: '2026-11-24T10:00:00Z' }
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hygie-targets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}
const kindOf = async (text: string): Promise<string> => {
  const target = await parseTarget(text, 'me')
  return target.ok ? target.value.kind : target.error.code
}
const evidence = (name: string): string =>
  JSON.stringify({
    format: 'hygie.evidence/1',
    collectedAt: AT.collectedAt,
    collector: { name: 'hygie', version: '' },
    target: name,
    probes: [
      {
        probe: 'linux.dpkg',
        status: 'ok',
        durationMs: 1,
        output: `#query\nopenssl\t1.1.1n-0+deb11u3\tamd64\tinstall ok installed\t\n`,
      },
    ],
  })
const STATUS = 'Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.1.1n-0+deb11u3\n'
const all = async (targets: readonly string[], more: object = {}): Promise<readonly CollectResult[]> =>
  Array.fromAsync(collectTargets(targets, { ...AT, ...more }))

test('targets by their kind', async () => {
  for (const [text, wanted] of [
    ['local', 'local'],
    ['rootfs:/x', 'rootfs'],
    ['ssh:pacs01', 'ssh'],
    ['ssh:root@[2001:db8::1]:2222', 'ssh'],
    ['ssh:-oProxyCommand=x', 'target-ssh'],
    ['ssh:a b', 'target-ssh'],
    ['ssh:h:99999', 'target-ssh'],
    ['winrm:h', 'target-later'],
    ['snmp:h', 'target-later'],
    ['image:f', 'image'],
    ['systeminfo:f', 'systeminfo'],
    ['purl:pkg:npm/a@1', 'purl'],
    ['pkg:npm/a@1', 'purl'],
    ['sbom:', 'target-empty'],
    ['', 'target-empty'],
    ['nothing-here', 'target-missing'],
  ] as const)
    assert.equal(await kindOf(text), wanted, text)
  const ssh = await parseTarget('ssh:pacs01', 'me')
  assert.deepEqual(ssh.ok && ssh.value.kind === 'ssh' ? ssh.value.host : undefined, { host: 'pacs01', port: 22, user: 'me' })
})

test('a plain path by what it holds', async () => {
  for (const [name, content, wanted] of [
    ['a', evidence('x'), 'evidence'],
    ['b.gz', gzipSync(evidence('x')), 'evidence'],
    ['c', `hygie.evidence-text/1 ${'a'.repeat(32)}\n`, 'evidence'],
    ['d', '{"bomFormat": "CycloneDX"}', 'sbom'],
    ['e', 'SPDXVersion: SPDX-2.3\n', 'sbom'],
    ['f', STATUS, 'dpkg'],
    ['yarn.lock', '# yarn\n', 'lockfile'],
    ['g.csv', 'product;version\n', 'declared'],
    ['h', 'pkg:npm/a@1\n', 'purl'],
    ['i', 'hello', 'target-unknown'],
    ['j', gzipSync(Buffer.alloc(100 * 1_048_576)), 'target-unknown'],
  ] as const)
    assert.equal(await kindOf(put(name, content)), wanted, name)
  put('system/etc/os-release', 'ID=debian')
  assert.equal(await kindOf(join(folder, 'system')), 'rootfs')
  put('project/package-lock.json', '{}')
  assert.equal(await kindOf(join(folder, 'project')), 'lockfiles')
})

test('a package list is judged by the os-release beside it', async () => {
  const path = put('status', STATUS)
  const [without] = await all([`dpkg:${path}`])
  assert.ok(without?.kind === 'inventory')
  assert.deepEqual(without.inventory.platform.lineage, [])
  assert.equal(without.inventory.unknown.length, 1)
  const [beside] = await all([`dpkg:${path}`], { osReleaseFile: put('os-release', 'ID=debian\nVERSION_ID=11') })
  assert.ok(beside?.kind === 'inventory')
  assert.deepEqual(beside.inventory.platform.lineage, ['debian:11'])
  assert.deepEqual(
    beside.inventory.software.map(({ key }) => key),
    ['deb:openssl@1.1.1n-0+deb11u3:amd64'],
  )
})

test('declared lists in French and English, one asset each', async () => {
  const csv = put(
    'liste.csv',
    Buffer.from(
      'Produit;Version;\u00c9diteur;\u00c9quipement;Site\nOrthanc;1.9.7;Orthanc;pacs-1;Nord\nOpenSSL;;OpenSSL;pacs-1;Nord\nSyngo;VB10;Siemens;ct-1;Sud\n',
      'latin1',
    ),
  )
  const yaml = put('list.yaml', '- product: Orthanc\n  version: 1.10\n  vendor: Orthanc\n')
  const results = await all([`declared:${csv}`, `declared:${yaml}`], { concurrency: 1 })
  const seen = results.map((result) =>
    result.kind === 'inventory'
      ? [
          result.inventory.name,
          result.inventory.software.map(({ key }) => key),
          result.inventory.unknown.length,
          result.inventory.facts.get('declared.site')?.value,
        ]
      : result.error.code,
  )
  assert.deepEqual(seen, [
    ['pacs-1', ['product:Orthanc:Orthanc@1.9.7'], 1, 'Nord'],
    ['ct-1', ['product:Siemens:Syngo@VB10'], 0, 'Sud'],
    ['list.yaml', ['product:Orthanc:Orthanc@1.10'], 0, undefined],
  ])
  const [bad] = await all([`declared:${put('bad.csv', 'a,b\n1,2\n')}`])
  assert.equal(bad?.kind === 'failure' ? bad.error.code : 'ok', 'declared-columns')
})

test('thousands of files at once: each gives one result, failures are results, the number in work is bounded', async () => {
  for (let index = 0; index < 2_000; index += 1)
    put(`many/${index}.json`, index % 100 === 0 ? 'broken' : evidence(`host-${index}`))
  let progress = 0
  let most = 0
  let inventories = 0
  let failures = 0
  for await (const result of collectTargets([`evidence:${join(folder, 'many')}`], {
    ...AT,
    concurrency: 4,
    onProgress: (done, known) => {
      progress = done
      most = Math.max(most, known - done)
    },
  })) {
    if (result.kind === 'inventory') inventories += 1
    else failures += 1
  }
  assert.deepEqual([inventories, failures, progress], [1_980, 20, 2_000])
  assert.ok(most <= 8, `${most} in work`)
})

test('collection ends when told', async () => {
  for (let index = 0; index < 50; index += 1) put(`many/${index}.json`, evidence(`host-${index}`))
  const stop = new AbortController()
  let seen = 0
  for await (const _result of collectTargets([`evidence:${join(folder, 'many')}`], {
    ...AT,
    concurrency: 2,
    signal: stop.signal,
  })) {
    seen += 1
    stop.abort()
  }
  assert.ok(seen < 10, `${seen} results`)
})

test('several package URLs may stand in one target, with and without its kind', async () => {
  for (const text of ['purl:pkg:npm/a@1,pkg:npm/b@2', 'pkg:npm/a@1,pkg:npm/b@2', 'pkg:npm/a@1 pkg:npm/b@2']) {
    const target = await parseTarget(text)
    assert.ok(target.ok && target.value.kind === 'purl')
    assert.deepEqual(target.value.purls, ['pkg:npm/a@1', 'pkg:npm/b@2'], text)
  }
})

test('a list of package URLs is read to its end', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `pkg:npm/package-of-some-length-${index}@1.0.0`)
  for (const path of [put('list.txt', lines.join('\n')), put('list.txt.gz', gzipSync(lines.join('\n')))]) {
    const [result] = await all([path])
    assert.ok(result?.kind === 'inventory')
    assert.equal(result.inventory.software.length, 5000)
  }
})

test('pipes and devices are refused instead of waited for', async (t) => {
  if (process.platform === 'win32') return t.skip('no pipes in folders')
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  for (const text of [
    pipe,
    `sbom:${pipe}`,
    `evidence:${pipe}`,
    `dpkg:${pipe}`,
    `lockfile:${pipe}`,
    'sbom:/dev/zero',
    '/dev/zero',
  ]) {
    const [result] = await all([text])
    assert.ok(result?.kind === 'failure', text)
    assert.match(result.error.message, /is no file|neither a file nor a folder/)
  }
})

test('nothing found is said as such', async () => {
  mkdirSync(join(folder, 'empty'))
  for (const [text, wanted] of [
    [`evidence:${folder}/empty`, /no file of this kind lies in the folder/],
    [`sbom:${folder}/*.none`, /no file matches/],
    [`sbom:${folder}/none.json`, /there is no /],
  ] as const) {
    const [result] = await all([text])
    assert.ok(result?.kind === 'failure')
    assert.match(result.error.message, wanted)
  }
})
