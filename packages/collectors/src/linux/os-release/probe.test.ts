import assert from 'node:assert/strict'
import { test } from 'node:test'
import { osRelease } from './probe.ts'

test('os-release: topics of Amazon Linux 2 that are on, without those of sources and symbols', () => {
  const { part } = osRelease.read(`=file /etc/os-release
|ID="amzn"
|VERSION_ID="2"

=file /etc/yum.repos.d/amzn2-extras.repo
|### This file is managed by amazon-linux-extras.
|[amzn2extra-docker]
|enabled = 1
|name = Amazon Extras repo for docker
|[amzn2extra-docker-source]
|enabled = 1
|[amzn2extra-kernel-5.15]
|enabled=1
|[amzn2extra-nginx1]
|enabled = 0
|[elsewhere]
|enabled = 1

`)
  assert.deepEqual(part.platform?.lineage, ['amazon:2+docker', 'amazon:2+kernel-5.15', 'amazon:2'])
})
