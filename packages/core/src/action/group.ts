/**
 * Groups findings into what a person can do: one upgrade closes many. Ordered by urgency closed, then by how many findings it
 * closes, then by what it costs care (a restart of the machine last).
 */
import { compareText } from '@hygie/versions/order'
import type { SchemeName } from '@hygie/versions/scheme'
import { urgencies } from '../decision/decision.ts'
import type { Inventory, Software, SoftwareOrigin } from '../inventory/inventory.ts'
import type { LifecycleState } from '../lifecycle/lifecycle.ts'
import { isCertain, type Finding } from '../matching/finding.ts'
import { text, type Text } from '../text/text.ts'
import type { Action } from './action.ts'
import { isCompiled, upgradeCommands, type Upgrade } from './commands.ts'
import { restartNeed } from './restart-needs.ts'

/** Minutes of work, before the hospital's own figures exist: look, install, check. */
const EFFORT_MINUTES = { upgrade: 15, restart: 20, decide: 20, replace: 480 } as const

const SCHEME_OF_ORIGIN: Partial<Readonly<Record<SoftwareOrigin, SchemeName>>> = {
  dpkg: 'deb',
  rpm: 'rpm',
  apk: 'apk',
  alpm: 'alpm',
}

export function groupActions(
  inventory: Inventory,
  findings: readonly Finding[],
  lifecycle: readonly LifecycleState[],
): readonly Action[] {
  const known = findings.filter(isCertain)
  const fixable = known.filter(isFixable)
  const open = known.filter((finding) => !isFixable(finding))
  const softwareOf = new Map(inventory.software.map((software) => [software.key, software]))
  const programOf = ({ paths }: Finding): string => paths.join('\n')
  const isInProgram = ({ software, paths }: Finding): boolean =>
    isCompiled({ purl: softwareOf.get(software)?.purl, path: paths[0] })
  return orderActions([
    ...groupBy(fixable.filter(isInProgram), programOf).map((group) => rebuildOf(inventory, softwareOf, group)),
    ...groupBy(
      fixable.filter((finding) => !isInProgram(finding)),
      originAndSource(softwareOf),
    ).map((group) => upgradeOf(inventory, softwareOf, group)),
    ...groupBy(open, ({ source, package: name, verdict }) => `${source ?? name} ${verdict.fixState}`).map((group) =>
      decisionOf(inventory, group),
    ),
    ...lifecycle.filter(({ status }) => status === 'ended').map((state) => replacementOf(inventory, state)),
    ...restartOf(inventory),
  ])
}

/** By urgency closed, what mends before what is only decided or set, then by how many findings, then by what it costs care. */
export function orderActions(actions: readonly Action[]): readonly Action[] {
  return actions.toSorted(byWorth)
}

function isFixable({ fixed, verdict }: Finding): boolean {
  return fixed !== undefined && verdict.fixState === 'available'
}

type SoftwareByKey = ReadonlyMap<string, Software>

function originAndSource(softwareOf: SoftwareByKey): (finding: Finding) => string {
  return ({ software, source, package: name, fixed = '' }) => {
    const origin = softwareOf.get(software)?.origin ?? ''
    // A numbered update is what one installs: each is a thing to do of its own, whatever it mends.
    return isUpdate(fixed) ? `${origin} ${fixed}` : `${origin} ${source ?? name}`
  }
}

function isUpdate(fixed: string): boolean {
  return /^KB\d+$/.test(fixed)
}

function groupBy(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const key = keyOf(finding)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

function upgradeOf(inventory: Inventory, softwareOf: SoftwareByKey, group: readonly [Finding, ...Finding[]]): Action {
  const [first] = group
  const candidateOf = new Map(inventory.pendingUpdates.map(({ name, candidate }) => [name, candidate]))
  const origin = softwareOf.get(first.software)?.origin ?? 'declared'
  if (first.fixed !== undefined && isUpdate(first.fixed)) return updateOf(inventory, first.fixed, group)
  if (origin === 'device') return askOf(inventory, group, softwareOf.get(first.software)?.vendor)
  const scheme = SCHEME_OF_ORIGIN[origin] ?? 'generic'
  const fixed = highest(
    group.flatMap((finding) => finding.fixed ?? []),
    scheme,
  )
  if (isImage(inventory)) return remakeOf(inventory, fixed, group)
  const upgrades = [...new Set(group.map(({ software }) => software))].toSorted().flatMap((key): readonly Upgrade[] => {
    const software = softwareOf.get(key)
    if (software === undefined) return []
    const sameVersion = software.source === undefined || software.source.version === software.version
    const candidate = candidateOf.get(software.name)
    const exact = candidate !== undefined && reaches(candidate, fixed, scheme) ? candidate : sameVersion ? fixed : undefined
    return [
      {
        name: software.name,
        fixed,
        ...(exact !== undefined && { exact }),
        ...(software.purl !== undefined && { purl: software.purl }),
        ...(software.path !== undefined && { path: software.path }),
      },
    ]
  })
  const packages = [...new Set(upgrades.map(({ name }) => name))]
  const name = first.source ?? first.package
  return {
    kind: 'upgrade',
    title: upgradeTitle(name, fixed, upgrades),
    ...common(inventory, group),
    commands: upgradeCommands(origin, inventory.platform, upgrades),
    ...restartNeed(name, packages, inventory.services),
    effortMinutes: EFFORT_MINUTES.upgrade,
    verify: text('verify.version', { name: packages.join(', '), fixed }),
  }
}

/** An image has no machine to restart and is never mended in place: it is built anew from newer layers. */
function isImage({ facts }: Inventory): boolean {
  return facts.has('image.id')
}

function remakeOf(inventory: Inventory, fixed: string, group: readonly [Finding, ...Finding[]]): Action {
  const [first] = group
  const name = first.source ?? first.package
  return {
    kind: 'upgrade',
    title: text('action.remake', { name, fixed }),
    ...common(inventory, group),
    commands: [],
    reboot: 'no',
    services: [],
    effortMinutes: EFFORT_MINUTES.upgrade,
    verify: text('verify.version', { name, fixed }),
  }
}

/** By whichever way the hospital hands out updates; Windows counts them only after its restart. */
function updateOf(inventory: Inventory, update: string, group: readonly [Finding, ...Finding[]]): Action {
  const names = [...new Set(group.map(({ package: name }) => name))].toSorted()
  const isSystem = names.some((name) => name === inventory.platform.name)
  return {
    kind: 'upgrade',
    title: text('action.install-update', { update, names: shortened(names) }),
    ...common(inventory, group),
    commands: [],
    reboot: isSystem ? 'yes' : 'unknown',
    services: [],
    effortMinutes: EFFORT_MINUTES.upgrade,
    verify: text('verify.update', { update }),
  }
}

/** Nobody changes a maker's device without its maker: a fix is asked for, not installed. */
function askOf(inventory: Inventory, group: readonly [Finding, ...Finding[]], maker: string | undefined): Action {
  const [{ package: name, fixed = '' }] = group
  return {
    kind: 'ask-maker',
    title:
      maker === undefined || maker === ''
        ? text('action.ask-maker', { name, fixed })
        : text('action.ask-this-maker', { maker, name, fixed }),
    ...common(inventory, group),
    commands: [],
    reboot: 'unknown',
    services: [],
    effortMinutes: EFFORT_MINUTES.decide,
    verify: text('verify.version', { name, fixed }),
  }
}

/** The modules inside a compiled program are not upgraded in it: the program is replaced or built anew, once for all of them. */
function rebuildOf(inventory: Inventory, softwareOf: SoftwareByKey, group: readonly [Finding, ...Finding[]]): Action {
  const [first] = group
  const fixOf = new Map<string, string>()
  for (const { software, package: name, fixed = '' } of group) {
    const scheme: SchemeName = softwareOf.get(software)?.purl?.startsWith('pkg:golang/') === true ? 'go' : 'generic'
    fixOf.set(name, highest([fixed, fixOf.get(name) ?? fixed], scheme))
  }
  const modules = [...fixOf].map(([name, fixed]) => `${name} ${fixed}`).toSorted()
  return {
    kind: 'upgrade',
    title: text('action.rebuild', { paths: shortened(first.paths), modules: shortened(modules) }),
    ...common(inventory, group),
    commands: [],
    reboot: 'unknown',
    services: [],
    effortMinutes: EFFORT_MINUTES.upgrade,
    verify: text('verify.rebuilt', { paths: shortened(first.paths) }),
  }
}

function upgradeTitle(name: string, fixed: string, upgrades: readonly Upgrade[]): Text {
  const paths = [...new Set(upgrades.flatMap(({ path }) => path ?? []))].toSorted()
  if (paths.length === 0) return text('action.upgrade', { name, fixed })
  return text('action.upgrade-in', { name, fixed, paths: shortened(paths) })
}

const SHOWN = 3

function shortened(values: readonly string[]): string {
  return values.length > SHOWN ? `${values.slice(0, SHOWN).join(', ')} … (${values.length})` : values.join(', ')
}

/** A package manager's offer may be as old as its lists: one below the fix is not asked for. */
function reaches(candidate: string, fixed: string, scheme: SchemeName): boolean {
  const order = compareText(scheme, candidate, fixed)
  return order.ok && order.value >= 0
}

/** Schemes order what they can; what cannot be compared stays in its place, so that no fix is forgotten. */
function highest(versions: readonly string[], scheme: SchemeName): string {
  return versions.reduce((best, version) => {
    const order = compareText(scheme, version, best)
    return order.ok && order.value > 0 ? version : best
  })
}

function decisionOf(inventory: Inventory, group: readonly [Finding, ...Finding[]]): Action {
  const [{ source, package: packageName, verdict }] = group
  const name = source ?? packageName
  return {
    kind: 'decide',
    title: verdict.fixState === 'notInstalledChannel' ? text('action.decide-channel', { name }) : text('action.decide', { name }),
    ...common(inventory, group),
    commands: [],
    reboot: 'no',
    services: [],
    effortMinutes: EFFORT_MINUTES.decide,
    verify: text('verify.decision', { name }),
  }
}

function common(
  inventory: Inventory,
  group: readonly [Finding, ...Finding[]],
): Pick<Action, 'asset' | 'closes' | 'findings' | 'urgency' | 'due'> {
  const urgency = urgencies.find((candidate) => group.some(({ decision }) => decision.urgency === candidate)) ?? 'routine'
  const [due] = group.flatMap(({ decision }) => decision.due ?? []).toSorted()
  return {
    asset: inventory.target,
    closes: [...new Set(group.map(({ vulnerability }) => vulnerability))].toSorted(),
    findings: group.length,
    urgency,
    ...(due !== undefined && { due }),
  }
}

function replacementOf(inventory: Inventory, { product, title, ends }: LifecycleState): Action {
  return {
    kind: 'replace',
    title: ends === undefined ? text('action.replace', { name: title }) : text('action.replace-since', { name: title, ends }),
    asset: inventory.target,
    closes: [product],
    findings: 1,
    urgency: 'planned',
    commands: [],
    reboot: 'unknown',
    services: [],
    effortMinutes: EFFORT_MINUTES.replace,
    verify: text('verify.replaced', { name: title }),
  }
}

function restartOf({ target, rebootRequired, staleProcesses }: Inventory): readonly Action[] {
  if (rebootRequired !== 'yes' && staleProcesses.length === 0) return []
  const reboot = rebootRequired === 'yes'
  const processes = [...new Set(staleProcesses.map(({ command }) => command))].toSorted()
  return [
    {
      kind: 'restart',
      title: reboot ? text('action.reboot') : text('action.restart', { processes: processes.join(', ') }),
      asset: target,
      closes: [],
      findings: 0,
      urgency: 'soon',
      commands: [],
      reboot: reboot ? 'yes' : 'service',
      services: processes,
      effortMinutes: EFFORT_MINUTES.restart,
      verify: text('verify.restarted'),
    },
  ]
}

const KIND_ORDER: readonly Action['kind'][] = ['upgrade', 'restart', 'mitigate', 'replace', 'ask-maker', 'configure', 'decide']
const REBOOT_COST = ['no', 'service', 'unknown', 'yes']

function byWorth(left: Action, right: Action): number {
  return (
    urgencies.indexOf(left.urgency) - urgencies.indexOf(right.urgency) ||
    KIND_ORDER.indexOf(left.kind) - KIND_ORDER.indexOf(right.kind) ||
    right.findings - left.findings ||
    REBOOT_COST.indexOf(left.reboot) - REBOOT_COST.indexOf(right.reboot) ||
    (JSON.stringify(left.title) < JSON.stringify(right.title) ? -1 : 1)
  )
}
