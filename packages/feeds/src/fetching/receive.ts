/** The body of an answer, counted and bounded, to a file or a consumer; what broke it is told as what it was. */
import { open, type FileHandle } from 'node:fs/promises'
import { BytesBroken, type Bytes } from '../reading/bytes.ts'
import type { ReadingLimits } from '../reading/limits.ts'
import { unpack } from '../reading/unpack.ts'
import { shownUrl, type Answer } from './transport.ts'
import { done, never, thrownTrouble, trouble, type Attempt } from './trouble.ts'

/** Bytes so far, and the validator (ETag or date) of what they are a part of. */
export type Part = { readonly file: string; readonly validatorFile: string }

export type Receiving = {
  readonly url: string
  readonly startBytes: number
  readonly bytesMax: number
  readonly limits: ReadingLimits
  /** The body is packed by gzip for the way only. */
  readonly decode: boolean
  readonly part?: Part
}

/** Gives all bytes now in the part. The part keeps what came when the body breaks off. */
export async function receive(
  answer: Answer,
  receiving: Receiving,
  each: (chunk: Uint8Array, bytes: number, total: number | undefined) => void,
): Promise<Attempt<number>> {
  const { url, startBytes, bytesMax, decode, part } = receiving
  const length = lengthOf(answer)
  const total = length === undefined ? undefined : startBytes + length
  if (total !== undefined && total > bytesMax) {
    await answer.discard()
    return tooLarge(receiving)
  }
  let handle: FileHandle | undefined
  let broke: { readonly thrown: unknown } | undefined
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      yield* answer.body
    } catch (thrown) {
      broke = { thrown } // unpacking would tell it as damage
      throw thrown
    }
  }
  const body: Bytes = decode ? unpack('gz', source(), receiving.limits) : source()
  let bytes = startBytes
  try {
    if (part !== undefined) handle = await open(part.file, startBytes === 0 ? 'w' : 'r+')
    for await (const chunk of body) {
      if (bytes + chunk.length > bytesMax) return tooLarge(receiving)
      if (handle !== undefined) await write(handle, chunk, bytes)
      bytes += chunk.length
      each(chunk, bytes, decode ? undefined : total)
    }
    await handle?.datasync()
  } catch (thrown) {
    if (broke !== undefined) return thrownTrouble(broke.thrown, shownUrl(url))
    if (thrown instanceof BytesBroken) return never('fetch-content', `Cannot take "${shownUrl(url)}": ${thrown.failure.message}`)
    return thrownTrouble(thrown, shownUrl(url))
  } finally {
    await handle?.close()
  }
  if (!decode && total !== undefined && bytes !== total)
    return trouble('later', {
      code: 'fetch-interrupted',
      message: `Cannot fetch "${shownUrl(url)}": ${bytes} bytes came, ${total} were announced`,
    })
  return done(bytes)
}

async function write(handle: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  const { bytesWritten } = await handle.write(chunk, 0, chunk.length, at)
  // a full disk takes a part first; a hole in the file must not pass for data
  if (bytesWritten !== chunk.length) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' })
}

function tooLarge({ url, bytesMax }: Receiving): Attempt<never> {
  return never('fetch-large', `Cannot take "${shownUrl(url)}": more than ${bytesMax} bytes, must be at most that`)
}

function lengthOf(answer: Answer): number | undefined {
  const text = answer.header('content-length')
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
