import { formatPep440, isPep440Prerelease, pep440 } from '@hygie/versions/pep440'
import type { Pep440Version } from '@hygie/versions/pep440'
import { parsePep440Specifiers, pep440SpecifiersHold } from '@hygie/versions/pep440-specifier'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readRows, readTable } from '../tables.ts'

/** Versions and specifiers of pypa/packaging. */
export const suite: Suite = { name: 'pep440', cases, deviations: [] }

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const { a = '', op = '', b = '', expected } of readTable(directory, 'comparison')) {
    const [left, right] = [read(a), read(b)]
    const got = left === undefined || right === undefined ? 'refused' : String(holdsOperator(pep440.compare(left, right), op))
    yield outcome(`${a} ${op} ${b} is ${expected}`, expected, got)
  }
  const sorted = readTable(directory, 'sorted').map(({ version = '' }) => version)
  for (const [index, version] of sorted.entries()) {
    const above = sorted.slice(0, index).every((lower) => orderOf(lower, version) === -1 && orderOf(version, lower) === 1)
    yield outcome(`${version} sorts above all before it`, true, above)
  }
  for (const row of readRows(directory, 'normalised') as readonly { version: string; normalised: string }[]) {
    const version = read(row.version)
    yield outcome(`normal form of "${row.version}"`, row.normalised, version === undefined ? 'refused' : formatPep440(version))
  }
  for (const { version = '', is_prerelease } of readTable(directory, 'prerelease')) {
    const parsed = read(version)
    yield outcome(
      `${version} is a pre-release: ${is_prerelease}`,
      is_prerelease,
      parsed === undefined ? 'refused' : String(isPep440Prerelease(parsed)),
    )
  }
  for (const row of readRows(directory, 'invalid') as readonly { version: string }[]) {
    yield outcome(`"${row.version}" is no version`, 'refused', read(row.version) === undefined ? 'refused' : 'read')
  }
  for (const { version = '', specifier = '', expected } of readTable(directory, 'specifier-contains')) {
    const [parsed, specifiers] = [read(version), parsePep440Specifiers(specifier)]
    const got = parsed === undefined || !specifiers.ok ? 'refused' : String(pep440SpecifiersHold(specifiers.value, parsed, 'all'))
    yield outcome(`${specifier} holds ${version}: ${expected}`, expected, got)
  }
  for (const row of readRows(directory, 'specifier-invalid') as readonly { specifier: string }[]) {
    yield outcome(`"${row.specifier}" is no specifier`, false, parsePep440Specifiers(row.specifier).ok)
  }
}

/** A true PEP 440 version: what is read as legacy is refused here. */
function read(text: string): Pep440Version | undefined {
  const version = pep440.parse(text)
  return version.ok && !version.value.legacy ? version.value : undefined
}

function orderOf(left: string, right: string): number | undefined {
  const [leftVersion, rightVersion] = [read(left), read(right)]
  return leftVersion === undefined || rightVersion === undefined ? undefined : pep440.compare(leftVersion, rightVersion)
}

function holdsOperator(order: number, op: string): boolean {
  const holds: Readonly<Record<string, boolean>> = {
    '<': order < 0,
    '<=': order <= 0,
    '==': order === 0,
    '!=': order !== 0,
    '>=': order >= 0,
    '>': order > 0,
  }
  const answer = holds[op]
  if (answer === undefined) throw new Error(`Cannot judge "${op}": should be an operator of Python`)
  return answer
}
