/** What a compliance report rests on besides its targets: framework, profile, the checks that bear on it. */
import { join } from 'node:path'
import { textOf, type Values } from '../values.ts'
import { UserError } from '../user-error.ts'
import { ENGINE } from '../engine.ts'
import type { Settings } from '../settings.ts'
import { frameworkNamed, readChecks } from './content.ts'
import type { ComplianceRequest } from './run.ts'

type RequestParts = {
  readonly values: Values
  readonly settings: Settings
  readonly benchmark: string
  readonly terminal: boolean
}

/** Without a profile, the one that holds every requirement. Checks that bear on none of the requirements are left out. */
export function complianceRequest({ values, settings, benchmark, terminal }: RequestParts): ComplianceRequest {
  const framework = frameworkNamed(settings.content, benchmark)
  const wanted = textOf(values, 'profile')
  const profile = wanted === undefined ? framework.profiles.at(-1) : framework.profiles.find(({ id }) => id === wanted)
  if (profile === undefined)
    throw new UserError(
      `Cannot use profile "${wanted ?? ''}": must be one of ${framework.profiles.map(({ id }) => id).join(', ')}`,
      2,
    )
  const requirements = framework.requirements.filter(({ level }) => profile.levels.includes(level))
  const named = new Set(requirements.map(({ id }) => `${framework.id}:${id}`))
  const checks = readChecks([join(settings.content, 'checks'), join(settings.home, 'checks')]).filter((check) =>
    check.requirements.some((requirement) => named.has(requirement)),
  )
  return {
    requirements,
    checks,
    head: {
      engine: ENGINE,
      framework,
      profile,
      requirements: requirements.length,
      checks: checks.length,
      language: settings.language,
      at: Date.now(),
      all: values['all'] === true,
      ...(terminal && {
        terminal: { columns: process.stdout.columns || 120, colour: process.env['NO_COLOR'] === undefined },
      }),
    },
  }
}
