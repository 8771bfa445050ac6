import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { collectTargets, type CollectResult } from '../collect-targets.ts'
import { parseTarget } from '../targets.ts'
import { collectImages } from '../transports/image.ts'
import { dockerArchive, layoutTar, ociLayout, packed, sha256, tar, writeLayout, type Member } from './image.suite.ts'
import { imageLimits } from './limits.ts'

const AT = { collectedAt: '2026-11-24T10:00:00Z' }
const HOST = new URL('../../../../test/sample/host/', import.meta.url)
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hygie-image-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const all = async (text: string): Promise<readonly CollectResult[]> => Array.fromAsync(collectTargets([text], AT))
const keysOf = async (text: string): Promise<readonly string[]> => {
  const [result] = await all(text)
  assert.ok(result?.kind === 'inventory', JSON.stringify(result))
  return result.inventory.software.map(({ key }) => key)
}
const codeOf = async (path: string, limits = imageLimits): Promise<string> => {
  const collected = await collectImages(path, { ...AT, limits })
  return collected.ok ? 'ok' : collected.error.code
}

const STATUS = readFileSync(new URL('status', HOST), 'utf8')
const pkg = (name: string, version: string): string =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n\n`
const BASE: readonly Member[] = [
  { name: './', type: '5' },
  { name: 'usr/lib/os-release', content: readFileSync(new URL('os-release', HOST)) },
  { name: 'etc/os-release', type: '2', target: '../usr/lib/os-release' },
  { name: 'var/lib/dpkg/status', content: pkg('a', '1') },
]
const npm = (path: string, version: string): Member => ({
  name: `${path}/package.json`,
  content: JSON.stringify({ name: path.slice(path.lastIndexOf('/') + 1), version }),
})

test('the packages of a real host, in every form that an image is kept in', async () => {
  const base = tar([...BASE.slice(0, 3), { name: 'var/lib/dpkg/status', content: STATUS }])
  const app = tar([npm('opt/app/node_modules/lodash', '4.17.4')])
  const wanted = (STATUS.match(/^Package: /gm)?.length ?? 0) + 1
  const files: readonly (readonly [string, string])[] = [
    ['docker.tar', put('docker.tar', dockerArchive([base, app]))],
    ['docker.tar.gz', put('docker.tar.gz', gzipSync(dockerArchive([base, app])))],
    ['oci folder', writeLayout(join(folder, 'oci'), ociLayout([{ layers: [base, packed.gzip(app)] }]))],
    ['oci.tar', put('oci.tar', layoutTar(ociLayout([{ layers: [packed.gzip(base), packed.zstd(app)] }])))],
    ['oci.tar.gz', put('oci.tar.gz', gzipSync(layoutTar(ociLayout([{ layers: [packed.zstd(base), app] }]))))],
  ]
  for (const [form, path] of files) {
    const target = await parseTarget(path)
    assert.equal(target.ok && target.value.kind, 'image', form)
    const [result, ...others] = await all(path)
    assert.ok(result?.kind === 'inventory', form)
    assert.deepEqual(others, [])
    const { inventory } = result
    assert.equal(inventory.software.length, wanted, form)
    assert.deepEqual(inventory.platform.lineage, ['debian:12'], form)
    assert.equal(inventory.platform.architecture, 'amd64')
    assert.equal(inventory.software.find(({ key }) => key === 'npm:lodash@4.17.4')?.path, '/opt/app/node_modules/lodash', form)
    assert.equal(inventory.facts.get('image.layers')?.value, 2)
    assert.deepEqual(inventory.marks, [])
  }
  assert.deepEqual(readdirSync(folder).toSorted(), ['docker.tar', 'docker.tar.gz', 'oci', 'oci.tar', 'oci.tar.gz'])
})

test('later layers replace, hide and link', async () => {
  const layers = [
    [
      ...BASE,
      npm('opt/one/node_modules/kept', '1.0.0'),
      npm('opt/one/node_modules/gone', '1.0.0'),
      npm('opt/two/node_modules/below', '1.0.0'),
      npm('opt/three/node_modules/replaced', '1.0.0'),
      { name: 'opt/lib', type: '2', target: '/srv/lib' },
      { name: 'srv/lib/', type: '5' },
      { name: 'opt/file', content: 'x' },
    ],
    [
      { name: 'opt/one/node_modules/.wh.gone' },
      npm('opt/two/node_modules/above', '2.0.0'), // before the whiteout that hides what lies below
      { name: 'opt/two/.wh..wh..opq' },
      npm('opt/three/node_modules/replaced', '2.0.0'),
      npm('opt/lib/node_modules/led', '3.0.0'),
      npm('opt/file/node_modules/in-a-folder', '4.0.0'),
      { name: 'srv/node_modules/hard/package.json', type: '1', target: 'opt/one/node_modules/kept/package.json' },
      { name: 'var/lib/dpkg/status', content: pkg('a', '2') + pkg('b', '1') },
    ],
    [{ name: 'opt/one/node_modules/.wh.kept' }, { name: '.wh.never' }, { name: 'opt/one/.wh..wh..plnk', type: '5' }],
  ] as const satisfies readonly (readonly Member[])[]
  const path = put('i.tar', dockerArchive(layers.map((layer) => tar(layer))))
  assert.deepEqual(await keysOf(path), [
    'deb:a@2:amd64',
    'deb:b@1:amd64',
    'npm:above@2.0.0',
    'npm:hard@1.0.0',
    'npm:in-a-folder@4.0.0',
    'npm:led@3.0.0',
    'npm:replaced@2.0.0',
  ])
})

test('names that lead out of an image write nothing and are said', async () => {
  const path = put(
    'i.tar',
    dockerArchive([
      tar([
        ...BASE,
        npm('../../../opt/node_modules/evil', '1.0.0'),
        { name: 'opt/passwd', type: '1', target: '../../etc/passwd' },
        { name: 'opt/loop', type: '2', target: 'loop' },
        npm('opt/loop/node_modules/none', '1.0.0'),
        { name: 'opt/up', type: '2', target: '../../../../srv' },
        { name: 'srv/', type: '5' },
        npm('opt/up/node_modules/inside', '1.0.0'),
      ]),
    ]),
  )
  const [result] = await all(path)
  assert.ok(result?.kind === 'inventory')
  assert.deepEqual(
    result.inventory.software.map(({ key, path: at }) => [key, at]),
    [
      ['deb:a@1:amd64', undefined],
      ['npm:inside@1.0.0', '/srv/node_modules/inside'],
    ],
  )
  assert.ok(result.inventory.unknown.some(({ why }) => typeof why === 'string' && why.startsWith('3 members of its layers')))
})

test('of several platforms linux/amd64 is read, else the first, and it is said', async () => {
  const face = (version: string, architecture: string, os = 'linux') => ({
    layers: [tar([...BASE.slice(0, 3), { name: 'var/lib/dpkg/status', content: pkg('a', version) }])],
    platform: { os, architecture },
  })
  for (const [faces, wanted] of [
    [[face('1', 'arm64'), face('2', 'amd64'), face('3', 'unknown', 'unknown')], 'linux/amd64'],
    [[face('2', 's390x'), face('1', 'arm64')], 'linux/s390x'],
  ] as const) {
    const [result] = await all(put('i.tar', layoutTar(ociLayout(faces))))
    assert.ok(result?.kind === 'inventory')
    assert.equal(result.inventory.software[0]?.version, '2')
    assert.ok(result.inventory.unknown.some(({ why }) => typeof why === 'string' && why.includes(wanted)))
  }
})

test('several images in one archive are several inventories; equal layers may be links', async () => {
  const layer = tar(BASE)
  const config = Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', config: { User: 'app', Labels: { a: 'b' } } }))
  const path = put(
    'i.tar',
    tar([
      { name: 'x/layer.tar', content: layer },
      { name: 'y/layer.tar', type: '2', target: '../x/layer.tar' },
      { name: `${sha256(config)}.json`, content: config },
      {
        name: 'manifest.json',
        content: JSON.stringify(
          ['x', 'y'].map((id) => ({ Config: `${sha256(config)}.json`, RepoTags: [`${id}:1`], Layers: [`${id}/layer.tar`] })),
        ),
      },
    ]),
  )
  const results = await all(`image:${path}`)
  assert.deepEqual(
    results.map((result) =>
      result.kind === 'inventory'
        ? [
            result.target,
            result.inventory.name,
            result.inventory.software.length,
            result.inventory.facts.get('image.user')?.value,
          ]
        : result.error.code,
    ),
    [
      ['image:x:1', 'x:1', 1, 'app'],
      ['image:y:1', 'y:1', 1, 'app'],
    ],
  )
})

test('an archive of old Docker: repositories and parents', async () => {
  const [upper, lower] = ['a'.repeat(64), 'b'.repeat(64)]
  const path = put(
    'i.tar',
    tar([
      { name: `${upper}/json`, content: JSON.stringify({ id: upper, parent: lower, os: 'linux', architecture: 'amd64' }) },
      { name: `${upper}/layer.tar`, content: tar([npm('srv/node_modules/n', '1.0.0')]) },
      { name: `${lower}/json`, content: JSON.stringify({ id: lower }) },
      { name: `${lower}/layer.tar`, content: tar(BASE) },
      { name: 'repositories', content: JSON.stringify({ 'ward/app': { old: upper } }) },
    ]),
  )
  assert.deepEqual(await keysOf(path), ['deb:a@1:amd64', 'npm:n@1.0.0'])
})

test('an rpm database is read in memory, and one in write-ahead mode as well', async () => {
  for (const mode of ['delete', 'wal']) {
    const file = join(folder, `${mode}.sqlite`)
    const database = new DatabaseSync(file)
    database.exec(`pragma journal_mode=${mode}; create table Packages (hnum integer primary key, blob blob not null)`)
    database.prepare('insert into Packages values (1, ?)').run(Buffer.from('broken'))
    database.close()
    const layer = tar([BASE[1] ?? { name: '' }, { name: 'var/lib/rpm/rpmdb.sqlite', content: readFileSync(file) }])
    const [result] = await all(put('i.tar', dockerArchive([layer])))
    assert.ok(result?.kind === 'inventory')
    assert.ok(
      result.inventory.unknown.some(({ why }) => typeof why === 'string' && why.includes('1 headers cannot be read')),
      JSON.stringify(result.inventory.unknown),
    )
  }
})

test('a part that is not what its digest says refuses the image', async () => {
  const layer = packed.gzip(tar(BASE))
  const layout = ociLayout([{ layers: [layer] }])
  const changed = (name: string, bytes: Buffer): Promise<string> =>
    codeOf(put('i.tar', layoutTar(new Map([...layout, [name, bytes]]))))
  const blob = `blobs/sha256/${sha256(layer)}`
  assert.equal(await changed(blob, layer), 'ok')
  assert.equal(await changed(blob, packed.gzip(tar([...BASE, { name: 'x' }]))), 'image-digest')
  assert.equal(await changed(blob, Buffer.concat([layer, Buffer.from('x')])), 'image-digest')
  for (const [name, bytes] of layout)
    if (name.startsWith('blobs/') && name !== blob)
      assert.equal(await changed(name, Buffer.concat([bytes, Buffer.from(' ')])), 'image-digest')
  const archive = dockerArchive([tar(BASE)])
  archive.write('Package: b', archive.indexOf('Package: a'))
  assert.equal(await codeOf(put('d.tar', archive)), 'image-digest')
})

test('bounds: layers, files, bytes unpacked, bytes kept, documents', async () => {
  const layer = tar(BASE)
  const path = put('i.tar', dockerArchive([layer, layer]))
  const bomb = put(
    'b.tar',
    layoutTar(ociLayout([{ layers: [packed.gzip(Buffer.concat([tar(BASE), Buffer.alloc(50_000_000)]))] }])),
  )
  assert.equal(await codeOf(path), 'ok')
  assert.equal(await codeOf(path, { ...imageLimits, layersMax: 1 }), 'image-large')
  assert.equal(await codeOf(path, { ...imageLimits, entriesMax: 7 }), 'image-large')
  assert.equal(await codeOf(path, { ...imageLimits, documentBytesMax: 10 }), 'image-large')
  assert.equal(await codeOf(bomb, { ...imageLimits, unpackedBytesMax: 10_000_000 }), 'image-large')
  const kept = await collectImages(path, { ...AT, limits: { ...imageLimits, keptBytesMax: 20 } })
  assert.ok(kept.ok)
  assert.match(kept.value[0]?.evidence.probes[0]?.output ?? '', /2 files were not read/)
})

test('what is no image, or a broken one, is an error value', async () => {
  const layer = tar(BASE)
  const whole = dockerArchive([layer])
  for (const [content, code] of [
    [tar([{ name: 'index.json', content: '{}' }]), 'image-none'],
    [tar([{ name: 'manifest.json', content: '[]' }]), 'image-none'],
    [tar([{ name: 'manifest.json', content: '{}' }]), 'image-manifest'],
    [tar([{ name: 'manifest.json', content: '[{"Config":"c.json"}]' }]), 'image-missing'],
    [tar([{ name: 'manifest.json', content: '[' }]), 'json-syntax'],
    [tar([]), 'image-none'],
    ['no tar at all, however long this text may be', 'tar-cut'],
    [Buffer.alloc(600, 1), 'tar-checksum'],
    [gzipSync(whole).subarray(0, 200), 'image-packed'],
    [layoutTar(ociLayout([{ layers: [Buffer.from('fd377a585a00', 'hex')] }])), 'image-layer-packing'],
    [layoutTar(ociLayout([{ layers: [packed.gzip(layer).subarray(0, 90)] }])), 'image-layer'],
    [layoutTar(ociLayout([{ layers: [layer.subarray(0, 1_900)] }])), 'tar-cut'],
  ] as const)
    assert.equal(await codeOf(put('i.tar', content)), code)
  assert.equal(await codeOf(join(folder, 'none')), 'image-missing')
  assert.equal(await codeOf(folder), 'image-none')
})

test('no cut or changed archive makes the reader throw, or invent a package', async () => {
  const whole = dockerArchive([tar(BASE), tar([npm('opt/node_modules/n', '1.0.0')])])
  const known = new Set(['deb:a@1:amd64', 'npm:n@1.0.0'])
  const check = async (bytes: Buffer): Promise<void> => {
    const [result] = await all(`image:${put('i.tar', bytes)}`)
    if (result?.kind === 'inventory') for (const { key } of result.inventory.software) assert.ok(known.has(key), key)
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), async (end) => check(whole.subarray(0, end))),
    { numRuns: 60 },
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => check(Buffer.from(whole).fill(byte, at, at + 1))),
    { numRuns: 60 },
  )
})
