import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { buildPurl, mendPurl, parsePurl, printPurl, qualifierOf } from './purl.ts'

function canonical(text: string): string {
  const purl = parsePurl(text)
  return purl.ok ? printPurl(purl.value) : purl.error.code
}

const CASES: readonly (readonly [text: string, canonical: string])[] = [
  ['PKG://NPM/@babel/core', 'pkg:npm/%40babel/core'],
  ['pkg:npm/@babel/core@7.0.0', 'pkg:npm/%40babel/core@7.0.0'],
  ['pkg:pypi/Django_Rest@1.0RC1', 'pkg:pypi/django-rest@1.0rc1'],
  ['pkg:deb/Debian/curl@1%3A7.50.3-1+b1?distro=jessie&arch=i386', 'pkg:deb/debian/curl@1:7.50.3-1%2Bb1?arch=i386&distro=jessie'],
  ['pkg:golang/github.com/Masterminds/semver@v1.5.0', 'pkg:golang/github.com/Masterminds/semver@v1.5.0'],
  ['pkg:git/gitlab.gnome.org/GNOME/adwaita-fonts', 'pkg:git/gitlab.gnome.org/GNOME/adwaita-fonts'],
  ['pkg:cpan/drolsky/DateTime', 'pkg:cpan/DROLSKY/DateTime'],
  ['pkg:generic/a%2Fb@%41?x=1&y=&&z=%7E', 'pkg:generic/a%2Fb@A?x=1&z=~'],
  ['pkg:generic/a#./b//../%2E%2E/c/', 'pkg:generic/a#b/c'],
  ["pkg:generic/it's(*)!", 'pkg:generic/it%27s%28%2A%29%21'],
  ['pkg:generic/caf\u00E9', 'pkg:generic/caf%C3%A9'],
  ['pkg:unregistered/Some/Name@1', 'pkg:unregistered/Some/Name@1'],
  ['pkg:generic/a%zz', 'purl-malformed'],
  ['pkg:generic/a%FF', 'purl-malformed'],
  ['pkg:generic/a%2Fb/c', 'purl-malformed'], // a namespace segment with a slash
  ['pkg:generic/a?x=1&X=2', 'purl-malformed'],
  ['pkg:generic/a?1x=1', 'purl-malformed'],
  ['pkg:generic/a?url=http://b?c=d', 'purl-malformed'], // which '?' begins the qualifiers?
  ['pkg:generic/a\nb', 'purl-malformed'],
  ['pkg:deb/curl', 'purl-malformed'],
  ['pkg:cargo/a/b', 'purl-malformed'],
  ['pkg:swid/Acme/a', 'purl-malformed'],
  ['pkg:generic/@1', 'purl-malformed'],
  ['npm/a', 'purl-malformed'],
  ['', 'purl-malformed'],
  [`pkg:generic/${'a'.repeat(10_000)}`, 'purl-malformed'],
]
for (const [text, expected] of CASES) {
  test(`purl ${text.slice(0, 80)}`, () => assert.equal(canonical(text), expected))
}

test('purl mends what generators leave out, and nothing else', () => {
  const purl = mendPurl('pkg:golang/stdlib@1.22.0')
  assert.ok(purl.ok)
  assert.equal(printPurl(purl.value), 'pkg:golang/stdlib@1.22.0')
  assert.equal(mendPurl('pkg:cargo/a/b').ok, false)
})

test('purl gives a qualifier by its key only', () => {
  const purl = parsePurl('pkg:deb/debian/curl@1?arch=amd64')
  assert.ok(purl.ok)
  assert.equal(qualifierOf(purl.value, 'arch'), 'amd64')
  assert.equal(qualifierOf(purl.value, 'constructor'), undefined)
})

const TYPES = ['generic', 'npm', 'pypi', 'pub', 'deb', 'git', 'mlflow', 'otp', 'swid', 'oci', 'hackage', 'other']
const parts = fc.record({
  type: fc.constantFrom(...TYPES),
  namespace: fc.string({ unit: 'binary', maxLength: 12 }),
  name: fc.string({ unit: 'binary', maxLength: 12 }),
  version: fc.string({ unit: 'binary', maxLength: 12 }),
  qualifiers: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9._-]{0,5}$/), fc.string({ unit: 'binary', maxLength: 8 })),
  subpath: fc.string({ unit: 'grapheme', maxLength: 12 }),
})

test('purl: what is built prints as ASCII and reads back as the same', () => {
  let built = 0
  fc.assert(
    fc.property(parts, (components) => {
      const purl = buildPurl(components)
      if (!purl.ok) return
      built += 1
      const text = printPurl(purl.value)
      assert.match(text, /^pkg:[A-Za-z0-9._~:/@?=&#%-]+$/)
      assert.deepEqual(parsePurl(text), purl)
    }),
    { numRuns: 500 },
  )
  assert.ok(built > 50)
})

test('purl never throws, and its canonical form is a fixed point', () => {
  const soup = fc.array(
    fc.constantFrom('pkg:', 'npm', 'git', '/', '@', '?', '#', '%', '%2F', '%FF', '=', '&', 'A', '\u{1F600}', '\uD800', '.', '..'),
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    soup.map((tokens) => tokens.join('')),
    soup.map((tokens) => `pkg:npm/${tokens.join('')}`),
  )
  fc.assert(
    fc.property(text, (input) => {
      const purl = parsePurl(input)
      mendPurl(input)
      if (purl.ok) assert.equal(canonical(printPurl(purl.value)), printPurl(purl.value))
    }),
    { numRuns: 2000 },
  )
})
