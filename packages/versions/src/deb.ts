import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareRunsWithin, isDigit, isLetter, runEnd, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Debian versions. Source: Debian Policy 5.6.12, deb-version(7). Oracle: dpkg --compare-versions.
 * `revision` is empty when the version has none, which is equal to revision 0.
 */
export type DebVersion = Brand<{ readonly epoch: string; readonly upstream: string; readonly revision: string }, 'deb'>

export const deb: Scheme<DebVersion> = { name: 'deb', parse, compare, sortKey }

/**
 * Reads what dpkg reads for a comparison: white space around is ignored, and what dpkg only warns about is taken,
 * because packages from elsewhere carry it (`1.0_beta`, `v1.0`); `parseDebStrict` refuses that.
 *
 * Errors  version-malformed: empty parts, white space inside, characters outside ASCII, an epoch above 2147483647
 */
function parse(text: string): Result<DebVersion> {
  if (text.length > versionCharsMax) return refuse(text, tooLong(text))
  const trimmed = text.trim()
  const colon = trimmed.indexOf(':')
  const epoch = colon === -1 ? '0' : trimmed.slice(0, colon)
  if (colon !== -1 && !EPOCH.test(epoch)) return refuse(text, 'the epoch before ":" should be digits')
  if (compareRuns(epoch, EPOCH_MAX) > 0) return refuse(text, `the epoch should be at most ${EPOCH_MAX}`)
  const dash = trimmed.lastIndexOf('-')
  const end = dash > colon ? dash : trimmed.length
  const upstream = trimmed.slice(colon + 1, end)
  const revision = trimmed.slice(end + 1)
  if (upstream === '' || !PRINTABLE.test(upstream))
    return refuse(text, 'the upstream version should be printable ASCII, not empty')
  if (dash > colon && !PRINTABLE.test(revision))
    return refuse(text, 'the revision after "-" should be printable ASCII, not empty')
  return ok({ epoch: canonicalRun(epoch), upstream, revision } as DebVersion) // the one place that makes a DebVersion
}

/** Policy 5.6.12 to the letter: what `deb.parse` takes, less what dpkg warns about. */
export function parseDebStrict(text: string): Result<DebVersion> {
  const version = parse(text)
  if (!version.ok) return version
  const { upstream, revision } = version.value
  if (!UPSTREAM.test(upstream)) return refuse(text, 'the upstream version should be a digit, then letters, digits and . + - : ~')
  if (!REVISION.test(revision)) return refuse(text, 'the revision after "-" should be letters, digits and . + ~')
  return version
}

const EPOCH = /^[0-9]+$/
const EPOCH_MAX = '2147483647' // INT_MAX, the limit of dpkg's parseversion()
const PRINTABLE = /^[!-~]+$/
const UPSTREAM = /^[0-9][A-Za-z0-9.+:~-]*$/
const REVISION = /^[A-Za-z0-9.+~]*$/

function refuse(text: string, cause: string): Result<never> {
  return malformed('deb', text, cause)
}

function compare(left: DebVersion, right: DebVersion): Order {
  return (
    compareRuns(left.epoch, right.epoch) ||
    compareDebPart(left.upstream, right.upstream) ||
    compareDebPart(left.revision, right.revision)
  )
}

/**
 * Compares two upstream versions or two revisions: in turns a stretch without digits and a run of digits, until one
 * differs. The end of the text counts as an empty stretch followed by 0.
 */
export function compareDebPart(left: string, right: string): Order {
  let leftAt = 0
  let rightAt = 0
  while (leftAt < left.length || rightAt < right.length) {
    for (;;) {
      const leftWeight = weightAt(left, leftAt)
      const rightWeight = weightAt(right, rightAt)
      if (leftWeight !== rightWeight) return leftWeight < rightWeight ? -1 : 1
      if (leftWeight === STRETCH_END) break
      leftAt++
      rightAt++
    }
    const leftEnd = runEnd(left, leftAt)
    const rightEnd = runEnd(right, rightAt)
    const order = compareRunsWithin(left, leftAt, leftEnd, right, rightAt, rightEnd)
    if (order !== 0) return order
    leftAt = leftEnd
    rightAt = rightEnd
  }
  return 0
}

const STRETCH_END = 2 // a digit or the end; ~ alone sorts before it
const TILDE_WEIGHT = 1
const OTHERS_BASE = 0x80 // all letters sort before all other characters

function weightAt(text: string, at: number): number {
  if (at >= text.length) return STRETCH_END
  const code = text.charCodeAt(at)
  if (isDigit(code)) return STRETCH_END
  if (isLetter(code)) return code
  return code === TILDE ? TILDE_WEIGHT : code + OTHERS_BASE
}

const TILDE = 0x7e

function sortKey(version: DebVersion): string {
  return runKey(version.epoch) + partKey(version.upstream) + partKey(version.revision)
}

/** The stretches by weight, each ended by `STRETCH_END`, each followed by its number; one more end closes the part. */
function partKey(part: string): string {
  let key = ''
  let at = 0
  do {
    for (let weight = weightAt(part, at); weight !== STRETCH_END; weight = weightAt(part, ++at))
      key += String.fromCharCode(weight)
    const end = runEnd(part, at)
    key += String.fromCharCode(STRETCH_END) + runKey(part.slice(at, end))
    at = end
  } while (at < part.length)
  return key + String.fromCharCode(STRETCH_END)
}
