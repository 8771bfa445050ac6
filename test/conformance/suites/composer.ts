import { composer, composerStability, normaliseComposer, normaliseComposerBranch } from '@hygie/versions/composer'
import {
  composerConstraintHolds,
  composerHolds,
  formatComposerConstraint,
  parseComposerConstraint,
} from '@hygie/versions/composer-constraint'
import type { ComposerConstraint, ComposerOperator } from '@hygie/versions/composer-constraint'

import type { Outcome, Suite } from '../suite.ts'
import { outcome, readRows, readTable } from '../tables.ts'

/** Normal forms, order, stabilities and constraints of composer/semver's own tests. */
export const suite: Suite = { name: 'composer', cases, deviations: [] }

async function* cases(directory: string): AsyncIterable<Outcome> {
  for (const { a = '', op = '', b = '', expected } of readTable(directory, 'compare')) {
    const [left, right] = [composer.parse(a), composer.parse(b)]
    const operator = op === '=' ? '==' : op === '<>' ? '!=' : (op as ComposerOperator)
    const got = left.ok && right.ok ? String(composerHolds(left.value, operator, right.value)) : 'refused'
    yield outcome(`${a} ${op} ${b} is ${expected}`, expected, got)
  }
  for (const row of readRows(directory, 'normalise') as readonly { input: string; normalised: string }[]) {
    const normal = normaliseComposer(row.input)
    yield outcome(`normal form of "${row.input}"`, row.normalised, normal.ok ? normal.value : 'refused')
  }
  for (const row of readRows(directory, 'normalise-branches') as readonly { input: string; normalised: string }[]) {
    yield outcome(`normal form of branch "${row.input}"`, row.normalised, normaliseComposerBranch(row.input))
  }
  for (const row of readRows(directory, 'normalise-invalid') as readonly { input: string; why: string }[]) {
    yield outcome(`"${row.input}" is no version: ${row.why}`, false, normaliseComposer(row.input).ok)
  }
  for (const { stability, version = '' } of readTable(directory, 'stability')) {
    yield outcome(`stability of ${version}`, stability, composerStability(version))
  }
  for (const row of readRows(directory, 'sort') as readonly { input: readonly string[]; sorted: readonly string[] }[]) {
    yield outcome(`${row.input.join(', ')} sorted`, row.sorted, row.input.toSorted(orderOf))
  }
  for (const row of readRows(directory, 'constraint-bounds') as readonly BoundsRow[]) {
    const constraint = parseComposerConstraint(row.constraint)
    const got = constraint.ok ? boundsOf(constraint.value, row.kind) : constraint.error.message
    yield outcome(`bounds of "${row.constraint}" (${row.kind})`, row.bounds, got)
  }
  for (const row of readRows(directory, 'constraint-invalid') as readonly { constraint: string; why: string }[]) {
    yield outcome(`"${row.constraint}" is no constraint: ${row.why}`, false, parseComposerConstraint(row.constraint).ok)
  }
  for (const row of readRows(directory, 'satisfies') as readonly { version: string; constraint: string; expected: boolean }[]) {
    const [version, constraint] = [composer.parse(row.version), parseComposerConstraint(row.constraint)]
    const got = version.ok && constraint.ok ? composerConstraintHolds(constraint.value, version.value) : 'refused'
    yield outcome(`"${row.constraint}" holds ${row.version}: ${row.expected}`, row.expected, got)
  }
}

type BoundsRow = { readonly kind: string; readonly constraint: string; readonly bounds: readonly string[] }

/** Rows of kind `constraint` hold the whole as one text, the others its bounds one by one. */
function boundsOf(constraint: ComposerConstraint, kind: string): readonly string[] {
  if (kind === 'constraint' || constraint.kind === 'any' || constraint.kind === 'clause')
    return [formatComposerConstraint(constraint)]
  return constraint.of.map(formatComposerConstraint)
}

function orderOf(left: string, right: string): number {
  const [leftVersion, rightVersion] = [composer.parse(left), composer.parse(right)]
  return leftVersion.ok && rightVersion.ok ? composer.compare(leftVersion.value, rightVersion.value) : 0
}
