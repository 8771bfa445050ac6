/**
 * Reads checks and frameworks. Shipped ones lie in the content folder, a hospital's own in `checks/<platform>/` of its home.
 * A check that names a fact nobody states is refused: it would be unknown for ever and nobody would notice.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { factCatalogue } from '@hygie/collectors/linux/facts.catalogue'
import { parseCheck, type Check } from '@hygie/core/compliance/check'
import { expressionProblems, kindsOf } from '@hygie/core/compliance/expression-types'
import { parseFramework, type Framework } from '@hygie/core/compliance/framework'
import { inventoryFactCatalogue } from '@hygie/core/compliance/inventory-facts'
import { UserError } from '../user-error.ts'
import { readText, readYaml } from '../content.ts'

const CHECKS_MAX = 5_000 // a hospital's own beside ours: twenty times what is shipped

export const factKinds = kindsOf([...factCatalogue, ...inventoryFactCatalogue])

/** `folders` in order: shipped content first, then the hospital's. Ordered by platform and id; an id stands once. */
export function readChecks(folders: readonly string[]): readonly Check[] {
  const checks: Check[] = []
  for (const path of folders.flatMap(checkFiles)) {
    const check = readCheck(path)
    if (checks.some(({ id }) => id === check.id))
      throw new UserError(`Cannot use "${path}": a check "${check.id}" exists already`, 2)
    checks.push(check)
    if (checks.length > CHECKS_MAX) throw new UserError(`Cannot use more than ${CHECKS_MAX} checks`, 2)
  }
  return checks
}

export function checkFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
    .flatMap((platform) =>
      readdirSync(join(folder, platform))
        .filter((name) => name.endsWith('.yaml'))
        .toSorted()
        .map((name) => join(folder, platform, name)),
    )
}

export function readCheck(path: string): Check {
  const check = parseCheck(readYaml(path))
  if (!check.ok) throw new UserError(`${check.error.message} (${path})`, 2)
  const { passes, applies, id } = check.value
  if (!path.endsWith(`/${id}.yaml`)) throw new UserError(`Cannot use "${path}": the file must be named ${id}.yaml`, 2)
  const problems = [passes, ...(applies === undefined ? [] : [applies])].flatMap((expression) =>
    expressionProblems(expression, factKinds),
  )
  if (problems.length > 0) throw new UserError(`Cannot use "${path}": ${problems.join('; ')}`, 2)
  return check.value
}

export function frameworkNamed(content: string, id: string): Framework {
  const folder = join(content, 'frameworks')
  const known = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .toSorted()
  if (!known.includes(id)) throw new UserError(`Cannot use benchmark "${id}": must be one of ${known.join(', ')}`, 2)
  const framework = parseFramework(readYaml(join(folder, `${id}.yaml`)), readText(join(folder, `${id}.tsv`)))
  if (!framework.ok) throw new UserError(`${framework.error.message} (${join(folder, id)})`, 2)
  return framework.value
}
