/**
 * Reads the lists of debian-security-support: columns parted by runs of blanks, the last one free text.
 * Source: the head of each file; check-support-status(1), which matches names as `grep` patterns of whole words.
 */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { LifecycleRecord, Rejection } from '@hygie/core/knowledge/record'
import { isDebVersion } from '../fixed-range.ts'
import { rejection } from '../reading/bytes.ts'
import { lines } from '../reading/text.ts'

/** `tomcat6`, `golang.*`, `node-.*`; Policy 5.6.1 asks for two characters at least. */
const NAME = /^[a-z0-9][a-z0-9+.*-]{1,199}$/
const ENDED = /^(\S{1,256})\s+(\S{1,256})\s+(\d{4}-\d\d-\d\d)(?:\s+(.*))?$/
/** The text is optional by the file's head, yet no line goes without; a lone word is no list of ours. */
const LIMITED = /^(\S{1,256})\s+(.*)$/

export async function* parse(file: FeedFile): AsyncGenerator<LifecycleRecord | Rejection> {
  const [, list, release] = /security-support-(ended|limited)(?:\.deb(\d+))?[^/!]*$/.exec(file.path) ?? []
  for await (const line of lines(file.bytes())) {
    if (line.kind === 'rejection') {
      yield line
      continue
    }
    const text = line.text.trim()
    if (text === '' || text.startsWith('#')) continue
    const record = list === 'ended' ? endedOf(text, release) : limitedOf(text, release)
    yield record ?? rejection('support-line', `Cannot read "${text.slice(0, 80)}" as ${list}`, `line ${line.number}`)
  }
}

function endedOf(text: string, release: string | undefined): LifecycleRecord | undefined {
  const [, name = '', last = '', on = '', note = ''] = ENDED.exec(text) ?? []
  if (!NAME.test(name) || !isDebVersion(last) || release === undefined) return undefined
  // "0" stands where no version was ever supported.
  const words = [...(last === '0' ? [] : [`last supported version ${last}`]), ...(note === '' ? [] : [note])].join('; ')
  return {
    ...base(name, release, note),
    phases: [{ phase: 'security', ends: { on }, conditional: false }],
    ...(words === '' ? {} : { note: words }),
  }
}

/** Without a release in the file's name the limit is the package's own in every release: cycle `*`. */
function limitedOf(text: string, release: string | undefined): LifecycleRecord | undefined {
  const [, name = '', note = ''] = LIMITED.exec(text) ?? []
  if (!NAME.test(name)) return undefined
  return {
    ...base(name, release ?? '*', note),
    phases: [{ phase: 'limited', ends: 'not-over', conditional: false }],
    ...(note === '' ? {} : { note }),
  }
}

/** Upstream's patterns are regular expressions that only ever end in `.*`; ours have a plain `*`. */
function base(
  name: string,
  cycle: string,
  note: string,
): Pick<LifecycleRecord, 'kind' | 'product' | 'cycle' | 'package' | 'reference'> {
  const reference = /https?:\/\/[^\s,;]{3,300}/.exec(note)?.[0]
  return {
    kind: 'lifecycle',
    product: 'debian',
    cycle,
    package: name.replaceAll('.*', '*'),
    ...(reference === undefined ? {} : { reference }),
  }
}
