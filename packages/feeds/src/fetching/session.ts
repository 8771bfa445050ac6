/** One run of fetching: what its parts share, and one request to a host in its turn, with tries and pauses. */
import type { Result } from '@hygie/versions/result'
import type { ReadingLimits } from '../reading/limits.ts'
import type { FetchLimits } from './limits.ts'
import { backoffMs, retryAfterMs, type Clock, type Pace } from './pace.ts'
import type { MirrorState } from './state.ts'
import { shownUrl, type Answer, type Transport } from './transport.ts'
import { never, trouble, type Attempt, type Trouble } from './trouble.ts'

export type FetchEvent =
  | { readonly kind: 'bytes'; readonly feed: string; readonly path: string; readonly bytes: number; readonly total?: number }
  | { readonly kind: 'wait'; readonly feed: string; readonly delayMs: number; readonly why: string }
  | { readonly kind: 'file'; readonly feed: string; readonly path: string; readonly outcome: FileOutcome; readonly bytes: number }
  | { readonly kind: 'list'; readonly feed: string; readonly path: string; readonly done: number; readonly total: number }

/** `absent`: the server does not have it; a copy from before is kept. */
export type FileOutcome = 'fetched' | 'unchanged' | 'absent'

export type Session = {
  readonly mirror: string
  readonly transport: Transport
  readonly pace: Pace
  readonly clock: Clock
  readonly limits: FetchLimits
  readonly reading: ReadingLimits
  readonly state: MirrorState
  readonly reach: Reach
  readonly report: (event: FetchEvent) => void
  /** An internal mirror with the paths of ours, instead of upstream; with the checksums it states. */
  readonly from?: { readonly url: string; readonly sums: ReadonlyMap<string, string> }
  readonly secret: (name: string) => string | undefined
}

/** What is known of the network: a host that never answered is not asked again in this run. */
export type Reach = {
  readonly down: (host: string) => Trouble | undefined
  readonly answered: (host: string) => boolean
  /** Hosts that never answered, as long as none has. */
  readonly silent: () => readonly string[]
  readonly saw: (host: string, trouble: Trouble | undefined) => void
}

export function openReach(): Reach {
  const answered = new Set<string>()
  const down = new Map<string, Trouble>()
  return {
    down: (host) => down.get(host),
    answered: (host) => answered.has(host),
    silent: () => (answered.size === 0 ? [...down.keys()] : []),
    saw(host, problem) {
      if (problem === undefined) answered.add(host)
      else if (problem.again === 'when-it-answered-before' && !answered.has(host)) down.set(host, problem)
    },
  }
}

export type Question = {
  readonly feed: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly intervalMs: number
}

const USER_AGENT = 'hygie-mirror (fetches public vulnerability data; respects Retry-After)'

/** Asks until an answer could be used, at most `triesMax` times. `question` is made anew each time, because a part may have come. */
export async function ask<Value>(
  session: Session,
  question: () => Question | Promise<Question>,
  use: (answer: Answer) => Promise<Attempt<Value>>,
): Promise<Result<Value>> {
  const { limits, clock } = session
  for (let attempt = 0; ; attempt += 1) {
    const asked = await question()
    const { host } = URL.canParse(asked.url) ? new URL(asked.url) : { host: asked.url }
    // before its turn: a host that is not there needs no politeness
    const answer =
      unreachable(session, host) ?? (await session.pace.turn(host, asked.intervalMs, () => once(session, host, asked, use)))
    if (answer.ok) return answer
    const { error, again, afterMs } = answer.trouble
    const tryAgain = again === 'later' || (again === 'when-it-answered-before' && session.reach.answered(host))
    if (!tryAgain || attempt + 1 >= limits.triesMax) return { ok: false, error }
    if (afterMs !== undefined && afterMs > limits.retryAfterMsMax)
      return {
        ok: false,
        error: { ...error, message: `${error.message}; it asks to come back in ${Math.ceil(afterMs / 60_000)} minutes` },
      }
    const delayMs = Math.max(afterMs ?? 0, backoffMs(attempt, limits.backoffMs, limits.backoffMsMax, clock.random()))
    session.report({ kind: 'wait', feed: asked.feed, delayMs, why: error.message })
    session.pace.postpone(host, delayMs)
  }
}

async function once<Value>(
  session: Session,
  host: string,
  asked: Question,
  use: (answer: Answer) => Promise<Attempt<Value>>,
): Promise<Attempt<Value>> {
  const { reach } = session
  const known = unreachable(session, host)
  if (known !== undefined) return known
  const headers = { 'user-agent': USER_AGENT, accept: '*/*', ...asked.headers }
  const answer = await session.transport.get(asked.url, headers)
  reach.saw(host, answer.ok ? undefined : answer.trouble)
  if (!answer.ok) return answer
  return use(answer.value)
}

function unreachable({ reach, limits }: Session, host: string): Attempt<never> | undefined {
  const known = reach.down(host)
  if (known !== undefined) return { ok: false, trouble: known }
  const silent = reach.silent()
  if (silent.length < limits.unreachableHostsMax) return undefined
  const message = `Cannot reach "${host}": no host could be reached; there must be a network, or a proxy (HTTPS_PROXY)`
  return never('fetch-no-network', message)
}

/** Why an answer that holds no file is none. `absent` is told apart, because for an expanded address it is usual. */
export function statusTrouble(answer: Answer, url: string, now: number): Attempt<never> {
  const { status } = answer
  const shown = shownUrl(url)
  if (status === 404 || status === 410)
    return trouble('never', { code: 'fetch-absent', message: `Cannot fetch "${shown}": the server does not have it (${status})` })
  const busy = status === 408 || status === 425 || status === 429 || status >= 500
  if (busy)
    return trouble(
      'later',
      { code: 'fetch-busy', message: `Cannot fetch "${shown}": the server answers ${status}` },
      retryAfterMs(answer.header('retry-after'), now),
    )
  return trouble('never', { code: 'fetch-refused', message: `Cannot fetch "${shown}": the server answers ${status}` })
}
