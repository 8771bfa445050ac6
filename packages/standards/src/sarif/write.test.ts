import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeSarif } from './write.ts'

test('sarif ties each result to its rule and encodes what is no URI', () => {
  const log = writeSarif({
    tool: { name: 'Hygie', version: '0.1.0' },
    rules: [
      { id: 'CVE-2024-1', short: 'one' },
      { id: 'CVE-2024-2', short: 'two', tags: ['security'], securitySeverity: '9.8' },
    ],
    results: [
      {
        rule: 'CVE-2024-2',
        level: 'error',
        message: 'm',
        locations: [{ uri: 'C:\\Program Files\\a%zz[1].exe', line: 3, logical: 'srv-1/openssl' }],
        fingerprint: 'f',
      },
      { rule: 'nobody', level: 'note', message: 'm', locations: [] },
    ],
  })
  const [run] = log['runs'] as readonly { readonly results: unknown }[] // the writer makes exactly one
  assert.deepEqual(run?.results, [
    {
      ruleId: 'CVE-2024-2',
      ruleIndex: 1,
      level: 'error',
      message: { text: 'm' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'C:%5CProgram%20Files%5Ca%25zz%5B1%5D.exe' }, region: { startLine: 3 } },
          logicalLocations: [{ fullyQualifiedName: 'srv-1/openssl' }],
        },
      ],
      partialFingerprints: { 'hygie/v1': 'f' },
    },
    { ruleId: 'nobody', level: 'note', message: { text: 'm' }, locations: [] },
  ])
})
