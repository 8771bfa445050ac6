/**
 * HTTP GET, as a mirror needs it: the bytes as served, redirects followed only as far and as safely as wished, a proxy and
 * an own certificate authority where a hospital has them.
 *
 * undici rather than node's `https`: it goes through a proxy by CONNECT with the same certificates, has time-outs for the
 * connection and for silence apart, and, unlike `fetch`, neither unpacks nor follows anything by itself.
 */
import { rootCertificates, getCACertificates } from 'node:tls'
import { EnvHttpProxyAgent, request } from 'undici'
import type { FetchLimits } from './limits.ts'
import { done, never, thrownTrouble, type Attempt } from './trouble.ts'

export type TransportOptions = {
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY (also in small letters) are read. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Certificates (PEM) of further authorities to trust. */
  readonly authorities: readonly string[]
  /** Plain HTTP also to other machines than this one: for an internal mirror only. */
  readonly insecureHttp: boolean
}

export type Answer = {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: AsyncIterable<Uint8Array>
  /** Lets go of the body without reading it. */
  readonly discard: () => Promise<void>
}

export type Transport = {
  readonly get: (url: string, headers: Readonly<Record<string, string>>) => Promise<Attempt<Answer>>
  readonly close: () => Promise<void>
}

const DISCARD_BYTES_MAX = 64 * 1024
/** Kept when a redirect leads to another host; others (keys above all) are not. */
const HARMLESS = new Set(['accept', 'accept-encoding', 'user-agent', 'range', 'if-range', 'if-none-match', 'if-modified-since'])

/** Errors: none here; a proxy's address that cannot be read is an error of each `get`. */
export function openTransport(options: TransportOptions, limits: FetchLimits): Attempt<Transport> {
  const ca = [...systemAuthorities(), ...options.authorities]
  const variable = (name: string): string => options.environment[name.toLowerCase()] ?? options.environment[name] ?? ''
  const tls = { ca, timeout: limits.connectMs }
  let agent: EnvHttpProxyAgent
  try {
    agent = new EnvHttpProxyAgent({
      httpProxy: variable('HTTP_PROXY'),
      httpsProxy: variable('HTTPS_PROXY'),
      noProxy: variable('NO_PROXY'),
      // one protocol, the one that is tested: length, silence and resumption are judged by its rules
      allowH2: false,
      connect: tls,
      requestTls: tls,
      proxyTls: tls,
      headersTimeout: limits.idleMs,
      bodyTimeout: limits.idleMs,
    })
  } catch {
    // the value may hold a password, so it is not shown
    return never('fetch-proxy', 'Cannot use the proxy: HTTPS_PROXY and HTTP_PROXY must be addresses such as http://proxy:3128')
  }

  async function get(first: string, wanted: Readonly<Record<string, string>>): Promise<Attempt<Answer>> {
    let url = first
    let headers = wanted
    // one clock for the whole chain, or a loop of slow redirects could last for ever
    const signal = AbortSignal.timeout(limits.totalMs)
    for (let hops = 0; hops <= limits.redirectsMax; hops += 1) {
      const refused = refusal(url, options.insecureHttp)
      if (refused !== undefined) return never('fetch-insecure', refused)
      try {
        const answer = await request(url, { dispatcher: agent, headers, signal })
        const location = answer.headers['location']
        const discard = (): Promise<void> => answer.body.dump({ limit: DISCARD_BYTES_MAX }).catch(() => undefined)
        if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') {
          const header = (name: string): string | undefined => {
            const value = answer.headers[name]
            return typeof value === 'string' ? value : value?.[0]
          }
          return done({ status: answer.statusCode, header, body: answer.body, discard })
        }
        await discard()
        const next = redirected(url, location)
        if (next === undefined) return never('fetch-redirect', `Cannot follow "${shownUrl(url)}": redirected to no safe address`)
        if (new URL(next).origin !== new URL(url).origin)
          headers = Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)))
        url = next
      } catch (thrown) {
        return thrownTrouble(thrown, shownUrl(url))
      }
    }
    return never('fetch-redirect', `Cannot follow "${shownUrl(first)}": redirected more than ${limits.redirectsMax} times`)
  }

  return done({ get, close: () => agent.destroy() })
}

/** Those of Node (with NODE_EXTRA_CA_CERTS) and those of the system, where a hospital's own authority usually is. */
function systemAuthorities(): readonly string[] {
  try {
    return [...getCACertificates('default'), ...getCACertificates('system')]
  } catch {
    return rootCertificates
  }
}

function refusal(text: string, insecureHttp: boolean): string | undefined {
  if (!URL.canParse(text)) return `Cannot fetch "${text.slice(0, 200)}": must be an address`
  const url = new URL(text)
  if (url.protocol === 'https:') return undefined
  if (url.protocol === 'http:' && (insecureHttp || isLoopback(url.hostname))) return undefined
  return `Cannot fetch "${shownUrl(text)}": must be https`
}

/** Never from https to less. */
function redirected(from: string, location: string): string | undefined {
  if (!URL.canParse(location, from)) return undefined
  const next = new URL(location, from)
  next.username = ''
  next.password = ''
  return next.protocol === 'https:' || (next.protocol === 'http:' && new URL(from).protocol === 'http:') ? next.href : undefined
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Without name and password. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return text.slice(0, 200)
  const url = new URL(text)
  url.username = ''
  url.password = ''
  return url.href
}
