/**
 * The files of `secedit /export` (INI, its keys are English everywhere) and `auditpol /backup` (CSV; the last column is a number, the
 * names are translated). On a member of a domain they show what holds, the domain's policy included.
 *
 * Source  learn.microsoft.com: secedit, security templates; [MS-GPAC] 2.2.1.2
 */
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import { FactList } from '../../linux/fact-list.ts'
import { windowsLines } from '../decode.ts'
import { auditSubcategories, passwordRules, watchedRights } from '../facts.catalogue.ts'

const LINES_MAX = 20_000
const SECEDIT = 'secedit'
const AUDITPOL = 'auditpol'
/** Names that nobody changed. */
const ADMINISTRATOR = /^(?:Administrat|Администратор|管理员|Järjestelmänvalvoja|Rendszergazda|Správce)/iu
const GUEST = /^(?:Guest|Gast|Gäst|Invit|Ospite|Convidado|Гость|来宾|Vieras|Vendég|Host$)/iu

export function readSecurityPolicy(secedit: string | undefined, auditpol: string | undefined): InventoryPart {
  const facts = new FactList()
  if (secedit !== undefined) policyFacts(secedit, facts)
  if (auditpol !== undefined) auditFacts(auditpol, facts)
  return { facts: facts.map }
}

function policyFacts(text: string, facts: FactList): void {
  const sections = iniSections(text)
  const access = sections.get('system access')
  for (const [key, fact, type] of passwordRules) {
    const value = access?.get(key.toLowerCase())
    if (value === undefined) continue
    if (type === 'number') facts.number(`windows.${fact}`, value, SECEDIT)
    else if (/^[01]$/.test(value)) facts.boolean(`windows.${fact}`, value === '1', SECEDIT)
  }
  const [administrator, guest] = ['newadministratorname', 'newguestname'].map((key) => access?.get(key)?.replaceAll('"', ''))
  // A name that is in no list may be a language's own: only the unchanged ones are sure.
  if (administrator !== undefined && ADMINISTRATOR.test(administrator))
    facts.boolean('windows.accounts.administratorRenamed', false, SECEDIT)
  if (guest !== undefined && GUEST.test(guest)) facts.boolean('windows.accounts.guestRenamed', false, SECEDIT)
  const rights = sections.get('privilege rights')
  if (rights === undefined) return
  // A right that nobody has is left out of the file.
  for (const right of watchedRights)
    facts.list(
      `windows.rights.${right}`,
      (rights.get(right.toLowerCase()) ?? '').split(',').map((name) => name.trim().replace(/^\*/, '')),
      SECEDIT,
    )
  // XP and 2003 have nine categories in the same file.
  const events = sections.get('event audit')
  facts.number('windows.audit.logon', events?.get('auditlogonevents'), SECEDIT)
  facts.number('windows.audit.policyChange', events?.get('auditpolicychange'), SECEDIT)
  facts.number('windows.audit.userAccountManagement', events?.get('auditaccountmanage'), SECEDIT)
  facts.number('windows.audit.credentialValidation', events?.get('auditaccountlogon'), SECEDIT)
}

function iniSections(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>()
  let current: Map<string, string> | undefined
  for (const line of windowsLines(text).slice(0, LINES_MAX)) {
    const header = /^\[([^\]]{1,60})\]\s*$/.exec(line)?.[1]
    if (header !== undefined) {
      current = sections.get(header.toLowerCase()) ?? new Map<string, string>()
      sections.set(header.toLowerCase(), current)
      continue
    }
    const at = line.indexOf('=')
    if (at > 0) current?.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim())
  }
  return sections
}

/** Setting Value: 0 unchanged, which is none; 1 success, 2 failure, 3 both, 4 none. Only the rows of the system, not of one person. */
function auditFacts(text: string, facts: FactList): void {
  for (const line of windowsLines(text).slice(0, LINES_MAX)) {
    const guid = /\{([0-9a-f]{8})-69ae-11d9-bed3-505054503030\}/i.exec(line)?.[1]?.toLowerCase()
    const name = guid === undefined ? undefined : auditSubcategories[guid]
    const value = /,\s*([0-4])\s*$/.exec(line)?.[1]
    const isOfPerson = /,\s*S-1-5-21-/.test(line)
    if (name === undefined || value === undefined || isOfPerson) continue
    facts.number(`windows.audit.${name}`, value === '4' ? '0' : value, AUDITPOL)
  }
}
