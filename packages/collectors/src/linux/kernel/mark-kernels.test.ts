import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Software, SoftwareOrigin } from '@hygie/core/inventory/inventory'
import { markKernels } from './mark-kernels.ts'

const software = (origin: SoftwareOrigin, name: string, version: string, architecture = 'x86_64'): Software => ({
  key: `${origin}:${name}@${version}`,
  name,
  version,
  origin,
  architecture,
})

const CASES: readonly (readonly [running: string, item: Software, wanted: Software['kernel']])[] = [
  ['6.1.0-21-amd64', software('dpkg', 'linux-image-6.1.0-21-amd64', '6.1.90-1', 'amd64'), 'running'],
  ['6.1.0-21-amd64', software('dpkg', 'linux-image-6.1.0-18-amd64', '6.1.76-1', 'amd64'), 'installed'],
  ['6.1.0-21-amd64', software('dpkg', 'linux-image-amd64', '6.1.90-1', 'amd64'), undefined],
  ['6.1.0-21-amd64', software('dpkg', 'linux-libc-dev', '6.1.90-1', 'amd64'), undefined],
  ['6.1.0-21-amd64', software('dpkg', 'linux-headers-6.1.0-21-amd64', '6.1.90-1', 'amd64'), undefined],
  ['5.15.0-91-generic', software('dpkg', 'linux-image-unsigned-5.15.0-91-generic', '5.15.0-91.101', 'amd64'), 'running'],
  ['5.15.0-91-generic', software('dpkg', 'linux-modules-extra-5.15.0-91-generic', '5.15.0-91.101', 'amd64'), 'running'],
  ['6.5.13-5-pve', software('dpkg', 'proxmox-kernel-6.5.13-5-pve-signed', '6.5.13-5', 'amd64'), 'running'],
  ['5.14.0-427.13.1.el9_4.x86_64', software('rpm', 'kernel-core', '5.14.0-427.13.1.el9_4'), 'running'],
  ['5.14.0-427.13.1.el9_4.x86_64', software('rpm', 'kernel-core', '5.14.0-362.8.1.el9_3'), 'installed'],
  ['5.14.0-427.13.1.el9_4.x86_64', software('rpm', 'kernel-headers', '5.14.0-427.13.1.el9_4'), undefined],
  ['5.14.0-427.13.1.rt14.298.el9_4.x86_64+rt', software('rpm', 'kernel-rt-core', '5.14.0-427.13.1.rt14.298.el9_4'), 'running'],
  ['2.6.18-398.el5', software('rpm', 'kernel', '2.6.18-398.el5'), 'running'],
  ['2.6.18-398.el5PAE', software('rpm', 'kernel-PAE', '2.6.18-398.el5', 'i686'), 'running'],
  ['5.14.21-150500.55.39-default', software('rpm', 'kernel-default', '5.14.21-150500.55.39.1'), 'running'],
  ['5.14.21-150500.55.39-default', software('rpm', 'kernel-default', '5.14.21-150500.55.36.1'), 'installed'],
  ['6.6.31-0-lts', software('apk', 'linux-lts', '6.6.31-r0'), 'running'],
  ['6.9.1-arch1-1', software('alpm', 'linux', '6.9.1.arch1-1'), 'running'],
  ['6.6.31-1-lts', software('alpm', 'linux-lts', '6.6.31-1'), 'running'],
  ['6.6.31-1-lts', software('language', 'linux-image-6.6.31-1-lts', '1'), undefined],
]
for (const [running, item, wanted] of CASES)
  test(`kernel ${item.name} ${item.version} under ${running}: ${wanted ?? 'no kernel'}`, () => {
    assert.equal(markKernels([item], running)[0]?.kernel, wanted)
  })

test('without a running release every kernel is unknown', () => {
  assert.equal(markKernels([software('rpm', 'kernel-core', '5.14.0-427.13.1.el9_4')], undefined)[0]?.kernel, 'unknown')
})
