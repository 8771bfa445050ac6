import { parseNpmRange } from '@hygie/versions/npm-range'
import { compareText } from '@hygie/versions/order'
import { Comparator, compare, inc, intersects, parse, truncate } from 'semver'
import type { ReleaseType } from 'semver'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readRows } from '../tables.ts'

/**
 * The fixtures of node-semver. Order without `loose` is our semver scheme's, ranges are npm-range's; what Hygie has no
 * use for of its own (increments, loose text, intersections) shows that the package behind it is the right one.
 */
export const suite: Suite = { name: 'node-semver', cases, deviations: [] }

type Options = Readonly<Record<string, unknown>> | boolean | null | undefined
/** node-semver's old form of the options: true is `loose`; any truthy value counts as on. */
function optionsOf(options: Options): { loose: boolean; includePrerelease: boolean } {
  const given = typeof options === 'object' && options !== null ? options : {}
  return { loose: options === true || Boolean(given['loose']), includePrerelease: Boolean(given['includePrerelease']) }
}

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const [greater, lesser, options] of rows<[string, string, Options?]>(directory, 'comparisons')) {
    yield outcome(
      `${greater} > ${lesser} ${JSON.stringify(options ?? null)}`,
      [1, -1, 0],
      [order(greater, lesser, options), order(lesser, greater, options), order(greater, greater, options)],
    )
  }
  for (const [a, b, options] of rows<[string, string, Options?]>(directory, 'equality')) {
    yield outcome(`${a} = ${b} ${JSON.stringify(options ?? null)}`, [0, 0], [order(a, b, options), order(b, a, options)])
  }
  for (const [file, expected] of [
    ['range-include', 'inside'],
    ['range-exclude', 'outside'],
  ] as const) {
    for (const [range, version, options] of rows<[string, string, Options?]>(directory, file)) {
      const parsed = parseNpmRange(range, optionsOf(options))
      const got = parsed.ok ? parsed.value.contains(version) : parsed.error.code
      // A version that npm cannot read, or is none at all, is in no range; we call it unknown.
      yield outcome(
        `${file} ${range} ${version} ${JSON.stringify(options ?? null)}`,
        expected,
        got === 'unknown' || got === 'range-malformed' ? 'outside' : got,
      )
    }
  }
  for (const [range, canonical, options] of rows<[string, string | null, Options?]>(directory, 'range-parse')) {
    const parsed = parseNpmRange(range, optionsOf(options))
    yield outcome(`range-parse ${range} ${JSON.stringify(options ?? null)}`, canonical, parsed.ok ? parsed.value.canonical : null)
  }
  for (const [file, side, expected] of [
    ['version-gt-range', 'above', true],
    ['version-not-gt-range', 'above', false],
    ['version-lt-range', 'below', true],
    ['version-not-lt-range', 'below', false],
  ] as const) {
    for (const [range, version, options] of rows<[string, string, Options?]>(directory, file)) {
      const parsed = parseNpmRange(range, optionsOf(options))
      yield outcome(
        `${file} ${range} ${version} ${JSON.stringify(options ?? null)}`,
        expected,
        parsed.ok && parsed.value.beyond(version, side),
      )
    }
  }
  yield* packageCases(directory)
}

function* packageCases(directory: string): Iterable<Outcome> {
  for (const [a, b, expected] of rows<[string, string, boolean]>(directory, 'range-intersection')) {
    yield outcome(`range-intersection ${a} & ${b}`, [expected, expected], [intersects(a, b), intersects(b, a)])
  }
  for (const [a, b, expected, includePrerelease = false] of rows<[string, string, boolean, boolean?]>(
    directory,
    'comparator-intersection',
  )) {
    // The types of the package lack the option, its documentation has it.
    const options: object = { includePrerelease }
    const got = new Comparator(a).intersects(new Comparator(b), options)
    yield outcome(`comparator-intersection ${a} & ${b} ${includePrerelease}`, expected, got)
  }
  for (const [version, kind, expected, options, identifier, base] of rows<
    [string, ReleaseType, string | null, Options?, string?, ('0' | '1' | false)?]
  >(directory, 'increments')) {
    const got = inc(version, kind, optionsOf(options), identifier, base)
    yield outcome(`increment ${JSON.stringify([version, kind, options, identifier, base])}`, expected, got)
  }
  for (const [version, kind, expected] of rows<[string, Parameters<typeof truncate>[1], string | null]>(
    directory,
    'truncations',
  )) {
    yield outcome(`truncate ${version} ${kind}`, expected, truncate(version, kind))
  }
  for (const [version, ...parts] of rows<[string, ...unknown[]]>(directory, 'valid-versions')) {
    const read = parse(version)
    yield outcome(
      `valid ${version}`,
      parts,
      read === null ? null : [read.major, read.minor, read.patch, read.prerelease, read.build],
    )
  }
  for (const [version, why, options] of rows<[string, string, Options?]>(directory, 'invalid-versions')) {
    yield outcome(`invalid ${JSON.stringify(version)}: ${why}`, null, parse(version, optionsOf(options)))
  }
}

/** The fixtures' rows, in the shape that their SOURCE.txt promises. */
function rows<Row>(directory: string, file: string): readonly Row[] {
  return readRows(directory, file) as readonly Row[]
}

function order(left: string, right: string, options: Options): number | string {
  if (optionsOf(options).loose) return compare(left, right, true)
  const result = compareText('semver', left, right)
  return result.ok ? result.value : result.error.message
}
