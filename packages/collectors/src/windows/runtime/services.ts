/** Services out of the registry (how they start, whence, as whom) and Win32_Service (whether they run). */
import type { InventoryPart, Service } from '@hygie/core/inventory/inventory'
import { FactList } from '../../linux/fact-list.ts'
import { textIn } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'
import type { RegistryView } from '../registry/view.ts'

const ROOT = String.raw`HKLM\SYSTEM\CurrentControlSet\Services`
/** Bits of Type that mean a service with a process; the others are drivers. */
const SERVICE_BITS = 0x30
/** Services whose presence makes a role, by their names, which are not translated. */
const ROLES: readonly (readonly [service: string, role: string])[] = [
  ['NTDS', 'ad'],
  ['DNS', 'dns'],
  ['DHCPServer', 'dhcp'],
  ['W3SVC', 'iis'],
  ['vmms', 'hyper-v'],
  ['WsusService', 'wsus'],
  ['CertSvc', 'certificates'],
  ['adfssrv', 'adfs'],
  ['MSExchangeIS', 'exchange'],
]
/** Folders in which, as Windows comes, anybody may write or that are one person's. */
const OPEN_FOLDER = /^"?(?:[a-z]:\\(?:users\\(?!all users\\)|temp\\|programdata\\[^"]*\\temp\\)|%temp%)/i
const SYSTEM_ACCOUNT = /^(?:|localsystem|\.?\\?localsystem|nt authority\\.*|nt service\\.*|autorite nt\\.*|nt-autorität\\.*)$/i

export function readServices(probes: WindowsProbes): InventoryPart {
  const { registry } = probes
  const rows = probes.rows('Win32_Service')
  const running = new Map((rows ?? []).map((row) => [textIn(row, 'Name').toLowerCase(), textIn(row, 'State').toLowerCase()]))
  const names = registry.subkeys(ROOT).filter((name) => isService(registry, name))
  const all = names.length > 0 ? names : (rows ?? []).map((row) => textIn(row, 'Name')).filter((name) => name !== '')
  const services = all.map((name): Service => {
    const start = registry.number(`${ROOT}\\${name}`, 'Start')
    return { name, state: stateOf(running.get(name.toLowerCase())), ...(start !== undefined && { enabled: start <= 2 }) }
  })
  const facts = new FactList()
  if (rows !== undefined)
    facts.list(
      'windows.services.running',
      services.filter(({ state }) => state === 'running').map(({ name }) => name),
      'Win32_Service',
    )
  if (names.length > 0 && !registry.isCut(ROOT)) registryFacts(registry, names, facts)
  return { services, facts: facts.map }
}

/** Win32_Service writes states in English everywhere. */
function stateOf(text: string | undefined): Service['state'] {
  return text === 'running' || text === 'stopped' ? text : 'unknown'
}

function isService(registry: RegistryView, name: string): boolean {
  const type = registry.number(`${ROOT}\\${name}`, 'Type')
  return type !== undefined && (type & SERVICE_BITS) !== 0
}

function registryFacts(registry: RegistryView, names: readonly string[], facts: FactList): void {
  const path = (name: string): string => registry.text(`${ROOT}\\${name}`, 'ImagePath') ?? ''
  const account = (name: string): string => registry.text(`${ROOT}\\${name}`, 'ObjectName') ?? ''
  const starts = names.filter((name) => (registry.number(`${ROOT}\\${name}`, 'Start') ?? 4) <= 3)
  facts.list(
    'windows.services.automatic',
    names.filter((name) => registry.number(`${ROOT}\\${name}`, 'Start') === 2),
    ROOT,
  )
  facts.list(
    'windows.services.unquotedPaths',
    starts.filter((name) => isUnquoted(path(name))),
    ROOT,
  )
  facts.list(
    'windows.services.inUserFolders',
    starts.filter((name) => OPEN_FOLDER.test(path(name))),
    ROOT,
  )
  facts.list(
    'windows.services.asUser',
    starts.flatMap((name) => (SYSTEM_ACCOUNT.test(account(name)) ? [] : [`${name} ${account(name)}`])),
    ROOT,
  )
  const there = new Set(names.map((name) => name.toLowerCase()))
  const sql = names.some((name) => /^MSSQL(?:SERVER$|\$)/i.test(name)) ? ['sql'] : []
  facts.list(
    'windows.system.roles',
    [...ROLES.flatMap(([service, role]) => (there.has(service.toLowerCase()) ? [role] : [])), ...sql],
    ROOT,
  )
}

/** `C:\Program Files\X\x.exe -k`: a blank before the program's end, and no quotes. Up to `.exe`, since arguments may have blanks. */
function isUnquoted(path: string): boolean {
  const program = /^[a-z]:\\[^"]*?\.(?:exe|sys|com|bat)(?=\s|$)/i.exec(path)?.[0]
  return program?.includes(' ') === true && !program.startsWith('"')
}
