/** Which reader reads which file, by its name. */
import type { LockfileReading } from './lockfile.ts'
import { readComposer } from './composer.ts'
import { readDepsJson, readNugetLock, readNugetXml } from './dotnet.ts'
import { readGoMod } from './go.ts'
import { readGradleLock, readPom } from './java.ts'
import { readNpmLock } from './npm.ts'
import { readConanLock, readPackageResolved, readPubspecLock } from './others.ts'
import { readPnpmLock } from './pnpm.ts'
import { readPipfileLock, readRequirements } from './python.ts'
import { readGemfileLock, readMixLock, readPodfileLock } from './ruby.ts'
import { readCargoLock, readJuliaManifest, readPythonLock } from './toml-packages.ts'
import { readYarnLock } from './yarn.ts'

export type LockfileReader = (text: string, path: string) => LockfileReading

const READERS: readonly (readonly [name: RegExp, reader: LockfileReader])[] = [
  [/^(?:package-lock|npm-shrinkwrap)\.json$/, readNpmLock],
  [/^\.package-lock\.json$/, readNpmLock],
  [/^yarn\.lock$/, readYarnLock],
  [/^pnpm-lock\.yaml$/, readPnpmLock],
  [/^(?:poetry|uv|pdm)\.lock$/, readPythonLock],
  [/^Pipfile\.lock$/, readPipfileLock],
  [/^requirements[\w.-]*\.txt$/, readRequirements],
  [/^(?:Gemfile|gems)\.(?:lock|locked)$/, readGemfileLock],
  [/^composer\.lock$/, readComposer],
  [/^installed\.json$/, readComposer],
  [/^Cargo\.lock$/, readCargoLock],
  [/^go\.mod$/, readGoMod],
  [/^(?:gradle|buildscript-gradle)\.lockfile$/, readGradleLock],
  [/^pom\.xml$/, readPom],
  [/^packages\.lock\.json$/, readNugetLock],
  [/\.deps\.json$/, readDepsJson],
  [/^packages\.config$/, readNugetXml],
  [/^(?:Directory\.)?Packages\.props$/, readNugetXml],
  [/\.(?:cs|fs|vb)proj$/, readNugetXml],
  [/^conan\.lock$/, readConanLock],
  [/^pubspec\.lock$/, readPubspecLock],
  [/^Package\.resolved$/, readPackageResolved],
  [/^Podfile\.lock$/, readPodfileLock],
  [/^mix\.lock$/, readMixLock],
  [/^Manifest\.toml$/, readJuliaManifest],
]

/** Undefined when no reader knows the name. */
export function lockfileReader(path: string): LockfileReader | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return READERS.find(([pattern]) => pattern.test(name))?.[1]
}
