/**
 * The mirror's knowledge, for families that bring none: built once into the ignored `out/`, and again when the mirror or the
 * code that reads it has changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildFrom } from '@hygie/cli/knowledge/build'
import { isBuiltFrom, mirrorFingerprint, rememberBuilt } from '@hygie/cli/knowledge/freshness'
import { trustOfHome } from '@hygie/cli/knowledge/open'
import { settingsFrom, type Settings } from '@hygie/cli/settings'
import { openKnowledge, type Knowledge } from '@hygie/knowledge/open'

const root = fileURLToPath(new URL('../../', import.meta.url))
const home = join(root, 'out', 'quality')

let opened: Promise<Knowledge | string> | undefined

/** Open until the process ends; words instead when there is no mirror. `stale`: a file that is there is taken as it is. */
export async function mirrorKnowledge({ stale }: { readonly stale: boolean }): Promise<Knowledge | string> {
  opened ??= open(stale)
  return opened
}

async function open(stale: boolean): Promise<Knowledge | string> {
  const settings: Settings = { ...settingsFrom({}, {}), home, knowledge: join(home, 'knowledge.hygie'), quiet: true }
  if (settings.mirror === undefined || !existsSync(settings.mirror)) return 'skipped: no mirror to build knowledge from'
  mkdirSync(home, { recursive: true })
  const fingerprint = `${mirrorFingerprint(settings.mirror)}\n${codeFingerprint()}`
  if (!(stale && existsSync(settings.knowledge)) && !isBuiltFrom(settings.knowledge, fingerprint)) {
    process.stderr.write('building knowledge from the mirror …\n')
    const report = await buildFrom({ mirror: settings.mirror, path: settings.knowledge }, settings)
    process.stderr.write(`built ${(report.bytes / 2 ** 20).toFixed(0)} MiB from ${report.records} records\n`)
    rememberBuilt(settings.knowledge, fingerprint)
  }
  const knowledge = openKnowledge(settings.knowledge, trustOfHome(settings))
  if (!knowledge.ok) throw new Error(knowledge.error.message)
  return knowledge.value
}

/** Everything that a knowledge file depends on, by name, size and time. */
function codeFingerprint(): string {
  const hash = createHash('sha256')
  for (const room of ['core', 'feeds', 'knowledge', 'standards', 'versions']) {
    const folder = join(root, 'packages', room, 'src')
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
      const { size, mtimeMs } = statSync(join(folder, name))
      hash.update(`${room}/${name} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}
