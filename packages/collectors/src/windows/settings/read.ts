/** Settings of the registry → facts: the first place that holds a value, else what this generation does without one. */
import type { FactValue } from '@hygie/core/compliance/facts'
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import type { WindowsSystem } from '../identity/read.ts'
import type { RegistryView } from '../registry/view.ts'
import type { Place, Reading, Setting } from './setting.ts'
import { settings } from './settings.table.ts'

export function readSettings(view: RegistryView, system: WindowsSystem): InventoryPart {
  const facts = new Map<string, { readonly value: FactValue; readonly from: string }>()
  for (const setting of settings) {
    const found = effective(view, setting, system.buildNumber)
    if (found !== undefined) facts.set(setting.fact, found)
  }
  return { facts }
}

type Effective = { readonly value: FactValue; readonly from: string }

/** A policy that nobody could see may be set: then the preference below it says nothing. */
function effective(view: RegistryView, setting: Setting, buildNumber: number): Effective | undefined {
  for (const place of setting.places) {
    const seen = view.seen(place.path, place.name)
    if (seen === 'unseen') return undefined
    if (seen === 'absent') continue
    const value = readPlace(view, place, place.as ?? setting.as)
    return value === undefined ? undefined : { value, from: `${place.path}, ${place.name}` }
  }
  const fallback = setting.otherwise?.findLast(({ from }) => from <= buildNumber)?.value
  return fallback === undefined || fallback === 'unknown'
    ? undefined
    : { value: fallback, from: 'not set: what Windows does then' }
}

function readPlace(view: RegistryView, { path, name }: Place, as: Reading): FactValue | undefined {
  if (as === 'text') {
    const number = view.number(path, name)
    const text = view.text(path, name) ?? (number === undefined ? undefined : String(number))
    return text === undefined || text === '' ? undefined : text.slice(0, 4_096)
  }
  if (as === 'list') return view.list(path, name)
  const number = view.number(path, name)
  if (number === undefined) return undefined
  if (as === 'number') return number
  if (as === 'on') return number !== 0
  return as === 'off' ? number === 0 : as.is.includes(number)
}
