/** How a fetch goes on: one moving line on a terminal, else a line a feed. */
import type { FetchRequest } from '@hygie/feeds/fetching/fetch-feeds'
import { plain } from '../formats/columns.ts'
import { progress } from '../progress.ts'
import type { Settings } from '../settings.ts'
import { wordsIn } from '../texts/text.ts'

type Report = NonNullable<FetchRequest['report']>

export function fetchProgress(feedCount: number, settings: Settings): { readonly report: Report; readonly clear: () => void } {
  const say = wordsIn(settings.language)
  const bar = progress(settings.quiet)
  const lines = !settings.quiet && !process.stderr.isTTY
  const begun = Date.now()
  const seen = new Map<string, number>()
  let allBytes = 0
  let done = 0

  const report: Report = (event) => {
    switch (event.kind) {
      case 'bytes': {
        allBytes += Math.max(0, event.bytes - (seen.get(event.path) ?? 0))
        seen.set(event.path, event.bytes)
        const rate = allBytes / Math.max(1, (Date.now() - begun) / 1000)
        const amount = event.total === undefined ? size(event.bytes) : `${size(event.bytes)} / ${size(event.total)}`
        bar.show(`[${done}/${feedCount}] ${event.feed}  ${amount}  ${size(rate)}/s  ${event.path}`)
        break
      }
      case 'list':
        bar.show(`[${done}/${feedCount}] ${event.feed}  ${event.done} / ${event.total}  ${event.path}`)
        break
      case 'wait': {
        const seconds = Math.ceil(event.delayMs / 1000)
        bar.show(`[${done}/${feedCount}] ${event.feed}  ${say('mirror.wait', { seconds, why: plain(event.why) })}`)
        if (lines) process.stderr.write(`${event.feed}: ${say('mirror.wait', { seconds, why: plain(event.why) })}\n`)
        break
      }
      case 'feed':
        done += 1
        if (lines) process.stderr.write(`[${done}/${feedCount}] ${event.feed}: ${say(`mirror.${event.outcome}`)}\n`)
        break
      case 'start':
      case 'file':
        break
      default:
        event satisfies never
    }
  }
  return { report, clear: bar.clear }
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  const power = Math.min(3, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** power).toFixed(1)} ${['B', 'kB', 'MB', 'GB'][power] ?? 'GB'}`
}
