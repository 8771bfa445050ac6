/** go.mod: since Go 1.17 it names every module that is built in. Source: Go Modules Reference, go.mod files. */
import { linesOf } from '../text/blocks.ts'
import { LockfileList, type LockfileReading } from './lockfile.ts'

type Module = { readonly name: string; readonly version: string; readonly at: string }
type GoMod = {
  readonly required: readonly Module[]
  /** `name version` or `name ` → what is built in instead. */
  readonly replaced: ReadonlyMap<string, { readonly name: string; readonly version: string }>
  readonly go: string
}

export function readGoMod(text: string, path: string): LockfileReading {
  const list = new LockfileList('golang', path)
  const { required, replaced, go } = parse(text)
  for (const { name, version, at } of required) {
    const other = replaced.get(`${name} ${version}`) ?? replaced.get(`${name} `)
    if (other === undefined) list.add(name, version, at)
    else if (other.version === '') list.unpinned(name) // a folder: its version stands nowhere
    else list.add(other.name, other.version, at)
  }
  const reading = list.done()
  // Before 1.17, only direct requirements stand here.
  if (!/^1\.(?:\d|1[0-6])$/.test(go)) return reading
  return {
    ...reading,
    unknown: [
      ...reading.unknown,
      { what: `indirect modules of ${path}`, why: 'go.mod of before Go 1.17 names only direct ones' },
    ],
  }
}

function parse(text: string): GoMod {
  const required = new Map<string, Module>()
  const replaced = new Map<string, { readonly name: string; readonly version: string }>()
  let block = ''
  let go = ''
  for (const [index, raw] of linesOf(text).entries()) {
    const line = raw.replace(/\/\/.*$/, '').trim()
    if (line === ')') block = ''
    block = /^(require|replace|exclude|retract)\s*\($/.exec(line)?.[1] ?? block
    go = /^go\s+(\d+\.\d+)/.exec(line)?.[1] ?? go
    const verb = /^(require|replace)\s+[^(\s]/.exec(line)?.[1] ?? block
    const rest = line.replace(/^(?:require|replace)\s+/, '')
    const [, name, version = ''] = verb === 'require' ? (/^(\S+)\s+(v\S+)$/.exec(rest) ?? []) : []
    if (name !== undefined) required.set(name, { name, version, at: `line ${index + 1}` })
    const change = verb === 'replace' ? /^(\S+)(?:\s+(v\S+))?\s*=>\s*(\S+)(?:\s+(v\S+))?$/.exec(rest) : null
    if (change !== null)
      replaced.set(`${change[1] ?? ''} ${change[2] ?? ''}`, { name: change[3] ?? '', version: change[4] ?? '' })
  }
  return { required: [...required.values()], replaced, go }
}
