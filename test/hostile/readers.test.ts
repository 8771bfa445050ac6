/**
 * Every reader of outside documents, on real ones harmed in every way that files are harmed: it ends, it does not throw, and what it
 * gives is bounded by what it was given. Feeds and probes have this in their own suites.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readDeclared } from '@hygie/collectors/declared/read-declared'
import { parseEvidence } from '@hygie/collectors/parse-evidence'
import { readPurls } from '@hygie/collectors/purl/read-purls'
import { readEvidence } from '@hygie/collectors/read-evidence'
import { readWindows } from '@hygie/collectors/windows/read-windows'
import { readSbom } from '@hygie/collectors/sbom/read-sbom'
import { parseCheck } from '@hygie/core/compliance/check'
import { expressionProblems } from '@hygie/core/compliance/expression-types'
import { parseFramework } from '@hygie/core/compliance/framework'
import { parseCareWords, parseCriticality } from '@hygie/core/decision/criticality'
import { parsePolicy, policyWith } from '@hygie/core/decision/policy'
import type { Inventory } from '@hygie/core/inventory/inventory'
import { parseCpe, mendCpe } from '@hygie/standards/cpe/cpe'
import { parseCsaf } from '@hygie/standards/csaf/document'
import { resolveProduct } from '@hygie/standards/csaf/product-tree'
import { statementsOf } from '@hygie/standards/csaf/vex'
import { parseCve } from '@hygie/standards/cve5/record'
import { scoreVector } from '@hygie/standards/cvss/score'
import { parseJsonBytes } from '@hygie/standards/json/parse'
import { parseOpenVex } from '@hygie/standards/openvex/document'
import { parseOsv } from '@hygie/standards/osv/record'
import { mendPurl, parsePurl } from '@hygie/standards/purl/purl'
import { parseCisaSsvc } from '@hygie/standards/ssvc/cisa'
import { parseDecisionTable } from '@hygie/standards/ssvc/table'
import { parseXmlBytes } from '@hygie/standards/xml/tree'
import { parseYaml } from '@hygie/standards/yaml/parse'
import { parseComposerConstraint } from '@hygie/versions/composer-constraint'
import { parseGemRequirement } from '@hygie/versions/gem-requirement'
import { harmed, harmRuns, harms } from '@hygie/versions/harm.suite'
import { parseMavenRange } from '@hygie/versions/maven-range'
import { parseNpmRange } from '@hygie/versions/npm-range'
import { parseNugetRange } from '@hygie/versions/nuget-range'
import { parsePep440Specifiers } from '@hygie/versions/pep440-specifier'
import { parseVers } from '@hygie/versions/vers'
import { bills, declared, evidence } from './documents.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const HEAD = { target: 'x', collectedAt: '2026-11-24T10:00:00Z' }

/** `read` gives the number of things that it made of the bytes. */
type Reader = {
  readonly name: string
  readonly samples: readonly Uint8Array[]
  readonly read: (bytes: Uint8Array) => number
  readonly runs?: number
}

const READERS: readonly Reader[] = [
  {
    name: 'evidence',
    samples: evidence,
    read(bytes) {
      const parsed = parseEvidence(bytes)
      return parsed.ok ? softwareOf(readEvidence(parsed.value.evidence, readWindows).inventory) : 0
    },
  },
  {
    name: 'bill of materials',
    samples: bills,
    runs: 400,
    read(bytes) {
      const read = readSbom(bytes, HEAD)
      return read.ok ? softwareOf(read.value.inventory) + read.value.problems.length : 0
    },
  },
  ...['list.csv', 'list.yaml'].map((file) => ({
    name: `declared ${file}`,
    samples: declared,
    read(bytes: Uint8Array) {
      const read = readDeclared(bytes, { ...HEAD, file })
      return read.ok ? sum(read.value.inventories.map(softwareOf)) + read.value.problems.length : 0
    },
  })),
  {
    name: 'package URLs',
    samples: [bytesOf('pkg:deb/debian/openssl@3.0.11-1?arch=amd64&distro=debian-12\npkg:npm/%40s/b@1.2\npkg:maven/a/b@1\n')],
    read: (bytes) => softwareOf(readPurls(textOf(bytes).split('\n'), HEAD).inventory),
  },
  {
    name: 'CSAF',
    samples: samplesOf('packages/feeds/src/{suse-csaf,redhat-vex,redhat-csaf}/sample/**/*.json'),
    read: json((value) => {
      const read = parseCsaf(value)
      if (!read.ok) return 0
      const { document } = read.value
      for (const vulnerability of document.vulnerabilities)
        for (const { product } of statementsOf(vulnerability).slice(0, 50)) resolveProduct(document.tree.products, product)
      return document.vulnerabilities.length
    }),
  },
  {
    name: 'CVE 5',
    samples: samplesOf('packages/feeds/src/{cve-json5,vulnrichment}/sample/**/*.json'),
    read: json((value) => (parseCve(value).ok ? 1 : 0)),
  },
  {
    name: 'OSV',
    samples: samplesOf('packages/feeds/src/{osv-npm,osv-go,osv-pypi,debian-osv}/sample/**/*.json'),
    read: json((value) => (parseOsv(value).ok ? 1 : 0)),
  },
  {
    name: 'OpenVEX',
    samples: samplesOf('packages/feeds/src/ubuntu-vex/sample/**/*.json.gz').map((packed) => gunzipSync(packed)),
    read: json((value) => {
      const read = parseOpenVex(value)
      return read.ok ? read.value.document.statements.length : 0
    }),
  },
  {
    name: 'CISA SSVC',
    samples: samplesOf('packages/feeds/src/vulnrichment/sample/**/*.json'),
    read: json((value) => (parseCisaSsvc(value).ok ? 1 : 0)),
  },
  { name: 'XML', samples: bills, read: (bytes) => (parseXmlBytes(bytes).ok ? 1 : 0) },
  {
    name: 'checks',
    samples: samplesOf('content/checks/linux/*.yaml').slice(0, 40),
    read: yaml((value) => {
      const check = parseCheck(value)
      return check.ok ? expressionProblems(check.value.passes, () => 'text').length + 1 : 0
    }),
  },
  {
    name: 'policies',
    samples: samplesOf('content/decisions/*.yaml'),
    read: yaml((value) => {
      const [policy, words] = [parsePolicy(value), parseCareWords(value)]
      if (words.ok) parseCriticality(value, words.value)
      return policy.ok ? policy.value.table.length : 0
    }),
  },
  {
    name: 'decision tables',
    samples: samplesOf('content/decisions/*.tsv'),
    read(bytes) {
      const table = parseDecisionTable(textOf(bytes))
      if (!table.ok) return 0
      const policy = parsePolicy(shipped('decisions/hygie-hospital.yaml'))
      assert.ok(policy.ok)
      policyWith(policy.value, table.value)
      return table.value.rows.length
    },
  },
  {
    name: 'frameworks',
    samples: samplesOf('content/frameworks/*.tsv'),
    read(bytes) {
      const framework = parseFramework(shipped('frameworks/hygiene42.yaml'), textOf(bytes))
      return framework.ok ? framework.value.requirements.length : 0
    },
  },
  {
    name: 'names, scores and ranges',
    samples: [
      'cpe:2.3:a:vendor:product\\:x:1.2.*:*:*:*:*:*:*:*',
      'cpe:/o:microsoft:windows_10:1809::~~~~x64~',
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P',
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
      'AV:N/AC:L/Au:N/C:P/I:P/A:P',
      'pkg:rpm/redhat/openssl@1.1.1k-7.el8_6?arch=x86_64&epoch=1&distro=rhel-8.6#a/b',
      'vers:npm/>=1.0.0|<2.0.0|!=1.5.0-rc.1',
      '^1.2.3 || ~2.0 - 3.x >=4 <5',
      '[1.0,2.0),(3.0,]',
      '>= 1.2, ~> 2.0.pre, != 3',
      '==1.2.*,!=1!2.0.post1.dev3+local,~=3.4',
    ].map(bytesOf),
    runs: 600,
    read(bytes) {
      const text = textOf(bytes)
      const parsers = [
        parseCpe,
        mendCpe,
        scoreVector,
        parsePurl,
        mendPurl,
        parseVers,
        parseNpmRange,
        parseMavenRange,
        parseNugetRange,
        parseGemRequirement,
        parsePep440Specifiers,
        parseComposerConstraint,
      ]
      return parsers.filter((parser: (input: string) => { readonly ok: boolean }) => parser(text).ok).length
    },
  },
]

for (const { name, samples, read, runs = 200 } of READERS)
  test(`${name}: harmed documents end, throw nothing and stay bounded`, () => {
    assert.ok(samples.length > 0, 'no sample')
    for (const sample of samples.slice(0, 5)) read(sample)
    fc.assert(
      fc.property(fc.nat(samples.length - 1), harms(), (index, harm) => {
        const bytes = harmed(samples[index] ?? assert.fail(), harm)
        assert.ok(read(bytes) <= bytes.length + 20)
      }),
      harmRuns(runs),
    )
    assert.equal(Object.keys(Object.prototype).length, 0, 'a document reached the prototype')
  })

/** A name or version that a report prints: of a length that a line can hold, and whole characters. */
function softwareOf({ software, target }: Inventory): number {
  for (const { name, version, key } of software) {
    assert.ok(name.length <= 4_096 && version.length <= 4_096, `${key.slice(0, 100)} has ${name.length} and ${version.length}`)
  }
  assert.ok(target.length <= 4_200, `a target of ${target.length}`)
  return software.length
}

function json(read: (value: unknown) => number): (bytes: Uint8Array) => number {
  return (bytes) => {
    const parsed = parseJsonBytes(bytes)
    return parsed.ok ? read(parsed.value) : 0
  }
}

/** As the command line does: what is no YAML is told, what is goes to the reader. */
function yaml(read: (value: unknown) => number): (bytes: Uint8Array) => number {
  return (bytes) => {
    const parsed = parseYaml(textOf(bytes), 'core')
    return parsed.ok ? read(parsed.value) : 0
  }
}

function shipped(path: string): unknown {
  const parsed = parseYaml(readFileSync(`${root}/content/${path}`, 'utf8'), 'core')
  assert.ok(parsed.ok)
  return parsed.value
}

function samplesOf(pattern: string): readonly Uint8Array[] {
  return globSync(pattern, { cwd: root })
    .toSorted()
    .map((path) => readFileSync(`${root}/${path}`))
    .filter(({ length }) => length < 200_000)
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text)
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

function sum(counts: readonly number[]): number {
  return counts.reduce((left, right) => left + right, 0)
}
