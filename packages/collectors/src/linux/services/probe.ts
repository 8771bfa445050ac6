/** Services: systemd, OpenRC or System V scripts. */
import type { Service } from '@hygie/core/inventory/inventory'
import { exits, type Probe, type ProbeReading } from '../../probe.ts'
import { type Block, readBlocks, runBlock } from '../../text/blocks.ts'

export const services: Probe = {
  name: 'linux.services',
  purpose: 'services that run, failed or are on at start',
  script: `
if [ -d /run/systemd/system ] && have systemctl; then
  ask systemctl list-units --type=service,socket --all --full --no-legend --no-pager --plain
  ask systemctl list-unit-files --type=service,socket --full --no-legend --no-pager
elif have rc-status; then
  ask rc-status --all --nocolor
  ask rc-update show --verbose
elif [ -d /etc/init.d ]; then
  say sysv
  for s in /etc/init.d/*; do [ -x "$s" ] && [ -f "$s" ] && echo "|\${s##*/}"; done
  for s in /etc/rc[2345].d/S* /etc/rc.d/rc[2345].d/S*; do [ -e "$s" ] && echo "|on \${s##*/S[0-9][0-9]}"; done
else exit ${exits.absent}; fi
exit 0
`,
  timeoutMs: 20_000,
  outputBytesMax: 2_097_152,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const found = new Map([...systemd(blocks), ...openRc(blocks), ...systemV(blocks)])
  return { part: { services: [...found.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1)) }, problems: [] }
}

function systemd(blocks: readonly Block[]): ReadonlyMap<string, Service> {
  const found = new Map<string, Service>()
  for (const line of runBlock(blocks, 'systemctl list-unit-files')?.lines ?? []) {
    const [name = '', state = ''] = line.trim().split(/\s+/)
    if (isName(name) && /^(?:enabled|disabled|masked)/.test(state))
      found.set(name, { name, state: 'unknown', enabled: state.startsWith('enabled') })
  }
  for (const line of runBlock(blocks, 'systemctl list-units')?.lines ?? []) {
    const [name = '', , active = '', sub = ''] = line
      .replace(/^[●*×x]\s+/, '')
      .trim()
      .split(/\s+/)
    if (isName(name)) found.set(name, { ...found.get(name), name, state: stateOf(active, sub) })
  }
  return found
}

function openRc(blocks: readonly Block[]): ReadonlyMap<string, Service> {
  const found = new Map<string, Service>()
  for (const line of runBlock(blocks, 'rc-status')?.lines ?? []) {
    const [, name, state] = /^\s*(\S+)\s+\[\s*(started|stopped|crashed|failed)/.exec(line) ?? []
    if (name !== undefined && isName(name))
      found.set(name, { name, state: state === 'started' ? 'running' : state === 'stopped' ? 'stopped' : 'failed' })
  }
  for (const line of runBlock(blocks, 'rc-update')?.lines ?? []) {
    const [, name, levels = ''] = /^\s*(\S+)\s+\|(.*)$/.exec(line) ?? []
    if (name !== undefined && isName(name))
      found.set(name, { name, state: found.get(name)?.state ?? 'unknown', enabled: levels.trim() !== '' })
  }
  return found
}

function systemV(blocks: readonly Block[]): ReadonlyMap<string, Service> {
  const found = new Map<string, Service>()
  for (const line of blocks.find((block) => block.kind === 'sysv')?.lines ?? []) {
    const on = line.startsWith('on ')
    const name = on ? line.slice(3) : line
    if (isName(name)) found.set(name, { name, state: 'unknown', enabled: on || found.get(name)?.enabled === true })
  }
  return found
}

function stateOf(active: string, sub: string): Service['state'] {
  if (active === 'failed') return 'failed'
  if (sub === 'running' || sub === 'listening') return 'running'
  return active === 'active' || active === 'inactive' ? 'stopped' : 'unknown' // `exited` has done its work and runs no more
}

function isName(name: string): boolean {
  return /^[\w@:.\\-]{1,256}$/.test(name)
}
