/** Bounds of fetching. The other side may be slow, broken, lying or hostile; none of it may hold us for ever or fill the disk. */

export type FetchLimits = {
  readonly connectMs: number
  /** Without a byte for this long, the connection is given up (and the file resumed). */
  readonly idleMs: number
  /** One request with its body. */
  readonly totalMs: number
  /** Of one file, the first included. */
  readonly triesMax: number
  /** First pause after a failure; it doubles each time, spread from half to one and a half. */
  readonly backoffMs: number
  readonly backoffMsMax: number
  /** A server that asks for a longer pause is asked again on the next run instead. */
  readonly retryAfterMsMax: number
  readonly redirectsMax: number
  /** Between two requests to one host; requests to one host are never made side by side. */
  readonly hostIntervalMs: number
  readonly feedsAtOnce: number
  /** Hosts that cannot be reached, while none could be, after which there is no network. */
  readonly unreachableHostsMax: number
  readonly pagesMax: number
  readonly entriesMax: number
  readonly listBytesMax: number
  readonly checksumBytesMax: number
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const MIB = 1_048_576

export const FETCH_LIMITS: FetchLimits = {
  connectMs: 10 * SECOND_MS,
  idleMs: MINUTE_MS,
  totalMs: 120 * MINUTE_MS, // 4 GB at 5 Mbit/s
  triesMax: 5,
  backoffMs: 2 * SECOND_MS,
  backoffMsMax: 2 * MINUTE_MS,
  retryAfterMsMax: 10 * MINUTE_MS,
  redirectsMax: 5, // met: 2
  hostIntervalMs: 200,
  feedsAtOnce: 4,
  unreachableHostsMax: 3,
  pagesMax: 20_000, // Ubuntu gives 20 rows a page
  entriesMax: 100_000, // Red Hat's changes.csv of VEX has some 60,000
  listBytesMax: 64 * MIB,
  checksumBytesMax: MIB,
}
