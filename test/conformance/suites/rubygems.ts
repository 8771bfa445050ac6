import { gem, isGemPrerelease } from '@hygie/versions/gem'
import type { GemVersion } from '@hygie/versions/gem'
import {
  approximateGemRecommendation,
  formatGem,
  gemBump,
  gemRelease,
  gemRequirementHolds,
  parseGemRequirement,
} from '@hygie/versions/gem-requirement'
import { compareText } from '@hygie/versions/order'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readTable, sign } from '../tables.ts'

/** Order, functions and requirements of RubyGems' own tests. */
export const suite: Suite = { name: 'rubygems', cases, deviations: [] }

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const { a = '', op = '', b = '' } of readTable(directory, 'version-compare')) {
    const order = compareText('gem', a, b)
    yield outcome(`${a} ${op} ${b}`, op, order.ok ? sign(order.value) : order.error.message)
  }
  for (const row of readTable(directory, 'version-functions')) {
    const { function: name = '', version = '', expected } = row
    const parsed = gem.parse(version)
    yield outcome(`${name} of ${version}`, expected, parsed.ok ? apply(name, parsed.value) : parsed.error.message)
  }
  for (const { requirement = '', version = '', expected } of readTable(directory, 'requirement-satisfied')) {
    const [read, parsed] = [gem.parse(version), parseGemRequirement(requirement)]
    const got = read.ok && parsed.ok ? String(gemRequirementHolds(parsed.value, read.value)) : 'refused'
    yield outcome(`"${requirement}" holds "${version}": ${expected}`, expected, got)
  }
}

function apply(name: string, version: GemVersion): string {
  switch (name) {
    case 'bump':
      return formatGem(gemBump(version))
    case 'release':
      return formatGem(gemRelease(version))
    case 'approximate_recommendation':
      return approximateGemRecommendation(version)
    case 'prerelease?':
      return String(isGemPrerelease(version))
    default:
      return `no function ${name}`
  }
}
