/** Reads a mirror's feeds one after the other into one knowledge file. */
import type { FeedState } from '@hygie/core/knowledge/facts'
import { feedNames, feeds, type FeedName } from '@hygie/feeds/all.generated'
import { readFeed } from '@hygie/feeds/read-feed'
import { buildKnowledge, workFiles, type BuildReport } from '@hygie/knowledge/build'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import { ENGINE } from '../engine.ts'
import { UserError } from '../user-error.ts'
import type { Settings } from '../settings.ts'
import { ownKey } from './open.ts'
import { wordsIn } from '../texts/text.ts'
import { progress } from '../progress.ts'
import { refuseWhatIsNoFile } from '../output.ts'
import { begin, finish } from '../unfinished.ts'

export type BuildRequest = { readonly mirror: string; readonly path: string; readonly only?: readonly string[] }

/** Errors: UserError when the signing key cannot be used, a feed's name is unknown or the mirror holds no feed; a broken feed is in the report. */
export async function buildFrom(
  request: BuildRequest,
  settings: Settings,
): Promise<BuildReport & { readonly states: readonly FeedState[] }> {
  refuseWhatIsNoFile(request.path)
  const key = ownKey(settings)
  const names = chosen(request.only)
  const words = wordsIn(settings.language)
  const bar = progress(settings.quiet)
  const states: FeedState[] = []

  async function* records(): AsyncGenerator<SourcedRecord> {
    let count = 0
    for (const name of names) {
      const reading = readFeed(await feeds[name](), request.mirror)
      for await (const { item, file } of reading.items) {
        count += 1
        if (count % 20_000 === 0) bar.show(words('progress.feeds', { feed: name, records: count }))
        yield { source: name, file, record: item }
      }
      const state = reading.state()
      if (state.files > 0) states.push(state)
    }
    // Before anything is put in place: an empty mirror must not take away the knowledge that is there.
    if (states.length === 0) throw new UserError(`Cannot find any feed in "${request.mirror}": nothing was built`, 4)
  }

  const work = workFiles(request.path).flatMap((file) => [file, `${file}-journal`])
  for (const file of work) begin(file)
  try {
    const report = await buildKnowledge(records(), { path: request.path, key, engine: ENGINE, states: () => states })
    return { ...report, states }
  } finally {
    bar.clear()
    for (const file of work) finish(file)
  }
}

function chosen(only: readonly string[] | undefined): readonly FeedName[] {
  if (only === undefined || only.length === 0) return feedNames
  return only.map((name) => {
    const known = feedNames.find((candidate) => candidate === name)
    if (known === undefined) throw new UserError(`Cannot read feed "${name}": must be one of ${feedNames.join(', ')}`, 2)
    return known
  })
}
