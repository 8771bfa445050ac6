/** Browsers that "Programs and Features" does not show (installed by an updater, or for one person), from the updater's own keys. */
import type { Software } from '@hygie/core/inventory/inventory'
import type { RegistryView } from '../registry/view.ts'
import { namedProgram, type ProgramName } from './names.ts'

const SOFTWARE = [String.raw`HKLM\SOFTWARE`, String.raw`HKLM\SOFTWARE\Wow6432Node`]
const CHROME = String.raw`Google\Update\Clients\{8A69D345-D564-463C-AFF1-A69D9E530F96}`
const MOZILLA = [
  ['Mozilla Firefox', 'Mozilla Firefox (x64)'],
  ['Mozilla Firefox ESR', 'Mozilla Firefox ESR (x64)'],
  ['Mozilla Thunderbird', 'Mozilla Thunderbird (x64)'],
  ['Mozilla Thunderbird ESR', 'Mozilla Thunderbird ESR (x64)'],
] as const

/** `listed`: names that are there already, in whatever case. */
export function browsers(view: RegistryView, listed: readonly string[], names: readonly ProgramName[]): readonly Software[] {
  const found: Software[] = []
  const isListed = (name: string): boolean => listed.some((other) => other.toLowerCase().startsWith(name.toLowerCase()))
  const add = (name: string, like: string, publisher: string, version: string | undefined): void => {
    if (version === undefined || isListed(name) || found.some((item) => item.name === name)) return
    const named = namedProgram({ name: like, publisher, version }, names)
    if (named === undefined) return
    found.push({ key: `windows:${name}@${version}`, name, version, origin: 'windows', vendor: publisher, cpe: named.cpe })
  }
  for (const root of SOFTWARE) {
    const pv = view.text(`${root}\\${CHROME}`, 'pv')
    add('Google Chrome', 'Google Chrome', 'Google LLC', pv !== undefined && /^[1-9]\d*(?:\.\d+){3}$/.test(pv) ? pv : undefined)
    // `140.5.0 (x64 fr)`
    for (const [name, like] of MOZILLA)
      add(name, like, 'Mozilla', /^\d+(?:\.\d+)+/.exec(view.text(`${root}\\Mozilla\\${name}`, 'CurrentVersion') ?? '')?.[0])
  }
  return found
}
