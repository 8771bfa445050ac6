/** Which of the texts a machine carries are marks of that one machine. Source of the exclusions: shared experience of asset tools. */
import type { Mark } from '@hygie/core/inventory/inventory'
import { type Block, fileBlock } from '../../text/blocks.ts'

/** Maker's placeholders and values that many machines share say nothing about one machine. */
const EMPTY =
  /^(?:0+|f+|x+|none|null|unknown|n\/a|not specified|not applicable|not available|default string|to be filled by o\.?e\.?m\.?|system serial number|chassis serial number|123456789|\.+|-+)$/i
const SHARED_UUID = /^(?:0{8}-|f{8}-|03000200-0400-0500-0006-000700080009)/i
const CHARS_MAX = 256 // no serial number or name is longer; DNS allows 253

export function firstLine(block: Block | undefined): string | undefined {
  const text = block?.lines[0]?.trim()
  return text === undefined || text === '' || text.length > CHARS_MAX ? undefined : text
}

/** What the firmware says, unless it is a placeholder. */
export function firmwareText(blocks: readonly Block[], file: string): string | undefined {
  const text = firstLine(fileBlock(blocks, `/sys/class/dmi/id/${file}`))
  return text === undefined || EMPTY.test(text) ? undefined : text
}

export function readMarks(blocks: readonly Block[], name: string | undefined, container: boolean): readonly Mark[] {
  const marks: Mark[] = []
  const add = (kind: Mark['kind'], value: string | undefined): void => {
    if (value !== undefined && !marks.some((other) => other.kind === kind && other.value === value)) marks.push({ kind, value })
  }
  add('machine-id', machineId(blocks))
  // A container sees its host's firmware: those marks are not its own.
  if (!container) {
    const uuid = firmwareText(blocks, 'product_uuid')?.toLowerCase()
    if (uuid !== undefined && /^[0-9a-f-]{36}$/.test(uuid) && !SHARED_UUID.test(uuid)) add('dmi-uuid', uuid)
    const serial = firmwareText(blocks, 'product_serial') ?? firmwareText(blocks, 'chassis_serial')
    if (serial !== undefined && serial.length >= 4) add('dmi-serial', serial)
  }
  for (const block of blocks) {
    if (block.kind !== 'mac') continue
    const [address = '', , kind] = block.subject.split(' ')
    if (kind === 'device' && isOwnMac(address)) add('mac', address.toLowerCase())
  }
  if (name !== undefined && !/^localhost(?:\.|$)/i.test(name)) add('hostname', (name.split('.')[0] ?? name).toLowerCase())
  const full = canonicalName(blocks, name) ?? name
  if (full !== undefined && /^[^.\s]+\.\S+$/.test(full) && !/^localhost\./i.test(full)) add('fqdn', full.toLowerCase())
  add('cloud-id', firstLine(fileBlock(blocks, '/var/lib/cloud/data/instance-id')))
  return marks
}

/** The first name on the line of /etc/hosts that holds the machine's own: asking DNS would use the network. */
function canonicalName(blocks: readonly Block[], name: string | undefined): string | undefined {
  for (const line of fileBlock(blocks, '/etc/hosts')?.lines ?? []) {
    const [, ...names] = line.replace(/#.*$/, '').trim().split(/\s+/)
    if (name !== undefined && names.includes(name)) return names[0]
  }
  return undefined
}

function machineId(blocks: readonly Block[]): string | undefined {
  const id = firstLine(fileBlock(blocks, '/etc/machine-id')) ?? firstLine(fileBlock(blocks, '/var/lib/dbus/machine-id'))
  return id !== undefined && /^[0-9a-f]{32}$/i.test(id) && !/^0+$/.test(id) ? id.toLowerCase() : undefined
}

/** Global and of one machine: not locally administered, not the groups of redundant routers. */
function isOwnMac(address: string): boolean {
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i.test(address)) return false
  const first = Number.parseInt(address.slice(0, 2), 16)
  return first % 4 === 0 && !/^(?:00:00:00:00:00:00|00:00:5e|00:00:0c:07:ac)/i.test(address)
}
