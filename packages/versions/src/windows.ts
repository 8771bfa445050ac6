import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Windows builds: major.minor.build.revision, such as 10.0.19045.4529, or build.revision, such as 19045.4529.
 * Source: Microsoft Learn, "Operating System Version" and the release information of each Windows.
 *
 * The short form gets the version of its build. Without its revision (UBR) a build says nothing about its updates and
 * is refused: neither patched nor unpatched may be guessed from 10.0.19045.
 */
export type WindowsVersion = Brand<
  { readonly numbers: readonly [major: string, minor: string, build: string, revision: string] },
  'windows'
>

export const windows: Scheme<WindowsVersion> = { name: 'windows', parse, compare, sortKey }

/** Errors  version-malformed: other shapes, a short form whose build belongs to no known Windows */
function parse(text: string): Result<WindowsVersion> {
  if (text.length > versionCharsMax) return malformed('windows', text, tooLong(text))
  const groups = SHAPE.exec(text)?.groups
  if (groups === undefined) return malformed('windows', text, 'should be [major.minor.]build.revision')
  const build = canonicalRun(groups['build'] ?? '')
  const named = groups['major'] === undefined ? versionOfBuild(build) : `${groups['major']}.${groups['minor']}`
  if (named === undefined)
    return malformed('windows', text, `build ${build} belongs to no known Windows, so major and minor should be given`)
  const [major = '', minor = ''] = named.split('.').map(canonicalRun)
  return ok({ numbers: [major, minor, build, canonicalRun(groups['revision'] ?? '')] } as unknown as WindowsVersion) // the one place
}

const SHAPE = /^(?:(?<major>[0-9]+)\.(?<minor>[0-9]+)\.)?(?<build>[0-9]+)\.(?<revision>[0-9]+)$/

/** Every release before Windows 10 has its builds; from 10240 on all are 10.0 (Windows 11 and Server 2025 too). */
function versionOfBuild(build: string): string | undefined {
  return compareRuns(build, FIRST_WINDOWS_10) >= 0 ? '10.0' : OLDER.get(build)
}

const FIRST_WINDOWS_10 = '10240'
const OLDER: ReadonlyMap<string, string> = new Map([
  ['2195', '5.0'], // 2000
  ['2600', '5.1'], // XP
  ['3790', '5.2'], // Server 2003, XP x64
  ['6000', '6.0'], // Vista
  ['6001', '6.0'], // Vista SP1, Server 2008
  ['6002', '6.0'], // SP2
  ['6003', '6.0'], // Server 2008 SP2 since 2019
  ['7600', '6.1'], // 7, Server 2008 R2
  ['7601', '6.1'], // SP1
  ['9200', '6.2'], // 8, Server 2012
  ['9600', '6.3'], // 8.1, Server 2012 R2
])

function compare(left: WindowsVersion, right: WindowsVersion): Order {
  for (const [index, run] of left.numbers.entries()) {
    const order = compareRuns(run, right.numbers[index] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function sortKey({ numbers }: WindowsVersion): string {
  return numbers.map(runKey).join('')
}
