/**
 * A scan of nmap (`-oX`) → one inventory for each host that answered.
 *
 * Source: nmap.dtd and "XML Output" of the nmap reference guide. What nmap guesses by the port's number (`method="table"`) is
 * left out; a system that it guesses is a blind spot with the guess, never a platform. A scan that was broken off gives the
 * hosts that were done.
 */
import type { Inventory } from '@hygie/core/inventory/inventory'
import { decodeXml } from '@hygie/standards/xml/decode'
import { xmlReader, type XmlStart } from '@hygie/standards/xml/reader'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { problemsMax } from '../limits.ts'
import { hostInventory, type NmapAddress, type NmapPort, type NmapSystem } from './host-inventory.ts'

export type NmapContext = { readonly target: string; readonly collectedAt: string }
export type NmapReading = { readonly inventories: readonly Inventory[]; readonly problems: readonly Failure[] }

type Port = { -readonly [Key in keyof NmapPort]: NmapPort[Key] } & {
  readonly cpes: string[]
  readonly scripts: Map<string, string>
}
type System = NmapSystem & { readonly types: string[]; readonly families: string[] }
type Host = {
  readonly ended: string
  state: string
  reason: string
  readonly addresses: NmapAddress[]
  readonly names: string[]
  readonly ports: Port[]
  readonly systems: System[]
}

/** A sweep over a class B network. */
const HOSTS_MAX = 65_536
/** nmap reports 65,535 ports of two protocols at most, and by far most as one number. */
const PORTS_MAX = 20_000
const ITEMS_MAX = 100
const SCRIPT_CHARS_MAX = 4_096

/** Errors: xml-encoding, nmap-none when it is no scan at all. Broken off or malformed later on: a problem. Cost: linear. */
export function readNmap(bytes: Uint8Array, context: NmapContext): Result<NmapReading> {
  const text = decodeXml(bytes)
  if (!text.ok) return text
  const inventories: Inventory[] = []
  const problems: Failure[] = []
  const note = (problem: Failure): void => void (problems.length < problemsMax && problems.push(problem))
  let isScan = false
  let host: Host | undefined
  let port: Port | undefined
  let started = ''
  const open: string[] = []
  let words = ''
  const reader = xmlReader({
    open(start) {
      open.push(start.local)
      words = ''
      if (start.local === 'nmaprun' && open.length === 1) {
        isScan = true
        started = start.attributes.get('start') ?? ''
      } else if (start.local === 'host' && open.length === 2) host = newHost(start)
      else if (host !== undefined && start.local === 'port' && host.ports.length < PORTS_MAX) {
        port = newPort(start)
        host.ports.push(port)
      } else if (host !== undefined) addTo(host, port, open.at(-2), start)
    },
    text(piece) {
      if (open.at(-1) === 'cpe' && words.length < SCRIPT_CHARS_MAX) words += piece
    },
    close() {
      const closed = open.pop()
      if (closed === 'cpe' && open.at(-1) === 'service' && port !== undefined && port.cpes.length < ITEMS_MAX)
        port.cpes.push(words.trim())
      else if (closed === 'port') port = undefined
      else if (closed === 'host' && open.length === 1 && host !== undefined) {
        const read = hostInventory(host, { ...context, started })
        if (read !== undefined && inventories.length < HOSTS_MAX) inventories.push(read.inventory)
        else if (read !== undefined && inventories.length === HOSTS_MAX)
          note({ code: 'nmap-large', message: `Cannot read a scan of more than ${HOSTS_MAX} hosts: the rest is left out` })
        for (const problem of read?.problems ?? []) note(problem)
        host = undefined
      }
    },
  })
  const fault = reader.write(withoutSubset(text.value)) ?? reader.end()
  if (!isScan) return fail('nmap-none', 'Cannot read a scan of nmap: it does not begin with the element nmaprun')
  if (fault !== undefined)
    note({
      code: 'nmap-unfinished',
      message: `Cannot read the scan to its end: ${inventories.length} hosts were done before; ${fault.message}`,
      ...(fault.at === undefined ? {} : { at: fault.at }),
    })
  return ok({ inventories, problems })
}

/** The declaration's address is dropped, so that nobody is tempted to fetch it; one with a subset of its own is refused. */
function withoutSubset(text: string): string {
  const head = text.slice(0, 2_048).replace(/<!DOCTYPE nmaprun\s+(?:SYSTEM|PUBLIC)[^[>]{0,512}>/, '<!DOCTYPE nmaprun>')
  return head.replace(/^\u{feff}/u, '') + text.slice(2_048)
}

function newHost({ attributes }: XmlStart): Host {
  return {
    ended: attributes.get('endtime') ?? '',
    state: '',
    reason: '',
    addresses: [],
    names: [],
    ports: [],
    systems: [],
  }
}

function newPort({ attributes }: XmlStart): Port {
  return {
    protocol: attributes.get('protocol') ?? '',
    port: attributes.get('portid') ?? '',
    state: '',
    service: new Map(),
    cpes: [],
    scripts: new Map(),
  }
}

type Found = {
  readonly host: Host
  readonly port: Port | undefined
  readonly parent: string | undefined
  readonly attributes: ReadonlyMap<string, string>
  readonly at: (name: string) => string
}

function addTo(host: Host, port: Port | undefined, parent: string | undefined, { local, attributes }: XmlStart): void {
  ELEMENTS.get(local)?.({ host, port, parent, attributes, at: (name) => attributes.get(name) ?? '' })
}

/** All other elements (times, traces, what later versions add) do not concern us. */
const ELEMENTS: ReadonlyMap<string, (found: Found) => void> = new Map<string, (found: Found) => void>([
  [
    'status',
    ({ host, at }) => {
      host.state = at('state')
      host.reason = at('reason')
    },
  ],
  [
    'address',
    ({ host, at }) => {
      if (host.addresses.length < ITEMS_MAX)
        host.addresses.push({ kind: at('addrtype'), address: at('addr'), vendor: at('vendor') })
    },
  ],
  [
    'hostname',
    ({ host, at }) => {
      if (host.names.length < ITEMS_MAX) host.names.push(at('name'))
    },
  ],
  [
    'state',
    ({ port, at }) => {
      if (port !== undefined) port.state = at('state')
    },
  ],
  [
    'service',
    ({ port, attributes }) => {
      if (port !== undefined) port.service = attributes
    },
  ],
  [
    'script',
    ({ port, parent, at }) => {
      if (port !== undefined && parent === 'port' && port.scripts.size < ITEMS_MAX)
        port.scripts.set(at('id'), at('output').slice(0, SCRIPT_CHARS_MAX))
    },
  ],
  [
    'osmatch',
    ({ host, at }) => {
      if (host.systems.length < ITEMS_MAX)
        host.systems.push({ name: at('name'), accuracy: Number.parseInt(at('accuracy'), 10) || 0, types: [], families: [] })
    },
  ],
  [
    'osclass',
    ({ host, parent, at }) => {
      // Before nmap 6.0 the classes stood beside the matches, not in them.
      const system = parent === 'osmatch' ? host.systems.at(-1) : undefined
      if (system === undefined || system.types.length >= ITEMS_MAX) return
      system.types.push(at('type'))
      system.families.push(at('osfamily'))
    },
  ],
])
