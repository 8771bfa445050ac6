import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDebianFlaw, isUbuntuFlaw } from './notices.ts'

// Real entries of DSA/list and DLA/list that name no CVE.
for (const [title, expected] of [
  ['bird - security update', true],
  ['tryton-server - security update', true],
  ['man-db - sandboxing fixes', true],
  ['ca-certificates - untrusted root ca', true],
  ['vlc - multiple vulnerabilities', true],
  ['gcc-6 - update', true], // the compiler's part against Spectre
  ['apache2 - regression update', false],
  ['python-django - regression', false],
  ['denyhosts - denyhosts regression update', false],
  ['tzdata - new timezone database', false],
  ['tzdata - security update', false],
  ['libdatetime-timezone-perl - security update', false],
  ['debian-security-support - security update', false],
  ['debian-archive-keyring - security update', false],
  ['distro-info-data - database update', false],
  ['galera-4 - new upstream version', false],
  ['context - bugfix update', false],
  ['elasticsearch - end of life', false],
  ['virtualbox-ose - end of support', false],
  ['linux-latest-4.19 - new package', false],
  ['bash - version number correction', false],
  ['python-certbot - switch to acmev2 api', false],
  ['', true],
] as const)
  test(`Debian's "${title}" without CVE is ${expected ? 'a' : 'no'} vulnerability`, () =>
    assert.equal(isDebianFlaw(title), expected))

for (const [title, expected] of [
  ['PNG library vulnerabilities', true],
  ['OpenSSL vulnerability', true],
  ['Apache HTTP Server regression', false],
  ['Linux kernel regressions', false],
  ['ca-certificates update', false],
  ['tzdata update', false],
  ['Intel Microcode', true],
] as const)
  test(`Ubuntu's "${title}" without CVE is ${expected ? 'a' : 'no'} vulnerability`, () =>
    assert.equal(isUbuntuFlaw(title), expected))
