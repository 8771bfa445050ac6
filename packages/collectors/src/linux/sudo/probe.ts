/** sudo rules, as its files state them. */
import type { Unknown } from '@hygie/core/inventory/inventory'
import type { Probe, ProbeReading } from '../../probe.ts'
import { readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'

export const sudo: Probe = {
  name: 'linux.sudo',
  purpose: 'rules and defaults of sudo',
  script: `
have sudo || [ -e /etc/sudoers ] || { say missing; exit 0; }
say present
show /etc/sudoers /etc/sudoers.d/*
[ -d /etc/sudoers.d ] && [ ! -r /etc/sudoers.d ] && say denied /etc/sudoers.d
exit 0
`,
  timeoutMs: 10_000,
  outputBytesMax: 1_048_576,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const facts = new FactList()
  const unknown: Unknown[] = []
  if (blocks.some((block) => block.kind === 'missing')) facts.boolean('sudo.installed', false, 'sudo')
  if (!blocks.some((block) => block.kind === 'present')) return { part: { facts: facts.map }, problems: [] }
  facts.boolean('sudo.installed', true, 'sudo')
  // sudo itself passes over names with a dot or a tilde in an included folder (sudoers(5)).
  const files = blocks.filter(
    (block) =>
      block.kind === 'file' && (block.subject === '/etc/sudoers' || !/[.~]/.test(block.subject.slice('/etc/sudoers.d/'.length))),
  )
  if (!files.some(({ subject }) => subject === '/etc/sudoers') || blocks.some((block) => block.kind === 'denied')) {
    unknown.push({ what: 'sudo rules', why: 'needs root' })
    return { part: { facts: facts.map, unknown }, problems: [] }
  }
  const lines = files.flatMap((file) => joined(file.lines))
  const from = files
    .map(({ subject }) => subject)
    .join(' ')
    .slice(0, 400)
  const defaults = lines.filter((line) => /^Defaults\b/.test(line))
  const rules = lines.filter(
    (line) => line.includes('=') && !/^(?:Defaults|User_Alias|Runas_Alias|Host_Alias|Cmnd_Alias|Cmd_Alias)\b/.test(line),
  )
  const global = defaults.filter((line) => /^Defaults\s/.test(line)).join(', ')
  facts.list('sudo.defaults', defaults, from)
  facts.list(
    'sudo.nopasswd',
    [...rules.filter((line) => /\bNOPASSWD\s*:/.test(line)), ...defaults.filter((line) => /!authenticate\b/.test(line))],
    from,
  )
  facts.list(
    'sudo.all',
    rules.filter((line) => /=\s*(?:\([^)]*\)\s*)?(?:[A-Z_]+\s*:\s*)*ALL\s*$/.test(line)),
    from,
  )
  facts.boolean('sudo.usePty', /(?<!!)\buse_pty\b/.test(global), from)
  facts.boolean('sudo.logged', /(?<!!)\b(?:logfile\s*=|log_output\b|log_input\b)/.test(global), from)
  return { part: { facts: facts.map, unknown }, problems: [] }
}

/** Lines without comments (`#include` and `#1000` are none), continued ones joined. */
function joined(lines: readonly string[]): readonly string[] {
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#(?!\d).*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('@include'))
}
