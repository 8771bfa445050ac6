/** What goes wrong on the way to a file, in words that an operator can act on, and whether to try again. */
import type { Failure } from '@hygie/versions/result'

export type Trouble = {
  readonly error: Failure
  readonly again: 'never' | 'later' | 'when-it-answered-before'
  /** The server's own wish. */
  readonly afterMs?: number
}
export type Attempt<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly trouble: Trouble }

export function done<Value>(value: Value): Attempt<Value> {
  return { ok: true, value }
}

export function trouble(again: Trouble['again'], error: Failure, afterMs?: number): Attempt<never> {
  return { ok: false, trouble: afterMs === undefined ? { error, again } : { error, again, afterMs } }
}

export function never(code: string, message: string): Attempt<never> {
  return trouble('never', { code, message })
}

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
])
const CERTIFICATE =
  /^(?:CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EMFILE'])

/** `url` must be one that may be shown (see shownUrl). */
export function thrownTrouble(thrown: unknown, url: string): Attempt<never> {
  const code = codeOf(thrown)
  const host = URL.canParse(url) ? new URL(url).host : url
  if (UNREACHABLE.has(code))
    return trouble('when-it-answered-before', {
      code: 'fetch-unreachable',
      message: `Cannot reach "${host}" (${code}): there must be a way to it, or a proxy (HTTPS_PROXY)`,
    })
  if (CERTIFICATE.test(code))
    return never(
      'fetch-certificate',
      `Cannot trust "${host}": its certificate is refused (${code}); for an own authority, name its certificate (--ca FILE)`,
    )
  if (code === 'UND_ERR_PRX_TLS' || code === 'UND_ERR_PRX_CONN' || /proxy/i.test(textOf(thrown)))
    return never('fetch-proxy', `Cannot pass the proxy to "${host}": ${textOf(thrown)}`)
  if (FULL.has(code)) return never('fetch-disk', `Cannot write into the mirror: ${textOf(thrown)}`)
  if (code === 'ABORT_TIMEOUT') return never('fetch-slow', `Cannot fetch "${url}": it took too long; the next run resumes it`)
  return trouble('later', { code: 'fetch-interrupted', message: `Cannot fetch "${url}": ${textOf(thrown)}` })
}

/** The code of the error or of what caused it: connections to several addresses of one name fail together. */
function codeOf(thrown: unknown, depth = 0): string {
  if (!(thrown instanceof Error) || depth > 4) return ''
  if (thrown.name === 'TimeoutError') return 'ABORT_TIMEOUT'
  if ('code' in thrown && typeof thrown.code === 'string' && thrown.code !== 'UND_ERR_SOCKET') return thrown.code
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0], depth + 1)
  return codeOf(thrown.cause, depth + 1)
}

function textOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return (text.split('\n', 1)[0] ?? '').slice(0, 200)
}
