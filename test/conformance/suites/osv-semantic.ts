import { readdirSync } from 'node:fs'

import { compareText } from '@hygie/versions/order'
import type { SchemeName } from '@hygie/versions/scheme'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readTable, sign } from '../tables.ts'

/** The order of all versions that advisories name, as OSV's own matcher has it: one table or two per ecosystem. */
export const suite: Suite = { name: 'osv-semantic', cases, deviations: [] }

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
