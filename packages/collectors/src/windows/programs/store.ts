/** Programs of the store, by the names of their packages: `Microsoft.WindowsTerminal_1.18.3181.0_x64__8wekyb3d8bbwe`. */
import type { Software } from '@hygie/core/inventory/inventory'
import type { RegistryView } from '../registry/view.ts'

const ROOT = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Appx\AppxAllUserStore\Applications`
/** Parts in which resources and languages stand are no programs of their own. */
const PACKAGE =
  /^(?<name>[A-Za-z0-9.-]{3,50})_(?<version>\d+(?:\.\d+){3})_(?<architecture>x64|x86|arm|arm64|neutral)__(?<publisher>[a-z0-9]{13})$/i

export function storePrograms(view: RegistryView): readonly Software[] {
  const found = new Map<string, Software>()
  for (const full of view.subkeys(ROOT)) {
    const { name, version } = PACKAGE.exec(full)?.groups ?? {}
    if (name === undefined || version === undefined) continue
    found.set(`${name}@${version}`, { key: `windows:${name}@${version}`, name, version, origin: 'windows' })
  }
  return [...found.values()]
}
