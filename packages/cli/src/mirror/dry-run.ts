/** What a fetch would ask for: addresses, where they go, the most that is taken, licence. Nothing is sent. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { planOf } from '@hygie/feeds/fetching/plan'
import { UserError, type ExitStatus } from '../user-error.ts'
import { columns } from '../formats/columns.ts'
import type { Settings } from '../settings.ts'
import { wordsIn } from '../texts/text.ts'
import { size } from './fetch-progress.ts'

export function dryRun(feeds: readonly Feed[], now: number, json: boolean, settings: Settings): ExitStatus {
  const planned = feeds.map((feed) => {
    const plan = planOf(feed, now)
    if (!plan.ok) throw new UserError(plan.error.message, 4)
    return { feed, files: plan.value }
  })
  if (json) {
    const shown = planned.map(({ feed, files }) => ({
      feed: feed.name,
      licence: feed.licence,
      homepage: feed.homepage,
      rhythmHours: feed.rhythmHours,
      files: files.map(({ url, path, checksumUrl, address }) => ({
        url,
        path,
        bytesMax: address.bytesMax,
        ...(checksumUrl !== undefined && { checksumUrl }),
      })),
    }))
    process.stdout.write(`${JSON.stringify(shown, undefined, 1)}\n`)
    return 0
  }
  const say = wordsIn(settings.language)
  for (const { feed, files } of planned) {
    process.stdout.write(`${feed.name}  ${feed.title}  (${feed.licence})\n`)
    if (files.length === 0) process.stdout.write(`  ${say('mirror.local')}\n`)
    const rows = files.map(({ url, path, address }) => [
      `  ${url}`,
      `→ ${path}`,
      address.paging !== undefined ? say('mirror.paged') : address.follow !== undefined ? say('mirror.followed') : '',
      `≤ ${size(address.bytesMax)}`,
    ])
    if (rows.length > 0) process.stdout.write(`${columns(rows, Number.POSITIVE_INFINITY).join('\n')}\n`)
  }
  return 0
}
