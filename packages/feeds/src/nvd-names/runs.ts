/** From names of versions to names of products: names of one product stand together in the dictionary. */
import type { StatedAt } from '@hygie/core/knowledge/feed'
import type { NameRecord, Rejection } from '@hygie/core/knowledge/record'
import { ANY, NA, literalOf } from '@hygie/standards/cpe/component'
import { parseCpe, type Cpe } from '@hygie/standards/cpe/cpe'
import { keyOfCpe } from '../cpe-claims/name.ts'
import { rejectionOf } from '../reading/bytes.ts'

export type Named = {
  readonly kind: 'named'
  readonly name: string
  readonly title: string
  readonly deprecated: boolean
  readonly at: string
}

type Run = { readonly key: string; title: string; isExact: boolean; deprecated: boolean }

/**
 * Shape   one record a run: the title of the name without version where there is one, else a title without its version;
 *         deprecated when all names of the run are
 * Errors  cpe-malformed; names without an exact vendor and product are left out
 * Cost    memory of one run
 */
export async function* runsOf(
  names: AsyncIterable<Named | Rejection | StatedAt>,
): AsyncGenerator<NameRecord | Rejection | StatedAt> {
  let run: Run | undefined
  for await (const named of names) {
    if (named.kind !== 'named') {
      yield named
      continue
    }
    const cpe = parseCpe(named.name)
    if (!cpe.ok) {
      yield rejectionOf(cpe.error, named.at === '' ? undefined : named.at)
      continue
    }
    const key = keyOfCpe(cpe.value)
    if (key === undefined) continue
    const title = productTitle(named.title, cpe.value)
    const isExact = (cpe.value.version === ANY || cpe.value.version === NA) && title !== ''
    if (run?.key === key) {
      if ((isExact && !run.isExact) || run.title === '') {
        run.title = title
        run.isExact = isExact
      }
      run.deprecated &&= named.deprecated
    } else {
      if (run !== undefined) yield recordOf(run)
      run = { key, title, isExact, deprecated: named.deprecated }
    }
  }
  if (run !== undefined) yield recordOf(run)
}

function recordOf({ key, title, deprecated }: Run): NameRecord {
  return { kind: 'name', key, title: title === '' ? key : title, ...(deprecated ? { deprecated } : {}) }
}

/** `Ruby-lang OpenSSL 1.0.0 Beta 1 for Ruby` → `Ruby-lang OpenSSL`: what follows the version speaks of that version. */
function productTitle(title: string, cpe: Cpe): string {
  const version = literalOf(cpe.version)
  const plain = title.trim().replaceAll(/\s+/g, ' ')
  if (version === undefined) return plain
  const at = plain.toLowerCase().indexOf(` ${version}`)
  return at > 0 ? plain.slice(0, at) : plain
}
