/** Whether a restart is due, and why. Files that wait to be renamed are a weak sign: printers and antivirus programs leave them too. */
import type { Inventory } from '@hygie/core/inventory/inventory'
import type { RegistryView } from '../registry/view.ts'

const CV = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion`
const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
const SERVICING = String.raw`${CV}\Component Based Servicing\RebootPending`
const UPDATE = String.raw`${CV}\WindowsUpdate\Auto Update\RebootRequired`
const PENDING = String.raw`${CV}\WindowsUpdate\Services\Pending`
const NAMES = String.raw`${CCS}\Control\ComputerName`
const NETLOGON = String.raw`${CCS}\Services\Netlogon`
const MANAGER = String.raw`${CCS}\Control\Session Manager`

export type Restart = { readonly required: Inventory['rebootRequired']; readonly reasons: readonly string[] | undefined }

export function restartReasons(view: RegistryView): Restart {
  const reasons: string[] = []
  if (view.key(SERVICING) === 'present') reasons.push('servicing')
  if (view.key(UPDATE) === 'present') reasons.push('windows-update')
  if (view.subkeys(PENDING).length > 0) reasons.push('services')
  const [active, next] = [`${NAMES}\\ActiveComputerName`, `${NAMES}\\ComputerName`].map((path) => view.text(path, 'ComputerName'))
  if (active !== undefined && next !== undefined && active.toLowerCase() !== next.toLowerCase()) reasons.push('computer-name')
  if (['JoinDomain', 'AvoidSpnSet'].some((name) => view.seen(NETLOGON, name) === 'present')) reasons.push('domain-join')
  const isSure = reasons.length > 0
  if ((view.list(MANAGER, 'PendingFileRenameOperations') ?? []).length > 0) reasons.push('file-renames')
  const isSeen = view.key(SERVICING) !== 'unseen' && view.key(UPDATE) !== 'unseen'
  if (!isSeen && reasons.length === 0) return { required: 'unknown', reasons: undefined }
  return { required: isSure ? 'yes' : isSeen ? 'no' : 'unknown', reasons }
}
