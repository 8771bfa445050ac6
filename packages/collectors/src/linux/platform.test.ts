import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parseOsRelease } from './os-release/parse.ts'
import type { PlatformTexts } from './os-release/texts.ts'
import { platformOf } from './platform.ts'

const table = new URL('../../../../../shared/quality/os-release/files.tsv.gz', import.meta.url)

test('os-release: every field of 267 real files', (t) => {
  if (!existsSync(table)) return t.skip('../shared/quality/os-release is absent')
  const [head = '', ...rows] = gunzipSync(readFileSync(table)).toString('utf8').trimEnd().split('\n')
  const columns = head.split('\t')
  const names: Readonly<Record<string, string>> = {
    id: 'ID',
    version_id: 'VERSION_ID',
    id_like: 'ID_LIKE',
    codename: 'VERSION_CODENAME',
    cpe_name: 'CPE_NAME',
    pretty_name: 'PRETTY_NAME',
    support_end: 'SUPPORT_END',
    variant_id: 'VARIANT_ID',
  }
  const losses: string[] = []
  let fields = 0
  for (const row of rows) {
    const cells = row.split('\t')
    const text = (cells[columns.indexOf('file_escaped')] ?? '').replaceAll(
      /\\(n|t|\\)/g,
      (_all, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? '\\',
    )
    const read = parseOsRelease(text)
    for (const [column, name] of Object.entries(names)) {
      fields += 1
      const [wanted = '', got = ''] = [cells[columns.indexOf(column)], read.get(name)]
      if (wanted.toLowerCase() !== got.toLowerCase()) losses.push(`${cells[0] ?? ''} ${name}: wanted "${wanted}", read "${got}"`)
    }
    // Whatever the file, the platform names its distribution and never makes a release up.
    const platform = platformOf({ osRelease: text })
    assert.equal(platform.id, (read.get('ID') ?? '').toLowerCase())
  }
  assert.equal(rows.length, 267)
  assert.deepEqual(losses, [], `${losses.length} of ${fields} fields`)
  return undefined
})

const release = (id: string, version: string, more = ''): string => `ID=${id}\nVERSION_ID="${version}"\n${more}`
const LINEAGES: readonly (readonly [title: string, texts: PlatformTexts, release: string, lineage: readonly string[]])[] = [
  ['Debian 12', { osRelease: release('debian', '12'), debianVersion: '12.11' }, '12', ['debian:12']],
  ['Debian testing', { osRelease: 'ID=debian\nVERSION_CODENAME=trixie', debianVersion: 'trixie/sid' }, '13', ['debian:13']],
  ['Debian unstable', { osRelease: 'ID=debian\nVERSION_CODENAME=sid' }, 'sid', ['debian:sid']],
  ['Debian 5 without os-release', { debianVersion: '5.0.10' }, '5.0', ['debian:5.0']],
  ['Raspbian', { osRelease: release('raspbian', '12') }, '12', ['debian:12']],
  ['Ubuntu', { osRelease: release('ubuntu', '22.04') }, '22.04', ['ubuntu:22.04']],
  [
    'Ubuntu with Pro',
    { osRelease: release('ubuntu', '18.04'), proServices: ['esm-infra', 'livepatch'] },
    '18.04',
    ['ubuntu:18.04+esm-infra', 'ubuntu:18.04'],
  ],
  [
    'Ubuntu 10.04 without os-release',
    { otherRelease: 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_CODENAME=lucid', debianVersion: 'squeeze/sid' },
    '10.04',
    ['ubuntu:10.04'],
  ],
  [
    'Mint',
    { osRelease: release('linuxmint', '21.3', 'ID_LIKE="ubuntu debian"\nUBUNTU_CODENAME=jammy') },
    '21.3',
    ['linuxmint:21.3', 'ubuntu:22.04'],
  ],
  [
    'Mint on Debian',
    { osRelease: release('linuxmint', '6', 'ID_LIKE=debian\nDEBIAN_CODENAME=bookworm') },
    '6',
    ['linuxmint:6', 'debian:12'],
  ],
  [
    'Kali',
    { osRelease: release('kali', '2024.2', 'ID_LIKE=debian\nVERSION_CODENAME=kali-rolling') },
    '2024.2',
    ['kali:rolling', 'debian:sid'],
  ],
  ['Devuan', { osRelease: release('devuan', '5', 'VERSION_CODENAME=daedalus') }, '5', ['debian:12']],
  ['RHEL', { osRelease: release('rhel', '9.4') }, '9.4', ['rhel:9']],
  [
    'CentOS 7',
    { osRelease: release('centos', '7', 'NAME="CentOS Linux"'), redhatRelease: 'CentOS Linux release 7.6.1810 (Core)' },
    '7.6',
    ['centos:7', 'rhel:7'],
  ],
  ['CentOS 6 without os-release', { redhatRelease: 'CentOS release 6.10 (Final)' }, '6.10', ['centos:6', 'rhel:6']],
  ['CentOS Stream', { osRelease: release('centos', '9', 'NAME="CentOS Stream"') }, '9', ['centos-stream:9', 'rhel:9']],
  ['AlmaLinux', { osRelease: release('almalinux', '8.10') }, '8.10', ['almalinux:8', 'rhel:8']],
  ['Rocky', { osRelease: release('rocky', '9.3') }, '9.3', ['rocky:9', 'rhel:9']],
  ['Oracle', { osRelease: release('ol', '8.9') }, '8.9', ['ol:8', 'oracle:8', 'rhel:8']],
  ['Amazon 2', { osRelease: release('amzn', '2') }, '2', ['amazon:2']],
  [
    'Amazon 2 with extras',
    { osRelease: release('amzn', '2'), amazonTopics: ['docker', 'kernel-5.15'] },
    '2',
    ['amazon:2+docker', 'amazon:2+kernel-5.15', 'amazon:2'],
  ],
  ['Amazon 2023', { osRelease: release('amzn', '2023') }, '2023', ['amazon:2023']],
  ['Amazon 1', { osRelease: release('amzn', '2018.03') }, '2018.03', ['amazon:1']],
  ['Fedora', { osRelease: release('fedora', '40') }, '40', ['fedora:40']],
  ['SLES', { osRelease: release('sles', '15.5') }, '15.5', ['sles:15.5', 'suse:15.5']],
  [
    'SLES 11 without os-release',
    { otherRelease: 'SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4' },
    '11.4',
    ['sles:11.4', 'suse:11.4'],
  ],
  ['Leap', { osRelease: release('opensuse-leap', '15.6') }, '15.6', ['opensuse-leap:15.6', 'opensuse:15.6']],
  [
    'Tumbleweed',
    { osRelease: release('opensuse-tumbleweed', '20240607') },
    '20240607',
    ['opensuse-tumbleweed:rolling', 'opensuse:tumbleweed'],
  ],
  ['Alpine', { osRelease: release('alpine', '3.20.1') }, '3.20.1', ['alpine:3.20']],
  ['Alpine edge', { osRelease: release('alpine', '3.21_alpha20240807') }, '3.21_alpha20240807', ['alpine:edge']],
  ['Wolfi', { osRelease: release('wolfi', '20230201') }, '20230201', ['wolfi:rolling']],
  ['Chainguard', { osRelease: release('chainguard', '20230214') }, '20230214', ['chainguard:rolling', 'wolfi:rolling']],
  ['Arch', { osRelease: 'ID=arch' }, 'rolling', ['arch:rolling']],
  ['Azure Linux', { osRelease: release('azurelinux', '3.0') }, '3.0', ['azurelinux:3.0', 'azurelinux:3']],
  ['nothing', {}, '', []],
  ['a distribution nobody knows', { osRelease: 'ID=frobnix' }, '', []],
]
for (const [title, texts, wanted, lineage] of LINEAGES)
  test(`lineage of ${title}`, () => {
    const platform = platformOf(texts)
    assert.deepEqual([platform.release, platform.lineage], [wanted, lineage])
  })

test('platform never throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('ID=', 'ID=debian\nVERSION_ID=', 'ID=ubuntu\nVERSION_ID="', 'ID=rhel\nVERSION_ID=', ''),
      (text, head) => void platformOf({ osRelease: head + text, debianVersion: text, redhatRelease: text, otherRelease: text }),
    ),
  )
})
