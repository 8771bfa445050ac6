/** From what was typed to inventories, one by one, with progress and the way to reach other machines. */
import { availableParallelism } from 'node:os'
import type { CollectResult } from '@hygie/collectors/collect-targets'
import { textOf, type Values } from '../values.ts'
import { UserError } from '../user-error.ts'
import { VERSION } from '../engine.ts'
import { progress } from '../progress.ts'
import type { Settings } from '../settings.ts'
import { sshOptionsFrom } from '../ssh-options.ts'
import { wordsIn } from '../texts/text.ts'

const JOBS_MAX = 64

export async function* collect(targets: readonly string[], values: Values, settings: Settings): AsyncGenerator<CollectResult> {
  const { collectTargets } = await import('@hygie/collectors/collect-targets')
  const bar = progress(settings.quiet || targets.length === 0)
  const words = wordsIn(settings.language)
  const osRelease = textOf(values, 'os-release')
  const ssh = targets.some((target) => target.startsWith('ssh:')) ? sshOptionsFrom(values, settings, process.env) : undefined
  try {
    yield* collectTargets(targets, {
      concurrency: jobsFrom(textOf(values, 'jobs')),
      onProgress: (done, total) => bar.show(words('progress.targets', { done, total })),
      collectedAt: new Date().toISOString(),
      version: VERSION,
      ...(osRelease !== undefined && { osReleaseFile: osRelease }),
      ...(ssh !== undefined && { ssh }),
    })
  } finally {
    bar.clear()
  }
}

function jobsFrom(text: string | undefined): number {
  if (text === undefined) return availableParallelism() * 4
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (jobs < 1 || jobs > JOBS_MAX) throw new UserError(`Cannot work with --jobs ${text}: must be 1 to ${JOBS_MAX}`, 2)
  return jobs
}
