import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseCycloneDx, propertyOf } from './bom.ts'
import { parseCycloneDxXml } from './xml.ts'

const BOM = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: 'urn:uuid:1',
  metadata: {
    timestamp: '2024-01-01T00:00:00Z',
    tools: { components: [{ type: 'application', group: 'aquasecurity', name: 'trivy', version: '0.50' }] },
    component: {
      'bom-ref': 'image',
      type: 'container',
      name: 'image',
      properties: [{ name: 'aquasecurity:trivy:SchemaVersion', value: '2' }],
    },
  },
  components: [
    {
      'bom-ref': 'os',
      type: 'operating-system',
      name: 'debian',
      version: '12.5',
      components: [
        {
          'bom-ref': 'pkg',
          type: 'library',
          name: 'libssl3',
          version: '3.0.11-1',
          purl: 'pkg:deb/debian/libssl3@3.0.11-1',
          cpe: 'cpe:2.3:a:openssl:openssl:3.0.11:*:*:*:*:*:*:*',
          supplier: { name: 'Debian' },
          hashes: [{ alg: 'SHA-1', content: 'aa' }],
          properties: [{ name: 'aquasecurity:trivy:SrcName', value: 'openssl' }],
        },
      ],
    },
  ],
  vulnerabilities: [
    {
      id: 'CVE-2024-1',
      source: { name: 'NVD', url: 'https://nvd.example' },
      ratings: [{ score: 9.8, severity: 'critical', method: 'CVSSv31', vector: 'AV:N' }],
      cwes: [79],
      analysis: { state: 'not_affected', justification: 'code_not_present', response: ['update'], detail: 'd' },
      affects: [{ ref: 'pkg', versions: [{ range: 'vers:deb/<3', status: 'unaffected' }, { version: '3' }] }],
    },
  ],
}

const XML = `<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:1" version="1">
  <metadata><timestamp>2024-01-01T00:00:00Z</timestamp>
    <tools><components><component type="application"><group>aquasecurity</group><name>trivy</name><version>0.50</version></component></components></tools>
    <component type="container" bom-ref="image"><name>image</name><properties><property name="aquasecurity:trivy:SchemaVersion">2</property></properties></component>
  </metadata>
  <components><component type="operating-system" bom-ref="os"><name>debian</name><version>12.5</version><components>
    <component type="library" bom-ref="pkg"><supplier><name>Debian</name></supplier><name>libssl3</name><version>3.0.11-1</version>
      <hashes><hash alg="SHA-1">aa</hash></hashes><cpe>cpe:2.3:a:openssl:openssl:3.0.11:*:*:*:*:*:*:*</cpe><purl>pkg:deb/debian/libssl3@3.0.11-1</purl>
      <properties><property name="aquasecurity:trivy:SrcName">openssl</property></properties></component>
  </components></component></components>
  <vulnerabilities><vulnerability><id>CVE-2024-1</id><source><name>NVD</name><url>https://nvd.example</url></source>
    <ratings><rating><score>9.8</score><severity>critical</severity><method>CVSSv31</method><vector>AV:N</vector></rating></ratings>
    <cwes><cwe>79</cwe></cwes>
    <analysis><state>not_affected</state><justification>code_not_present</justification><responses><response>update</response></responses><detail>d</detail></analysis>
    <affects><target><ref>pkg</ref><versions><version><range>vers:deb/&lt;3</range><status>unaffected</status></version><version><version>3</version></version></versions></target></affects>
  </vulnerability></vulnerabilities>
</bom>`

test('cyclonedx reads components, nested ones with their parent', () => {
  const read = parseCycloneDx(BOM)
  assert.ok(read.ok)
  const { bom, problems } = read.value
  assert.deepEqual(problems, [])
  assert.equal(bom.subject?.name, 'image')
  assert.deepEqual(bom.tools, [{ name: 'trivy', vendor: 'aquasecurity', version: '0.50' }])
  assert.deepEqual(
    bom.components.map((component) => `${component.parent?.name ?? '-'} > ${component.name}`),
    ['- > debian', 'debian > libssl3'],
  )
  const [, library] = bom.components
  assert.ok(library)
  assert.equal(propertyOf(library, 'aquasecurity:trivy:SrcName'), 'openssl')
  assert.equal(library.supplier, 'Debian')
  assert.equal(bom.vulnerabilities[0]?.analysis?.state, 'not_affected')
  assert.deepEqual(bom.vulnerabilities[0]?.affects, [
    {
      ref: 'pkg',
      versions: [
        { range: 'vers:deb/<3', status: 'unaffected' },
        { version: '3', status: 'affected' },
      ],
    },
  ])
})

test('cyclonedx reads the same from XML as from JSON', () => {
  const [fromJson, fromXml] = [parseCycloneDx(BOM), parseCycloneDxXml(XML)]
  assert.ok(fromJson.ok)
  assert.ok(fromXml.ok, fromXml.ok ? '' : fromXml.error.message)
  assert.deepEqual(JSON.parse(JSON.stringify(fromXml.value)), JSON.parse(JSON.stringify(fromJson.value)))
})

test('cyclonedx leaves out a component without a name and says where', () => {
  const read = parseCycloneDx({
    ...BOM,
    components: [
      { type: 'library' },
      { type: 'library', name: 'a', 'bom-ref': 'x' },
      { type: 'library', name: 'b', 'bom-ref': 'x' },
    ],
  })
  assert.ok(read.ok)
  assert.equal(read.value.bom.components.length, 2)
  assert.deepEqual(
    read.value.problems.map(({ code, at }) => `${code} ${at}`),
    ['cdx-component $.components[0]', 'cdx-ref-twice $.components[2]'],
  )
})

test('cyclonedx refuses components nested 10,000 deep', () => {
  let component: object = { type: 'library', name: 'x' }
  for (let depth = 0; depth < 10_000; depth += 1) component = { type: 'library', name: 'x', components: [component] }
  const read = parseCycloneDx({ ...BOM, components: [component] })
  assert.equal(read.ok ? '' : read.error.code, 'cdx-deep')
})

test('cyclonedx refuses what is no bill of materials', () => {
  for (const value of [null, [], {}, { ...BOM, bomFormat: 'SPDX' }, { ...BOM, specVersion: 1.5 }, { ...BOM, specVersion: '2.0' }])
    assert.equal(parseCycloneDx(value).ok, false)
  for (const text of [
    '',
    '<bom/>',
    '<bom xmlns="http://cyclonedx.org/schema/bom/2.0"/>',
    '<x xmlns="http://cyclonedx.org/schema/bom/1.5"/>',
  ])
    assert.equal(parseCycloneDxXml(text).ok, false)
})

test('cyclonedx never throws, whatever stands anywhere', () => {
  const junk = fc.jsonValue()
  const component = fc.dictionary(
    fc.constantFrom('name', 'bom-ref', 'hashes', 'properties', 'components', 'supplier'),
    fc.oneof(junk, fc.array(fc.record({ name: junk, alg: junk, content: junk }))),
  )
  const vulnerability = fc.dictionary(
    fc.constantFrom('id', 'source', 'references', 'ratings', 'analysis', 'affects', 'cwes'),
    fc.oneof(junk, fc.array(fc.record({ ref: junk, versions: junk }))),
  )
  fc.assert(
    fc.property(
      fc.oneof(junk, fc.array(component)),
      fc.oneof(junk, fc.array(vulnerability)),
      junk,
      (components, vulnerabilities, tools) => {
        parseCycloneDx({ ...BOM, components, vulnerabilities, metadata: { tools, component: tools } })
        parseCycloneDx(components)
      },
    ),
  )
})

test('cyclonedx XML never throws on a cut or changed document', () => {
  fc.assert(
    fc.property(fc.nat(XML.length), fc.nat(40), fc.constantFrom('', '<', '</x>', '&', '"', 'component'), (start, length, put) => {
      parseCycloneDxXml(XML.slice(0, start) + put + XML.slice(start + length))
    }),
  )
})
