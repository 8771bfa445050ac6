import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainRange } from '@hygie/versions/contains'
import { ofKind } from '../fields/gather.ts'
import { bytesOf } from '../reading/samples.ts'
import { csafRecords, type RpmCsafDialect } from './csaf.ts'
import { redHatCsaf } from './redhat-csaf.ts'
import { suseCsaf } from './suse-csaf.ts'

type Relation = readonly [id: string, component: string, platform: string]
type Draft = {
  readonly id?: string
  readonly platforms?: Readonly<Record<string, string>>
  readonly packages?: Readonly<Record<string, string>>
  readonly relations: readonly Relation[]
  readonly vulnerability: Readonly<Record<string, unknown>>
}

const PLATFORMS = {
  rhel8: 'cpe:/o:redhat:enterprise_linux:8',
  base: 'cpe:/o:redhat:enterprise_linux:8::baseos',
  apps: 'cpe:/a:redhat:enterprise_linux:8::appstream',
  aus: 'cpe:/a:redhat:rhel_aus:8.4::appstream',
  satellite: 'cpe:/a:redhat:satellite:6.13::el8',
}

function document({ id = 'CVE-2024-0001', platforms = PLATFORMS, packages = {}, relations, vulnerability }: Draft): string {
  const product = (product_id: string, helper: object) => ({
    category: 'product_name',
    name: product_id,
    product: { product_id, name: product_id, product_identification_helper: helper },
  })
  return JSON.stringify({
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      title: 'x',
      aggregate_severity: { text: 'Moderate' },
      tracking: { id, current_release_date: '2024-05-01T00:00:00Z' },
    },
    product_tree: {
      branches: [
        ...Object.entries(platforms).map(([name, cpe]) => product(name, { cpe })),
        ...Object.entries(packages).map(([name, purl]) => product(name, purl === '' ? {} : { purl })),
      ],
      relationships: relations.map(([product_id, product_reference, relates_to_product_reference]) => ({
        category: 'default_component_of',
        product_reference,
        relates_to_product_reference,
        full_product_name: { product_id, name: product_id },
      })),
    },
    vulnerabilities: [{ cve: 'CVE-2024-0001', ...vulnerability }],
  })
}

async function read(draft: Draft, dialect: RpmCsafDialect = redHatCsaf) {
  const items = []
  const bytes = () => bytesOf(document(draft))
  for await (const item of csafRecords({ path: 'x.json', bytes }, dialect)) items.push(item)
  return items
}

async function claims(draft: Draft, dialect?: RpmCsafDialect): Promise<readonly string[]> {
  return ofKind(await read(draft, dialect), 'claim').map(
    ({ product, status, range, architectures = [], advisory = '', note = '' }) =>
      [product, status, explainRange(range), architectures.join(), advisory, note].filter((part) => part !== '').join(' | '),
  )
}

const REDIS = 'pkg:rpm/redhat/redis@6.2-1.el8?arch=x86_64'

test('csaf: repositories of a release are one line, architectures are one claim, advisories come from the remedy', async () => {
  const packages = {
    r: REDIS,
    s: REDIS.replace('x86_64', 's390x'),
    t: REDIS.replace('x86_64', 'src'),
    d: REDIS.replace('redis@', 'redis-debuginfo@'),
  }
  const relations: readonly Relation[] = [
    ['base:r', 'r', 'base'],
    ['apps:r', 'r', 'apps'],
    ['apps:s', 's', 'apps'],
    ['apps:t', 't', 'apps'],
    ['apps:d', 'd', 'apps'],
  ]
  const fixed = relations.map(([id]) => id)
  const url = 'https://access.redhat.com/errata/RHSA-2024:0119'
  const vulnerability = {
    product_status: { fixed },
    remediations: [{ category: 'vendor_fix', details: 'x', url, product_ids: fixed }],
  }
  assert.deepEqual(await claims({ packages, relations, vulnerability }), [
    'rpm:rhel:8:redis | affected | < 0:6.2-1.el8 | RHSA-2024:0119',
    'srpm:rhel:8:redis | affected | < 0:6.2-1.el8 | RHSA-2024:0119',
  ])
  assert.deepEqual(
    (await claims({ id: 'RHSA-2024:0001', packages, relations, vulnerability }))[0],
    'rpm:rhel:8:redis | affected | < 0:6.2-1.el8 | RHSA-2024:0001',
  )
})

test('csaf: streams are channels, by purl or by the module between, also on lines that are channels themselves', async () => {
  const packages = {
    'r::redis:6': `${REDIS}&epoch=1&rpmmod=redis:6:8100020250113083959:489197e6`,
    plain: REDIS,
    module: 'pkg:rpmmod/redhat/redis@6:8040020241213073301:9bf6f064',
  }
  const relations: readonly Relation[] = [
    ['apps:r', 'r::redis:6', 'apps'],
    ['aus:r', 'r::redis:6', 'aus'],
    ['aus:module', 'module', 'aus'],
    ['aus:module:plain', 'plain', 'aus:module'],
  ]
  const fixed = relations.map(([id]) => id)
  assert.deepEqual(await claims({ packages, relations, vulnerability: { product_status: { fixed } } }), [
    'rpm:rhel:8+redis@6:redis | affected | < 1:6.2-1.el8',
    'rpm:rhel:8+aus-8.4+redis@6:redis | affected | < 1:6.2-1.el8',
    'rpm:rhel:8+aus-8.4+redis@6:redis | affected | < 0:6.2-1.el8',
  ])
})

test('csaf: what will not be fixed, what is out of support, what waits, what is not known', async () => {
  const packages = {
    a: 'pkg:rpm/redhat/a',
    b: 'pkg:rpm/redhat/b',
    c: 'pkg:rpm/redhat/c',
    d: 'pkg:rpm/redhat/d',
    e: 'pkg:rpm/redhat/e',
  }
  const relations = Object.keys(packages).map((name): Relation => [`rhel8:${name}`, name, 'rhel8'])
  const remedy = (category: string, details: string, name: string) => ({ category, details, product_ids: [`rhel8:${name}`] })
  const vulnerability = {
    product_status: { known_affected: ['rhel8:a', 'rhel8:b', 'rhel8:c', 'rhel8:d'], under_investigation: ['rhel8:e'] },
    remediations: [
      remedy('no_fix_planned', 'Will not fix', 'a'),
      remedy('no_fix_planned', 'Out of support scope', 'b'),
      remedy('none_available', 'Fix deferred', 'c'),
      remedy('none_available', 'Affected', 'd'),
    ],
  }
  assert.deepEqual(await claims({ packages, relations, vulnerability }), [
    'rpm:rhel:8:a | willNotFix | every version',
    'rpm:rhel:8:b | endOfLife | every version',
    'rpm:rhel:8:c | affected | every version | Fix deferred',
    'rpm:rhel:8:d | affected | every version',
    'rpm:rhel:8:e | underInvestigation | every version',
  ])
})

test('csaf: not affected holds for all versions, or for the builds named', async () => {
  const packages = { a: 'pkg:rpm/redhat/a', r: REDIS, s: REDIS.replace('6.2-1', '6.2-2') }
  const relations: readonly Relation[] = [
    ['rhel8:a', 'a', 'rhel8'],
    ['base:r', 'r', 'base'],
    ['base:s', 's', 'base'],
  ]
  const vulnerability = {
    product_status: { known_not_affected: ['rhel8:a', 'base:r', 'base:s'] },
    flags: [{ label: 'vulnerable_code_not_present', product_ids: ['rhel8:a'] }],
  }
  assert.deepEqual(await claims({ packages, relations, vulnerability }), [
    'rpm:rhel:8:a | notAffected | every version | vulnerable code not present',
    'rpm:rhel:8:redis | notAffected | = 0:6.2-1.el8, or = 0:6.2-2.el8',
  ])
})

test('csaf: other products keep their name and only their faults; archives and containers have no line', async () => {
  const packages = { r: REDIS, jar: 'pkg:maven/a/b@1', image: 'pkg:oci/x@sha256:1' }
  const relations = Object.keys(packages).map((name): Relation => [`s:${name}`, name, 'satellite'])
  const ids = relations.map(([id]) => id)
  assert.deepEqual(await claims({ packages, relations, vulnerability: { product_status: { fixed: ids } } }), [
    'rpm:satellite:6.13:redis | affected | < 0:6.2-1.el8',
  ])
  assert.deepEqual(await claims({ packages, relations, vulnerability: { product_status: { known_not_affected: ids } } }), [])
})

test('csaf: ids that lead nowhere or in a circle say nothing', async () => {
  const relations: readonly Relation[] = [
    ['a', 'b', 'a'],
    ['b', 'a', 'b'],
    ['c', 'nothing', 'rhel8'],
  ]
  assert.deepEqual(await claims({ relations, vulnerability: { product_status: { fixed: ['a', 'b', 'c', 'd', 'rhel8'] } } }), [])
})

test('csaf: SUSE recommends, names files, and defines a platform twice', async () => {
  const name = 'SUSE Linux Enterprise Server 15 SP3-LTSS'
  const packages = { 'libqt4-32bit-4.8.6-7.1.x86_64': '', samba: '' }
  const relations = Object.keys(packages).map((file): Relation => [`${name}:${file}`, file, name])
  const [fixed = '', open = ''] = relations.map(([id]) => id)
  const draft: Draft = {
    id: 'SUSE-SU-2024:0001-1',
    platforms: { [name]: 'cpe:/o:suse:sles-ltss:15:sp3' },
    packages,
    relations,
    vulnerability: { product_status: { recommended: [fixed], known_affected: [open] } },
  }
  assert.deepEqual(await claims(draft, suseCsaf), [
    'rpm:sles:15.3:samba | affected | every version | SUSE-SU-2024:0001-1 | only with LTSS support',
    'rpm:sles:15.3:libqt4-32bit | affected | < 0:4.8.6-7.1 | SUSE-SU-2024:0001-1 | only with LTSS support',
  ])
  assert.deepEqual(
    (await read({ ...draft, id: 'SUSE-SU-403' }, suseCsaf)).map(({ kind }) => kind),
    ['rejection'],
  )
  // Red Hat's "recommended" would be advice, as the standard has it.
  assert.deepEqual(
    await claims({
      packages: { r: REDIS },
      relations: [['x', 'r', 'base']],
      vulnerability: { product_status: { recommended: ['x'] } },
    }),
    [],
  )
})

test('csaf: scores once each, the grade of the document, and a rejection without a CVE', async () => {
  const score = (products: readonly string[]) => ({
    products,
    cvss_v3: { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H', baseScore: 5.9 },
  })
  const items = await read({ relations: [], vulnerability: { scores: [score(['a']), score(['b'])] } })
  assert.deepEqual(
    ofKind(items, 'score').map(({ origin, system, score: base, severity }) => [origin, system, base, severity]),
    [
      ['redhat', 'cvss3.1', 5.9, undefined],
      ['redhat', 'words', undefined, 'Moderate'],
    ],
  )
  assert.equal(ofKind(await read({ relations: [], vulnerability: { cve: 'x' } }), 'rejection')[0]?.error.code, 'csaf-cve')
})
