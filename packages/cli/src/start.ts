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
import { UserError } from './user-error.ts'
import { htmlPage } from './formats/html.ts'
import { both } from './formats/both.ts'
import { table } from './formats/table.ts'
import { buildFrom } from './knowledge/build.ts'
import { isBuiltFrom, mirrorFingerprint, rememberBuilt } from './knowledge/freshness.ts'
import { noKnowledge, openRequired } from './knowledge/open.ts'
import { openOutput } from './output.ts'
import { reportError } from './report-error.ts'
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
  const own = join(settings.home, 'mirror')
  const fetched = !settings.offline && [undefined, own].includes(settings.mirror) && (await fetchFirst(own, settings))
  const mirror = settings.mirror ?? (fetched ? own : undefined)
  if (mirror !== undefined) {
    const fingerprint = mirrorFingerprint(mirror)
    if (!isBuiltFrom(settings.knowledge, fingerprint)) {
      process.stderr.write(`${say('start.build', { mirror })}\n`)
      await buildFrom({ mirror, path: settings.knowledge }, settings)
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

/** Whether feeds are there afterwards. Without a network this takes seconds, and the audit goes on with what it has. */
async function fetchFirst(mirror: string, settings: Settings): Promise<boolean> {
  const say = wordsIn(settings.language)
  const [{ fetchInto }, { firstFeeds }, { FETCH_LIMITS }] = await Promise.all([
    import('./mirror/fetch.ts'),
    import('./mirror/chosen-feeds.ts'),
    import('@hygie/feeds/fetching/limits'),
  ])
  const limits = { ...FETCH_LIMITS, connectMs: 4_000, idleMs: 20_000, triesMax: 2, unreachableHostsMax: 1 }
  process.stderr.write(`${say('start.fetch', { mirror })}\n`)
  try {
    const wanted = { mirror, authorityFiles: [], insecureHttp: false, force: false, json: false, limits }
    const results = await fetchInto(await firstFeeds(), wanted, settings)
    const failed = results.find(({ outcome }) => outcome === 'failed')
    if (failed !== undefined) process.stderr.write(`${say('start.unreachable', { why: failed.failures[0]?.message ?? '' })}\n`)
    return results.some(({ files, outcome }) => files.fetched + files.unchanged > 0 || outcome === 'recent')
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    process.stderr.write(`${say('start.unreachable', { why: error.message })}\n`)
    return false
  }
}

try {
  await start()
} catch (error) {
  process.exitCode = reportError(error)
}
