import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { Inventory } from '@hygie/core/inventory/inventory'
import { collectTargets } from '../collect-targets.ts'
import { readNmap, type NmapReading } from './read-nmap.ts'
import { looksLikeNmap } from './recognise-nmap.ts'

const CONTEXT = { target: 'nmap:scan.xml', collectedAt: '2026-11-24T10:00:00Z' }
const SAMPLES = new URL('samples/', import.meta.url)
const SHARED = new URL('../../../../../shared/quality/', import.meta.url)

const bytesOf = (url: URL): Buffer => {
  const bytes = readFileSync(url)
  return url.pathname.endsWith('.gz') ? gunzipSync(bytes) : bytes
}
const read = (text: string | Buffer): NmapReading => {
  const reading = readNmap(Buffer.from(text), CONTEXT)
  assert.ok(reading.ok, JSON.stringify(reading))
  return reading.value
}
const one = (host: string): Inventory => {
  const [inventory] = read(`<nmaprun start="1700000000">${host}</nmaprun>`).inventories
  assert.ok(inventory !== undefined)
  return inventory
}
const host = (ports: string, more = ''): string =>
  `<host endtime="1700000100"><status state="up" reason="syn-ack"/><address addr="10.0.0.7" addrtype="ipv4"/>${more}<ports>${ports}</ports></host>`
const port = (number: number, service: string, state = 'open', inside = ''): string =>
  `<port protocol="tcp" portid="${number}"><state state="${state}" reason="syn-ack"/><service ${service}/>${inside}</port>`

test('a scan of two hosts: ports, marks, claims', () => {
  const { inventories, problems } = read(bytesOf(new URL('full-scan.xml.gz', SAMPLES)))
  assert.deepEqual(problems, [])
  assert.deepEqual(
    inventories.map(({ name, target, collectedAt, marks, platform, software, ports }) => ({
      name,
      target,
      collectedAt,
      marks,
      family: platform.family,
      lineage: platform.lineage,
      software: software.map(({ key, evidence, cpe }) => [key, evidence, cpe]),
      ports: ports.map((item) => item.port),
    })),
    [
      {
        name: '192.168.1.1',
        target: 'nmap:scan.xml#192.168.1.1',
        collectedAt: '2014-05-08T21:37:30.000Z',
        marks: [{ kind: 'ip', value: '192.168.1.1' }],
        family: 'network',
        lineage: [],
        software: [['banner:sagem router telnetd@', 'weak', undefined]],
        ports: [23, 80, 443, 992, 8080, 8443],
      },
      {
        name: '192.168.1.4',
        target: 'nmap:scan.xml#192.168.1.4',
        collectedAt: '2014-05-08T21:37:21.000Z',
        marks: [{ kind: 'ip', value: '192.168.1.4' }],
        family: 'linux',
        lineage: ['ubuntu:12.04'],
        software: [
          ['banner:apache httpd@2.2.22', 'weak', undefined],
          ['deb:openssh-server@1:5.9p1-5ubuntu1', 'weak', undefined],
        ],
        ports: [22, 80, 111],
      },
    ],
  )
})

test('hosts that are down, or only taken to be up, are no assets', () => {
  const scan = (status: string, ports = ''): number =>
    read(`<nmaprun><host><status ${status}/><address addr="10.0.0.1" addrtype="ipv4"/><ports>${ports}</ports></host></nmaprun>`)
      .inventories.length
  assert.equal(scan('state="down" reason="no-response"'), 0)
  assert.equal(scan('state="up" reason="user-set"'), 0)
  assert.equal(scan('state="up" reason="user-set"', port(22, 'name="ssh" method="table" conf="3"')), 1)
  assert.equal(scan('state="up" reason="echo-reply"'), 1)
})

test('what nmap guesses by the number of a port is no software; closed and filtered ports are not open', () => {
  const inventory = one(
    host(
      port(22, 'name="ssh" product="OpenSSH" version="7.4" method="table" conf="3"') +
        port(80, 'name="http" product="Apache httpd" version="2.4.49" method="probed" conf="5"') +
        port(443, 'name="https" product="nginx" version="1.2.3" method="probed" conf="10"', 'closed') +
        port(0, 'name="zero" method="table" conf="3"') +
        port(99_999, 'name="none" method="table" conf="3"'),
    ),
  )
  assert.deepEqual(inventory.software, [])
  assert.deepEqual(
    inventory.ports.map((item) => item.port),
    [22, 80, 0],
  )
})

test('a CPE name only with its exact version, and not for what a distribution built', () => {
  const claim = (service: string, cpe: string): string | undefined =>
    one(
      host(
        port(80, `name="http" method="probed" conf="10" ${service}`, 'open').replace(
          '/></port>',
          `><cpe>${cpe}</cpe></service></port>`,
        ),
      ),
    ).software[0]?.cpe
  assert.equal(
    claim('product="Apache httpd" version="2.4.49"', 'cpe:/a:apache:http_server:2.4.49'),
    'cpe:2.3:a:apache:http_server:2.4.49:*:*:*:*:*:*:*',
  )
  assert.equal(claim('product="Apache httpd"', 'cpe:/a:apache:http_server'), undefined)
  assert.equal(claim('product="Samba smbd" version="3.X - 4.X"', 'cpe:/a:samba:samba:3'), undefined)
  assert.equal(
    claim('product="Apache httpd" version="2.4.49" extrainfo="(Debian)"', 'cpe:/a:apache:http_server:2.4.49'),
    undefined,
  )
})

test('the distribution is told by its own builds, when all of them agree', () => {
  const ssh = (version: string, number = 22): string =>
    port(number, `name="ssh" product="OpenSSH" version="${version}" method="probed" conf="10"`)
  const certain = one(host(ssh('9.2p1 Debian 2+deb12u3')))
  assert.deepEqual([certain.platform.lineage, certain.software[0]?.key], [['debian:12'], 'deb:openssh-server@1:9.2p1-2+deb12u3'])
  const torn = one(host(ssh('9.2p1 Debian 2+deb12u3') + ssh('8.9p1 Ubuntu 3ubuntu0.10', 2222)))
  assert.deepEqual([torn.platform.id, torn.platform.lineage], ['', []])
  assert.ok(torn.unknown.some(({ why }) => why === 'services claim different systems: debian:12 and ubuntu:22.04'))
  const banner = port(
    22,
    'name="ssh" method="table" conf="3"',
    'open',
    '<script id="banner" output="SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.10"/>',
  )
  assert.deepEqual(one(host(banner)).platform.lineage, ['ubuntu:22.04'])
})

test('marks: addresses and names that tell assets apart', () => {
  const { marks, name } = one(
    host(
      '',
      '<address addr="00:1F:3C:87:66:50" addrtype="mac" vendor="Intel"/><address addr="fe80::1" addrtype="ipv6"/><hostnames>' +
        '<hostname name="localhost" type="PTR"/><hostname name="PACS01" type="user"/><hostname name="pacs01.Ward.example" type="PTR"/><hostname name="a b"/></hostnames>',
    ),
  )
  assert.equal(name, 'PACS01')
  assert.deepEqual(marks, [
    { kind: 'ip', value: '10.0.0.7' },
    { kind: 'mac', value: '00:1f:3c:87:66:50' },
    { kind: 'ip', value: 'fe80::1' },
    { kind: 'hostname', value: 'pacs01' },
    { kind: 'fqdn', value: 'pacs01.ward.example' },
  ])
})

test('a scan that was broken off gives the hosts that were done, wherever it was cut', () => {
  const whole = bytesOf(new URL('full-scan.xml.gz', SAMPLES)).toString('utf8')
  const known = new Set(read(whole).inventories.map((inventory) => JSON.stringify(inventory)))
  const at = whole.lastIndexOf('<host ') + 20
  const { inventories, problems } = read(whole.slice(0, at))
  assert.deepEqual([inventories.length, problems[0]?.code], [1, 'nmap-unfinished'])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (end) => {
      const reading = readNmap(Buffer.from(whole.slice(0, end)), CONTEXT)
      if (reading.ok) for (const inventory of reading.value.inventories) assert.ok(known.has(JSON.stringify(inventory)))
      else assert.equal(reading.error.code, 'nmap-none')
    }),
    { numRuns: 40 },
  )
})

test('a document type is never fetched; one with a subset, or another document, is refused', () => {
  const body = `<nmaprun>${host(port(22, 'name="ssh" method="table" conf="3"'))}</nmaprun>`
  for (const type of [
    '',
    '<!DOCTYPE nmaprun>',
    '<!DOCTYPE nmaprun SYSTEM "https://127.0.0.1:9/nmap.dtd">',
    '<!DOCTYPE nmaprun PUBLIC "-//x//y" "nmap.dtd">',
  ])
    assert.equal(read(`<?xml version="1.0"?>\n${type}\n${body}`).inventories.length, 1, type)
  for (const text of [`<!DOCTYPE nmaprun [<!ENTITY a "b">]>${body}`, '<report/>', '', 'text'])
    assert.equal(readNmap(Buffer.from(text), CONTEXT).ok, false, text)
})

test('a scan is recognised by its head', () => {
  for (const name of ['banner-ports.xml', 'null-hosts.xml'])
    assert.ok(looksLikeNmap(bytesOf(new URL(name, SAMPLES)).toString('utf8')))
  for (const text of ['', '<report/>', '{"nmaprun": 1}', 'see <nmaprun> in']) assert.equal(looksLikeNmap(text), false)
})

const absent = existsSync(SHARED) ? false : 'the quality data is not there'
test('every sample scan is read without a problem, and every asset has an address', { skip: absent }, () => {
  for (const folder of ['network/nmap/', 'inventories/nmap/'])
    for (const name of readdirSync(new URL(folder, SHARED))) {
      const { inventories, problems } = read(bytesOf(new URL(folder + name, SHARED)))
      assert.deepEqual(problems, [], name)
      assert.ok(inventories.length > 0, name)
      for (const { software } of inventories) for (const { evidence } of software) assert.equal(evidence, 'weak')
    }
})

test('nmap:PATH, and a plain path, are targets, one asset for each host', async () => {
  const sample = fileURLToPath(new URL('full-scan.xml.gz', SAMPLES))
  for (const text of [sample, `nmap:${sample}`]) {
    const results = await Array.fromAsync(collectTargets([text], CONTEXT))
    assert.deepEqual(
      results.map((result) => [result.kind, result.target]),
      [
        ['inventory', `${text}#192.168.1.1`],
        ['inventory', `${text}#192.168.1.4`],
      ],
    )
  }
})
