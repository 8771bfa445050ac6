/** Politeness: one request at a time to one host, with a pause between two, and none while the host asked for quiet. */

/** Time and chance come from the caller, so that tests need neither. */
export type Clock = {
  readonly now: () => number
  readonly wait: (delayMs: number) => Promise<void>
  /** From 0 up to, not including, 1. */
  readonly random: () => number
}

export type Pace = {
  /** Runs the task when it is the host's turn; the turn lasts until the task ends. */
  readonly turn: <Value>(host: string, intervalMs: number, task: () => Promise<Value>) => Promise<Value>
  readonly postpone: (host: string, delayMs: number) => void
}

export function openPace(clock: Clock): Pace {
  const last = new Map<string, Promise<unknown>>()
  const freeAt = new Map<string, number>()

  async function atTurn<Value>(host: string, intervalMs: number, task: () => Promise<Value>): Promise<Value> {
    const delayMs = (freeAt.get(host) ?? 0) - clock.now()
    if (delayMs > 0) await clock.wait(delayMs)
    try {
      return await task()
    } finally {
      freeAt.set(host, Math.max(freeAt.get(host) ?? 0, clock.now() + intervalMs))
    }
  }

  return {
    turn(host, intervalMs, task) {
      const before = last.get(host) ?? Promise.resolve()
      const mine = before.then(() => atTurn(host, intervalMs, task))
      // who comes next waits for the end, good or bad
      const end = mine.then(
        () => undefined,
        () => undefined,
      )
      last.set(host, end)
      return mine
    },
    postpone(host, delayMs) {
      freeAt.set(host, Math.max(freeAt.get(host) ?? 0, clock.now() + delayMs))
    },
  }
}

/** Exponential, spread so that many installations do not come back in step. */
export function backoffMs(attempt: number, firstMs: number, most: number, random: number): number {
  return Math.round(Math.min(most, firstMs * 2 ** Math.min(attempt, 30)) * (0.5 + random))
}

/** `Retry-After` of RFC 9110, 10.2.3: seconds or a date. Undefined when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
