/** A small answer, whole in memory: a checksum, a page, the state of another mirror. */
import type { Result } from '@hygie/versions/result'
import { receive } from './receive.ts'
import { ask, statusTrouble, type Session } from './session.ts'
import type { Attempt } from './trouble.ts'

export type WholeWanted = {
  readonly feed: string
  readonly url: string
  readonly bytesMax: number
  readonly intervalMs: number
  readonly headers?: Readonly<Record<string, string>>
}

/** `read` may refuse the bytes and wish to be asked again. */
export async function fetchWhole<Value>(
  session: Session,
  wanted: WholeWanted,
  read: (bytes: Buffer) => Attempt<Value>,
): Promise<Result<Value>> {
  const { feed, url, intervalMs, bytesMax } = wanted
  const asked = { feed, url, intervalMs, headers: { ...wanted.headers, 'accept-encoding': 'gzip' } }
  return ask(
    session,
    () => asked,
    async (answer) => {
      if (answer.status !== 200) {
        await answer.discard()
        return statusTrouble(answer, url, session.clock.now())
      }
      const chunks: Uint8Array[] = []
      const decode = answer.header('content-encoding') === 'gzip'
      const got = await receive(answer, { url, startBytes: 0, bytesMax, limits: session.reading, decode }, (chunk) => {
        chunks.push(chunk)
      })
      return got.ok ? read(Buffer.concat(chunks)) : got
    },
  )
}
