import { test } from 'node:test'
import assert from 'node:assert/strict'
import { ask, claim, everyKind, said, vulnerability } from './build.suite.ts'

test('claims come back as they were said, with their source', async () => {
  await ask(everyKind, ({ claims }) => {
    const found = claims(['deb:debian:12:openssh', 'cpe:a:openbsd:openssh', 'deb:debian:12:absent', 'cpe:a:openbsd:openssh'])
    const expected = everyKind.flatMap(({ source, record }) => (record.kind === 'claim' ? [{ ...record, source }] : []))
    assert.deepEqual([...found.keys()].toSorted(), ['cpe:a:openbsd:openssh', 'deb:debian:12:openssh'])
    for (const [key, list] of found)
      assert.deepEqual(
        list.map(({ architectures, ...rest }) => ({
          ...rest,
          ...(architectures === undefined ? {} : { architectures: [...architectures].toSorted() }),
        })),
        expected
          .filter(({ product }) => product === key)
          .map(({ architectures, ...rest }) => ({
            ...rest,
            ...(architectures === undefined ? {} : { architectures: [...architectures].toSorted() }),
          })),
      )
  })
})

test('facts hold all that was said of a vulnerability', async () => {
  await ask(everyKind, ({ facts }) => {
    assert.deepEqual(facts(['DSA-5724-1']).get('DSA-5724-1'), facts(['CVE-2024-6387']).get('CVE-2024-6387'))
    assert.deepEqual(facts(['CVE-2024-6387', 'CVE-1999-0001']).get('CVE-2024-6387'), {
      id: 'CVE-2024-6387',
      aliases: ['DSA-5724-1'],
      description: 'A race condition was found in sshd',
      publishedAt: '2024-07-01',
      modifiedAt: '2025-01-01',
      weaknesses: ['CWE-364'],
      tags: [],
      references: ['https://www.openssh.com/txt/release-9.8'],
      scores: [
        {
          kind: 'score',
          vulnerability: 'CVE-2024-6387',
          origin: 'nvd',
          system: 'cvss3.1',
          vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
          score: 8.1,
          source: 'nvd',
        },
      ],
      exploitation: [
        {
          kind: 'exploitation',
          vulnerability: 'CVE-2024-6387',
          level: 'known',
          catalogue: 'cisa-kev',
          addedAt: '2024-07-02',
          dueAt: '2024-07-23',
          ransomware: false,
          source: 'kev',
        },
      ],
      epss: {
        kind: 'epss',
        vulnerability: 'CVE-2024-6387',
        score: 0.94,
        percentile: 0.99,
        model: 'v2025.03.14',
        scoredAt: '2026-08-21',
        source: 'epss',
      },
      ssvc: [
        {
          kind: 'ssvc',
          vulnerability: 'CVE-2024-6387',
          origin: 'cisa-adp',
          exploitation: 'public poc',
          automatable: 'no',
          technicalImpact: 'total',
          statedAt: '2024-07-05',
          source: 'vulnrichment',
        },
      ],
      techniques: [
        {
          kind: 'technique',
          vulnerability: 'CVE-2024-6387',
          technique: 'T1190',
          mapping: 'exploitation_technique',
          name: 'Exploit Public-Facing Application',
          source: 'kev-attack',
        },
      ],
      advisories: [
        {
          id: 'CERTFR-2024-AVI-0531',
          publisher: 'CERT-FR',
          category: 'advisory',
          title: 'Vulnérabilité dans OpenSSH',
          publishedAt: '2024-07-01',
          source: 'certfr',
        },
      ],
    })
  })
})

test('lifecycles are found by product and by identifier, repositories by name', async () => {
  await ask(everyKind, (knowledge) => {
    const [lifecycle] = knowledge.lifecycles(['debian', 'windows'])
    assert.equal(lifecycle?.codename, 'Bookworm')
    assert.deepEqual(knowledge.lifecyclesByIdentifier(['pkg:deb/debian', 'cpe:o:debian:debian_linux']), [lifecycle])
    assert.deepEqual(lifecycle?.phases, [{ phase: 'security', ends: { on: '2026-06-10' }, conditional: false }])
    assert.deepEqual(knowledge.repositories(['rhel-9-for-x86_64-baseos-rpms', 'other']).get('rhel-9-for-x86_64-baseos-rpms'), [
      'cpe:/o:redhat:enterprise_linux:9::baseos',
      'cpe:/o:redhat:rhel:9.4',
    ])
  })
})

test('the sources of a lineage tell "no claims" from "no knowledge"', async () => {
  const records = [
    ...everyKind,
    said('osv', claim('GHSA-1', 'pypi:x', '1')),
    said('other', claim('GHSA-1', 'deb:debian:12:x', '1')),
  ]
  await ask(records, ({ sourcesOf }) => {
    assert.deepEqual(sourcesOf('debian:12'), ['debian', 'other'])
    assert.deepEqual(sourcesOf('pypi'), ['osv'])
    assert.deepEqual(sourcesOf('cpe'), ['nvd'])
    assert.deepEqual(sourcesOf('fedora:40'), [])
  })
})

test('ids resolve by alias, by the advisory of a claim and by CERT-FR number', async () => {
  await ask(everyKind, ({ resolve }) => {
    for (const id of ['CVE-2024-6387', 'DSA-5724-1', 'CERTFR-2024-AVI-0531']) assert.deepEqual(resolve(id), ['CVE-2024-6387'])
    assert.deepEqual(resolve('CVE-1999-0001'), [])
  })
})

test('info names each feed, what it states, and what broke', async () => {
  await ask(everyKind, ({ info }) => {
    const { feeds, builtFrom, engine, hash } = info()
    assert.equal(builtFrom, '2026-08-21')
    assert.equal(engine, 'hygie test')
    assert.match(hash, /^[0-9a-f]{64}$/)
    assert.deepEqual(feeds.find(({ name }) => name === 'rocky')?.failure, 'feed-defect: broke')
    assert.equal(feeds.find(({ name }) => name === 'ubuntu')?.rejected, 1)
    assert.equal(feeds.find(({ name }) => name === 'debian')?.records, 3)
  })
})

test('search shows the title that facts show', async () => {
  const records = [
    said('osv-npm', vulnerability('AAA-0', { title: 'path traversal, first by name' })),
    said('osv-npm', vulnerability('MAL-0', { title: 'path traversal, last by name' })),
    said('osv-npm', vulnerability('GHSA-x', { aliases: ['CVE-2024-1000'], title: 'Traversal in thing' })),
    said('cve-json5', vulnerability('CVE-2024-1000', { title: 'Path traversal in the thing' })),
    said('nvd-api', vulnerability('CVE-2024-1001', { description: 'Path traversal in another' })),
  ]
  await ask(records, ({ search }) => {
    assert.deepEqual(search('path trav'), [
      { kind: 'vulnerability', id: 'CVE-2024-1001' },
      { kind: 'vulnerability', id: 'CVE-2024-1000', title: 'Path traversal in the thing' },
      { kind: 'vulnerability', id: 'AAA-0', title: 'path traversal, first by name' },
      { kind: 'vulnerability', id: 'MAL-0', title: 'path traversal, last by name' },
    ])
    assert.deepEqual(search('GHSA'), [
      { kind: 'vulnerability', id: 'CVE-2024-1000', title: 'Path traversal in the thing', matched: 'GHSA-x' },
    ])
  })
})

test('search finds by a piece of an id, by words and by prefix', async () => {
  await ask(everyKind, ({ search }) => {
    const found = (text: string): readonly string[] => search(text).map(({ kind, id }) => `${kind} ${id}`)
    assert.deepEqual(found('CVE-2024-63'), ['vulnerability CVE-2024-6387'])
    assert.deepEqual(found('certfr-2024-avi'), ['vulnerability CVE-2024-6387'])
    assert.deepEqual(found('vulnerabilite opens'), ['advisory CERTFR-2024-AVI-0531'])
    assert.deepEqual(found('openbsd open'), [
      'product cpe:a:openbsd:openssh',
      'advisory CERTFR-2024-AVI-0531',
      'name cpe:a:openbsd:openssh',
    ])
    for (const odd of ['', '   ', '"', '* OR NOT', '\u0000', 'NEAR(', '\uD800', '-']) assert.doesNotThrow(() => found(odd))
  })
})
