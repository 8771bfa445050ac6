import { readdirSync } from 'node:fs'

import { compareText } from '@hygie/versions/order'
import type { SchemeName } from '@hygie/versions/scheme'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readTable, sign } from '../tables.ts'

/** The order of all versions that advisories name, as OSV's own matcher has it: one table or two per ecosystem. */
export const suite: Suite = {
  name: 'osv-semantic',
  cases,
  deviations: [
    {
      covers: ({ id }) => /^maven .*(?:[0-9][._][A-Za-z]|[A-Za-z][.-][0-9])/.test(id),
      reason:
        'Maven since 3.9 (MNG-7644, and Maven 4) orders a qualifier behind a dot as behind a hyphen and joins it with its number (rc.1 = rc1): 3.5.0.Beta-1 < 3.5.0-CR-2; the list keeps the order of older Maven. The suite maven holds the newer vectors',
    },
    {
      covers: ({ id }) => /^packagist .*#/.test(id),
      reason:
        'Composer cuts off what stands behind "#", a commit reference (VersionParser::normalize); "#" as any number is an inner notation of PHP version_compare',
    },
    {
      covers: ({ id }) => id.startsWith('packagist ') && numbersOf(id, 1) !== numbersOf(id, 3),
      reason:
        'Composer pads a version to four numbers (VersionParser::normalize), so 3.0 is 3.0.0.0 and after 3.0.0-beta; the list has the order of PHP version_compare, where a longer version is later',
    },
    {
      covers: ({ id }) => /^packagist .*[-.0-9](?!RC)[A-Z]/.test(id),
      reason:
        'Composer reads stages in any case (VersionParser: modifier regex with /i), so ALPHA is before BETA; PHP version_compare knows them in lower case only',
    },
    {
      covers: ({ id }) => /^packagist .*-stable/.test(id),
      reason:
        'Composer drops the stage "stable" (VersionParser::normalize), so 5.1.0-stable is 5.1.0 and after its beta; PHP version_compare does not know the word',
    },
  ],
}

/** How many numbers the version at that word of an id starts with. */
function numbersOf(id: string, word: number): number {
  return (/^v?[0-9]+(?:\.[0-9]+)*/i.exec(id.split(' ')[word] ?? '')?.[0] ?? '').split('.').length
}

const SCHEMES: Readonly<Record<string, SchemeName>> = {
  alpine: 'apk',
  cran: 'cran',
  debian: 'deb',
  hackage: 'hackage',
  maven: 'maven',
  nuget: 'nuget',
  packagist: 'composer',
  pub: 'pub',
  pypi: 'pep440',
  redhat: 'rpm',
  rubygems: 'gem',
  semver: 'semver',
}

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const file of readdirSync(directory).toSorted()) {
    const table = /^(?<table>(?<ecosystem>[a-z]+)-versions(?:-generated)?)\.tsv(?:\.gz)?$/.exec(file)?.groups
    if (table === undefined) continue
    const { ecosystem = '', table: name = '' } = table
    const scheme = SCHEMES[ecosystem]
    for (const { a = '', op = '', b = '' } of readTable(directory, name)) {
      const id = `${ecosystem} ${a} ${op} ${b}`
      const order = scheme === undefined ? undefined : compareText(scheme, a, b)
      if (order === undefined) yield { id, passed: false, detail: `no scheme for ${ecosystem}` }
      else yield outcome(id, op, order.ok ? sign(order.value) : order.error.message)
    }
  }
}
