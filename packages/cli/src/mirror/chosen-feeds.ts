/** Feeds by name; all when none is named. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { feedNames, feeds, type FeedName } from '@hygie/feeds/all.generated'
import { UserError } from '../user-error.ts'

export async function chosenFeeds(names: readonly string[]): Promise<readonly Feed[]> {
  return Promise.all((names.length === 0 ? feedNames : names.map(known)).map((name) => feeds[name]()))
}

function known(name: string): FeedName {
  const found = feedNames.find((candidate) => candidate === name)
  if (found === undefined) throw new UserError(`Cannot find the feed "${name}": must be one of ${feedNames.join(', ')}`, 2)
  return found
}

/**
 * What a first audit of one Linux or Windows machine needs, some 150 MB; the CVE list, NVD and the vendors' archives of
 * gigabytes wait for `hygie mirror fetch`.
 */
const FIRST = new Set<string>([
  'kev',
  'epss',
  'endoflife',
  'distro-info',
  'debian-tracker',
  'debian-lists',
  'debian-security-support',
  'ubuntu-osv',
  'alpine-secdb',
  'wesng',
])

export async function firstFeeds(): Promise<readonly Feed[]> {
  return chosenFeeds(feedNames.filter((name) => FIRST.has(name)))
}
