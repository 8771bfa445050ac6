/** The SSH server's settings: as sshd itself states them (root), else what its files state. */
import type { Unknown } from '@hygie/core/inventory/inventory'
import type { Probe, ProbeReading } from '../../probe.ts'
import { type Block, readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'
import { sshLists, sshNumbers, sshSwitches, sshTexts } from '../facts.catalogue.ts'

export const ssh: Probe = {
  name: 'linux.ssh',
  purpose: 'settings of the SSH server and modes of its host keys',
  script: `
have sshd || [ -e /etc/ssh/sshd_config ] || { say missing; exit 0; }
say present
[ "$(id -u)" = 0 ] && have sshd && ask "$(command -v sshd)" -T
show /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf /usr/etc/ssh/sshd_config /usr/etc/ssh/sshd_config.d/*.conf
for f in /etc/ssh/ssh_host_*_key; do [ -e "$f" ] && say key "$(stat -c "%n %U:%G %a" "$f" 2>/dev/null)"; done
[ "$(id -u)" = 0 ] || say notroot
exit 0
`,
  timeoutMs: 15_000,
  outputBytesMax: 1_048_576,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const facts = new FactList()
  const unknown: Unknown[] = []
  if (blocks.some((block) => block.kind === 'missing')) facts.boolean('ssh.installed', false, 'sshd')
  if (!blocks.some((block) => block.kind === 'present')) return { part: { facts: facts.map }, problems: [] }
  const files = blocks.filter((block) => block.kind === 'file')
  facts.boolean('ssh.installed', true, 'sshd')
  if (files.length > 0)
    facts.boolean(
      'ssh.hasMatchBlocks',
      files.some((file) => file.lines.some((line) => /^\s*match\s/i.test(line))),
      '/etc/ssh/sshd_config',
    )
  const run = blocks.find((block) => block.kind === 'run' && block.subject.endsWith('sshd -T') && block.exit === 0)
  if (run !== undefined) {
    facts.text('ssh.source', 'effective', 'sshd -T')
    settings(effective(run), 'sshd -T', facts)
  } else if (files.length > 0) {
    facts.text('ssh.source', 'files', '/etc/ssh/sshd_config')
    settings(stated(files), '/etc/ssh/sshd_config', facts)
    unknown.push({
      what: 'SSH settings that no file states',
      why: whyNotAsked(blocks),
    })
  } else unknown.push({ what: 'SSH settings', why: 'needs root' })
  const keys = blocks
    .filter((block) => block.kind === 'key')
    .map(({ subject }) => subject.replace(/ (\d+)$/, (_all, mode: string) => ` ${mode.padStart(4, '0')}`))
  facts.list('ssh.hostKeyModes', keys, 'stat of /etc/ssh/ssh_host_*_key')
  return { part: { facts: facts.map, unknown }, problems: [] }
}

function whyNotAsked(blocks: readonly Block[]): string {
  if (blocks.some((block) => block.kind === 'notroot')) return 'needs root'
  return blocks.some((block) => block.kind === 'run') ? 'sshd -T failed' : 'sshd was not asked: only files were read'
}

type Settings = ReadonlyMap<string, readonly string[]>

/** One lower-case keyword and its value a line; some keywords come several times. */
function effective(run: Block): Settings {
  return collect(run.lines)
}

/** The first statement counts; an Include takes effect where it stands; what follows a Match is conditional. Source: sshd_config(5). */
function stated(files: readonly Block[]): Settings {
  const main = files.find(({ subject }) => subject.endsWith('/sshd_config'))
  const lines: string[] = []
  for (const line of main?.lines ?? []) {
    if (/^\s*match\s/i.test(line)) break
    if (/^\s*include\s/i.test(line))
      for (const file of files) if (file !== main && line.includes('sshd_config.d')) lines.push(...untilMatch(file.lines))
    lines.push(line)
  }
  return collect(lines)
}

function untilMatch(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => /^\s*match\s/i.test(line))
  return at < 0 ? lines : lines.slice(0, at)
}

function collect(lines: readonly string[]): Settings {
  const found = new Map<string, string[]>()
  for (const line of lines) {
    const match = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line)
    const keyword = match?.[1]?.toLowerCase()
    if (keyword === undefined) continue
    const name =
      keyword === 'challengeresponseauthentication' || keyword === 'skeyauthentication' ? 'kbdinteractiveauthentication' : keyword
    const values = found.get(name) ?? []
    values.push((match?.[2] ?? '').replace(/^"(.*)"$/, '$1'))
    found.set(name, values)
  }
  return found
}

function settings(said: Settings, from: string, facts: FactList): void {
  const first = (name: string): string | undefined => said.get(name.toLowerCase())?.[0]
  for (const name of sshSwitches) {
    const value = first(name)?.toLowerCase()
    // `shosts-only`, `prompt` and the like are neither.
    facts.boolean(
      `ssh.${name}`,
      value === 'yes' || value === 'true' ? true : value === 'no' || value === 'false' ? false : undefined,
      from,
    )
  }
  for (const name of sshTexts)
    facts.text(
      `ssh.${name}`,
      name === 'banner' || name === 'authorizedKeysFile'
        ? first(name)
        : first(name)?.toLowerCase().replace('without-password', 'prohibit-password'),
      from,
    )
  for (const name of sshNumbers) facts.number(`ssh.${name}`, seconds(first(name)), from)
  for (const name of sshLists) {
    const values = said.get(name.toLowerCase())
    // `+algorithm` and the like change a default that only sshd knows.
    if (values !== undefined && !values.some((value) => /^[+\-^]/.test(value)))
      facts.list(
        `ssh.${name}`,
        values.flatMap((value) => value.split(name === 'listenAddress' ? /\s+/ : /[,\s]+/)),
        from,
      )
  }
}

/** `2m`, `1h30m` → seconds. Source: sshd_config(5), TIME FORMATS. */
function seconds(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text
  if (!/^(?:\d{1,6}[smhdw]?)+$/i.test(text)) return undefined
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 }
  return String(
    [...text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)].reduce(
      (sum, [, digits = '0', unit = '']) => sum + Number(digits) * (units[unit] ?? 1),
      0,
    ),
  )
}
