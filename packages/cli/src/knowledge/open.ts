/** Opens the installation's knowledge file, with what to do when there is none. */
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import { loadOwnKey, loadTrust, type SigningKey, type Trust } from '@hygie/knowledge/keys'
import { openKnowledge, type Knowledge } from '@hygie/knowledge/open'
import { UserError } from '../user-error.ts'
import type { Settings } from '../settings.ts'

export function keysFolder(settings: Settings): string {
  return join(settings.home, 'keys')
}

/** The installation's own signing key, made on first use. */
export function ownKey(settings: Settings): SigningKey {
  const key = loadOwnKey(keysFolder(settings))
  if (!key.ok) throw new UserError(key.error.message, 4)
  return key.value
}

export function trustOfHome(settings: Settings): Trust {
  const trust = loadTrust(keysFolder(settings))
  if (!trust.ok) throw new UserError(trust.error.message, 4)
  return trust.value
}

export function openRequired(settings: Settings): Knowledge {
  if (!existsSync(settings.knowledge)) {
    throw new UserError(
      `Cannot find the knowledge file "${settings.knowledge}": build it (hygie kb build --mirror DIR) or name one (--knowledge FILE)`,
      4,
    )
  }
  const knowledge = openKnowledge(settings.knowledge, trustOfHome(settings), { verify: isOwn(settings) ? 'once' : 'full' })
  if (!knowledge.ok) throw new UserError(knowledge.error.message, 4)
  return knowledge.value
}

/** A file that came by stick may bring a forged stamp along: only what lies in the home is believed to be verified already. */
function isOwn({ knowledge, home }: Settings): boolean {
  return !relative(home, knowledge).startsWith('..')
}

/** For a first start without any feed: everything stays unknown, and the report says so. */
export const noKnowledge: KnowledgeReader = {
  info: () => ({ hash: '', schema: 0, engine: '', feeds: [], counts: {} }),
  claims: () => new Map(),
  facts: () => new Map(),
  lifecycles: () => [],
  lifecyclesByIdentifier: () => [],
  sourcesOf: () => [],
  updates: () => new Map(),
  devices: () => new Map(),
  repositories: () => new Map(),
  resolve: () => [],
}
