/**
 * "Programs and Features": both halves of the registry and each person's part of it, programs of the store, browsers, Java. What
 * patches a program is an update; what Windows hides and no list names is left out; what no list names is counted.
 */
import type { InventoryPart, Software, Unknown } from '@hygie/core/inventory/inventory'
import { textCharsMax } from '../../limits.ts'
import { FactList } from '../../linux/fact-list.ts'
import type { WindowsSystem } from '../identity/read.ts'
import type { WindowsProbes } from '../probes-given.ts'
import { plainText, type RegistryView } from '../registry/view.ts'
import { isPatch } from '../updates/registry-updates.ts'
import { browsers } from './browsers.ts'
import { microsoftProducts } from './microsoft-products.ts'
import { namedProgram, programNames, type ProgramName } from './names.ts'
import { readOffice } from './office.ts'
import { storePrograms } from './store.ts'

const TAIL = String.raw`Microsoft\Windows\CurrentVersion\Uninstall`

export function readPrograms(probes: WindowsProbes, system: WindowsSystem, names = programNames()): InventoryPart {
  const { registry } = probes
  const facts = new FactList()
  const roots = uninstallRoots(registry)
  const own = microsoftProducts(probes, system)
  const office = readOffice(registry, roots, facts)
  const listed = roots.flatMap((root) => programsOf(registry, root, names))
  const covered = new Set([...own, ...office].map(({ name }) => name.toLowerCase()))
  const programs = listed.filter(({ name }) => !covered.has(name.toLowerCase()))
  const unlisted = browsers(registry, [...covered, ...programs.map(({ name }) => name)], names)
  const software = [...own, ...office, ...programs, ...unlisted, ...storePrograms(registry)]
  const unknown: Unknown[] = []
  if (roots.slice(0, 2).every((path) => registry.key(path) !== 'present'))
    unknown.push({ what: 'programs', why: 'the list of installed programs was not seen' })
  else if (roots.some((root) => registry.isCut(root)))
    unknown.push({ what: 'programs', why: 'the list of installed programs was cut' })
  const nameless = new Set(
    software.filter((item) => item.cpe === undefined && (item.products ?? []).length === 0).map(({ key }) => key),
  )
  if (nameless.size > 0)
    unknown.push({
      what: 'programs without a known name in vulnerability lists',
      why: 'no list names them: they are not judged',
      count: nameless.size,
    })
  return { software, facts: facts.map, unknown }
}

function uninstallRoots(view: RegistryView): readonly string[] {
  const people = view.subkeys('HKU').filter((sid) => /^S-1-(?:5-21|12-1)-[\d-]+$/i.test(sid))
  return [
    `HKLM\\SOFTWARE\\${TAIL}`,
    `HKLM\\SOFTWARE\\Wow6432Node\\${TAIL}`,
    ...people.flatMap((sid) => [`HKU\\${sid}\\Software\\${TAIL}`, `HKU\\${sid}\\Software\\Wow6432Node\\${TAIL}`]),
  ]
}

function programsOf(view: RegistryView, root: string, names: readonly ProgramName[]): readonly Software[] {
  return view.subkeys(root).flatMap((key): Software[] => {
    const path = `${root}\\${key}`
    const name = view.text(path, 'DisplayName') ?? ''
    // Keys with one value are what an uninstaller left behind.
    if (name === '' || name.length > 512 || view.values(path).length < 2 || isPatch(view, path, key)) return []
    const publisher = view.text(path, 'Publisher') ?? ''
    const display = view.text(path, 'DisplayVersion') ?? ''
    const named = namedProgram({ name, publisher, version: display }, names)
    if (named === undefined && view.number(path, 'SystemComponent') === 1) return []
    const version = named?.version ?? display
    const place = plainText(view.text(path, 'InstallLocation') ?? '').replaceAll('"', '')
    const shown = name.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
    return [
      {
        key: version === '' ? `windows:${shown}` : `windows:${shown}@${version}`,
        name: shown,
        version,
        origin: 'windows',
        ...(publisher !== '' && { vendor: publisher.slice(0, 200) }),
        ...(named !== undefined && { cpe: named.cpe }),
        ...(place !== '' && { path: place.slice(0, textCharsMax) }),
      },
    ]
  })
}
