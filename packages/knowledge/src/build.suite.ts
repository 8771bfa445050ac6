/** For the tests of this room: small records, files built from them in a folder of their own, keys. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Claim } from '@hygie/core/knowledge/claim'
import type { ProductKey } from '@hygie/core/product-key'
import type { VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { buildKnowledge, type BuildReport } from './build.ts'
import { generateSigningKey, trustOf, type SigningKey } from './keys.ts'
import { openKnowledge, type Knowledge } from './open.ts'
import type { SourcedRecord } from './sourced-record.ts'

export const suiteKey: SigningKey = generateSigningKey()
export const suiteTrust = trustOf(suiteKey.publicKey)
const ENGINE = 'hygie test'

export type Said = SourcedRecord['record']

export function said(source: string, record: Said, file = 'one.json'): SourcedRecord {
  return { source, file, record }
}

export function vulnerability(id: string, more: Partial<VulnerabilityRecord> = {}): VulnerabilityRecord {
  return { kind: 'vulnerability', id, ...more }
}

export function claim(vulnerabilityId: string, product: string, fixed: string, more: Partial<Claim> = {}): Claim {
  const range = { scheme: 'deb', intervals: [{ to: { version: fixed, inclusive: false } }], versions: [] } as const
  return { kind: 'claim', vulnerability: vulnerabilityId, product: product as ProductKey, range, status: 'affected', ...more }
}

/** A folder that is gone when the work is done. */
export async function inFolder<Value>(work: (folder: string) => Promise<Value> | Value): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-knowledge-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function buildIn(folder: string, records: Iterable<SourcedRecord>, name = 'knowledge.hygie'): Promise<BuildReport> {
  return buildKnowledge(records, { path: join(folder, name), key: suiteKey, engine: ENGINE })
}

/** Builds, opens, asks, closes. */
export async function ask<Value>(records: Iterable<SourcedRecord>, question: (knowledge: Knowledge) => Value): Promise<Value> {
  return inFolder(async (folder) => {
    const { path } = await buildIn(folder, records)
    const opened = openKnowledge(path, suiteTrust)
    if (!opened.ok) throw new Error(opened.error.message)
    try {
      return question(opened.value)
    } finally {
      opened.value.close()
    }
  })
}

export async function bytesOf(records: Iterable<SourcedRecord>): Promise<Buffer> {
  return inFolder(async (folder) => readFileSync((await buildIn(folder, records)).path))
}

/** A little of every kind, shaped as the feeds give it. */
export const everyKind: readonly SourcedRecord[] = [
  said('debian', { kind: 'stated', at: '2026-08-21' }, 'tracker.json'),
  said(
    'debian',
    vulnerability('CVE-2024-6387', { aliases: ['DSA-5724-1'], description: 'signal handler race in sshd' }),
    'tracker.json',
  ),
  said(
    'debian',
    claim('CVE-2024-6387', 'deb:debian:12:openssh', '1:9.2p1-2+deb12u3', {
      advisory: 'DSA-5724-1',
      grade: 'high',
      note: 'né à Besançon 🦅',
    }),
    'tracker.json',
  ),
  said(
    'debian',
    {
      ...claim('CVE-2024-6387', 'deb:debian:11:openssh', '0'),
      status: 'notAffected',
      range: { scheme: 'deb', intervals: [{}], versions: [] },
    },
    'tracker.json',
  ),
  said(
    'nvd',
    vulnerability('CVE-2024-6387', {
      description: 'A race condition was found in sshd',
      publishedAt: '2024-07-01',
      modifiedAt: '2025-01-01',
      weaknesses: ['CWE-364'],
      references: ['https://www.openssh.com/txt/release-9.8'],
    }),
  ),
  said('nvd', {
    kind: 'score',
    vulnerability: 'CVE-2024-6387',
    origin: 'nvd',
    system: 'cvss3.1',
    vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
    score: 8.1,
  }),
  said('nvd', {
    kind: 'claim',
    vulnerability: 'CVE-2024-6387',
    product: 'cpe:a:openbsd:openssh' as ProductKey,
    status: 'affected',
    range: {
      scheme: 'generic',
      intervals: [{ from: { version: '8.6', inclusive: true }, to: { version: '9.8', inclusive: false } }],
      versions: ['8.5p1'],
    },
    fixedIn: ['9.8'],
    architectures: ['x86_64', 'aarch64'],
    cpe: {
      criteria: 'cpe:2.3:a:openbsd:openssh:8.5:p1:*:*:*:*:*:*',
      runningOn: [['cpe:2.3:o:debian:debian_linux:12.0:*:*:*:*:*:*:*']],
    },
  }),
  said('kev', {
    kind: 'exploitation',
    vulnerability: 'CVE-2024-6387',
    level: 'known',
    catalogue: 'cisa-kev',
    addedAt: '2024-07-02',
    dueAt: '2024-07-23',
    ransomware: false,
  }),
  said('epss', {
    kind: 'epss',
    vulnerability: 'CVE-2024-6387',
    score: 0.94,
    percentile: 0.99,
    model: 'v2025.03.14',
    scoredAt: '2026-08-21',
  }),
  said('vulnrichment', {
    kind: 'ssvc',
    vulnerability: 'CVE-2024-6387',
    origin: 'cisa-adp',
    exploitation: 'public poc',
    automatable: 'no',
    technicalImpact: 'total',
    statedAt: '2024-07-05',
  }),
  said('cwe', {
    kind: 'weakness',
    id: 'CWE-364',
    name: 'Signal Handler Race Condition',
    status: 'Incomplete',
    parents: ['CWE-362'],
  }),
  said('kev-attack', {
    kind: 'technique',
    vulnerability: 'CVE-2024-6387',
    technique: 'T1190',
    name: 'Exploit Public-Facing Application',
    mapping: 'exploitation_technique',
  }),
  said('endoflife', {
    kind: 'lifecycle',
    product: 'debian',
    cycle: '12',
    codename: 'Bookworm',
    phases: [{ phase: 'security', ends: { on: '2026-06-10' }, conditional: false }],
    identifiers: ['cpe:o:debian:debian_linux', 'pkg:deb/debian'],
  }),
  said('certfr', {
    kind: 'advisory',
    id: 'CERTFR-2024-AVI-0531',
    publisher: 'CERT-FR',
    category: 'advisory',
    title: 'Vulnérabilité dans OpenSSH',
    language: 'fr',
    publishedAt: '2024-07-01',
    vulnerabilities: ['CVE-2024-6387'],
    products: [{ vendor: 'OpenBSD', name: 'OpenSSH' }],
  }),
  said('cpe-dictionary', { kind: 'name', key: 'cpe:a:openbsd:openssh', title: 'OpenBSD OpenSSH' }),
  said('redhat', {
    kind: 'repository',
    name: 'rhel-9-for-x86_64-baseos-rpms',
    cpes: ['cpe:/o:redhat:enterprise_linux:9::baseos', 'cpe:/o:redhat:rhel:9.4'],
  }),
  said(
    'ubuntu',
    { kind: 'rejection', error: { code: 'json-malformed', message: 'Cannot read', at: 'osv.zip!x.json: 12' } },
    'osv.zip!x.json',
  ),
  said('rocky', { kind: 'failure', error: { code: 'feed-defect', message: 'broke' } }),
]
