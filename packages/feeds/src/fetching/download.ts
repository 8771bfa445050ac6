/**
 * One file into the mirror: asked for only if it changed, resumed where it broke off, checked, and put in place of the old
 * one only when all of it is there. Bytes on the way live in `.hygie/part`.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { packingOf } from '../reading/unpack.ts'
import { receive, type Part } from './receive.ts'
import { fetchWhole } from './fetch-whole.ts'
import { ask, statusTrouble, type FileOutcome, type Session } from './session.ts'
import { WORK_FOLDER, type FileState } from './state.ts'
import { shownUrl, type Answer } from './transport.ts'
import { done, trouble, type Attempt } from './trouble.ts'
import { checksumProblem, contentProblem, parseChecksum, sha256Of, type Expected } from './verify.ts'

export type Wanted = {
  readonly feed: string
  readonly url: string
  readonly path: string
  readonly bytesMax: number
  readonly intervalMs: number
  readonly headers?: Readonly<Record<string, string>>
  readonly checksum?: { readonly url: string; readonly kind: 'sha256' | 'sha512' | 'nvd-meta'; readonly of: 'file' | 'unpacked' }
  /** What a list says of the file: when it is what was said last time, the file is not asked for. */
  readonly changed?: string
}

/** Errors: fetch-*; the file of before stays. */
export async function download(session: Session, wanted: Wanted): Promise<Result<FileOutcome>> {
  const target = join(session.mirror, wanted.path)
  const known = knownOf(session, wanted, target)
  if (known?.changed !== undefined && known.changed === wanted.changed) return outcome(session, wanted, 'unchanged')
  const first = await downloadOnce(session, wanted, target, known)
  // file and checksum may have been changed one after the other while they were fetched
  return !first.ok && first.error.code === 'fetch-checksum' ? downloadOnce(session, wanted, target, known) : first
}

/** What is remembered of the file, if it is still the one that lies there. */
function knownOf(session: Session, { path, url }: Wanted, target: string): FileState | undefined {
  const known = session.state.file(path)
  if (known === undefined || known.url !== shownUrl(url)) return undefined
  return statSync(target, { throwIfNoEntry: false })?.size === known.bytes ? known : undefined
}

async function downloadOnce(
  session: Session,
  wanted: Wanted,
  target: string,
  known: FileState | undefined,
): Promise<Result<FileOutcome>> {
  const expected = await expectedOf(session, wanted)
  if (!expected.ok) return expected
  const sum = expected.value?.hex
  if (sum !== undefined && known?.sum === sum) return outcome(session, wanted, 'unchanged')
  const part = partOf(session.mirror, wanted)
  const got = await ask(
    session,
    () => question(wanted, part, known),
    (answer) => take(session, wanted, part, known, answer),
  )
  if (!got.ok) return got
  if (got.value === 'unchanged') {
    if (known !== undefined) remember(session, wanted, { ...known, ...(sum !== undefined && { sum }) })
    return outcome(session, wanted, 'unchanged')
  }
  return finish(session, wanted, { target, part, known, validators: got.value, expected: expected.value })
}

async function expectedOf(session: Session, wanted: Wanted): Promise<Result<Expected | undefined>> {
  const stated = session.from?.sums.get(wanted.path)
  if (stated !== undefined) return ok({ kind: 'sha256', hex: stated, of: 'file' })
  const { checksum } = wanted
  if (checksum === undefined || session.from !== undefined) return ok(undefined)
  const text = await fetchWhole(session, { ...wanted, url: checksum.url, bytesMax: session.limits.checksumBytesMax }, done)
  if (!text.ok) return text
  const hex = parseChecksum(text.value.toString('utf8'), checksum.kind, basename(new URL(wanted.url).pathname))
  return hex === undefined
    ? fail('fetch-checksum', `Cannot read the checksum "${shownUrl(checksum.url)}": must hold one ${checksum.kind} for the file`)
    : ok({ kind: checksum.kind === 'sha512' ? 'sha512' : 'sha256', hex, of: checksum.of })
}

function partOf(mirror: string, { path, url }: Wanted): Part {
  // the address is in the name, so that bytes of another source are never joined on
  const name = createHash('sha256')
    .update(`${path}\n${shownUrl(url)}`)
    .digest('hex')
    .slice(0, 32)
  return {
    file: join(mirror, WORK_FOLDER, 'part', `${name}.part`),
    validatorFile: join(mirror, WORK_FOLDER, 'part', `${name}.validator`),
  }
}

function question(
  wanted: Wanted,
  part: Part,
  known: FileState | undefined,
): { feed: string; url: string; intervalMs: number; headers: Record<string, string> } {
  const { feed, url, intervalMs } = wanted
  const headers: Record<string, string> = { ...wanted.headers }
  const validator = existsSync(part.file) && existsSync(part.validatorFile) ? readFileSync(part.validatorFile, 'utf8') : undefined
  if (validator !== undefined) {
    headers['range'] = `bytes=${statSync(part.file).size}-`
    headers['if-range'] = validator
  } else if (known !== undefined) {
    if (known.etag !== undefined) headers['if-none-match'] = known.etag
    if (known.modified !== undefined) headers['if-modified-since'] = known.modified
  }
  // what is packed already is not packed again, and only bytes as stored can be resumed
  headers['accept-encoding'] = validator !== undefined || isPacked(wanted.path) ? 'identity' : 'gzip'
  return { feed, url, intervalMs, headers }
}

function isPacked(path: string): boolean {
  return packingOf(path) !== undefined || path.endsWith('.zip')
}

type Validators = Pick<FileState, 'etag' | 'modified'>

async function take(
  session: Session,
  wanted: Wanted,
  part: Part,
  known: FileState | undefined,
  answer: Answer,
): Promise<Attempt<Validators | 'unchanged'>> {
  const { url, feed, path } = wanted
  const { status } = answer
  if (status === 304 && known !== undefined) {
    await answer.discard()
    return done('unchanged')
  }
  if (status === 416) {
    await answer.discard()
    dropPart(part)
    return trouble('later', { code: 'fetch-interrupted', message: `Cannot resume "${shownUrl(url)}": it has changed` })
  }
  if (status !== 200 && status !== 206) {
    await answer.discard()
    return statusTrouble(answer, url, session.clock.now())
  }
  const startBytes = status === 206 ? resumedAt(answer, part) : 0
  if (startBytes === undefined) {
    await answer.discard()
    dropPart(part)
    return trouble('later', { code: 'fetch-interrupted', message: `Cannot resume "${shownUrl(url)}": another range was sent` })
  }
  const encoding = isPacked(path) ? undefined : answer.header('content-encoding')
  const decode = encoding === 'gzip' || encoding === 'x-gzip'
  if (encoding !== undefined && encoding !== 'identity' && !decode) {
    await answer.discard()
    return trouble('never', {
      code: 'fetch-refused',
      message: `Cannot read "${shownUrl(url)}": sent as ${encoding.slice(0, 40)}, must be gzip or plain`,
    })
  }
  mkdirSync(dirname(part.file), { recursive: true })
  const etag = answer.header('etag')
  const modified = answer.header('last-modified')
  // a weak validator does not promise equal bytes: RFC 9110, 13.1.5
  const strong = etag !== undefined && !etag.startsWith('W/') ? etag : etag === undefined ? modified : undefined
  if (strong === undefined || decode) rmSync(part.validatorFile, { force: true })
  else writeFileSync(part.validatorFile, strong)
  const got = await receive(
    answer,
    { url, startBytes, bytesMax: wanted.bytesMax, limits: session.reading, decode, part },
    (_chunk, bytes, total) => session.report({ kind: 'bytes', feed, path, bytes, ...(total !== undefined && { total }) }),
  )
  if (!got.ok) {
    if (got.trouble.again === 'never' && got.trouble.error.code !== 'fetch-slow') dropPart(part)
    return got
  }
  return done({ ...(etag !== undefined && { etag }), ...(modified !== undefined && { modified }) })
}

/** `Content-Range: bytes 5-9/10` must begin where the part ends. */
function resumedAt(answer: Answer, part: Part): number | undefined {
  const start = /^bytes (\d{1,15})-\d{1,15}\/(?:\d{1,15}|\*)$/.exec(answer.header('content-range') ?? '')?.[1]
  const have = statSync(part.file, { throwIfNoEntry: false })?.size
  return start !== undefined && Number(start) === have ? have : undefined
}

function dropPart(part: Part): void {
  rmSync(part.file, { force: true })
  rmSync(part.validatorFile, { force: true })
}

async function finish(
  session: Session,
  wanted: Wanted,
  come: {
    readonly target: string
    readonly part: Part
    readonly known: FileState | undefined
    readonly validators: Validators
    readonly expected: Expected | undefined
  },
): Promise<Result<FileOutcome>> {
  const { part, target, expected, known } = come
  const name = basename(wanted.path)
  const wrong = expected === undefined ? undefined : await checksumProblem(part.file, name, expected, session.reading)
  const unsound = wrong ?? (await contentProblem(part.file, name, session.reading))
  if (unsound !== undefined) {
    dropPart(part)
    const code = wrong === undefined ? 'fetch-content' : 'fetch-checksum'
    return fail(code, `Cannot take "${shownUrl(wanted.url)}": ${unsound}`)
  }
  const sha256 = await sha256Of(part.file)
  const bytes = statSync(part.file).size
  // the same bytes: the file keeps its time, so that nothing is built anew because of it
  const same = known?.sha256 === sha256
  if (same) rmSync(part.file, { force: true })
  else {
    mkdirSync(dirname(target), { recursive: true })
    renameSync(part.file, target)
  }
  rmSync(part.validatorFile, { force: true })
  remember(session, wanted, {
    url: shownUrl(wanted.url),
    sha256,
    bytes,
    fetched: same ? known.fetched : new Date(session.clock.now()).toISOString(),
    ...come.validators,
    ...(expected !== undefined && { sum: expected.hex }),
  })
  return outcome(session, wanted, same ? 'unchanged' : 'fetched', bytes)
}

function remember(session: Session, { path, changed }: Wanted, state: FileState): void {
  session.state.setFile(path, { ...state, ...(changed !== undefined && { changed }) })
}

function outcome(session: Session, { feed, path }: Wanted, what: FileOutcome, bytes = 0): Result<FileOutcome> {
  session.report({ kind: 'file', feed, path, outcome: what, bytes })
  return ok(what)
}
