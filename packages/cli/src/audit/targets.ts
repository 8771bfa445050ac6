/** From what was typed to inventories, one by one. */
import { collectLocal } from '@hygie/collectors/transports/local'
import { readEvidence } from '@hygie/collectors/read-evidence'
import type { Values } from '../command.ts'
import { VERSION } from '../engine.ts'
import type { Settings } from '../settings.ts'
import type { Collected } from './run.ts'

export async function* collect(targets: readonly string[], _values: Values, _settings: Settings): AsyncGenerator<Collected> {
  for (const target of targets) {
    const collected = await collectLocal({ version: VERSION })
    if (!collected.ok) yield { target, error: collected.error }
    else yield { target, inventory: readEvidence(collected.value.evidence).inventory }
  }
}
