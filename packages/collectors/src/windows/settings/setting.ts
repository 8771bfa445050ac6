/**
 * How a setting of the registry that is a fact by itself is written down: name of the fact, where it stands, what holds when it
 * does not.
 *
 * The first place that holds a value counts, so the policy stands before the preference. A value that is absent in all places
 * means what Windows does without it, which differs by generation: `otherwise` has the value from a build number on. Where a
 * place was not asked or not granted there is no fact: denied is not absent.
 *
 * Source  learn.microsoft.com: Windows security baselines, Group Policy settings reference, [MS-GPAC]; defaults: pages of the
 * settings themselves. A default that could not be read there has no `otherwise`.
 */

/** `on`: other than 0 is true · `off`: other than 0 is false · number: true when equal · `number`, `text`, `list`: as it stands. */
export type Reading = 'on' | 'off' | 'number' | 'text' | 'list' | { readonly is: readonly number[] }
export type Place = { readonly path: string; readonly name: string; readonly as?: Reading }
/** From this build number on; the last that fits counts. The text `unknown`: no fact. */
export type Default = { readonly from: number; readonly value: boolean | number | string }
export type Setting = {
  readonly fact: string
  readonly type: 'boolean' | 'number' | 'text' | 'list'
  readonly meaning: string
  readonly as: Reading
  readonly places: readonly Place[]
  readonly otherwise?: readonly Default[]
}

export const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
export const MS = String.raw`HKLM\SOFTWARE\Microsoft`
export const CV = String.raw`${MS}\Windows\CurrentVersion`
export const POLICIES = String.raw`HKLM\SOFTWARE\Policies\Microsoft`

/** Build numbers at which defaults change. */
export const builds = {
  vista: 6_000,
  seven: 7_600,
  eightOne: 9_600,
  ten: 10_240,
  ten1607: 14_393,
  ten1709: 16_299,
  eleven24h2: 26_100,
} as const

export const always = (value: boolean | number | string): readonly Default[] => [{ from: 0, value }]
export const since = (from: number, before: boolean | number | string, value: boolean | number | string): readonly Default[] => [
  { from: 0, value: before },
  { from, value },
]
export const at = (path: string, name: string, as?: Reading): Place => ({ path, name, ...(as !== undefined && { as }) })

export function boolean(
  fact: string,
  meaning: string,
  as: Reading,
  places: readonly Place[],
  otherwise?: readonly Default[],
): Setting {
  return { fact: `windows.${fact}`, type: 'boolean', meaning, as, places, ...(otherwise !== undefined && { otherwise }) }
}
export function number(fact: string, meaning: string, places: readonly Place[], otherwise?: readonly Default[]): Setting {
  return { fact: `windows.${fact}`, type: 'number', meaning, as: 'number', places, ...(otherwise !== undefined && { otherwise }) }
}
export function text(fact: string, meaning: string, places: readonly Place[], otherwise?: readonly Default[]): Setting {
  return { fact: `windows.${fact}`, type: 'text', meaning, as: 'text', places, ...(otherwise !== undefined && { otherwise }) }
}
