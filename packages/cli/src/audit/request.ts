/** What an audit rests on besides its targets: policy, criticality, language, day. */
import { parseCareWords, parseCriticality, type Criticality } from '@hygie/core/decision/criticality'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import { join } from 'node:path'
import { textOf, type Values } from '../values.ts'
import { UserError } from '../user-error.ts'
import { frameworkNamed, readChecks } from '../compliance/content.ts'
import { humanImpactTable, policyNamed, readYaml } from '../content.ts'
import { ENGINE } from '../engine.ts'
import type { Settings } from '../settings.ts'
import type { AuditRequest } from './run.ts'

const POLICY_DEFAULT = 'bod-26-04'
const FRAMEWORK = 'hygiene42'

export type RequestParts = {
  readonly values: Values
  readonly settings: Settings
  readonly knowledge: KnowledgeReader
  /** Epoch milliseconds UTC. */
  readonly at: number
  readonly terminal: boolean
}

export function auditRequest({ values, settings, knowledge, at, terminal }: RequestParts): AuditRequest {
  const policy = policyNamed(settings.content, textOf(values, 'policy') ?? POLICY_DEFAULT)
  const compare = textOf(values, 'compare')
  const colour = terminal && process.env['NO_COLOR'] === undefined
  return {
    knowledge,
    policy,
    ...(compare !== undefined && { compare: policyNamed(settings.content, compare) }),
    criticality: criticalityFrom(textOf(values, 'criticality'), settings.content),
    humanImpact: humanImpactTable(settings.content),
    compliance: complianceOnce(settings),
    head: {
      engine: ENGINE,
      knowledge: knowledge.info(),
      policy: `${policy.id} ${policy.version}`,
      language: settings.language,
      at,
      all: values['all'] === true,
      ...(terminal && { terminal: { columns: process.stdout.columns || 120, colour } }),
    },
  }
}

/** Read only when an asset has settings to check: a list of packages has none, and 79 files cost 100 ms. */
function complianceOnce(settings: Settings): AuditRequest['compliance'] {
  let known: ReturnType<AuditRequest['compliance']> | undefined
  return () => {
    const framework = frameworkNamed(settings.content, FRAMEWORK)
    known ??= { framework, checks: readChecks([join(settings.content, 'checks'), join(settings.home, 'checks')]) }
    return known
  }
}

function criticalityFrom(path: string | undefined, content: string): Criticality {
  if (path === undefined) return []
  const words = parseCareWords(readYaml(join(content, 'decisions', 'care-words.yaml')))
  if (!words.ok) throw new UserError(words.error.message, 4)
  const criticality = parseCriticality(readYaml(path), words.value)
  if (!criticality.ok) throw new UserError(`${criticality.error.message} (${path})`, 2)
  return criticality.value
}
