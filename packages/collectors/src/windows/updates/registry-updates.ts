/**
 * Updates that the registry itself lists: keys `KB…` of XP, 2003 and .NET Framework, entries of "Programs and Features" that are
 * patches of something, patches of MSI programs.
 */
import type { RegistryView } from '../registry/view.ts'
import { updateNumbers } from '../update-numbers.ts'

const MS = String.raw`HKLM\SOFTWARE\Microsoft`
const WOW = String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft`
const ROOTS = [String.raw`${MS}\Updates`, String.raw`${WOW}\Updates`, String.raw`${MS}\Windows NT\CurrentVersion\HotFix`]
const UNINSTALL = [String.raw`${MS}\Windows\CurrentVersion\Uninstall`, String.raw`${WOW}\Windows\CurrentVersion\Uninstall`]
const PATCHES = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18\Products\*\Patches\*`
const DEPTH_MAX = 5

export type RegistryUpdates = {
  /** Of the system and .NET; undefined when no such key was seen. */
  readonly system: readonly string[] | undefined
  readonly patches: readonly string[] | undefined
}

export function registryUpdates(view: RegistryView): RegistryUpdates {
  const keys = ROOTS.flatMap((root) => keysBelow(view, root, DEPTH_MAX))
  const patched = UNINSTALL.flatMap((root) => view.subkeys(root).flatMap((name) => updateTexts(view, `${root}\\${name}`, name)))
  const isSeen = [...ROOTS, ...UNINSTALL].some((root) => view.key(root) === 'present')
  const patches = view
    .matching(PATCHES)
    .flatMap((path) => (view.number(path, 'State') === 1 ? [view.text(path, 'DisplayName') ?? ''] : []))
  return {
    system: isSeen ? updateNumbers([...keys, ...patched]) : undefined,
    patches: patches.length === 0 ? undefined : updateNumbers(patches),
  }
}

/** An entry that mends another one is an update, never a program. */
export function isPatch(view: RegistryView, path: string, name: string): boolean {
  if (/^(?:KB|Q)\d{5,8}|[._]KB\d{5,8}|\}\.KB/i.test(name)) return true
  if ((view.text(path, 'ParentKeyName') ?? '') !== '') return true
  return /^(?:Security Update|Hotfix|Update(?: Rollup)?|Service Pack|Critical Update|ServicePack)$/i.test(
    view.text(path, 'ReleaseType') ?? '',
  )
}

/**
 * Names of keys are the same in each language; a title names the number in brackets. `MSXML 4.0 SP2 (KB954430)` is a program and
 * an update in one.
 */
function updateTexts(view: RegistryView, path: string, name: string): readonly string[] {
  const title = view.text(path, 'DisplayName') ?? ''
  if (isPatch(view, path, name)) return [name.replaceAll(/[_.]/g, ' '), title, view.text(path, 'RegistryLocation') ?? '']
  return /\(KB\d{5,8}\)\s*$/.test(title) && /^Microsoft\b/.test(view.text(path, 'Publisher') ?? '') ? [title] : []
}

function keysBelow(view: RegistryView, root: string, depth: number): readonly string[] {
  if (depth === 0) return []
  return view.subkeys(root).flatMap((name) => [name, ...keysBelow(view, `${root}\\${name}`, depth - 1)])
}
