import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { harmed, harmRuns, harms } from '@hygie/versions/harm.suite'
import { lockfileReader } from './read-lockfile.ts'

/** name of the file → text → what must be read; `?name` stands for a package without an exact version. */
const CASES: readonly (readonly [file: string, text: string, wanted: readonly string[]])[] = [
  [
    'package-lock.json',
    '{"lockfileVersion":3,"packages":{"":{"name":"app","version":"1.0.0"},"node_modules/a":{"version":"1.0.0"},"node_modules/a/node_modules/@s/b":{"version":"2.0.0"},"node_modules/d":{"version":"3.0.0","dev":true},"packages/x":{"version":"9.0.0"},"node_modules/x":{"resolved":"packages/x","link":true}}}',
    ['npm:a@1.0.0', 'npm:@s/b@2.0.0'],
  ],
  [
    'package-lock.json',
    '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","dependencies":{"b":{"version":"2.0.0"}}},"c":{"version":"npm:real@3.0.0"},"g":{"version":"git+https://x/y#z"}}}',
    ['npm:a@1.0.0', 'npm:real@3.0.0', 'npm:b@2.0.0', '?g'],
  ],
  [
    'yarn.lock',
    '# yarn lockfile v1\n\n"@babel/core@^7.1.0", "@babel/core@^7.2.0":\n  version "7.2.2"\n  dependencies:\n    version "9"\n\nalias@npm:real@^1.0.0:\n  version "1.0.1"\n',
    ['npm:@babel/core@7.2.2', 'npm:real@1.0.1'],
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n\n"@s/b@npm:^1.0.0":\n  version: 1.2.3\n  resolution: "@s/b@npm:1.2.3"\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n',
    ['npm:@s/b@1.2.3'],
  ],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\npackages:\n  '@s/b@1.0.0(react@18.0.0)': {}\n  c@1.10:\n    dev: true\n  /d/2.0.0_e@1.0.0: {}\n",
    ['npm:@s/b@1.0.0', 'npm:d@2.0.0'],
  ],
  [
    'poetry.lock',
    '[[package]]\nname = "Jinja2"\nversion = "3.1.2"\n[package.dependencies]\nname = "x"\n[[package]]\nname = "dev"\nversion = "1"\ncategory = "dev"\n',
    ['pypi:jinja2@3.1.2'],
  ],
  [
    'uv.lock',
    'version = 1\n[[package]]\nname = "app"\nversion = "0.1.0"\nsource = { virtual = "." }\n[[package]]\nname = "idna"\nversion = "3.7"\nsource = { registry = "https://pypi.org/simple" }\n',
    ['pypi:idna@3.7'],
  ],
  [
    'requirements.txt',
    '# c\nFlask==2.0.0  # why\nDjango>=3\nrequests[socks]===2.31.0 ; python_version > "3"\n-r other.txt\nurllib3 \\\n  ==1.26.5 --hash=sha256:aa\ngit+https://x/y\n',
    ['pypi:flask@2.0.0', 'pypi:requests@2.31.0', 'pypi:urllib3@1.26.5', '?Django'],
  ],
  [
    'Pipfile.lock',
    '{"default":{"werkzeug":{"version":"==0.11.1"},"own":{"path":"."}},"develop":{"pytest":{"version":"==7"}}}',
    ['pypi:werkzeug@0.11.1', '?own'],
  ],
  [
    'Gemfile.lock',
    'GEM\n  remote: https://rubygems.org/\n  specs:\n    nokogiri (1.15.0-x86_64-linux)\n      racc (~> 1.4)\n    racc (1.7.0)\n\nDEPENDENCIES\n    rails (7.0)\n',
    ['gem:nokogiri@1.15.0', 'gem:racc@1.7.0'],
  ],
  [
    'composer.lock',
    '{"packages":[{"name":"a/b","version":"v1.2.3"}],"packages-dev":[{"name":"c/d","version":"1"}]}',
    ['composer:a/b@1.2.3'],
  ],
  [
    'Cargo.lock',
    'version = 3\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n\n[[package]]\nname = "memchr"\nversion = "2.7.4"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\ndependencies = [\n "x",\n]\n',
    ['cargo:memchr@2.7.4'],
  ],
  [
    'go.mod',
    'module example.org/a\n\ngo 1.21\n\nrequire golang.org/x/net v0.17.0 // indirect\nrequire (\n\tgithub.com/old/x v1.0.0\n\tgithub.com/local/y v1.0.0\n)\nreplace github.com/old/x v1.0.0 => github.com/new/x v1.1.0\nreplace (\n\tgithub.com/local/y => ../y\n)\n',
    ['golang:golang.org/x/net@v0.17.0', 'golang:github.com/new/x@v1.1.0', '?github.com/local/y'],
  ],
  [
    'gradle.lockfile',
    '# comment\norg.x:y:1.0=compileClasspath,runtimeClasspath\njunit:junit:4.13=testCompileClasspath,testRuntimeClasspath\nempty=annotationProcessor\n',
    ['maven:org.x:y@1.0'],
  ],
  [
    'pom.xml',
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><parent><groupId>org.p</groupId><version>5.0</version></parent><properties><j.v>${k}</j.v><k>2.9.1</k></properties><dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>m</artifactId><version>7</version></dependency></dependencies></dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>j</artifactId><version>${j.v}</version></dependency><dependency><groupId>${project.groupId}</groupId><artifactId>p</artifactId><version>${project.version}</version></dependency><dependency><groupId>g</groupId><artifactId>m</artifactId></dependency><dependency><groupId>g</groupId><artifactId>t</artifactId><version>1</version><scope>test</scope></dependency><dependency><groupId>g</groupId><artifactId>u</artifactId></dependency></dependencies></project>',
    ['maven:g:j@2.9.1', 'maven:org.p:p@5.0', 'maven:g:m@7', '?g:u'],
  ],
  [
    'packages.lock.json',
    '{"version":1,"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"},"own":{"type":"Project"}}}}',
    ['nuget:A@1.0.0'],
  ],
  [
    'app.deps.json',
    '{"libraries":{"app/1.0.0":{"type":"project"},"Newtonsoft.Json/13.0.1":{"type":"package"}}}',
    ['nuget:Newtonsoft.Json@13.0.1'],
  ],
  [
    'packages.config',
    '<packages><package id="A" version="1.2.3"/><package id="D" version="1" developmentDependency="true"/></packages>',
    ['nuget:A@1.2.3'],
  ],
  [
    'x.csproj',
    '<Project><ItemGroup><PackageReference Include="A" Version="[1.0.0]"/><PackageReference Include="B"><Version>2.0</Version></PackageReference><PackageReference Include="C" Version="1.*"/></ItemGroup></Project>',
    ['nuget:B@2.0', 'nuget:A@1.0.0', '?C'],
  ],
  [
    'conan.lock',
    '{"version":"0.5","requires":["zlib/1.2.12#rev%1.0","openssl/1.1.1q@user/channel"]}',
    ['conan:zlib@1.2.12', 'conan:openssl@1.1.1q'],
  ],
  [
    'pubspec.lock',
    'packages:\n  http:\n    dependency: "direct main"\n    source: hosted\n    version: "0.13.2"\n  test:\n    dependency: "direct dev"\n    version: "1.0.0"\n',
    ['pub:http@0.13.2'],
  ],
  [
    'Package.resolved',
    '{"version":2,"pins":[{"location":"https://github.com/apple/swift-nio.git","state":{"version":"2.41.0"}},{"location":"git@github.com:a/b.git","state":{"branch":"main"}}]}',
    ['swift:github.com/apple/swift-nio@2.41.0', '?github.com/a/b'],
  ],
  [
    'Podfile.lock',
    'PODS:\n  - A/Core (1.0.0):\n    - B (~> 2)\n  - "Bx (2.1.0)"\n\nDEPENDENCIES:\n  - A (1.0)\n',
    ['cocoapods:A@1.0.0', 'cocoapods:Bx@2.1.0'],
  ],
  ['mix.lock', '%{\n  "phoenix": {:hex, :phoenix, "1.6.13", "aa", [:mix], [], "hexpm", "bb"},\n}\n', ['hex:phoenix@1.6.13']],
  [
    'Manifest.toml',
    'julia_version = "1.9.0"\n[[deps.JSON]]\nuuid = "x"\nversion = "0.21.4"\n[[deps.Base64]]\nuuid = "y"\n',
    ['julia:JSON@0.21.4'],
  ],
]
for (const [index, [file, text, wanted]] of CASES.entries())
  test(`lock file ${index + 1}: ${file}`, () => {
    const reader = lockfileReader(file)
    assert.ok(reader !== undefined)
    for (const input of [text, text.replaceAll('\n', '\r\n')]) {
      const { items, unknown, problems } = reader(input, file)
      const unpinned = unknown
        .flatMap(({ what }) => /^versions of (.*) in /.exec(what)?.[1]?.split(', ') ?? [])
        .map((name) => `?${name}`)
      assert.deepEqual([...items.map(({ key }) => key), ...unpinned], wanted)
      assert.deepEqual(problems, [])
      for (const item of items) assert.ok(item.purl !== undefined, item.key)
    }
  })

test('half a character, as a cut quote leaves it, is no version', () => {
  const { items } =
    lockfileReader('pubspec.lock')?.('packages:\n  http:\n    source: hosted\n    version: "0𐀀', 'pubspec.lock') ?? assert.fail()
  assert.deepEqual(items, [])
})

test('lock files never throw, whatever they hold', () => {
  for (const [file, text] of CASES) {
    const reader = lockfileReader(file)
    assert.ok(reader !== undefined)
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(text.length),
        fc.string({ unit: 'binary', maxLength: 20 }),
        (from, to, rubbish) => void reader(text.slice(0, Math.min(from, to)) + rubbish + text.slice(Math.max(from, to)), file),
      ),
      { numRuns: 60 },
    )
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => void reader(json, file)),
      { numRuns: 40 },
    )
    for (const piece of ['[', '{"a":', '<a>', 'a: &a [*a, *a]\n', '- ', '(', ' ', '@', '"', '${a}'])
      reader(piece.repeat(20_000), file)
  }
})

test('lock files harmed in every way give no more than they hold', () => {
  for (const [file, text] of CASES) {
    const reader = lockfileReader(file)
    assert.ok(reader !== undefined)
    const bytes = Buffer.from(text)
    fc.assert(
      fc.property(harms(), (harm) => {
        const input = Buffer.from(harmed(bytes, harm)).toString()
        const { items, problems } = reader(input, file)
        assert.ok(items.length + problems.length <= input.length + 20)
        for (const { name, version } of items) assert.ok(name.length <= 512 && version.length <= 512, name.slice(0, 100))
        for (const { message } of problems) assert.ok(message.length <= 1_000, message.slice(0, 200))
      }),
      harmRuns(40),
    )
  }
})

const golden = new URL('../../../../../shared/quality/trivy-golden/', import.meta.url)
test('every package with an expected finding in the golden lock files is read', (t) => {
  if (!existsSync(golden)) return t.skip('../shared/quality/trivy-golden is absent')
  const found = new Map<string, Set<string>>()
  for (const path of globSync(`${fileURLToPath(golden)}inventory/repo/**/*`)) {
    const reader = lockfileReader(path)
    if (reader === undefined) continue
    const folder = /inventory\/repo\/([^/]+)/.exec(path)?.[1] ?? ''
    const names = found.get(folder) ?? new Set()
    for (const { purl = '' } of reader(readFileSync(path, 'utf8'), path).items) names.add(decodeURIComponent(purl).toLowerCase())
    found.set(folder, names)
  }
  let rows = 0
  const missing: string[] = []
  for (const row of readFileSync(new URL('expected.tsv', golden), 'utf8').trimEnd().split('\n').slice(1)) {
    const cells = row.split('\t')
    const names =
      found.get(cells[0] ?? '') ??
      found.get((cells[0] ?? '').replace('.', '-')) ??
      found.get((cells[0] ?? '').split('.')[0] ?? '')
    // Two sub-modules were found by go.sum files that the table does not carry.
    if (names === undefined || cells[3]?.startsWith('submod2') === true) continue
    rows += 1
    const purl = decodeURIComponent(cells[12] ?? '').toLowerCase()
    if (!names.has(purl)) missing.push(`${cells[0] ?? ''} ${purl}`)
  }
  assert.ok(rows >= 18, `only ${rows} rows`)
  assert.deepEqual(missing, [])
  return undefined
})
