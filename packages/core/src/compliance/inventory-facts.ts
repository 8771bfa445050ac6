/**
 * Facts that no probe states by itself: they follow from other parts of the inventory, or can only be brought from outside.
 * Checks see them beside the facts of probes.
 *
 * Invariant: a part that is empty because nobody looked never becomes a fact.
 */
import type { Inventory } from '../inventory/inventory.ts'
import type { FactValue, Facts } from './facts.ts'

export type InventoryFactDefinition = {
  readonly name: string
  readonly type: 'boolean' | 'number' | 'text' | 'list'
  readonly meaning: string
}

export const inventoryFactCatalogue: readonly InventoryFactDefinition[] = [
  { name: 'restart.required', type: 'boolean', meaning: 'The machine says that it must be restarted to use installed updates' },
  {
    name: 'updates.pendingSecurity',
    type: 'list',
    meaning: 'Security updates that the local package lists know and that are not installed',
  },
  {
    name: 'network.exposedTcpPorts',
    type: 'list',
    meaning: 'TCP ports that others can reach, with the process where it is seen: `22 sshd`',
  },
  {
    name: 'ssh.openHostKeys',
    type: 'list',
    meaning: 'Private SSH host keys that others than root (or the group ssh_keys) may read, with owner and mode',
  },
  {
    name: 'disk.encryptedBelow',
    type: 'boolean',
    meaning: 'The storage below this virtual machine is encrypted: it cannot say so itself',
  },
  {
    name: 'backup.fromOutside',
    type: 'boolean',
    meaning: 'A hypervisor or a backup server saves this machine: it cannot say so itself',
  },
]

/** What a probe states comes first. Cost: linear in ports, updates and host keys. */
export function factsOfInventory(inventory: Inventory): Facts {
  const derived = new Map<string, { readonly value: FactValue; readonly from: string }>()
  if (inventory.rebootRequired !== 'unknown')
    derived.set('restart.required', { value: inventory.rebootRequired === 'yes', from: 'restart flags, core packages' })
  // An empty list may mean that nobody could ask; only a manager that marks security updates can be counted.
  const security = inventory.pendingUpdates.filter((update) => update.security === true)
  if (inventory.pendingUpdates.some((update) => update.security !== undefined))
    derived.set('updates.pendingSecurity', {
      value: security.map(({ name, candidate }) => `${name} ${candidate}`).toSorted(),
      from: 'local package lists',
    })
  if (inventory.ports.length > 0)
    derived.set('network.exposedTcpPorts', { value: exposedPorts(inventory), from: 'listening ports' })
  const keys = inventory.facts.get('ssh.hostKeyModes')
  if (typeof keys?.value === 'object')
    derived.set('ssh.openHostKeys', { value: keys.value.filter((key) => !isClosedKey(key)), from: keys.from })
  return new Map([...derived, ...inventory.facts])
}

function exposedPorts({ ports }: Inventory): readonly string[] {
  const open = ports.filter(({ protocol, address }) => protocol === 'tcp' && !/^(?:127\.|::1$|::ffff:127\.)/.test(address))
  const named = new Map<number, string>()
  for (const { port, process } of open)
    if (process !== undefined || !named.has(port)) named.set(port, process === undefined ? `${port}` : `${port} ${process}`)
  return [...named].toSorted(([left], [right]) => left - right).map(([, text]) => text)
}

/** `path owner:group mode`. Red Hat's own layout lets the group ssh_keys read. */
function isClosedKey(key: string): boolean {
  const [, owner, group, mode] = /^\S+ ([^\s:]+):(\S+) ([0-7]{3,5})$/.exec(key) ?? []
  if (owner !== 'root' || mode === undefined) return false
  const bits = Number.parseInt(mode, 8)
  return (bits & 0o077) === 0 || (group === 'ssh_keys' && (bits & 0o037) === 0)
}
