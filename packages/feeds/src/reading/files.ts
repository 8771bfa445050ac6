/**
 * The files of a mirror below given paths, one after the other: folders in order of their names, archives opened on
 * the way (`a.zip!member`, one archive inside another too), packed files unpacked while they are read. Nothing is
 * written and no link is followed.
 *
 * Errors  a folder or an archive that cannot be read is a rejection; a file that breaks throws `BytesBroken` out of
 *         its `bytes`, which the readers here turn into a rejection
 */
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { Rejection } from '@hygie/core/knowledge/record'
import { causeOf, readAll, rejection, rejectionOf, type Bytes } from './bytes.ts'
import { FOLDER_DEPTH_MAX, READING_LIMITS, type ReadingLimits } from './limits.ts'
import { tarMembers } from './tar.ts'
import { fileBytes, packingOf, unpack, unpackedName } from './unpack.ts'
import { openRandom, randomOf, zipMembers, type Member, type RandomBytes } from './zip.ts'

/** Paths are relative to the mirror, also in what comes out. A path that is absent gives nothing. */
export async function* openFiles(
  mirror: string,
  paths: readonly string[],
  accepts: (path: string) => boolean,
  limits: ReadingLimits = READING_LIMITS,
): AsyncGenerator<FeedFile | Rejection> {
  for (const path of paths.toSorted()) yield* openPath(mirror, path, 0, accepts, limits)
}

/** The name of a file without folder, archive and packing: `osv.zip!cve/x.json.gz` → `x.json`. */
export function plainName(path: string): string {
  return unpackedName(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('!')) + 1))
}

async function* openPath(
  mirror: string,
  path: string,
  depth: number,
  accepts: (path: string) => boolean,
  limits: ReadingLimits,
): AsyncGenerator<FeedFile | Rejection> {
  const full = join(mirror, path)
  try {
    const stat = await lstat(full)
    if (stat.isDirectory()) {
      if (depth >= FOLDER_DEPTH_MAX)
        yield rejection('folder-deep', `Cannot read a folder: nested deeper than ${FOLDER_DEPTH_MAX}`, path)
      else yield* openFolder(mirror, path, depth, accepts, limits)
    } else if (stat.isFile()) {
      const open = (): Promise<RandomBytes> => openRandom(full)
      yield* openFile({ path, bytes: () => fileBytes(full), open }, accepts, limits, 0)
    } else if (accepts(path)) yield rejection('file-kind', 'Cannot read an entry of the mirror: neither file nor folder', path)
  } catch (thrown) {
    if (depth === 0 && isAbsent(thrown)) return
    yield rejection('file-unreadable', `Cannot read the mirror: ${causeOf(thrown)}`, path)
  }
}

async function* openFolder(
  mirror: string,
  path: string,
  depth: number,
  accepts: (path: string) => boolean,
  limits: ReadingLimits,
): AsyncGenerator<FeedFile | Rejection> {
  const names = await readdir(join(mirror, path))
  if (names.length > limits.countMax)
    yield rejection('folder-large', `Cannot read a folder: ${names.length} entries, must be at most ${limits.countMax}`, path)
  else
    for (const name of names.toSorted())
      yield* openPath(mirror, path === '' ? name : `${path}/${name}`, depth + 1, accepts, limits)
}

type Source = { readonly path: string; readonly bytes: () => Bytes; readonly open?: () => Promise<RandomBytes> }

async function* openFile(
  source: Source,
  accepts: (path: string) => boolean,
  limits: ReadingLimits,
  archives: number,
): AsyncGenerator<FeedFile | Rejection> {
  const { path } = source
  const packing = packingOf(path)
  const archive = archives < 2 && isArchive(path)
  const bounds = archive ? { ...limits, memberBytesMax: limits.archiveBytesMax } : limits
  const bytes = packing === undefined ? source.bytes : (): Bytes => unpack(packing, source.bytes(), bounds)
  if (!archive) {
    if (accepts(path)) yield { path, bytes }
  } else if (path.endsWith('.zip')) yield* openMembers(path, await zipOf(source, limits), accepts, limits, archives)
  else yield* openMembers(path, tarMembers(bytes(), limits), accepts, limits, archives)
}

async function* openMembers(
  path: string,
  members: AsyncIterable<Member | Rejection>,
  accepts: (path: string) => boolean,
  limits: ReadingLimits,
  archives: number,
): AsyncGenerator<FeedFile | Rejection> {
  for await (const member of members)
    if (member.kind === 'rejection') yield rejectionOf(member.error, path)
    else yield* openFile({ path: `${path}!${member.name}`, bytes: member.bytes }, accepts, limits, archives + 1)
}

async function zipOf(source: Source, limits: ReadingLimits): Promise<AsyncIterable<Member | Rejection>> {
  if (source.open !== undefined) return zipMembers(await source.open(), limits)
  const whole = await readAll(source.bytes(), limits.nestedZipBytesMax)
  return whole.ok ? zipMembers(randomOf(whole.value), limits) : refused(rejectionOf(whole.error))
}

async function* refused(item: Rejection): AsyncGenerator<Rejection> {
  yield await Promise.resolve(item)
}

function isArchive(path: string): boolean {
  return path.endsWith('.zip') || path.endsWith('.tgz') || unpackedName(path).endsWith('.tar')
}

function isAbsent(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
}
