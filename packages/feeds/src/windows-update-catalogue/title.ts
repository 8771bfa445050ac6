/**
 * What the title of an update says: `2023-04 Cumulative Update for Windows 11 Version 22H2 for x64-based Systems (KB5025239)`.
 * Source: Microsoft Update Catalog. Only the kinds that mend Windows and .NET Framework as a whole are read; servicing stacks,
 * dynamic updates and drivers have titles alike and mend nothing.
 */
import type { ProductKey } from '@hygie/core/product-key'
import { microsoftKeys } from '@hygie/core/product-names/microsoft-components'
import type { Lane } from '../microsoft/lane.ts'

export type UpdateTitle = {
  readonly update: string
  readonly products: readonly ProductKey[]
  readonly lane: Lane
  /** `2023-04` */
  readonly month?: string
}

const TITLE =
  /^(?:(\d{4}-\d\d) )?(Cumulative Update(?: Preview)?|Security Monthly Quality Rollup|Preview of Monthly Quality Rollup|Security Only Quality Update|Hotpatch Update) for (.{3,200}) \(KB(\d{5,8})\)/
const FRAMEWORK = /^\.NET Framework (\d[\d., ]{0,40}(?:and \d[\d.]{0,10})?) for (.+)$/
const CLIENT = /^Windows (?:10|11)(?:,? version \w{4})? for (?:x64|x86|arm64)-based Systems$/i
const SERVERS: readonly (readonly [RegExp, string])[] = [
  [/^Microsoft server operating system,? version 21H2 for x64-based Systems$/i, 'Windows Server 2022'],
  [/^Microsoft server operating system,? version 24H2 for x64-based Systems$/i, 'Windows Server 2025'],
  [/^(Windows Server (?:2012|2012 R2|2016|2019)) for x64-based Systems$/i, '$1'],
  [/^(Windows Server 2008 R2 for x64-based Systems)$/i, '$1 Service Pack 1'],
  [/^(Windows Server 2008 for x64-based Systems)$/i, '$1 Service Pack 2'],
  [/^Windows Server 2008 for x86-based Systems$/i, 'Windows Server 2008 for 32-bit Systems Service Pack 2'],
]

/** Undefined for titles of other kinds, or on a system that is not known. */
export function titleOf(text: string): UpdateTitle | undefined {
  const [, month, kind = '', what = '', update = ''] = TITLE.exec(text.slice(0, 400).replaceAll(/\s+/g, ' ').trim()) ?? []
  const [, versions, of] = FRAMEWORK.exec(what) ?? []
  const products = systemsOf(of ?? what).flatMap((system) =>
    microsoftKeys(versions === undefined ? system : `.NET Framework ${versions.trim().replaceAll(/, ?/g, '/')} on ${system}`),
  )
  return products.length === 0 ? undefined : { update, products, lane: laneOfKind(kind), ...(month !== undefined && { month }) }
}

function laneOfKind(kind: string): Lane {
  if (kind.startsWith('Hotpatch')) return 'hotpatch'
  return kind.startsWith('Security Only') ? 'security-only' : 'cumulative'
}

/** Names as the Security Update Guide writes them; a server stands for its Server Core too. */
function systemsOf(text: string): readonly string[] {
  const system = text.trim().replace(/ for (x64|x86|arm64)$/i, ' for $1-based Systems') // as the titles of .NET Framework end
  if (CLIENT.test(system)) return [system]
  const [, seven] = /^Windows 7 for (x64|x86)-based Systems$/i.exec(system) ?? []
  if (seven !== undefined) return [`Windows 7 for ${seven === 'x86' ? '32-bit' : 'x64-based'} Systems Service Pack 1`]
  if (/^Windows 8\.1 for (?:x64|x86)-based Systems$/i.test(system)) return [system]
  const server = SERVERS.find(([pattern]) => pattern.test(system))
  if (server === undefined) return []
  const name = system.replace(server[0], server[1])
  return [name, `${name} (Server Core installation)`]
}
