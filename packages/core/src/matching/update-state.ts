/**
 * Which numbered updates a system has, whether it names them or not: what is installed, what the installed ones replace, and
 * what its build shows.
 *
 * A cumulative update holds all that came before it on its product. So an update is there when it is installed, when an
 * installed one replaces it (over any number of steps), when it leads to a build at or below the system's own, and, among
 * cumulative updates, when it is older than the newest one that is there: on 10.0, which is mended by them alone, they show
 * themselves by what they mend; before it only those count that Microsoft calls monthly rollups.
 *
 * Source  Microsoft, "Windows servicing" (cumulative updates since 10.0); Security Update Guide, supersedence
 */
import { windows } from '@hygie/versions/windows'
import type { Inventory } from '../inventory/inventory.ts'
import type { SourcedClaim, SourcedUpdate } from '../knowledge/facts.ts'
import type { ProductKey } from '../product-key.ts'

/** How an update is there. `by` names the update that replaces it or holds it. */
export type Holding =
  | { readonly how: 'installed' }
  | { readonly how: 'replaced'; readonly by: string }
  | { readonly how: 'build'; readonly build: string }
  | { readonly how: 'older'; readonly by: string }

export type UpdateState = {
  /** Equal for systems of which the same is known: what is judged for one holds for the other. */
  readonly id: string
  /** With its revision; undefined when that was not seen. */
  readonly build: string | undefined
  readonly isListKnown: boolean
  /** Whether the system's build is one of the hotpatch line. */
  readonly isHotpatched: boolean
  /** Updates by number; undefined = not there, as far as is known. */
  readonly holding: (update: string) => Holding | undefined
  /** True: whether the update is there cannot be told from what is known. */
  readonly isUncertain: (update: string) => boolean
  /** The newest update that replaces this one, or itself. */
  readonly newest: (update: string) => string
  readonly isHotpatch: (update: string) => boolean
  /** What to install first: the cumulative, then the newest; builds and what is no update keep their order behind. */
  readonly inOrder: (fixes: readonly string[]) => readonly string[]
}

/** One update that mends fewer vulnerabilities of a system may be a single package beside the cumulative one (Secure Boot, recovery). */
const CUMULATIVE_MENDS = 5

/**
 * `system` is the product key of the system itself.
 * Cost: linear in the updates of the products and in the claims on the system.
 */
export function updateStateOf(
  { platform, updates }: Pick<Inventory, 'platform' | 'updates'>,
  system: ProductKey | undefined,
  known: ReadonlyMap<string, readonly SourcedUpdate[]>,
  claims: ReadonlyMap<string, readonly SourcedClaim[]>,
): UpdateState {
  const build = platform.build !== undefined && windows.parse(platform.build).ok ? platform.build : undefined
  const graph = graphOf([...known.values()].flat())
  const ofSystem = system === undefined ? [] : (known.get(system) ?? [])
  const isListKnown = (updates?.sources.length ?? 0) > 0
  const installed = new Set(updates?.installed)
  const hotpatches = new Set(ofSystem.flatMap(({ id, lane }) => (lane === 'hotpatch' ? [id] : [])))
  const hotpatchBuilds = new Set(ofSystem.flatMap(({ lane, build: to }) => (lane === 'hotpatch' && to !== undefined ? [to] : [])))
  const isHotpatched = build !== undefined && hotpatchBuilds.has(build)
  const held = new Map<string, Holding>([...installed].map((id) => [id, { how: 'installed' }]))
  if (build !== undefined) {
    for (const { id, build: to, lane } of ofSystem) {
      if (to === undefined || held.has(id) || (lane === 'hotpatch' && !isHotpatched)) continue
      if (isReached(build, to)) held.set(id, { how: 'build', build: to })
    }
  }
  closeOver(held, graph)
  const isCumulativeSystem = (platform.build ?? '').startsWith('10.0.')
  const cumulative = isCumulativeSystem ? cumulativeOf(ofSystem, claims.get(system ?? '') ?? []) : rollupsOf(ofSystem)
  const newestHeld = newestOf(
    [...held].flatMap(([id]) => (cumulative.has(id) && !hotpatches.has(id) ? [id] : [])),
    cumulative,
  )
  const latest = newestOf(
    [...cumulative.keys()].filter((id) => !hotpatches.has(id)),
    cumulative,
  )
  const ofSystemIds = new Set(ofSystem.map(({ id }) => id))
  const nextBeyond = build === undefined ? undefined : nextAfter(ofSystem, build)
  const holding = (update: string): Holding | undefined => {
    const found = held.get(update)
    if (found !== undefined || newestHeld === undefined) return found
    const released = cumulative.get(update)
    return released !== undefined && released <= (cumulative.get(newestHeld) ?? '') ? { how: 'older', by: newestHeld } : undefined
  }
  const worthOf = (fix: string): number => {
    const id = updateNumber(fix)
    if (id === undefined) return -1
    const day = cumulative.get(id) ?? graph.released(id)
    return Number((day ?? '0').replaceAll('-', '')) + (cumulative.has(id) ? 1e9 : 0)
  }
  return {
    id: JSON.stringify([system ?? '', build ?? '', isListKnown, [...installed].toSorted()]),
    build,
    isListKnown,
    isHotpatched,
    holding,
    isUncertain: (update) => {
      if (isListKnown || holding(update) !== undefined) return false
      const released = cumulative.get(update)
      // The build shows cumulative updates alone, and those only up to and from the builds that are known.
      return build === undefined || released === undefined || nextBeyond === undefined || released < nextBeyond
    },
    newest: (update) => {
      if (latest === undefined || held.has(latest)) return graph.newest(update)
      // A rollup brings what single updates before it brought (Windows Update offers none of them beside it). To install it is the
      // advice; whether it mended what no list links to it, only the verdict's own rules say.
      const day = cumulative.get(update) ?? graph.released(update) ?? ''
      return cumulative.has(update) || (!isCumulativeSystem && ofSystemIds.has(update) && day <= (cumulative.get(latest) ?? ''))
        ? latest
        : graph.newest(update)
    },
    isHotpatch: (update) => hotpatches.has(update),
    inOrder: (fixes) => fixes.toSorted((left, right) => worthOf(right) - worthOf(left)),
  }
}

/** Only inside one `major.minor.build`: another build is another product. */
export function isReached(build: string, to: string): boolean {
  if (build.slice(0, build.lastIndexOf('.')) !== to.slice(0, to.lastIndexOf('.'))) return false
  const [own, other] = [windows.parse(build), windows.parse(to)]
  return own.ok && other.ok && windows.compare(own.value, other.value) >= 0
}

/** Update → day of its release, of those that hold all before them. */
function cumulativeOf(updates: readonly SourcedUpdate[], claims: readonly SourcedClaim[]): ReadonlyMap<string, string> {
  const mends = new Map<string, Set<string>>()
  for (const { vulnerability, fixedIn } of claims) {
    if (!vulnerability.startsWith('CVE-')) continue // ADV990001 names servicing stacks, which mend nothing themselves
    for (const name of fixedIn ?? []) {
      const id = updateNumber(name)
      if (id === undefined) continue
      const set = mends.get(id)
      if (set === undefined) mends.set(id, new Set([vulnerability]))
      else if (set.size < CUMULATIVE_MENDS) set.add(vulnerability)
    }
  }
  const cumulative = new Map<string, string>()
  for (const { id, lane, releasedAt } of updates) {
    if (releasedAt === undefined || lane === 'security-only' || lane === 'hotpatch') continue
    if ((mends.get(id)?.size ?? 0) < CUMULATIVE_MENDS) continue
    const day = releasedAt.slice(0, 10)
    const before = cumulative.get(id)
    if (before === undefined || day < before) cumulative.set(id, day) // a row revised later does not make the update newer
  }
  return cumulative
}

/** Monthly rollups hold all rollups before them; a security-only update beside them holds its month alone. */
function rollupsOf(updates: readonly SourcedUpdate[]): ReadonlyMap<string, string> {
  const rollups = new Map<string, string>()
  for (const { id, lane, releasedAt } of updates) {
    if (lane !== 'cumulative' || releasedAt === undefined) continue
    const day = releasedAt.slice(0, 10)
    const before = rollups.get(id)
    if (before === undefined || day < before) rollups.set(id, day)
  }
  return rollups
}

/** `KB5040430` → `5040430`; undefined for anything else. */
export function updateNumber(name: string): string | undefined {
  return /^KB(\d{5,8})$/.exec(name)?.[1]
}

function newestOf(ids: readonly string[], released: ReadonlyMap<string, string>): string | undefined {
  return ids.reduce<string | undefined>((best, id) => {
    if (best === undefined) return id
    const [left, right] = [released.get(id) ?? '', released.get(best) ?? '']
    return left > right || (left === right && Number(id) > Number(best)) ? id : best
  }, undefined)
}

/** Day of the oldest update that leads beyond the build: what is as new or newer cannot be in it. */
function nextAfter(updates: readonly SourcedUpdate[], build: string): string | undefined {
  const days = updates.flatMap(({ build: to, lane, releasedAt }) =>
    to !== undefined && lane !== 'hotpatch' && releasedAt !== undefined && !isReached(build, to) && isReached(to, build)
      ? [releasedAt.slice(0, 10)]
      : [],
  )
  return days.toSorted()[0]
}

type Graph = {
  readonly replaces: ReadonlyMap<string, readonly string[]>
  readonly newest: (update: string) => string
  /** Day of the last record on it. */
  readonly released: (update: string) => string | undefined
}

/** Edges only from the newer to the older: Microsoft's lists hold some that point back, and updates that replace themselves. */
function graphOf(updates: readonly SourcedUpdate[]): Graph {
  const first = new Map<string, string>()
  const last = new Map<string, string>()
  for (const { id, releasedAt } of updates) {
    if (releasedAt === undefined) continue
    const day = releasedAt.slice(0, 10)
    if (day < (first.get(id) ?? '9')) first.set(id, day)
    if (day > (last.get(id) ?? '')) last.set(id, day)
  }
  const replaces = new Map<string, Set<string>>()
  const replacedBy = new Map<string, Set<string>>()
  for (const { id, supersedes } of updates) {
    for (const older of supersedes) {
      if (older === id || (first.get(older) ?? '') > (last.get(id) ?? '9')) continue
      add(replaces, id, older)
      add(replacedBy, older, id)
    }
  }
  const remembered = new Map<string, string>()
  return {
    released: (update) => last.get(update),
    replaces: new Map([...replaces].map(([id, set]) => [id, [...set]])),
    newest: (update) => {
      const before = remembered.get(update)
      if (before !== undefined) return before
      const seen = new Set([update])
      for (const id of seen) for (const newer of replacedBy.get(id) ?? []) seen.add(newer) // grows while it is walked
      const found = newestOf([...seen], last) ?? update
      remembered.set(update, found)
      return found
    },
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key)
  if (set === undefined) map.set(key, new Set([value]))
  else set.add(value)
}

function closeOver(held: Map<string, Holding>, { replaces }: Graph): void {
  const waiting = [...held.keys()]
  for (const id of waiting) {
    for (const older of replaces.get(id) ?? []) {
      if (held.has(older)) continue
      held.set(older, { how: 'replaced', by: id })
      waiting.push(older) // grows while it is walked; each update once
    }
  }
}
