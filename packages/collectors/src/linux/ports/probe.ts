/** Listening ports: ss, else the kernel's own tables. */
import type { ListeningPort } from '@hygie/core/inventory/inventory'
import type { Probe, ProbeReading } from '../../probe.ts'
import { fileBlock, readBlocks, runBlock } from '../../text/blocks.ts'

export const ports: Probe = {
  name: 'linux.ports',
  purpose: 'TCP and UDP ports that are listened on, with the process where it may be seen',
  script: `
if have ss; then ask ss -H -l -n -t -u -p; else
  show /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6
fi
[ "$(id -u)" = 0 ] || say notroot
exit 0
`,
  timeoutMs: 10_000,
  outputBytesMax: 1_048_576,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

/** A machine can hold 131,072 listening sockets; more lines are a broken table. */
const PORTS_MAX = 20_000

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const ss = runBlock(blocks, 'ss')
  const found = new Map<string, ListeningPort>()
  const add = (port: ListeningPort | undefined): void => {
    if (port !== undefined && found.size < PORTS_MAX) found.set(`${port.protocol} ${port.address} ${port.port}`, port)
  }
  for (const line of ss?.lines ?? []) add(fromSs(line))
  for (const [name, protocol] of TABLES)
    for (const line of fileBlock(blocks, `/proc/net/${name}`)?.lines.slice(1) ?? []) add(fromTable(line, protocol))
  const seen = ss !== undefined || TABLES.some(([name]) => fileBlock(blocks, `/proc/net/${name}`) !== undefined)
  const unknown = !seen
    ? [{ what: 'listening ports', why: 'neither ss nor /proc/net answered' }]
    : blocks.some((block) => block.kind === 'notroot')
      ? [{ what: 'processes behind listening ports', why: 'needs root' }]
      : []
  const listening = [...found.values()].toSorted(
    (left, right) =>
      left.port - right.port || (left.protocol < right.protocol ? -1 : 1) || (left.address < right.address ? -1 : 1),
  )
  return { part: { ports: listening, unknown }, problems: [] }
}

const TABLES = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
] as const

/** `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))` */
function fromSs(line: string): ListeningPort | undefined {
  const words = line.trim().split(/\s+/)
  const [protocol, state = '', , , local = ''] = words
  if ((protocol !== 'tcp' && protocol !== 'udp') || (state !== 'LISTEN' && state !== 'UNCONN')) return undefined
  const colon = local.lastIndexOf(':')
  const port = Number.parseInt(local.slice(colon + 1), 10)
  if (colon < 0 || !isPort(port)) return undefined
  const process = /users:\(\("([^"]{1,64})"/.exec(line)?.[1]
  const address = local
    .slice(0, colon)
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
  return { protocol, address: address === '*' ? '::' : address, port, ...(process === undefined ? {} : { process }) }
}

/** `0: 0100007F:0019 00000000:0000 0A …`: state 0A is LISTEN, 07 an unconnected UDP socket. Words are of the machine's byte order. */
function fromTable(line: string, protocol: 'tcp' | 'udp'): ListeningPort | undefined {
  const match = /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) \S+ ([0-9A-F]{2}) /.exec(line)
  const [, hex = '', portHex = '', state] = match ?? []
  if (match === null || state !== (protocol === 'tcp' ? '0A' : '07')) return undefined
  const port = Number.parseInt(portHex, 16)
  return isPort(port) ? { protocol, address: addressOf(hex), port } : undefined
}

function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? []
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).toReversed())
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
  if (bytes.every((byte) => byte === '00')) return '::'
  if (bytes.slice(0, 15).every((byte) => byte === '00') && bytes[15] === '01') return '::1'
  return (bytes.join('').match(/.{4}/g) ?? []).map((group) => group.toLowerCase().replace(/^0{1,3}/, '')).join(':')
}

function isPort(port: number): boolean {
  return Number.isSafeInteger(port) && port > 0 && port < 65_536
}
