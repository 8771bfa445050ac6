/** `hygie kb`: everything about the knowledge file. One verb, one function. */
import { UserError, type ExitStatus } from '../user-error.ts'
import { textOf } from '../values.ts'
import type { Command, Invocation } from '../command.ts'
import { wordsIn } from '../texts/text.ts'

type Verb = (invocation: Invocation, operands: readonly string[]) => Promise<ExitStatus>

const verbs: Readonly<Record<string, { readonly usage: string; readonly run: Verb }>> = {
  build: { usage: 'build [--mirror DIR] [--out FILE]', run: build },
  verify: { usage: 'verify [FILE]', run: verify },
  info: { usage: 'info [FILE]', run: info },
  diff: { usage: 'diff OLD NEW', run: diff },
  delta: { usage: 'delta OLD NEW --out FILE', run: delta },
  apply: { usage: 'apply DELTA [BASE] [--out FILE]', run: apply },
  trust: { usage: 'trust NAME PUBLIC-KEY.pem', run: trust },
}

export const kb: Command = {
  name: 'kb',
  usage: Object.keys(verbs).join('|'),
  summary: 'command.kb',
  options: {
    mirror: { type: 'string', value: 'DIR', help: 'option.mirror' },
    out: { type: 'string', value: 'FILE', help: 'option.out' },
    only: { type: 'string', multiple: true, value: 'FEED', help: 'option.only' },
    json: { type: 'boolean', help: 'option.json' },
  },
  run: async (invocation) => {
    const [name = 'info', ...operands] = invocation.positionals
    const verb = verbs[name]
    if (verb === undefined) throw new UserError(`Cannot do "kb ${name}": must be one of ${Object.keys(verbs).join(', ')}`, 2)
    return verb.run(invocation, operands)
  },
}

async function build({ values, settings }: Invocation): Promise<ExitStatus> {
  const { buildFrom } = await import('../knowledge/build.ts')
  if (settings.mirror === undefined)
    throw new UserError('Cannot build knowledge: no mirror found; name its folder (--mirror DIR)', 2)
  const path = textOf(values, 'out') ?? settings.knowledge
  const only = values['only'] as readonly string[] | undefined // `multiple` gives a list or nothing
  const report = await buildFrom({ mirror: settings.mirror, path, ...(only !== undefined && { only }) }, settings)
  const words = wordsIn(settings.language)
  const { vulnerability: vulnerabilities = 0, claim: claims = 0 } = report.counts
  if (values['json'] === true) printJson(report)
  else print(words('kb.built', { file: path, vulnerabilities, claims, rejected: report.rejected }))
  const broken = report.states.filter(({ failure }) => failure !== undefined)
  for (const { name, failure } of broken) process.stderr.write(`hygie: feed ${name} broke: ${failure ?? ''}\n`)
  return broken.length === 0 ? 0 : 3
}

async function verify({ settings }: Invocation, [file = settings.knowledge]: readonly string[]): Promise<ExitStatus> {
  const [{ verifyKnowledge }, { trustOfHome }] = await Promise.all([
    import('@hygie/knowledge/open'),
    import('../knowledge/open.ts'),
  ])
  const seal = verifyKnowledge(file, trustOfHome(settings))
  if (!seal.ok) throw new UserError(seal.error.message, 4)
  print(wordsIn(settings.language)('kb.verified', { file, hash: seal.value.hash }))
  return 0
}

async function info({ values, settings }: Invocation, [file = settings.knowledge]: readonly string[]): Promise<ExitStatus> {
  const [{ openRequired }, { infoText }] = await Promise.all([
    import('../knowledge/open.ts'),
    import('../knowledge/info-text.ts'),
  ])
  const knowledge = openRequired({ ...settings, knowledge: file })
  if (values['json'] === true) printJson(knowledge.info())
  else print(infoText(knowledge.info(), wordsIn(settings.language)))
  knowledge.close()
  return 0
}

async function diff({ values, settings }: Invocation, operands: readonly string[]): Promise<ExitStatus> {
  const [older, newer] = two(operands, 'diff')
  const [{ diffKnowledge }, { trustOfHome }] = await Promise.all([
    import('@hygie/knowledge/diff'),
    import('../knowledge/open.ts'),
  ])
  const found = diffKnowledge(older, newer, trustOfHome(settings))
  if (!found.ok) throw new UserError(found.error.message, 4)
  const counts = new Map<string, number>()
  try {
    for (const difference of found.value.differences) {
      const change = difference.before === undefined ? 'added' : difference.after === undefined ? 'removed' : 'changed'
      counts.set(`${difference.kind} ${change}`, (counts.get(`${difference.kind} ${change}`) ?? 0) + 1)
      if (values['json'] === true) process.stdout.write(`${JSON.stringify({ change, ...difference })}\n`)
    }
  } finally {
    found.value.close()
  }
  if (values['json'] === true) return 0
  print([...counts].map(([what, count]) => `${what.padEnd(24)} ${count}`).join('\n') || wordsIn(settings.language)('kb.same'))
  return 0
}

async function delta({ values, settings }: Invocation, operands: readonly string[]): Promise<ExitStatus> {
  const [older, newer] = two(operands, 'delta')
  const out = textOf(values, 'out')
  if (out === undefined) throw new UserError('Cannot write the delta: name its file (--out FILE)', 2)
  const [{ makeDelta }, { trustOfHome, ownKey }, { refuseWhatIsNoFile }] = await Promise.all([
    import('@hygie/knowledge/delta'),
    import('../knowledge/open.ts'),
    import('../output.ts'),
  ])
  refuseWhatIsNoFile(out)
  const report = await makeDelta(older, newer, out, ownKey(settings), trustOfHome(settings))
  if (!report.ok) throw new UserError(report.error.message, 4)
  const { bytes, addedRows, droppedRows } = report.value
  if (values['json'] === true) printJson(report.value)
  else print(wordsIn(settings.language)('kb.delta', { file: out, bytes, added: addedRows, dropped: droppedRows }))
  return 0
}

async function apply({ values, settings }: Invocation, operands: readonly string[]): Promise<ExitStatus> {
  const [deltaFile, base = settings.knowledge] = operands
  if (deltaFile === undefined) throw new UserError('Cannot apply nothing: name the delta file', 2)
  const [{ applyDelta }, { trustOfHome }, { refuseWhatIsNoFile }] = await Promise.all([
    import('@hygie/knowledge/delta'),
    import('../knowledge/open.ts'),
    import('../output.ts'),
  ])
  const out = textOf(values, 'out') ?? base
  refuseWhatIsNoFile(out)
  const seal = applyDelta(base, deltaFile, out, trustOfHome(settings))
  if (!seal.ok) throw new UserError(seal.error.message, 4)
  print(wordsIn(settings.language)('kb.verified', { file: out, hash: seal.value.hash }))
  return 0
}

async function trust({ settings }: Invocation, operands: readonly string[]): Promise<ExitStatus> {
  const [name, file] = two(operands, 'trust')
  const [{ trustKey }, { readText }, { keysFolder }] = await Promise.all([
    import('@hygie/knowledge/keys'),
    import('../content.ts'),
    import('../knowledge/open.ts'),
  ])
  const key = trustKey(keysFolder(settings), name, readText(file))
  if (!key.ok) throw new UserError(key.error.message, 2)
  print(wordsIn(settings.language)('kb.trusted', { name, key: key.value }))
  return 0
}

function two(operands: readonly string[], verb: string): readonly [string, string] {
  const [first, second, ...rest] = operands
  if (first === undefined || second === undefined || rest.length > 0) {
    throw new UserError(`Cannot do "kb ${verb}": must be hygie kb ${verbs[verb]?.usage ?? ''}`, 2)
  }
  return [first, second]
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 1))
}
