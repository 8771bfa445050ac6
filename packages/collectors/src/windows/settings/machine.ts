/** Facts of the registry that are more than one value: NetBIOS, SNMP, AppLocker, forwarded logs, stored password, spooler, USB. */
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import { FactList } from '../../linux/fact-list.ts'
import type { RegistryView } from '../registry/view.ts'

const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
const POLICIES = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows`

export function readMachineSettings(view: RegistryView): InventoryPart {
  const facts = new FactList()
  netbiosFacts(view, facts)
  snmpFacts(view, facts)
  const locker = `${POLICIES}\\SrpV2`
  if (view.key(locker) !== 'unseen')
    facts.boolean('windows.appLocker.enforced', view.number(`${locker}\\Exe`, 'EnforcementMode') === 1, `${locker}\\Exe`)
  const forwarding = `${POLICIES}\\EventLog\\EventForwarding\\SubscriptionManager`
  if (view.key(forwarding) !== 'unseen') facts.boolean('windows.log.forwarded', view.values(forwarding).length > 0, forwarding)
  const logon = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`
  const password = view.seen(logon, 'DefaultPassword')
  if (password !== 'unseen') facts.boolean('windows.logon.passwordStored', password === 'present', logon)
  const spooler = view.number(String.raw`${CCS}\Services\Spooler`, 'Start')
  if (spooler !== undefined) facts.boolean('windows.spooler.runs', spooler <= 2, String.raw`${CCS}\Services\Spooler`)
  const usb = view.number(String.raw`${CCS}\Services\USBSTOR`, 'Start')
  if (usb !== undefined) facts.boolean('windows.usbStorage.driverDisabled', usb === 4, String.raw`${CCS}\Services\USBSTOR`)
  return { facts: facts.map }
}

/** NetbiosOptions: 0 as DHCP says, 1 on, 2 off. */
function netbiosFacts(view: RegistryView, facts: FactList): void {
  const root = String.raw`${CCS}\Services\NetBT\Parameters\Interfaces`
  const names = view.subkeys(root)
  if (names.length > 0)
    facts.list(
      'windows.netbios.interfaces',
      names.filter((name) => view.number(`${root}\\${name}`, 'NetbiosOptions') !== 2),
      root,
    )
}

function snmpFacts(view: RegistryView, facts: FactList): void {
  const service = String.raw`${CCS}\Services\SNMP`
  const seen = view.key(service)
  if (seen === 'unseen') return
  facts.boolean('windows.snmp.installed', seen === 'present' && view.seen(service, 'Start') === 'present', service)
  if (seen !== 'present') return
  const communities = `${service}\\Parameters\\ValidCommunities`
  if (view.key(communities) === 'present')
    facts.number('windows.snmp.communities', String(view.values(communities).length), communities)
  const managers = `${service}\\Parameters\\PermittedManagers`
  if (view.key(managers) !== 'unseen') facts.boolean('windows.snmp.managersLimited', view.values(managers).length > 0, managers)
}
