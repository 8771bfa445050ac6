/**
 * What a run has begun and not finished is taken away when it ends early (Ctrl-C, end of a session, a reader that closed the
 * pipe): no half file stays.
 *
 * Handlers run only while something is unfinished, so that a program without such files ends as any other.
 */
import { rmSync } from 'node:fs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const unfinished = new Set<string>()

export function begin(path: string): void {
  if (unfinished.size === 0) {
    process.on('exit', takeAway)
    for (const signal of SIGNALS) process.on(signal, stop)
  }
  unfinished.add(path)
}

export function finish(path: string): void {
  unfinished.delete(path)
  if (unfinished.size === 0) letGo()
}

function takeAway(): void {
  for (const path of unfinished) rmSync(path, { force: true })
}

function letGo(): void {
  process.removeListener('exit', takeAway)
  for (const signal of SIGNALS) process.removeListener(signal, stop)
}

/** Ends by the same signal, so that whoever started the program sees how it ended. */
function stop(signal: NodeJS.Signals): void {
  takeAway()
  letGo()
  process.kill(process.pid, signal)
}
