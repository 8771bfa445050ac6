/**
 * What the informative rules of CSAF ask of the world: whether addresses answer (6.3.6, 6.3.7) and how words are spelled (6.3.8).
 * The answers of the addresses are given, as no test uses the network: `.invalid` never resolves (RFC 6761, 6.4), a path that calls
 * itself not available is not, all else answers. Words are looked up by the machine's hunspell.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

type Undici = {
  readonly MockAgent: new () => MockAgent
  readonly setGlobalDispatcher: (agent: unknown) => void
  readonly getGlobalDispatcher: () => unknown
}
type MockAgent = {
  readonly disableNetConnect: () => void
  readonly get: (origin: string | RegExp) => {
    readonly intercept: (request: { path: (path: string) => boolean; method: string }) => {
      readonly reply: (status: number) => { readonly persist: () => void }
    }
  }
}

/** Of the library that asks: a dispatcher holds for one copy of undici. */
const undici = createRequire(fileURLToPath(import.meta.resolve('@secvisogram/csaf-validator-lib/informativeTests.js')))(
  'undici',
) as Undici

export async function withGivenAnswers<Value>(work: () => Promise<Value>): Promise<Value> {
  const before = undici.getGlobalDispatcher()
  const agent = new undici.MockAgent()
  agent.disableNetConnect()
  const answering = agent.get(/^https?:\/\/(?![^/]*\.invalid(?:[:/]|$))/)
  answering
    .intercept({ path: (path) => !path.endsWith('/not-available'), method: 'HEAD' })
    .reply(200)
    .persist()
  answering
    .intercept({ path: (path) => path.endsWith('/not-available'), method: 'HEAD' })
    .reply(404)
    .persist()
  undici.setGlobalDispatcher(agent)
  try {
    return await work()
  } finally {
    undici.setGlobalDispatcher(before)
  }
}

const HUNSPELL = '/usr/bin/hunspell'
const DICTIONARY = '/usr/share/hunspell/en_US.dic'
export const canSpell = existsSync(HUNSPELL) && existsSync(DICTIONARY)

/** As the library calls it; `en` is spelled as in the United States. Words in capitals are names (CSAF), which no dictionary has. */
export async function hunspell({ dictionary, input }: { readonly dictionary: string; readonly input: string }): Promise<string> {
  const name = dictionary === 'en' ? 'en_US' : dictionary.replace('-', '_')
  const run = spawnSync(HUNSPELL, ['-a', '-d', name], { input, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout
    .split('\n')
    .filter((line) => !/^[#&] [A-Z]+ /.test(line))
    .join('\n')
}
