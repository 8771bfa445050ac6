/** Reads what the joined script printed back into probe records. Source: linux/script.ts. */
import type { Evidence, ProbeRecord } from '@hygie/core/evidence/evidence'
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { evidenceBytesMax, probesMax } from '../limits.ts'
import { exits } from '../probe.ts'
import { FORMAT_LINE } from './script.ts'

export type SectionText = {
  readonly evidence: Evidence
  /** Sections that began and never ended, and what stood outside all sections. */
  readonly problems: readonly Failure[]
}

/**
 * Text before the format line is passed over: shells greet, and `sudo` lectures.
 *
 * Errors  evidence-large, evidence-format (no format line), evidence-probes (more than 256)
 * Cost    linear in the bytes
 */
export function parseSections(
  bytes: Uint8Array,
  known: { readonly target?: string; readonly collectedAt?: string } = {},
): Result<SectionText> {
  if (bytes.length > evidenceBytesMax)
    return fail('evidence-large', `Cannot read evidence: ${bytes.length} bytes, must be at most ${evidenceBytesMax}`)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') // one character per byte; turned into UTF-8 section by section
  const head = HEAD.exec(text)
  const mark = head?.[1]
  if (head === null || mark === undefined) return fail('evidence-format', `Cannot read evidence: no line "${FORMAT_LINE} MARK"`)
  const lines = announcements(text, mark, head.index)
  const records: ProbeRecord[] = []
  const problems: Failure[] = []
  const facts = new Map<string, string>()
  let open: { readonly name: string; readonly from: number } | undefined
  let ended: { readonly words: readonly string[]; readonly output: string; readonly from: number } | undefined
  let finished = false
  for (const line of lines) {
    const [verb = '', name = '', ...rest] = line.words
    switch (verb) {
      case 'begin':
        if (open !== undefined) problems.push(unfinished(open.name))
        open = { name, from: line.end + 1 }
        break
      case 'end':
        if (open?.name === name) {
          // The script puts one line feed before its "end" line.
          ended = { words: rest, output: text.slice(open.from, Math.max(open.from, line.start - 1)), from: line.end + 1 }
          open = undefined
        }
        break
      case 'done':
        if (ended !== undefined) {
          if (records.length >= probesMax) return fail('evidence-probes', `Cannot read evidence: more than ${probesMax} probes`)
          records.push(recordOf(name, ended.words, ended.output, text.slice(ended.from, Math.max(ended.from, line.start - 1))))
          ended = undefined
        }
        break
      case 'at':
      case 'host':
      case 'collector':
        facts.set(verb, [name, ...rest].join(' ').slice(0, 256))
        break
      case 'finished':
        finished = true
        break
      default:
        problems.push({
          code: 'evidence-line',
          message: `Cannot read the line "${line.words.join(' ').slice(0, 80)}": no such verb`,
          at: `byte ${line.start}`,
        })
    }
  }
  if (open !== undefined) problems.push(unfinished(open.name))
  if (!finished)
    problems.push({
      code: 'evidence-unfinished',
      message: 'Cannot find the end of the evidence: collection broke off, what came before is used',
    })
  const [collector = 'hygie', version = ''] = (facts.get('collector') ?? '').split(' ')
  const collectedAt = known.collectedAt ?? facts.get('at') ?? ''
  return ok({
    evidence: {
      format: 'hygie.evidence/1',
      collectedAt,
      collector: { name: collector === '' ? 'hygie' : collector, version },
      target: known.target ?? `evidence:${facts.get('host') ?? 'unknown'}`,
      probes: records,
    },
    problems,
  })
}

const HEAD = /^hygie\.evidence-text\/1 ([0-9a-f]{32})\r?$/m

type Announcement = { readonly words: readonly string[]; readonly start: number; readonly end: number }

function announcements(text: string, mark: string, from: number): readonly Announcement[] {
  const found: Announcement[] = []
  const wanted = `\n${mark} `
  for (let at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const start = at + 1
    const stop = text.indexOf('\n', start)
    const end = stop < 0 ? text.length : stop
    found.push({
      words: text
        .slice(start + mark.length + 1, Math.min(end, start + 1_024))
        .trim()
        .split(/\s+/),
      start,
      end,
    })
  }
  return found
}

function recordOf(probe: string, words: readonly string[], latin1: string, errors: string): ProbeRecord {
  const status = Number.parseInt(words[0] ?? '', 10)
  const durationMs = Number.parseInt(words[1] ?? '', 10)
  const limit = Number.parseInt(words[2] ?? '', 10)
  const cut = Number.isSafeInteger(limit) && latin1.length > limit
  const bytes = Buffer.from(cut ? latin1.slice(0, limit) : latin1, 'latin1')
  const output = bytes.toString('utf8')
  const error = [cut ? `output cut at ${limit} bytes` : '', Buffer.from(errors, 'latin1').toString('utf8').trim()]
    .filter((part) => part !== '')
    .join('; ')
  return {
    probe,
    // A cut pipe ends the probe with SIGPIPE: what came through is good.
    status: cut ? 'ok' : statusOf(status),
    durationMs: Number.isSafeInteger(durationMs) && durationMs >= 0 ? durationMs : 0,
    // Old files may hold Latin-1; bytes that are not UTF-8 are kept as they are.
    ...(output.includes('\u{fffd}') ? { output: bytes.toString('base64'), encoding: 'base64' as const } : { output }),
    ...(error === '' ? {} : { error }),
  }
}

function statusOf(exit: number): ProbeRecord['status'] {
  switch (exit) {
    case 0:
      return 'ok'
    case exits.absent:
      return 'absent'
    case exits.denied:
      return 'denied'
    case 124: // coreutils and newer busybox
    case 137:
    case 143: // older busybox: the command died of SIGTERM
      return 'timedOut'
    default:
      return 'failed'
  }
}

function unfinished(name: string): Failure {
  return {
    code: 'evidence-unfinished',
    message: `Cannot find the end of probe "${name.slice(0, 80)}": collection broke off in it`,
  }
}
