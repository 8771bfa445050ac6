/**
 * `npm start`: the main job with nothing to know beforehand. Knowledge from the mirror at hand (reused while unchanged), else
 * fetched, else none, and it says so; then a first audit of this machine, in the terminal and as a page.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import { collect } from './audit/targets.ts'
import { auditRequest } from './audit/request.ts'
import { runAudit } from './audit/run.ts'
import { UserError } from './command.ts'
import { htmlPage } from './formats/html.ts'
import { both } from './formats/both.ts'
import { table } from './formats/table.ts'
import { buildFrom } from './knowledge/build.ts'
import { isBuiltFrom, mirrorFingerprint, rememberBuilt } from './knowledge/freshness.ts'
import { noKnowledge, openRequired } from './knowledge/open.ts'
import { openOutput } from './output.ts'
import { settingsFrom, type Settings } from './settings.ts'
import { wordsIn } from './texts/text.ts'

async function start(): Promise<void> {
  const settings = settingsFrom({}, process.env)
  const say = wordsIn(settings.language)
  mkdirSync(settings.home, { recursive: true })
  const knowledge = await knowledgeFor(settings)
  process.stderr.write(`${say('start.audit')}\n`)
  const at = Date.now()
  const reports = join(settings.home, 'reports')
  mkdirSync(reports, { recursive: true })
  const report = join(reports, `audit-${new Date(at).toISOString().slice(0, 10)}.html`)
  const screen = openOutput(undefined)
  const page = openOutput(report)
  const request = auditRequest({ values: {}, settings, knowledge, at, terminal: screen.terminal })
  await runAudit(collect(['local'], {}, settings), request, both(table(screen.sink), htmlPage(page.sink)))
  screen.done()
  page.done()
  process.stdout.write(`\n${say('start.report', { file: report })}\n${say('start.next')}\n`)
}

async function knowledgeFor(settings: Settings): Promise<KnowledgeReader> {
  const say = wordsIn(settings.language)
  if (settings.mirror !== undefined) {
    const fingerprint = mirrorFingerprint(settings.mirror)
    if (!isBuiltFrom(settings.knowledge, fingerprint)) {
      process.stderr.write(`${say('start.build', { mirror: settings.mirror })}\n`)
      await buildFrom({ mirror: settings.mirror, path: settings.knowledge }, settings)
      rememberBuilt(settings.knowledge, fingerprint)
    }
    return openRequired(settings)
  }
  try {
    return openRequired(settings)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    process.stderr.write(`${say('start.none')}\n`)
    return noKnowledge
  }
}

try {
  await start()
} catch (error) {
  process.stderr.write(
    `hygie: ${error instanceof UserError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exitCode = error instanceof UserError ? error.status : 4
}
