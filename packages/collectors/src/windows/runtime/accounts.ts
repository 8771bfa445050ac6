/** Local accounts and who is in the groups that matter, by SID. A domain controller has no local accounts: nothing is said of them. */
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import { FactList } from '../../linux/fact-list.ts'
import type { WindowsSystem } from '../identity/read.ts'
import { booleanIn, textIn, type Row } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'

const ADMINISTRATORS = 'S-1-5-32-544'
const REMOTE_DESKTOP = 'S-1-5-32-555'

export function readAccounts(probes: WindowsProbes, system: WindowsSystem): InventoryPart {
  const facts = new FactList()
  const shares = probes.rows('Win32_Share')
  // Type 0 is a disk, 1 a printer; those of administrators have the highest bit set.
  if (shares !== undefined)
    facts.list(
      'windows.shares',
      shares.filter((row) => /^[01]$/.test(textIn(row, 'Type'))).map((row) => textIn(row, 'Name')),
      'Win32_Share',
    )
  if (system.isDomainController) return { facts: facts.map }
  const accounts = probes.rows('Win32_UserAccount')?.filter((row) => /^S-1-5-21-[\d-]+$/.test(textIn(row, 'SID')))
  if (accounts !== undefined) accountFacts(accounts, facts)
  const members = probes.rows('Win32_GroupUser')
  if (members !== undefined) {
    const named = (group: string): readonly string[] => members.filter((row) => textIn(row, 'GroupSID') === group).map(memberName)
    facts.list('windows.accounts.administrators', named(ADMINISTRATORS), 'Win32_GroupUser')
    facts.list('windows.accounts.remoteDesktopUsers', named(REMOTE_DESKTOP), 'Win32_GroupUser')
  }
  return {
    facts: facts.map,
    accounts: (accounts ?? []).flatMap((row) => {
      const uid = Number(/-(\d{1,10})$/.exec(textIn(row, 'SID'))?.[1] ?? '-1')
      return [
        {
          name: textIn(row, 'Name'),
          uid,
          shell: '',
          home: '',
          ...(booleanIn(row, 'Disabled') === true && { password: 'locked' as const }),
        },
      ]
    }),
  }
}

function memberName(row: Row): string {
  const [domain, name] = [textIn(row, 'MemberDomain'), textIn(row, 'MemberName')]
  return name === '' ? textIn(row, 'MemberSID') : domain === '' ? name : `${domain}\\${name}`
}

function accountFacts(accounts: readonly Row[], facts: FactList): void {
  // An account whose state was not read may be open or not: then the lists would lie.
  if (accounts.some((row) => booleanIn(row, 'Disabled') === undefined)) return
  const open = accounts.filter((row) => booleanIn(row, 'Disabled') === false)
  const names = (rows: readonly Row[]): readonly string[] => rows.map((row) => textIn(row, 'Name'))
  facts.list('windows.accounts.local', names(open), 'Win32_UserAccount')
  if (open.every((row) => booleanIn(row, 'PasswordRequired') !== undefined))
    facts.list(
      'windows.accounts.passwordNotRequired',
      names(open.filter((row) => booleanIn(row, 'PasswordRequired') === false)),
      'Win32_UserAccount',
    )
  if (open.every((row) => booleanIn(row, 'PasswordExpires') !== undefined))
    facts.list(
      'windows.accounts.passwordNeverExpires',
      names(open.filter((row) => booleanIn(row, 'PasswordExpires') === false)),
      'Win32_UserAccount',
    )
  const guest = accounts.find((row) => textIn(row, 'SID').endsWith('-501'))
  facts.boolean(
    'windows.accounts.guestEnabled',
    guest === undefined ? undefined : booleanIn(guest, 'Disabled') === false,
    'Win32_UserAccount',
  )
  const administrator = accounts.find((row) => textIn(row, 'SID').endsWith('-500'))
  facts.boolean(
    'windows.accounts.administratorEnabled',
    administrator === undefined ? undefined : booleanIn(administrator, 'Disabled') === false,
    'Win32_UserAccount',
  )
}
