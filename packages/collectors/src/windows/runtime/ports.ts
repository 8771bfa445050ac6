/**
 * `netstat -ano`: what listens, by the shape of the addresses. The state is translated (`ABHÖREN`, `À L'ÉCOUTE`); a TCP row whose
 * other end is `0.0.0.0:0` or `[::]:0` listens, a UDP row's other end is `*:*`.
 */
import type { InventoryPart, ListeningPort } from '@hygie/core/inventory/inventory'
import { windowsLines } from '../decode.ts'
import { textIn } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'

const LINES_MAX = 200_000
const ADDRESS = /^(?:\[(?<six>[0-9a-f:.]{2,45})(?:%\w{1,16})?\]|(?<four>\d{1,3}(?:\.\d{1,3}){3})):(?<port>\d{1,5})$/i

export function readPorts(probes: WindowsProbes): InventoryPart {
  const text = probes.text('windows.netstat')
  if (text === undefined) return {}
  const processes = new Map((probes.rows('Win32_Process') ?? []).map((row) => [textIn(row, 'ProcessId'), textIn(row, 'Name')]))
  const found = new Map<string, ListeningPort>()
  for (const line of windowsLines(text).slice(0, LINES_MAX)) {
    const [protocol = '', local = '', foreign = '', ...rest] = line.trim().split(/\s+/)
    const at = ADDRESS.exec(local)?.groups
    const kind = protocol.toLowerCase()
    if (at === undefined || (kind !== 'tcp' && kind !== 'udp')) continue
    if (kind === 'tcp' ? !/^(?:0\.0\.0\.0|\[::\]|\*):(?:0|\*)$/.test(foreign) : foreign !== '*:*') continue
    const port = Number(at['port'])
    if (port < 1 || port > 65_535) continue
    const id = rest.at(-1) ?? ''
    const process = /^\d+$/.test(id) ? (processes.get(id) ?? (id === '4' ? 'System' : undefined)) : undefined
    const address = (at['six'] ?? at['four'] ?? '').toLowerCase()
    found.set(`${kind} ${address} ${port}`, {
      protocol: kind,
      address,
      port,
      ...(process !== undefined && process !== '' && { process }),
    })
  }
  return { ports: [...found.values()] }
}
