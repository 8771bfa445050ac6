import { readdirSync } from 'node:fs'

import { formatVers, parseVers, readVers, versContains } from '@hygie/versions/vers'
import { versFromNative } from '@hygie/versions/vers-native'
import { orderOfVersType } from '@hygie/versions/vers-types'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readRows } from '../tables.ts'

/** The tests of package-url/vers-spec: every file of the folder, each case by its test_type. */
export const suite: Suite = {
  name: 'vers-spec',
  cases,
  deviations: [
    {
      covers: ({ id }) => id === 'from_native conan ""',
      reason:
        'VERS clause 5, Table 1: constraints are required, so "vers:conan/" is no VERS; an empty Conan range is "*", which the same tests spell >=0.0.0',
    },
    {
      // A version of less than three numbers, or with an x for one.
      covers: ({ id }) => /^from_native npm .*(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?:\.[xX*])?(?![0-9.])/.test(id),
      reason:
        'node-semver README, "X-Ranges" and "Ranges": a partial version is an X-Range, so 2.1 is >=2.1.0 <2.2.0-0 and not 2.1.0, and >=1.x is >=1.0.0 without an upper end',
    },
    {
      covers: ({ id }) => /^from_native npm .*~[0-9.]+-/.test(id),
      reason: 'node-semver README, "Tilde Ranges": ~1.2.3-beta.2 is >=1.2.3-beta.2 <1.3.0-0, not up to the next patch',
    },
    {
      covers: ({ id }) => /^from_native npm "[0-9]+\.[0-9]+\.[0-9]+(?: [0-9]+\.[0-9]+\.[0-9]+)+"$/.test(id),
      reason: 'node-semver README, "Ranges": comparators joined by white space must all hold, so two exact versions hold nothing',
    },
    {
      covers: ({ id }) => /^(?:comparison|equality) maven .*[0-9]\.[a-z]/.test(id),
      reason:
        'Maven since 3.9 (MNG-7644) orders a qualifier behind a dot as behind a hyphen, so the zeros before it do not count: 2.0.0.a = 2.0.a; the vector is of an older ComparableVersion',
    },
  ],
}

type Row = {
  readonly test_type: string
  readonly input: unknown
  readonly expected_output?: unknown
  readonly expected_failure?: boolean
  readonly expected_message?: string
}

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const file of readdirSync(directory).toSorted()) {
    const name = /^(?<name>.+)\.json(?:\.gz)?$/.exec(file)?.groups?.['name']
    if (name === undefined) continue
    for (const row of readRows(directory, name) as readonly Row[]) yield judged(row)
  }
}

function judged({
  test_type: type,
  input,
  expected_output: output,
  expected_failure: failure = false,
  expected_message: message,
}: Row): Outcome {
  const expected = failure ? message : output
  switch (type) {
    case 'parse': {
      const vers = parseVers(input as string)
      const got = vers.ok
        ? {
            scheme: vers.value.type,
            version_constraints: vers.value.constraints.map(({ comparator, version }) => [comparator, version]),
          }
        : vers.error.message
      return outcome(`parse ${JSON.stringify(input)}`, expected, got)
    }
    case 'validate': {
      const vers = readVers(input as string)
      return outcome(`validate ${JSON.stringify(input)}`, expected, vers.ok ? formatVers(vers.value) : vers.error.message)
    }
    case 'containment': {
      const { vers: text, version } = input as { vers: string; version: string }
      const vers = readVers(text)
      return outcome(
        `containment ${text} ${version}`,
        expected === true ? 'inside' : 'outside',
        vers.ok ? versContains(vers.value, version) : vers.error.message,
      )
    }
    case 'from_native': {
      const { scheme, native_range: native } = input as { scheme: string; native_range: string }
      const vers = versFromNative(scheme, native)
      return outcome(
        `from_native ${scheme} ${JSON.stringify(native)}`,
        expected,
        vers.ok ? formatVers(vers.value) : vers.error.message,
      )
    }
    case 'equality':
    case 'comparison':
      return compared(type, input as CompareInput, expected)
    default:
      return { id: `${type} ${JSON.stringify(input)}`, passed: false, detail: 'a test_type that this suite does not know' }
  }
}

type CompareInput = { readonly input_scheme: string; readonly versions: readonly string[] }

function compared(type: 'equality' | 'comparison', { input_scheme: scheme, versions }: CompareInput, expected: unknown): Outcome {
  const id = `${type} ${scheme} ${versions.join(' ')}`
  const order = orderOfVersType(scheme)
  if (order === undefined) return { id, passed: false, detail: `no order for ${scheme}` }
  const unreadable = versions.map((version) => order(version, version)).find((result) => !result.ok)
  if (unreadable?.ok === false) return { id, passed: false, detail: unreadable.error.message }
  const compare = (left: string, right: string): number => {
    const result = order(left, right)
    return result.ok ? result.value : Number.NaN
  }
  const [first = '', second = ''] = versions
  if (type === 'equality') return outcome(id, expected, compare(first, second) === 0)
  // NuGet's vectors print versions in lower case, as NuGet does; case does not count there.
  const sorted = versions.toSorted(compare)
  const fold = (version: string): string => (scheme === 'nuget' ? version.toLowerCase() : version)
  return outcome(id, (expected as readonly string[]).map(fold), sorted.map(fold))
}
