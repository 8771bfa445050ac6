/**
 * Members of a TAR stream in the archive's own order (sorting would need the whole archive). A member's bytes are
 * there only until the next member is asked for; what is not read is skipped.
 */
import { extract } from 'tar-stream'
import { broken, BytesBroken, causeOf, rejectionOf, type Bytes } from './bytes.ts'
import type { ReadingLimits } from './limits.ts'
import type { Member } from './zip.ts'
import type { Failure } from '@hygie/versions/result'
import type { Rejection } from '@hygie/core/knowledge/record'

export async function* tarMembers(source: Bytes, limits: ReadingLimits): AsyncGenerator<Member | Rejection> {
  const meter = { in: 0 }
  const unpacking = extract()
  const pumped = pump(source, unpacking, meter, limits)
  try {
    let count = 0
    for await (const entry of unpacking) {
      count += 1
      if (count > limits.countMax)
        throw broken('archive-members', `Cannot read the TAR archive: more than ${limits.countMax} members`, `offset ${meter.in}`)
      if (entry.header.type !== 'file' && entry.header.type !== 'contiguous-file') {
        entry.resume()
        continue
      }
      if ((entry.header.size ?? 0) > limits.memberBytesMax)
        throw broken(
          'bytes-many',
          `Cannot unpack "${entry.header.name}": ${entry.header.size} bytes, must be at most ${limits.memberBytesMax}`,
          `offset ${meter.in}`,
        )
      yield { kind: 'member', name: entry.header.name, bytes: () => guarded(entry as unknown as Bytes, meter) }
      entry.resume()
    }
    await pumped
    if (count === 0) throw broken('archive-damaged', 'Cannot read the TAR archive: it has no member', `offset ${meter.in}`)
  } catch (thrown) {
    yield rejectionOf(located(thrown, meter.in))
  } finally {
    unpacking.destroy()
    await pumped.catch(() => undefined) // reported above, or the reader left early
  }
}

/**
 * The rest of a member that its reader leaves early is read here: leaving the stream's own iterator would destroy the
 * member, and the archive would wait for it for ever.
 */
async function* guarded(entry: Bytes, meter: { readonly in: number }): AsyncGenerator<Uint8Array> {
  const iterator = entry[Symbol.asyncIterator]()
  let ended = false
  try {
    for (;;) {
      const step = await iterator.next()
      ended = step.done === true
      if (step.done === true) return
      yield step.value
    }
  } catch (thrown) {
    ended = true
    throw new BytesBroken(located(thrown, meter.in))
  } finally {
    if (!ended) await drain(iterator)
  }
}

async function drain(iterator: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    while ((await iterator.next()).done !== true);
  } catch {
    // The archive's own reader meets the same damage and tells it.
  }
}

/** Feeds the unpacking stream, waiting whenever it is full. */
async function pump(
  source: Bytes,
  target: ReturnType<typeof extract>,
  meter: { in: number },
  limits: ReadingLimits,
): Promise<void> {
  const closed = new Promise<'closed'>((resolve) => {
    target.once('close', () => resolve('closed'))
  })
  try {
    for await (const chunk of source) {
      meter.in += chunk.length
      if (meter.in > limits.archiveBytesMax)
        throw broken('bytes-many', `Cannot unpack the archive: more than ${limits.archiveBytesMax} bytes`, `offset ${meter.in}`)
      if (target.destroyed) return
      if (target.write(chunk)) continue
      const drained = new Promise<'drained'>((resolve) => {
        target.once('drain', () => resolve('drained'))
      })
      if ((await Promise.race([drained, closed])) === 'closed') return
    }
    target.end(undefined)
  } catch (thrown) {
    target.destroy(thrown instanceof Error ? thrown : new Error(causeOf(thrown)))
  }
}

function located(thrown: unknown, offset: number): Failure {
  return thrown instanceof BytesBroken
    ? thrown.failure
    : { code: 'archive-damaged', message: `Cannot read the TAR archive: ${causeOf(thrown)}`, at: `offset ${offset}` }
}
