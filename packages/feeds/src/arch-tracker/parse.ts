/**
 * Reads the groups of Arch Linux's tracker: packages that share a cause, the CVE, and the first version with the fix.
 * Source: security.archlinux.org, `/issues/all.json`. `affected` is a version that was seen to be affected, not the first one.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey } from '@hygie/core/product-key'
import { defined, isObject, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { alpm } from '@hygie/versions/alpm'
import { everyVersion } from '@hygie/versions/range'
import { cveIdOf } from '../fields/cve-id.ts'
import { below } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'

const ENTRY_BYTES_MAX = MIB
const NAME = /^[A-Za-z0-9@_+][A-Za-z0-9@._+-]{0,199}$/

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection> {
  for await (const entry of jsonEntries(file.bytes(), { depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const at = `$[${entry.path.join('/')}]`
    if (isObject(entry.value)) yield* groupRecords(entry.value, at)
    else yield rejection('arch-group', 'Cannot read a group: must be an object', at)
  }
}

function* groupRecords(group: JsonObject, at: string): Generator<KnowledgeRecord | Rejection> {
  const problems: Problems = []
  const id = textOf(group, 'name', at, problems) ?? ''
  const saying = sayingOf(textOf(group, 'status', at, problems) ?? '', textOf(group, 'fixed', at, problems) ?? '')
  if (!/^AVG-\d{1,7}$/.test(id) || saying === undefined) {
    yield rejection('arch-group', `Cannot read the group "${id.slice(0, 40)}": its name, its status or its fixed version`, at)
    return
  }
  const packages = textsOf(group, 'packages', at, problems).filter((name) => NAME.test(name))
  const vulnerabilities = textsOf(group, 'issues', at, problems).flatMap((issue) => cveIdOf(issue) ?? [])
  const kind = textOf(group, 'type', at, problems) ?? ''
  const grade = textOf(group, 'severity', at, problems)
  const reference = `https://security.archlinux.org/${id}`
  for (const problem of problems) yield rejectionOf(problem)
  yield {
    kind: 'advisory',
    id,
    publisher: 'Arch Linux',
    category: 'advisory',
    title: `${packages.slice(0, 5).join(', ')}: ${kind}`,
    language: 'en',
    vulnerabilities,
    products: packages.map((name) => ({ vendor: 'Arch Linux', name })),
    reference,
  }
  for (const vulnerability of vulnerabilities)
    for (const name of packages)
      yield defined({
        kind: 'claim' as const,
        vulnerability,
        product: distributionKey({ type: 'alpm', distribution: 'arch', release: 'rolling', name }),
        ...saying,
        advisory: id,
        grade: grade === 'Unknown' ? undefined : grade,
        reference,
      })
}

const EVERY = everyVersion('alpm')

/** Undefined for a status that is not known, or a fix without a version that can be compared. */
function sayingOf(status: string, fixed: string): Pick<Claim, 'range' | 'status' | 'note'> | undefined {
  const range = fixed === '' ? EVERY : below('alpm', fixed)
  if (fixed !== '' && !alpm.parse(fixed).ok) return undefined
  switch (status) {
    case 'Vulnerable':
      return { range, status: 'affected' }
    case 'Fixed':
      return fixed === '' ? undefined : { range, status: 'affected' }
    case 'Testing':
      return { range, status: 'affected', note: 'the fix is in testing, not yet for everybody' }
    case 'Not affected':
      return { range: EVERY, status: 'notAffected' }
    case 'Unknown':
      return { range, status: 'underInvestigation' }
    default:
      return undefined
  }
}
