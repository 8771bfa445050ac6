/**
 * A reader that keeps what it was asked: a thousand machines ask for the same packages and vulnerabilities. It gives the
 * same objects again, by which others know that what they worked out from them still holds.
 */
import type { KnowledgeReader, SourcedClaim, SourcedDevice, SourcedUpdate, VulnerabilityFacts } from '@hygie/core/knowledge/facts'
import { createKept, type Kept } from '@hygie/core/memory'

/** Claims, facts and lifecycles kept, of each so many: some 100 bytes for a claim, 1 to 2 kB for the facts of a vulnerability. */
const WEIGHT_MAX = 100_000
const FACTS_MAX = 30_000
/** Of what a batch asks for at once; a larger one is answered and not kept, so that it does not drop its own first half. */
const BATCH_MAX = 10_000

export function rememberingReader(
  reader: KnowledgeReader,
  weightMax: number = WEIGHT_MAX,
  factsMax: number = FACTS_MAX,
): KnowledgeReader {
  const claims = createKept<readonly SourcedClaim[] | null>(weightMax)
  const facts = createKept<VulnerabilityFacts | null>(factsMax)
  const lifecycles = createKept<ReturnType<KnowledgeReader['lifecycles']>>(weightMax)
  const byIdentifier = createKept<ReturnType<KnowledgeReader['lifecyclesByIdentifier']>>(weightMax)
  const updates = createKept<readonly SourcedUpdate[] | null>(weightMax)
  const devices = createKept<readonly SourcedDevice[] | null>(weightMax)
  const sources = createKept<readonly string[]>(weightMax)
  return {
    ...reader,
    claims: batched(claims, reader.claims, (list) => 1 + list.length),
    facts: batched(facts, reader.facts, () => 1),
    lifecycles: (products) => kept(lifecycles, JSON.stringify(products), () => reader.lifecycles(products)),
    lifecyclesByIdentifier: (identifiers) =>
      identifiers.length === 0
        ? []
        : kept(byIdentifier, JSON.stringify(identifiers), () => reader.lifecyclesByIdentifier(identifiers)),
    updates: batched(updates, reader.updates, (list) => 1 + list.length),
    devices: batched(devices, reader.devices, (list) => 1 + list.length),
    sourcesOf: (name) => kept(sources, name, () => reader.sourcesOf(name)),
  }
}

/** Asks only for what is not kept; null keeps that there is nothing. Ordered as the reader orders: by what was asked for. */
function batched<Value extends object>(
  memory: Kept<Value | null>,
  ask: (names: readonly string[]) => ReadonlyMap<string, Value>,
  weightOf: (value: Value) => number,
): (names: readonly string[]) => ReadonlyMap<string, Value> {
  return (names) => {
    if (names.length > BATCH_MAX) return ask(names)
    const known = new Map(names.map((name) => [name, memory.get(name)]))
    const missing = [...known].flatMap(([name, value]) => (value === undefined ? [name] : []))
    const found = missing.length === 0 ? known : ask(missing)
    const answer = new Map<string, Value>()
    for (const [name, before] of known) {
      const value = before === undefined ? (found.get(name) ?? null) : before
      if (before === undefined) memory.set(name, value, value === null ? 1 : weightOf(value))
      if (value !== null) answer.set(name, value)
    }
    return answer
  }
}

function kept<Value extends readonly unknown[]>(memory: Kept<Value>, key: string, ask: () => Value): Value {
  const known = memory.get(key)
  if (known !== undefined) return known
  const value = ask()
  memory.set(key, value, 1 + value.length + Math.ceil(key.length / 100))
  return value
}
