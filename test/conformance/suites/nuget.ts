import { formatNuget, nuget, parseNugetStrict } from '@hygie/versions/nuget'
import type { NugetVersion } from '@hygie/versions/nuget'
import { formatNugetFloat, parseNugetFloat } from '@hygie/versions/nuget-float'
import type { NugetFloat } from '@hygie/versions/nuget-float'
import {
  bestOfNugetRange,
  explainNugetRange,
  formatNugetRange,
  nugetRangeHolds,
  parseNugetRange,
  withoutNugetFloat,
} from '@hygie/versions/nuget-range'
import type { NugetRange } from '@hygie/versions/nuget-range'
import { commonOfNuget, hullOfNuget, isPartOfNuget } from '@hygie/versions/nuget-range-set'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readRows } from '../tables.ts'

/** Versions, ranges and floats of NuGet.Versioning's own tests; the name of a test says what its rows mean. */
export const suite: Suite = {
  name: 'nuget',
  cases,
  deviations: [
    {
      covers: ({ id }) => /^VersionComparerTests VersionComparisonDefaultNotEqual .*\+/.test(id),
      reason:
        'This test compares the two texts, not the versions (object.Equals of strings): 1.0.0-BETA+AA and 1.0.0-beta are equal by its own neighbour VersionComparisonDefaultEqual and semantic versioning 2.0, clause 10',
    },
    {
      covers: ({ detail }) => detail === NO_JUDGE,
      reason:
        'Tests of the library around versions, which say nothing of versions: tokens, types, constructors, and ExternalComparerTests, which hand in an order of their own by the commit in the metadata (metadata has no order: semantic versioning 2.0, clause 10)',
    },
  ],
}

type Row = { readonly file: string; readonly test: string; readonly args: Readonly<Record<string, unknown>> }
/** What should be and what is. */
type Judgement = readonly [expected: unknown, got: unknown]
type Judge = (args: Readonly<Record<string, unknown>>) => Judgement

const NO_JUDGE = 'no judge for this test'

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const { file, test, args } of readRows(directory, 'nuget-inline-data') as readonly Row[]) {
    const id = `${file} ${test} ${JSON.stringify(args)}`
    const judge = Object.hasOwn(JUDGES, test) ? JUDGES[test] : undefined
    if (judge === undefined || file === 'ExternalComparerTests') yield { id, passed: false, detail: NO_JUDGE }
    else yield outcome(id, ...judge(args))
  }
}

const strictAccepted: Judge = (args) => [true, parseNugetStrict(first(args)).ok]
const strictRefused: Judge = (args) => [false, parseNugetStrict(first(args)).ok]
const rangeAccepted: Judge = (args) => [true, parseNugetRange(first(args)).ok]
const rangeRefused: Judge = (args) => [false, parseNugetRange(first(args)).ok]
const floatAccepted: Judge = (args) => [true, parseNugetFloat(first(args)).ok]
const floatRefused: Judge = (args) => [false, parseNugetFloat(first(args)).ok]
const strictFull: Judge = (args) => [first(args), full(strict(first(args)))]
const below: Judge = (args) => [-1, order(first(args), second(args))]
const equal: Judge = (args) => [0, order(first(args), second(args))]
const notEqual: Judge = (args) => [true, Math.abs(order(first(args), second(args)) ?? 0) === 1]
const satisfied: Judge = (args) => [true, holds(first(args), second(args))]
const numbersAndRelease: Judge = ({ versionString, expectedString, releaseString = '' }) => {
  const version = accepted(text(versionString))
  return [
    [text(expectedString), releaseString],
    [version === undefined ? undefined : fourNumbers(version), release(version)],
  ]
}
const formatted =
  (parts: 'version' | 'normal' | 'full'): Judge =>
  ({ version, versionString = version, expected }) => {
    const read = accepted(text(versionString))
    return [expected, read === undefined ? undefined : formatNuget(read, parts)]
  }
/** NuGet made of numbers and labels writes what its text would be. */
const constructed: Judge = ({ versionString, specialVersion, expected }) => {
  const written = text(versionString) + (typeof specialVersion === 'string' && specialVersion !== '' ? `-${specialVersion}` : '')
  return [expected, shown(written)]
}
/** The rows of these tests only ask that a range is written the same whoever asks. */
const writtenAlike: Judge = ({ range }) => {
  const read = rangeOf(text(range))
  const again = read === undefined ? undefined : rangeOf(formatNugetRange(read))
  return [read === undefined ? 'a range' : formatNugetRange(read), again === undefined ? undefined : formatNugetRange(again)]
}
const ends: Judge = ({ minString, maxString, minInc, maxInc }) => {
  const [opening, closing] = [minInc === true ? '[' : '(', maxInc === true ? ']' : ')']
  const range = rangeOf(`${opening}${text(minString)}, ${text(maxString)}${closing}`)
  const again = range === undefined ? undefined : rangeOf(formatNugetRange(range))
  return [[normal(text(minString)), minInc, normal(text(maxString)), maxInc], endsOf(again)]
}

const JUDGES: Readonly<Record<string, Judge>> = {
  FloatRange_ParseBasic: (args) => ['nothing', float(first(args))?.part],
  FloatingRange_TryParse_Invalid: floatRefused,
  FloatingRange_Parse_Invalid: floatRefused,
  FloatingRange_TryParse_Valid: floatAccepted,
  FloatingRange_Parse_Valid: floatAccepted,
  FloatingRange_FloatAbsoluteLatest: () => [
    ['everything', '0.0.0-0'],
    [float('*-*')?.part, least('*-*')],
  ],
  FloatRange_ParsesCorrectMinVersion: ({ versionRange, normalizedMinVersion }) => [
    normalizedMinVersion,
    least(text(versionRange)),
  ],

  NuGetVersionParseStrict: strictFull,
  StringConstructorParsesValuesCorrectly: ({ version, versionValueString, specialValue, metadata }) => {
    const read = accepted(text(version))
    const got = read === undefined ? undefined : [fourNumbers(read), release(read), read.metadata ?? '']
    return [[versionValueString, specialValue, metadata], got]
  },
  ParseThrowsIfStringIsNotAValidSemVer: (args) => [undefined, accepted(first(args))?.text],
  ParseReadsLegacyStyleVersionNumbers: numbersAndRelease,
  ParseReadsSemverAndHybridSemverVersionNumbers: numbersAndRelease,
  ParseIgnoresLeadingAndTrailingWhitespace: numbersAndRelease,
  SemVerLessThanAndGreaterThanOperatorsWorks: below,
  SemVerEqualsOperatorWorks: equal,
  ToStringReturnsOriginalValueForNonSemVer2: (args) => [first(args), shown(first(args))],
  ToStringReturnsNormalizedForSemVer2: ({ version, expected, full: fullForm }) => [
    [expected, fullForm],
    [shown(text(version)), full(accepted(text(version)))],
  ],
  ToStringConstructedFromVersionAndSpecialVersionConstructor: constructed,
  ToStringFromStringFormat: constructed,
  NuGetVersionKeepsOriginalVersionString: (args) => [first(args), accepted(first(args))?.text],
  TryParseReturnsFalseWhenUnableToParseString: strictRefused,
  TryParseHandlesValidVersionPatterns: ({ versionString, 0: revision }) => [
    String(revision),
    accepted(text(versionString)) === undefined ? undefined : (accepted(text(versionString))?.numbers[3] ?? '0'),
  ],

  SemVerVersionMustBe3Parts: ({ version, expected }) => [expected, parseNugetStrict(text(version)).ok],
  SemVerVersionNegativeNumbers: strictRefused,
  SemVerVersionLeadingZeros: strictRefused,
  SemVerVersionValidZeros: strictAccepted,
  SemVerVersionValidReleaseLabels: strictAccepted,
  SemVerVersionInvalidReleaseId: strictRefused,
  SemVerVersionInvalidReleaseLabelChars: strictRefused,
  SemVerVersionReleaseLabelZeros: strictRefused,
  SemVerVersionReleaseLabelValidZeros: strictAccepted,
  SemVerVersionMetadataValidChars: strictAccepted,
  SemVerVersionMetadataInvalidChars: strictRefused,
  SemVerVersionMetadataNonEmptyParts: strictRefused,
  SemVerVersionMetadataLeadingZeros: strictAccepted,
  SemVerVersionMetadataOrder: (args) => [
    ['', true],
    [release(strict(first(args))), strict(first(args))?.metadata !== undefined],
  ],
  SemVerSortVersion: below,
  SemVerSortRelease: below,
  SemVerSortReleaseNumeric: below,
  SemVerSortReleaseAlpha: below,
  SemVerSortNumericAlpha: below,
  SemVerSortReleaseLabelCount: below,
  SemVerSortIgnoreReleaseCasing: equal,

  ConvertFromConvertsValidSemVerStrings: strictFull,
  ConvertToConvertsSemVerToString: strictFull,
  ConvertFromThrowsForInvalidSemVerStrings: strictRefused,
  ParseSemanticVersionStrict: strictFull,
  SemanticVersionStrictEquality: (args) => [0, order(first(args), '1.2.3')],
  SemanticVersionStrictEqualityPreRelease: (args) => [0, order(first(args), '1.2.3-alpha')],
  TryParseStrictReturnsFalseIfVersionIsNotStrictSemVer: strictRefused,

  VersionComparisonDefaultEqual: equal,
  VersionComparisonDefaultEqualWithNuGetVersion: equal,
  VersionComparisonDefaultNotEqual: notEqual,
  VersionComparisonDefaultNotEqualWithNuGetVersion: notEqual,
  VersionComparisonDefaultLess: below,
  VersionComparisonDefaultLessWithNuGetVersion: below,
  FindBestMatch_FeedWithPrereleaseVersions_PrereleaseUsedOnlyIfRangeAllows: ({ usePrerelease }) => [
    usePrerelease === true ? '1.0.1-beta.1' : '1.0.1',
    best(usePrerelease === true ? '1.0.0-*' : '1.0.0', ['1.0.1-beta.1', '1.0.1']),
  ],

  FullStringFormatTest: formatted('full'),
  NormalizedFormatTest: formatted('normal'),
  FormatVersionTest: formatted('version'),
  FormatMetadataTest: ({ versionString, expected }) => [expected, accepted(text(versionString))?.metadata ?? ''],
  FormatReleaseTest: ({ versionString, expected }) => [expected, release(accepted(text(versionString)))],
  FormatComplexTest: ({ versionString, expected }) => {
    const version = accepted(text(versionString))
    if (version === undefined) return [expected, undefined]
    const [major, minor, patch, revision] = fourNumbers(version).split('.')
    const numbers = `${major}.${major}.${minor}.${patch}.${revision}`
    return [expected, `${numbers}(${version.metadata ?? ''})*${release(version)}: ${formatNuget(version, 'version')}`]
  },
  VersionLength: (args) => ['2.0.0', normal(first(args))],
  FullVersionParsing: (args) => [first(args), full(accepted(first(args)))],
  SpecialVersionParsing: ({ version, expected }) => [expected, release(accepted(text(version)))],
  IsPrereleaseParsing: ({ version, expected }) => {
    const read = accepted(text(version))
    return [expected, read === undefined ? undefined : read.labels.length > 0]
  },
  MetadataParsing: ({ version, expected }) => [expected, accepted(text(version))?.metadata ?? ''],
  HasMetadataParsing: ({ version, expected }) => [expected, accepted(text(version))?.metadata !== undefined],
  VersionParsing: ({ version, major, minor, patch }) => [
    [String(major), String(minor), String(patch)],
    accepted(text(version))?.numbers.slice(0, 3),
  ],

  VersionRangeFloatParsing_PrereleaseWithNumericOnlyLabelVerifyMinVersion: ({ rangeString, expected }) => [
    expected,
    least(text(rangeString)),
  ],
  VersionRangeFloatParsing_PrereleaseWithNumericOnlyLabelVerifySatisfies: (args) => [true, holds('1.0.0-*', first(args))],
  VersionRangeFloatParsing_VerifySatisfiesForFloatingRange: satisfied,
  VersionRangeFloatParsing_VerifyReleaseLabels: ({ rangeString, versionLabel, originalLabel }) => [
    [versionLabel, originalLabel],
    [release(float(text(rangeString))?.least), float(text(rangeString))?.prefix],
  ],
  VersionRangeFloatParsing_NoFloat: (args) => ['1.0.0', best(first(args), ['1.0.0', '1.1.0'])],
  VersionRangeFloatParsing_Invalid: rangeRefused,
  VersionRangeFloatParsing_Valid: rangeAccepted,
  VersionRangeFloatParsing_LegacyEquivalent: ({ rangeString, legacyString }) => [
    legacyString,
    rangeText(text(rangeString), 'plain'),
  ],
  VersionRangeFloatParsing_CorrectFloatRange: (args) => {
    const read = rangeOf(first(args))?.float
    return [first(args), read === undefined ? undefined : formatNugetFloat(read)]
  },
  VersionRangeFloatParsing_FindsBestMatch: ({ availableVersions, declaredRange, expectedVersion }) => [
    expectedVersion ?? null,
    best(text(declaredRange), text(availableVersions).split(';')) ?? null,
  ],

  VersionRangeSet_SubSetTest: ({ superSet, subSet }) => [true, isPart(text(subSet), text(superSet))],
  VersionRangeSet_SubSetTestNeg: ({ superSet, subSet }) => [false, isPart(text(subSet), text(superSet))],
  VersionRangeSet_CombineTwoRanges: ({ expected, rangeA, rangeB }) => {
    const [left, right] = [rangeOf(text(rangeA)), rangeOf(text(rangeB))]
    const got = left === undefined || right === undefined ? undefined : closed(hullOfNuget(left, right))
    return [rangeText(text(expected)) ?? 'a range', got]
  },
  VersionRangeSet_CommonSubSet: ({ expected, rangeA, rangeB }) => {
    const [left, right] = [rangeOf(text(rangeA)), rangeOf(text(rangeB))]
    const common = left === undefined || right === undefined ? undefined : commonOfNuget(left, right)
    return [text(expected), common === undefined ? '(0.0.0, 0.0.0)' : closed(common)] // NuGet's range of nothing
  },

  VersionRange_PrettyPrintTests: ({ versionString, expected }) => {
    const range = rangeOf(text(versionString))
    return [expected, range === undefined ? undefined : explainNugetRange(range)]
  },
  VersionRange_NormalizationRoundTripsTest: ({ versionString, isOriginalStringNormalized }) => {
    const written = rangeText(text(versionString))
    const again = written === undefined ? undefined : rangeText(written)
    return [
      [written, isOriginalStringNormalized],
      [again, written === versionString],
    ]
  },
  VersionRange_IsBetter_Prerelease: ({ rangeString, versionString, expected }) => [
    expected,
    best(text(rangeString), [text(versionString)]) !== undefined,
  ],
  VersionRange_VerifyNonSnapshotVersion: ({ snapshot, expected }) => {
    const range = rangeOf(text(snapshot))
    return [expected, range === undefined ? undefined : formatNugetRange(withoutNugetFloat(range), 'short')]
  },
  VersionRange_IncludePrerelease: rangeAccepted,
  VersionRange_MissingVersionComponents_DefaultToZero: ({ shortVersionSpec, longVersionSpec }) => [
    rangeText(text(longVersionSpec)) ?? 'a range',
    rangeText(text(shortVersionSpec)),
  ],
  ParseVersionRangeDoesNotSatisfy: ({ spec, version }) => [false, holds(text(spec), text(version))],
  ParseVersionRangeSatisfies: ({ spec, version }) => [true, holds(text(spec), text(version))],
  ParseVersionRangeParts: ends,
  ParseVersionRangeToStringReParse: ends,
  ParseVersionRangeToStringShortHand: ({ version, expected }) => [expected, rangeText(text(version), 'short')],
  ParseVersionRangeToString: ({ version, expected }) => [expected, rangeText(text(version))],
  ParseVersionRangeWithBadVersionThrows: rangeRefused,
  ParsedVersionRangeHasOriginalString: rangeAccepted,
  StringFormatNullProvider: writtenAlike,
  StringFormatNullProvider2: writtenAlike,
  ParseVersionParsesTokensVersionsCorrectly: ({ versionString, min, incMin, max, incMax }) => [
    [normal(min), min === null ? false : incMin, normal(max), max === null ? false : incMax],
    endsOf(rangeOf(text(versionString))),
  ],
  VersionRange_Equals: ({ versionString1, versionString2, isEquals }) => [
    isEquals,
    rangeOf(text(versionString1)) !== undefined && rangeText(text(versionString1)) === rangeText(text(versionString2)),
  ],
  Parse_Illogical_VersionRange_Throws: rangeRefused,
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function first(args: Readonly<Record<string, unknown>>): string {
  return text(Object.values(args)[0])
}

function second(args: Readonly<Record<string, unknown>>): string {
  return text(Object.values(args)[1])
}

/** A version that NuGet itself reads. */
function accepted(value: string): NugetVersion | undefined {
  const version = nuget.parse(value)
  return version.ok && !version.value.oversized ? version.value : undefined
}

function strict(value: string): NugetVersion | undefined {
  const version = parseNugetStrict(value)
  return version.ok ? version.value : undefined
}

function order(left: string, right: string): number | undefined {
  const [leftVersion, rightVersion] = [accepted(left), accepted(right)]
  return leftVersion === undefined || rightVersion === undefined ? undefined : nuget.compare(leftVersion, rightVersion)
}

function fourNumbers({ numbers }: NugetVersion): string {
  return [...numbers, '0', '0', '0'].slice(0, 4).join('.')
}

function release(version: NugetVersion | undefined): string | undefined {
  return version?.labels.join('.')
}

function full(version: NugetVersion | undefined): string | undefined {
  return version === undefined ? undefined : formatNuget(version, 'full')
}

/** The normal form; null for no version. */
function normal(value: unknown): string | null {
  const version = typeof value === 'string' ? accepted(value) : undefined
  return version === undefined ? null : formatNuget(version)
}

/** NuGetVersion.ToString: the text as it was, unless only SemVer 2.0 can write it (several labels, or metadata). */
function shown(value: string): string | undefined {
  const version = accepted(value)
  if (version === undefined) return undefined
  return version.labels.length > 1 || version.metadata !== undefined ? formatNuget(version) : version.text
}

function float(value: string): NugetFloat | undefined {
  const read = parseNugetFloat(value)
  return read.ok ? read.value : undefined
}

function least(value: string): string | undefined {
  const read = float(value)
  return read === undefined ? undefined : formatNuget(read.least)
}

function rangeOf(value: string): NugetRange | undefined {
  const range = parseNugetRange(value)
  return range.ok ? range.value : undefined
}

function rangeText(value: string, style: 'normal' | 'plain' | 'short' = 'normal'): string | undefined {
  const range = rangeOf(value)
  return range === undefined ? undefined : formatNugetRange(range, style)
}

function holds(range: string, version: string): boolean | undefined {
  const [readRange, readVersion] = [rangeOf(range), accepted(version)]
  return readRange === undefined || readVersion === undefined ? undefined : nugetRangeHolds(readRange, readVersion)
}

function best(range: string, versions: readonly string[]): string | undefined {
  const read = rangeOf(range)
  const offered = versions.map(accepted).filter((version) => version !== undefined)
  const found = read === undefined ? undefined : bestOfNugetRange(read, offered)
  return found === undefined ? undefined : formatNuget(found)
}

function isPart(part: string, whole: string): boolean | undefined {
  const [readPart, readWhole] = [rangeOf(part), rangeOf(whole)]
  return readPart === undefined || readWhole === undefined ? undefined : isPartOfNuget(readPart, readWhole)
}

/** A float does not outlive the taking together of ranges. */
function closed({ from, to }: NugetRange): string {
  return formatNugetRange({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
}

function endsOf(range: NugetRange | undefined): readonly unknown[] | undefined {
  if (range === undefined) return undefined
  const { from, to } = range
  return [
    from === undefined ? null : formatNuget(from.version),
    from?.inclusive ?? false,
    to === undefined ? null : formatNuget(to.version),
    to?.inclusive ?? false,
  ]
}
