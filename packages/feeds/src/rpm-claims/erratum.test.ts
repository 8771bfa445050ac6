import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gradeIn, isModuleBuild, modulesIn } from './erratum.ts'

for (const [title, expected] of [
  ['Moderate: nginx:1.24 security update', 'nginx:1.24'],
  ['Moderate: virt:rhel and virt-devel:rhel security update', 'virt:rhel virt-devel:rhel'],
  ['Important: 389-ds:1.4 security update', '389-ds:1.4'],
  ['Moderate: perl-App-cpanminus:1.7044 security update', 'perl-App-cpanminus:1.7044'],
  ['Important: ruby:3.3.', 'ruby:3.3'],
  ['Important: kernel security update', ''],
  ['see https://x.example/a:b', ''],
  [':::', ''],
] as const)
  test(`streams in "${title}": ${expected}`, () => assert.equal(modulesIn(title).join(' '), expected))

test('grades are the first word of a title, builds for modules tell themselves', () => {
  assert.equal(gradeIn('Important: kernel security update'), 'Important')
  assert.equal(gradeIn('kernel: Important'), undefined)
  for (const version of ['1-2.module_el8.10.0+4143', '1-2.module+el8.3.0+74']) assert.ok(isModuleBuild(version))
  for (const version of ['1-2.el8', '1-2.modules']) assert.ok(!isModuleBuild(version))
})
