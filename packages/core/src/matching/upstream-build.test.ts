import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Platform, Software } from '../inventory/inventory.ts'
import { lookupsOf } from './software-lookups.ts'

const PLATFORM: Platform = { family: 'linux', id: 'debian', release: '10', architecture: 'amd64', lineage: ['debian:10'] }

/** Versions as the makers' repositories and the distributions list them. */
const CASES: readonly (readonly [origin: 'dpkg' | 'rpm', name: string, version: string, source: string, keys: string])[] = [
  ['dpkg', 'postgresql-client-13', '13.2-1.pgdg100+1', 'postgresql-13', 'cpe:a:postgresql:postgresql 13.2'],
  ['dpkg', 'postgresql-9.6', '9.6.24-1.pgdg90+1', '', 'cpe:a:postgresql:postgresql 9.6.24'],
  ['rpm', 'postgresql13-server', '13.2-1PGDG.rhel8', 'postgresql13', 'cpe:a:postgresql:postgresql 13.2'],
  ['dpkg', 'nodejs', '18.20.0-1nodesource1', '', 'cpe:a:nodejs:node.js 18.20.0'],
  ['dpkg', 'nodejs', '16.13.0-deb-1nodesource1', '', 'cpe:a:nodejs:node.js 16.13.0'],
  ['rpm', 'nodejs', '2:20.5.1-1nodesource', '', 'cpe:a:nodejs:node.js 20.5.1'],
  ['dpkg', 'nginx', '1.24.0-1~bookworm', '', 'cpe:a:f5:nginx 1.24.0, cpe:a:nginx:nginx 1.24.0'],
  ['dpkg', 'mariadb-server', '1:10.11.6+maria~deb12', 'mariadb', 'cpe:a:mariadb:mariadb 10.11.6'],
  [
    'dpkg',
    'mysql-community-server',
    '8.0.33-1debian11',
    'mysql-community',
    'cpe:a:oracle:mysql 8.0.33, cpe:a:oracle:mysql_server 8.0.33',
  ],
  ['dpkg', 'google-chrome-stable', '120.0.6099.109-1', '', 'cpe:a:google:chrome 120.0.6099.109'],
  // The distribution's own, and rebuilds of it.
  ['dpkg', 'postgresql-11', '11.22-0+deb10u1', '', 'deb:debian:10:postgresql-11 11.22-0+deb10u1'],
  ['dpkg', 'nginx', '1.22.1-9~bpo11+1', '', 'deb:debian:10:nginx 1.22.1-9~bpo11+1'],
  ['dpkg', 'nodejs', '12.22.12~dfsg-1~deb11u4', '', 'deb:debian:10:nodejs 12.22.12~dfsg-1~deb11u4'],
]

for (const [origin, name, version, source, keys] of CASES) {
  test(`${name} ${version} is looked up as ${keys}`, () => {
    const software: Software = {
      key: `${origin}/${name}`,
      origin,
      name,
      version,
      ...(source !== '' && { source: { name: source, version } }),
    }
    const lookups = lookupsOf(software, PLATFORM).filter(({ key }) => !key.startsWith('deb-binary:'))
    assert.equal(lookups.map((lookup) => `${lookup.key} ${lookup.version}`).join(', '), keys)
  })
}
