/** The tables agree: each fact has one meaning, each place of a setting is asked for, nothing harmful is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAsked } from './asked.ts'
import { windowsFactCatalogue } from './facts.catalogue.ts'
import { settings } from './settings/settings.table.ts'
import { commandSources, fileSources, registrySources, registryValuesMax, wmiSources } from './sources.table.ts'

test('windows facts have one name each, below windows.', () => {
  const names = windowsFactCatalogue.map(({ name }) => name)
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  )
  for (const name of names) assert.match(name, /^windows\.[a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*$/)
})

test('windows settings are read where the kit asks', () => {
  for (const { fact, places } of settings) {
    assert.ok(places.length > 0, fact)
    for (const { path, name } of places) assert.ok(isAsked(path, name), `${fact}: ${path} ${name} is not in sources.table.ts`)
  }
})

test('windows defaults stand in the order of builds', () => {
  for (const { fact, otherwise = [] } of settings) {
    const builds = otherwise.map(({ from }) => from)
    assert.deepEqual(
      builds,
      builds.toSorted((left, right) => left - right),
      fact,
    )
    if (otherwise.length > 0) assert.equal(builds[0], 0, fact)
  }
})

test('windows sources are constant, distinct, read no secret and repair nothing', () => {
  const paths = registrySources.map(({ path }) => path.toLowerCase())
  assert.deepEqual(
    paths.filter((path, index) => paths.indexOf(path) !== index),
    [],
  )
  for (const { path, depth } of registrySources) {
    assert.match(path, /^(?:HKLM|HKU)\\[\w .*-]+(?:\\[\w .*-]+)*$/)
    assert.ok(depth >= 0 && depth <= 4)
    assert.doesNotMatch(path, /\\Secrets|\\SAM\\|WlanSvc|\\ORL\\|TightVNC|RealVNC/i)
  }
  for (const { path } of fileSources) assert.match(path, /^%\w+%\\[\w.\\ ]+\.(?:exe|dll|sys)$/)
  assert.ok(registryValuesMax <= 20_000)
  for (const { class: name } of wmiSources) assert.notEqual(name, 'Win32_Product')
  for (const { command } of commandSources) assert.ok(command.every((part) => !/[&|<>^%]/.test(part)))
  const winlogon = registrySources.find(({ path }) => path.endsWith('\\Winlogon'))
  assert.deepEqual(winlogon?.withheld, ['DefaultPassword'])
})

test('windows keys are asked as the table says', () => {
  const cases: readonly (readonly [string, string | undefined, boolean])[] = [
    [String.raw`HKLM\software\microsoft\windows nt\currentversion`, 'UBR', true],
    [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\7-Zip`, 'DisplayName', true],
    [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\7-Zip`, 'UninstallString', false],
    [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\7-Zip\Deep`, 'DisplayName', false],
    [String.raw`HKU\S-1-5-21-1-2-3-1001\Software\Policies\Microsoft\Office\16.0\Word\Security`, 'VBAWarnings', true],
    [
      String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages\Package_for_X~1`,
      'CurrentState',
      true,
    ],
    [
      String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages\Other~1`,
      'CurrentState',
      false,
    ],
    [String.raw`HKLM\SOFTWARE\Vendor`, undefined, false],
  ]
  for (const [path, name, asked] of cases) assert.equal(isAsked(path, name), asked, `${path} ${name ?? ''}`)
})

test('windows rows do not overlap: a key that stood twice would make the document invalid JSON', () => {
  for (const [index, upper] of registrySources.entries()) {
    for (const [place, lower] of registrySources.entries()) {
      if (index === place) continue
      const [parts, others] = [upper.path.toLowerCase().split('\\'), lower.path.toLowerCase().split('\\')]
      const isBelow =
        others.length >= parts.length &&
        others.length <= parts.length + upper.depth &&
        parts.every((part, at) => part === others[at])
      assert.ok(!isBelow, `${lower.path} lies in ${upper.path} with depth ${upper.depth}`)
    }
  }
})
