/** `docs/reference/feeds.md`: what is read, from where, under which licence. The folders of packages/feeds/src are the list. */
import { existsSync, readdirSync } from 'node:fs'
import type { Feed } from '@hygie/core/knowledge/feed'
import { code, head, table } from './markdown.ts'

const FOLDER = new URL('../../../feeds/src/', import.meta.url)

export async function feedsPage(): Promise<string> {
  const feeds = await allFeeds()
  return [
    head('Feeds', 'packages/feeds/src/*/feed.ts'),
    `${feeds.length} feeds are read. \`hygie mirror fetch\` brings their files into a mirror, \`hygie kb build\` reads the mirror; both take what is there
and tell what is not. A feed without an address is brought by hand. \`hygie kb info\` prints, for one knowledge file, the date, the
records and the licence of each.\n`,
    'Paths are those inside the mirror. `{…}` in an address stands for each of the values that the feed names.\n',
    ...feeds.map(feedPart),
    '',
  ].join('\n')
}

/** By folder, not by the generated list: both are written by the same run. */
async function allFeeds(): Promise<readonly Feed[]> {
  const names = readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}/feed.ts`, FOLDER)))
  return Promise.all(
    names
      .toSorted()
      .map(async (name) => ((await import(new URL(`${name}/feed.ts`, FOLDER).href)) as { readonly feed: Feed }).feed),
  )
}

function feedPart({ name, title, paths, addresses, rhythmHours, licence, homepage }: Feed): string {
  const readme = existsSync(new URL(`${name}/readme.md`, FOLDER)) ? `; [traps](../../packages/feeds/src/${name}/readme.md)` : ''
  const key = addresses.find((address) => address.key !== undefined)?.key
  return [
    `## ${name}\n`,
    `${title}. Licence: ${licence}. [Home](${homepage})${readme}.\n`,
    `In the mirror: ${paths.map(code).join(', ')}. Asked for at most every ${rhythmOf(rhythmHours)}.`,
    ...(key === undefined
      ? []
      : [
          `Takes a key, which may be absent: ${code(`HYGIE_${key.name.toUpperCase().replaceAll('-', '_')}_API_KEY`)}, the file named by ${code(`HYGIE_${key.name.toUpperCase().replaceAll('-', '_')}_API_KEY_FILE`)}, or ${code(`secrets/${key.name}-api-key`)} in the home.`,
        ]),
    '',
    addresses.length === 0
      ? 'No public address: bring the files by hand.'
      : table(
          ['address', 'in the mirror'],
          addresses.map(({ url, path, paging, follow }) => [
            code(url),
            `${code(path)}${paging === undefined ? '' : ', in pages'}${follow === undefined ? '' : ', and the files it lists'}`,
          ]),
        ),
    '',
  ].join('\n')
}

function rhythmOf(hours: number): string {
  return hours % 24 === 0 ? (hours === 24 ? 'day' : `${hours / 24} days`) : hours === 1 ? 'hour' : `${hours} hours`
}
