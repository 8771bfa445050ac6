/** `docs/reference/policies.md`: the decision policies of content/decisions with their tables, row by row. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Policy } from '@hygie/core/decision/policy'
import { readPolicies } from '../content.ts'
import { code, head, table } from './markdown.ts'

const CONTENT = new URL('../../../../content/', import.meta.url)

export function policiesPage(): string {
  return [
    head('Decision policies', 'content/decisions'),
    `A policy is data: a table, the input of each of its columns, and what each of its outcomes means here. \`--policy NAME\` chooses one
(default ${code('bod-26-04')}), \`--compare NAME\` shows what another would decide otherwise. Every decision names its row, and where each
input comes from: observed, declared, derived or assumed. What nobody knows is assumed and shown so; the reasons are in
[ADR 0011](../adr/0011-unknown-inputs-are-assumed-on-the-side-of-care.md).\n`,
    'A hospital changes days or adds a policy in its own copy of `content` (`HYGIE_CONTENT`).\n',
    ...readPolicies(fileURLToPath(CONTENT)).map(policyPart),
  ].join('\n')
}

function policyPart({ id, version, title, inputs, table: rows, outcomes }: Policy): string {
  return [
    `## ${id}\n`,
    `${title.en} (${title.fr}), version ${version}. ${commentOf(id)}\n`,
    table(
      ['outcome', 'urgency', 'decide or mend within', 'look for traces'],
      Object.entries(outcomes).map(([word, { urgency, days, forensicTriage }]) => [
        word,
        urgency,
        days === undefined ? 'the next upgrade' : `${days} days`,
        forensicTriage ? 'yes' : 'no',
      ]),
    ),
    '',
    table(
      ['row', ...inputs, 'outcome'],
      rows.rows.map(({ number, cells, outcome }) => [String(number), ...cells, outcome]),
    ),
    '',
  ].join('\n')
}

/** The comment that a policy's file begins with says where it comes from. */
function commentOf(id: string): string {
  const lines = readFileSync(new URL(`decisions/${id}.yaml`, CONTENT), 'utf8').split('\n')
  const end = lines.findIndex((line) => !line.startsWith('#'))
  return lines
    .slice(0, end)
    .map((line) => line.slice(1).trim())
    .join(' ')
}
