import assert from 'node:assert/strict'
import { test } from 'node:test'

import { checkModuleVersion, escapeModulePath, pseudoVersion } from './go-module.ts'

test('go module versions fit the major version of the path', () => {
  for (const [path, version] of [
    ['github.com/go-yaml/yaml', 'v1.0.0'],
    ['github.com/go-yaml/yaml', 'v2.0.0+incompatible'],
    ['github.com/go-yaml/yaml/v2', 'v2.1.0'],
    ['gopkg.in/yaml.v2', 'v2.0.0'],
    ['gopkg.in/yaml.v1', 'v0.0.0-20200101000000-abcdefabcdef'],
  ] as const)
    assert.ok(checkModuleVersion(path, version).ok, `${path} ${version}`)
  for (const [path, version] of [
    ['github.com/go-yaml/yaml', 'v2.0.0'],
    ['github.com/go-yaml/yaml/v2', 'v3.0.0'],
    ['github.com/go-yaml/yaml/v1', 'v1.0.0'],
    ['github.com/go-yaml/yaml', '1.0.0'],
    ['gopkg.in/yaml', 'v1.0.0'],
    ['yaml', 'v1.0.0'],
    ['Example.com/yaml', 'v1.0.0'],
    ['example.com//yaml', 'v1.0.0'],
    ['example.com/.yaml', 'v1.0.0'],
  ] as const)
    assert.ok(!checkModuleVersion(path, version).ok, `${path} ${version}`)
  assert.ok(!checkModuleVersion(`example.com/${'a/'.repeat(100_000)}`, 'v1.0.0').ok)
})

test('go module paths are escaped for case', () => {
  assert.deepEqual(escapeModulePath('github.com/GoogleCloudPlatform/omega'), {
    ok: true,
    value: 'github.com/!google!cloud!platform/omega',
  })
  assert.equal(escapeModulePath('github.com/a!b').ok, false)
})

test('go pseudo-versions follow the version before them, beyond 2^53', () => {
  assert.equal(pseudoVersion('v2', '', '20060102150405', 'hash'), 'v2.0.0-20060102150405-hash')
  assert.equal(
    pseudoVersion('', 'v1.2.99999999999999999', '20060102150405', 'hash'),
    'v1.2.100000000000000000-0.20060102150405-hash',
  )
  assert.equal(pseudoVersion('', 'v1.2.3-pre+m', '20060102150405', 'hash'), 'v1.2.3-pre.0.20060102150405-hash+m')
})
