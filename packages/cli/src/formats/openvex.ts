/** OpenVEX 0.2.0: one statement per vulnerability and standing, its products are the packages on the assets. */
import { createHash } from 'node:crypto'
import { isCertain } from '@hygie/core/matching/finding'
import { writeOpenVex, type OpenVexProductInput, type OpenVexStatementInput } from '@hygie/standards/openvex/write'
import { ENGINE } from '../engine.ts'
import { adviceOf, entriesOf, identifierOf } from './vex.ts'
import type { AuditHead, MakeWriter } from './writer.ts'

type Group = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly action: string | undefined
  readonly products: Map<string, OpenVexProductInput>
}

export const openvex: MakeWriter = (sink) => {
  let head: AuditHead | undefined
  const groups = new Map<string, Group>()
  return {
    begin(given) {
      head = given
    },
    asset(assessment) {
      if (head === undefined) return
      for (const { finding, software } of entriesOf(assessment)) {
        const action = !isCertain(finding) ? undefined : adviceOf(finding, head)
        const key = `${finding.vulnerability} ${action ?? ''}`
        const group = groups.get(key) ?? { name: finding.vulnerability, aliases: finding.aliases, action, products: new Map() }
        groups.set(key, group)
        const id = identifierOf(assessment.inventory.name, software)
        group.products.set(id, { id, ...(software.purl !== undefined && { purl: software.purl }) })
      }
    },
    end() {
      if (head === undefined) return
      const statements = [...groups.values()].map(statementOf)
      if (statements.length === 0)
        process.stderr.write('hygie: no finding: an OpenVEX document must have a statement, so its list is empty here\n')
      const timestamp = new Date(head.at).toISOString()
      const id = createHash('sha256')
        .update(JSON.stringify([head.knowledge.hash, timestamp, statements]))
        .digest('hex')
      const document = writeOpenVex({
        id: `urn:hygie:vex:${id}`,
        author: 'Hygie',
        role: 'tool',
        timestamp,
        version: 1,
        tooling: ENGINE,
        statements,
      })
      sink(`${JSON.stringify(document, undefined, 1)}\n`)
    },
  }
}

function statementOf({ name, aliases, action, products }: Group): OpenVexStatementInput {
  const about = { vulnerability: { name, aliases }, products: [...products.values()] }
  return action === undefined ? { ...about, status: 'under_investigation' } : { ...about, status: 'affected', action }
}
