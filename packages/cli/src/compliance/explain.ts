/** Says in the reader's language what was seen, why something was not, and why a measure has its status. */
import { factCatalogue } from '@hygie/collectors/linux/facts.catalogue'
import type { Check } from '@hygie/core/compliance/check'
import type { CheckResult, RequirementResult } from '@hygie/core/compliance/comply'
import type { FactValue } from '@hygie/core/compliance/facts'
import type { Inventory } from '@hygie/core/inventory/inventory'
import type { Language } from '@hygie/core/text/text'
import type { Words } from '../texts/text.ts'

/** Whether a packet filter is in force is sometimes seen without root (it is on at start), but its absence never is. */
const NEEDS_ROOT = new Set([
  'firewall.active',
  ...factCatalogue.flatMap(({ name, needsRoot }) => (needsRoot === true ? [name] : [])),
])
/** Facts that no machine can state of itself. */
const FROM_OUTSIDE = new Set(['backup.fromOutside', 'disk.encryptedBelow'])
const ITEMS_SHOWN = 6

const SEVERITIES: readonly Check['severity'][] = ['high', 'medium', 'low']

/** Most severe first, then in the order given. */
export function failedFirst(results: readonly CheckResult[]): readonly CheckResult[] {
  return results
    .filter(({ status }) => status === 'fail')
    .toSorted((left, right) => SEVERITIES.indexOf(left.check.severity) - SEVERITIES.indexOf(right.check.severity))
}

function valueText(words: Words, value: FactValue): string {
  if (typeof value === 'boolean') return words(value ? 'comply.yes' : 'comply.no')
  if (typeof value !== 'object') return String(value)
  if (value.length === 0) return words('comply.empty')
  const more = value.length - ITEMS_SHOWN
  return value.slice(0, ITEMS_SHOWN).join(', ') + (more > 0 ? ` ${words('table.more', { count: more })}` : '')
}

/** `ssh.permitRootLogin = yes (sshd -T)`; the name of a kernel setting is its place. */
export function seenText(words: Words, { name, value, from }: CheckResult['seen'][number]): string {
  const place = from === '' || (name.startsWith('sysctl.') && from.startsWith('/proc/sys/')) ? '' : ` (${from})`
  return `${name} = ${valueText(words, value)}${place}`
}

/** The facts seen that made the answer what it is. */
export function decidingSeen({ seen, decidedBy }: CheckResult): CheckResult['seen'] {
  return seen.filter(({ name }) => decidedBy.includes(name))
}

/** The facts that would have to be seen to decide; none for a check that is decided. */
export function decidingMissing({ status, missing, decidedBy }: CheckResult): readonly string[] {
  return status === 'unknown' ? missing.filter((name) => decidedBy.includes(name)) : []
}

/** What wants work first: failed, not known, passed, not concerned. */
export function byWorth(results: readonly CheckResult[]): readonly CheckResult[] {
  const order: readonly CheckResult['status'][] = ['fail', 'unknown', 'pass', 'notApplicable']
  return results.toSorted((left, right) => order.indexOf(left.status) - order.indexOf(right.status))
}

/** `Debian GNU/Linux 12 (bookworm) · ssh:srv-pacs`, without what is not known or only repeats the name. */
export function systemLine({ name, platform, target }: Inventory): string {
  const system = platform.name ?? `${platform.id} ${platform.release}`.trim()
  return [system, target].filter((text) => text !== '' && text !== name).join(' · ')
}

/** Whether the machine was read without the rights of root. */
function isUnprivileged(inventory: Inventory): boolean {
  return inventory.unknown.some(({ why }) => why === 'needs root')
}

export function whyMissing(words: Words, name: string, inventory: Inventory): string {
  if (FROM_OUTSIDE.has(name)) return words('comply.why-outside')
  if (NEEDS_ROOT.has(name) && isUnprivileged(inventory)) return words('comply.why-root')
  if (name.startsWith('ssh.') && inventory.facts.get('ssh.source')?.value === 'files') return words('comply.why-default')
  return words('comply.why-silent')
}

/** Why a measure has its status, and what stays for a person to say. Empty = the checks say it all. */
export function measureNotes(words: Words, { requirement, results }: RequirementResult, language: Language): readonly string[] {
  const { automation, declared, partlySeen } = requirement
  const what = declared?.[language]
  if (automation === 'none') return [words('comply.only-person', { declared: what ?? '' })]
  const notes: string[] = []
  if (results.length === 0) notes.push(words('comply.no-check'))
  else if (results.every(({ status }) => status === 'notApplicable')) notes.push(words('comply.none-applies'))
  else if (partlySeen && results.every(({ status }) => status === 'pass' || status === 'notApplicable'))
    notes.push(words('comply.part-only'))
  if (what !== undefined) notes.push(words('comply.declared', { declared: what }))
  return notes
}

/** What to keep in mind of the whole report on one asset. */
export function caveats(words: Words, inventory: Inventory, results: readonly CheckResult[]): readonly string[] {
  return [
    ...(results.length === 0 ? [words('comply.no-platform')] : []),
    ...(isUnprivileged(inventory) ? [words('comply.without-root')] : []),
    ...(inventory.facts.get('ssh.hasMatchBlocks')?.value === true ? [words('comply.match-blocks')] : []),
  ]
}

/** What the unknown checks wanted, by the reason why it is missing; both in order of first appearance. */
export function missingByReason(
  words: Words,
  results: readonly CheckResult[],
  inventory: Inventory,
): ReadonlyMap<string, readonly { readonly fact: string; readonly checks: readonly string[] }[]> {
  const checksOf = new Map<string, string[]>()
  for (const result of results)
    for (const fact of decidingMissing(result)) checksOf.set(fact, [...(checksOf.get(fact) ?? []), result.check.id])
  return Map.groupBy(
    [...checksOf].map(([fact, checks]) => ({ fact, checks })),
    ({ fact }) => whyMissing(words, fact, inventory),
  )
}
