/** What tests of fetching share: a server on this machine that misbehaves as told, a clock that jumps, a feed of any addresses. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Feed, FeedAddress } from '@hygie/core/knowledge/feed'
import { fetchFeeds, type FeedFetch, type FetchRequest } from './fetch-feeds.ts'
import { FETCH_LIMITS, type FetchLimits } from './limits.ts'
import type { Clock } from './pace.ts'

export const NOW = Date.UTC(2026, 10, 20, 12)

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void
export type Site = { readonly url: string; readonly asked: IncomingMessage[] }

/** Answers by path; what has no handler is 404. `count` is how often the path was asked before. */
export async function site(
  context: TestContext,
  handlers: Readonly<Record<string, Handler>>,
  server: Server = createServer(),
): Promise<Site> {
  const asked: IncomingMessage[] = []
  const counts = new Map<string, number>()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request)
    const path = new URL(request.url ?? '', 'http://x').pathname
    const count = counts.get(path) ?? 0
    counts.set(path, count + 1)
    const handler = handlers[path]
    if (handler === undefined) response.writeHead(404).end()
    else handler(request, response, count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `${'key' in server ? 'https' : 'http'}://127.0.0.1:${port}`, asked }
}

export function mirrorFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-mirror-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function feedOf(name: string, ...addresses: readonly FeedAddress[]): Feed {
  return {
    name,
    title: name,
    paths: [name],
    addresses,
    rhythmHours: 6,
    licence: 'CC0-1.0',
    homepage: 'https://feed.example/',
    accepts: () => true,
    async *parse() {
      yield await Promise.resolve({ kind: 'stated', at: '2026-11-01' } as const)
    },
  }
}

export type JumpingClock = Clock & { readonly waits: readonly number[] }

export function jumpingClock(): JumpingClock {
  const waits: number[] = []
  let now = NOW
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    wait(delayMs) {
      waits.push(delayMs)
      now += delayMs
      return Promise.resolve()
    },
  }
}

/** Real time passes only where a connection must be seen to hang; these are as short as that allows. */
export const TEST_LIMITS: FetchLimits = {
  ...FETCH_LIMITS,
  connectMs: 400,
  idleMs: 300,
  totalMs: 5_000,
  triesMax: 3,
  hostIntervalMs: 0,
}

export async function run(
  mirror: string,
  feeds: readonly Feed[],
  more: Partial<FetchRequest> = {},
): Promise<readonly FeedFetch[]> {
  const results = await fetchFeeds({
    mirror,
    feeds,
    transport: { environment: {}, authorities: [], insecureHttp: false },
    clock: jumpingClock(),
    force: true,
    limits: TEST_LIMITS,
    ...more,
  })
  assert.ok(results.ok, JSON.stringify(results))
  return results.value
}

/** One feed of one file: what came of it, and its failure code if it has one. */
export async function runOne(mirror: string, wanted: FeedAddress, more: Partial<FetchRequest> = {}): Promise<string> {
  const [result] = await run(mirror, [feedOf('one', wanted)], more)
  assert.ok(result !== undefined)
  return result.failures[0]?.code ?? result.outcome
}

export function fileIn(mirror: string, path: string): string {
  return readFileSync(join(mirror, path), 'utf8')
}

export function address(url: string, path = 'one/file.json', more: Partial<FeedAddress> = {}): FeedAddress {
  return { url, path, bytesMax: 1_000_000, ...more }
}

export function send(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(body), ...headers }).end(body)
  }
}
