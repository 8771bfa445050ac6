/** The ranges that distributions speak in: below the fix, from the fix on, a whole release. */
import { deb, parseDebStrict } from '@hygie/versions/deb'
import { everyVersion, type Range } from '@hygie/versions/range'
import type { SchemeName } from '@hygie/versions/scheme'

/** Affected below, fixed from `version` on. */
export function below(scheme: SchemeName, version: string): Range {
  return { scheme, intervals: [{ to: { version, inclusive: false } }], versions: [] }
}

export function fromOn(scheme: SchemeName, version: string): Range {
  return { scheme, intervals: [{ from: { version, inclusive: true } }], versions: [] }
}

/** Shared, because one file of a tracker says it 100,000 times. */
export const EVERY_DEB: Range = everyVersion('deb')

/** What dpkg can compare. */
export function isDebVersion(text: string): boolean {
  return deb.parse(text).ok
}

/** Policy to the letter: sorts out words and upstream tags (`v2.3`) where a list mixes them with versions. */
export function isStrictDebVersion(text: string): boolean {
  return parseDebStrict(text).ok
}
