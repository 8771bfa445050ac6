/**
 * Trees of CPE tests, in the shapes that NVD and the CVE list write them.
 * Source: NVD CVE API 2.0 schema (`configurations`), NVD JSON 1.1 schema (`nodes`), CVE record format (`cpeApplicability`).
 */
import type { CveApplicability, CveCpeMatch } from '@hygie/standards/cve5/affected'
import { defined, note, objectsOf, own, textOf, type JsonObject, type Located, type Problems } from '@hygie/standards/json/fields'

export type CpeTest = CveCpeMatch
/** Joins its tests and its children by `operator`. */
export type CpeTree = {
  readonly at: string
  readonly operator: 'AND' | 'OR'
  readonly negate: boolean
  readonly tests: readonly CpeTest[]
  readonly children: readonly CpeTree[]
}

/** NVD nests two levels; 1.1 allowed any. */
const DEPTH_MAX = 16

/** A member `configurations` of the 2.0 shape: nodes joined by an operator that is OR where it is absent. */
export function readConfigurations(holder: Located<JsonObject>, problems: Problems): readonly CpeTree[] {
  return objectsOf(holder.value, 'configurations', holder.at, problems).map((configuration) => ({
    ...joined(configuration, problems),
    tests: [],
    children: objectsOf(configuration.value, 'nodes', configuration.at, problems).map((node) => ({
      ...joined(node, problems),
      tests: testsOf(node, 'cpeMatch', 'criteria', problems),
      children: [],
    })),
  }))
}

/** A member `nodes` of the 1.1 shape: nodes with children and `cpe_match`. */
export function readNodes(
  holder: Located<JsonObject>,
  key: 'nodes' | 'children',
  problems: Problems,
  depth = 0,
): readonly CpeTree[] {
  const nodes = objectsOf(holder.value, key, holder.at, problems)
  if (nodes.length > 0 && depth >= DEPTH_MAX) {
    note(problems, 'cpe-tree-deep', `Cannot read a configuration: nested deeper than ${DEPTH_MAX}`, holder.at)
    return []
  }
  return nodes.map((node) => ({
    ...joined(node, problems),
    tests: testsOf(node, 'cpe_match', 'cpe23Uri', problems),
    children: readNodes(node, 'children', problems, depth + 1),
  }))
}

/** What `@hygie/standards/cve5` has already read. */
export function treesOf(applicability: readonly CveApplicability[], at: string): readonly CpeTree[] {
  return applicability.map(({ operator, negate, nodes }, index) => ({
    at: `${at}[${index}]`,
    operator,
    negate,
    tests: [],
    children: nodes.map((node, place) => ({
      at: `${at}[${index}].nodes[${place}]`,
      operator: node.operator,
      negate: node.negate,
      tests: node.matches,
      children: [],
    })),
  }))
}

function joined({ value, at }: Located<JsonObject>, problems: Problems): Pick<CpeTree, 'at' | 'operator' | 'negate'> {
  return { at, operator: textOf(value, 'operator', at, problems) === 'AND' ? 'AND' : 'OR', negate: own(value, 'negate') === true }
}

function testsOf(node: Located<JsonObject>, key: string, name: string, problems: Problems): readonly CpeTest[] {
  const tests: CpeTest[] = []
  for (const { value, at } of objectsOf(node.value, key, node.at, problems)) {
    const criteria = textOf(value, name, at, problems)
    const vulnerable = own(value, 'vulnerable')
    if (criteria === undefined || typeof vulnerable !== 'boolean') {
      note(problems, 'cpe-test', 'Cannot read a CPE test: it must have a name and say whether it is vulnerable', at)
      continue
    }
    tests.push(
      defined({
        vulnerable,
        criteria,
        startIncluding: textOf(value, 'versionStartIncluding', at, problems),
        startExcluding: textOf(value, 'versionStartExcluding', at, problems),
        endIncluding: textOf(value, 'versionEndIncluding', at, problems),
        endExcluding: textOf(value, 'versionEndExcluding', at, problems),
      }),
    )
  }
  return tests
}
