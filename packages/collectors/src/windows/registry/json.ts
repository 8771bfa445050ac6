/**
 * Reads the JSON of the probe `windows.registry` into the view: `{"HKLM\\…": {"UBR": ["DWORD", 6054]}}`. A value `null` was asked
 * and is absent, a key `null` likewise; `{"!": "denied"}` was not granted, `{"!": "withheld"}` is there and was not read,
 * `{"!": "truncated"}` in a key means that some of it is missing.
 */
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { parseJson } from '@hygie/standards/json/parse'
import type { Failure } from '@hygie/versions/result'
import type { RegistryKey, RegistryValue, RegistryView } from './view.ts'

const PROBLEMS_MAX = 50
/** Keys of one document: CBS, Uninstall, Services and Installer of a server come to 8,000. */
const KEYS_MAX = 200_000
const VALUES_MAX = 1_000_000

/** Fills the view; gives what could not be read. Cost: linear. */
export function readRegistryJson(text: string, view: RegistryView): readonly Failure[] {
  const parsed = parseJson(text)
  if (!parsed.ok) return [parsed.error]
  if (!isObject(parsed.value)) return [{ code: 'registry-shape', message: 'Cannot read the registry: it is no JSON object' }]
  const problems: Failure[] = []
  const bad = (message: string, at: string): void => {
    if (problems.length < PROBLEMS_MAX) problems.push({ code: 'registry-value', message, at: at.slice(0, 300) })
  }
  let values = 0
  for (const [index, [path, key]] of Object.entries(parsed.value).entries()) {
    if (path === 'truncated') {
      if (key === true) view.markCut()
      continue
    }
    if (!/^HK[A-Z_:]{1,24}\\/i.test(path)) {
      bad('Cannot read a registry key: its path does not begin with a root', path)
      continue
    }
    if (key === null) view.addAbsent(path)
    else if (!isObject(key)) bad('Cannot read a registry key: it is neither an object nor null', path)
    else if (own(key, '!') === 'denied') view.addDenied(path)
    else if (index >= KEYS_MAX || values >= VALUES_MAX) view.markCut()
    else {
      const read = keyOf(path, key, bad)
      values += read.values.size
      view.add(read)
    }
  }
  return problems
}

function keyOf(path: string, key: JsonObject, bad: (message: string, at: string) => void): RegistryKey {
  const values = new Map<string, { readonly name: string; readonly value: RegistryValue | 'absent' | 'denied' }>()
  for (const [name, data] of Object.entries(key)) {
    if (name === '!') continue
    const value = data === null ? 'absent' : valueOf(data)
    if (value === undefined) bad('Cannot read a registry value: it must be [type, value]', `${path}, ${name}`)
    else values.set(name.toLowerCase(), { name, value })
  }
  return { path, values, isCut: own(key, '!') === 'truncated', isWhole: false }
}

function valueOf(data: unknown): RegistryValue | 'denied' | undefined {
  if (isObject(data)) {
    const mark = own(data, '!')
    return mark === 'denied' ? 'denied' : mark === 'withheld' ? { type: 'WITHHELD' } : undefined
  }
  if (!Array.isArray(data)) return undefined
  const [type, value] = data as readonly unknown[]
  switch (type) {
    case 'SZ':
    case 'EXPAND_SZ':
      return typeof value === 'string' ? { type, text: value } : undefined
    case 'MULTI_SZ': {
      const list: readonly unknown[] = Array.isArray(value) ? value : [value]
      return { type, list: list.filter((item): item is string => typeof item === 'string') }
    }
    case 'DWORD':
    case 'QWORD':
      return wholeNumber(type, value)
    case 'BINARY':
    case 'NONE':
      if (value === undefined || value === null) return { type, bytes: new Uint8Array() }
      return typeof value === 'string' ? { type, bytes: Buffer.from(value, 'base64') } : undefined
    default:
      return undefined
  }
}

/** PowerShell gives a DWORD above 2^31 as a negative number: it is taken modulo 2^32. */
function wholeNumber(type: 'DWORD' | 'QWORD', value: unknown): RegistryValue | undefined {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return { type, digits: value.replace(/^0+(?=\d)/, '') }
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined
  return {
    type,
    digits: (value < 0 ? BigInt(value) + (type === 'DWORD' ? 4_294_967_296n : 2n ** 64n) : BigInt(value)).toString(),
  }
}
