/** One document of each kind that Hygie writes, with every member set, and one with the least. `text` stands wherever text is free. */

import { writeCycloneDxVex } from '@hygie/standards/cyclonedx/vex'
import { writeOpenVex } from '@hygie/standards/openvex/write'
import { writeSarif } from '@hygie/standards/sarif/write'

const TIME = '2026-11-20T12:00:00Z'

export function cycloneDxVexSamples(text: string): readonly object[] {
  const full = writeCycloneDxVex({
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    timestamp: TIME,
    tool: { name: 'Hygie', version: '0.1.0', vendor: 'Hygie' },
    subject: { ref: 'asset', type: 'device', name: text },
    components: [
      {
        ref: 'c1',
        type: 'library',
        name: text,
        version: text,
        purl: 'pkg:deb/debian/openssl@3.0.11-1',
        cpe: 'cpe:2.3:a:openssl:openssl:3.0.11:*:*:*:*:*:*:*',
      },
    ],
    findings: [
      {
        id: 'CVE-2024-1',
        source: { name: text, url: text },
        references: [{ id: 'GHSA-1', source: { name: text } }],
        ratings: [{ source: { name: 'NVD' }, score: 9.8, severity: 'critical', method: 'CVSSv31', vector: text }],
        cwes: [79],
        description: text,
        recommendation: text,
        advisories: [{ url: 'https://advisory.example/1', title: text }],
        published: TIME,
        updated: TIME,
        analysis: { state: 'not_affected', justification: 'code_not_present', responses: ['update'], detail: text },
        affects: [
          {
            ref: 'c1',
            versions: [
              { version: '3.0.11-1', status: 'affected' },
              { range: 'vers:deb/<3', status: 'unaffected' },
            ],
          },
        ],
      },
    ],
  })
  return [full, writeCycloneDxVex({ timestamp: TIME, tool: { name: 'Hygie', version: '0.1.0' }, components: [], findings: [] })]
}

export function openVexSamples(text: string): readonly object[] {
  const head = { id: 'https://hygie.example/vex/1', author: text, timestamp: TIME, version: 1 }
  return [
    writeOpenVex({
      ...head,
      role: text,
      tooling: text,
      statements: [
        {
          vulnerability: { name: 'CVE-2024-1', id: 'https://nvd.example/CVE-2024-1', aliases: ['GHSA-1'] },
          products: [
            {
              id: 'pkg:deb/debian/a@1',
              purl: 'pkg:deb/debian/a@1',
              cpe: 'cpe:2.3:a:b:c:*:*:*:*:*:*:*:*',
              subcomponents: [{ id: 'pkg:npm/b@2', cpe: 'cpe:/a:b:c' }],
            },
          ],
          notes: text,
          status: 'affected',
          action: text,
        },
        {
          vulnerability: { name: 'CVE-2024-2' },
          products: [],
          status: 'not_affected',
          justification: 'component_not_present',
          impact: text,
        },
        { vulnerability: { name: 'CVE-2024-3' }, products: [], status: 'fixed' },
      ],
    }),
    writeOpenVex({ ...head, statements: [{ vulnerability: { name: text }, products: [], status: 'under_investigation' }] }),
  ]
}

export function sarifSamples(text: string): readonly object[] {
  const tool = { name: 'Hygie', version: '0.1.0', informationUri: 'https://hygie.example/' }
  return [
    writeSarif({
      tool,
      language: 'fr',
      successful: false,
      notifications: [{ level: 'warning', message: text }],
      rules: [
        {
          id: 'CVE-2024-1',
          name: 'Name',
          short: text,
          full: text,
          helpUri: 'https://nvd.example/1',
          help: text,
          level: 'error',
          tags: ['security'],
          securitySeverity: '9.8',
        },
      ],
      results: [
        {
          rule: 'CVE-2024-1',
          level: 'error',
          message: text,
          locations: [{ uri: text, line: 3, logical: text }, { logical: text }],
          fingerprint: text,
          properties: { urgency: text },
        },
      ],
    }),
    writeSarif({ tool, rules: [], results: [] }),
  ]
}
