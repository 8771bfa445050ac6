/** Clock, logs and audit. */
import type { Block } from '../../text/blocks.ts'
import { fileBlock, runBlock } from '../../text/blocks.ts'
import type { FactList } from '../fact-list.ts'
import { has, isRoot, listed, setting, settingLines } from './said.ts'

export function loggingFacts(blocks: readonly Block[], facts: FactList): void {
  const running = listed(blocks, 'processes') ?? []
  clock(blocks, running, facts)
  logs(blocks, running, facts)
  audit(blocks, running, facts)
}

/** Process names are cut at 15 characters by the kernel. */
const CLOCKS: readonly (readonly [process: string, service: string])[] = [
  ['chronyd', 'chronyd'],
  ['systemd-timesyn', 'systemd-timesyncd'],
  ['ntpd', 'ntpd'],
  ['openntpd', 'openntpd'],
]

function clock(blocks: readonly Block[], running: readonly string[], facts: FactList): void {
  facts.list(
    'time.services',
    CLOCKS.filter(([process]) => running.includes(process)).map(([, service]) => service),
    'processes',
  )
  const shown = runBlock(blocks, 'timedatectl show')?.lines.find((line) => line.startsWith('NTPSynchronized='))
  facts.boolean('time.synchronised', shown === undefined ? undefined : shown.endsWith('=yes'), 'timedatectl show')
  const servers = settingLines(blocks, /chrony|ntp|timesyncd/).flatMap(({ line }) => {
    const systemd = /^(?:NTP|FallbackNTP)=(.*)$/.exec(line)?.[1]
    if (systemd !== undefined) return systemd.split(/\s+/)
    return /^(?:server|servers|pool|peer|refclock)\s+(\S+)/.exec(line)?.[1] ?? []
  })
  facts.list('time.servers', servers, 'configuration of the time services')
}

function logs(blocks: readonly Block[], running: readonly string[], facts: FactList): void {
  const journald = running.includes('systemd-journal')
  if (journald) {
    const storage = setting(blocks, /journald\.conf/, 'Storage')
    facts.text('log.journal.storage', storage?.value.toLowerCase() ?? 'auto', storage?.file ?? 'default of journald')
    const kind = storage?.value.toLowerCase() ?? 'auto'
    facts.boolean(
      'log.journal.persistent',
      kind === 'persistent' || (kind === 'auto' && has(blocks, 'journal')),
      '/var/log/journal',
    )
    const forward = setting(blocks, /journald\.conf/, 'ForwardToSyslog')
    if (forward !== undefined)
      facts.boolean('log.journal.forwardToSyslog', /^(?:yes|true|on|1)$/i.test(forward.value), forward.file)
  }
  const services = [
    ['rsyslogd', 'rsyslog'],
    ['syslog-ng', 'syslog-ng'],
    ['syslogd', 'syslogd'],
  ] as const
  facts.list(
    'log.syslogServices',
    services.filter(([process]) => running.includes(process)).map(([, service]) => service),
    'processes',
  )
  const targets = settingLines(blocks, /rsyslog|syslog-ng|journal-upload/).flatMap(({ line }) => {
    const old = /^\S+\s+@{1,2}(?:\([^)]*\))?(\[?[A-Za-z0-9_.:-]+\]?)/.exec(line)?.[1]
    const action = /\baction\(.*type="omfwd".*\btarget="([^"]+)"|\baction\(.*\btarget="([^"]+)".*type="omfwd"/i.exec(line)
    const relp = /type="omrelp".*target="([^"]+)"/i.exec(line)?.[1]
    const syslogNg = /\b(?:network|syslog|tcp|udp|tcp6|udp6)\(\s*"([^"]+)"/.exec(line)?.[1]
    const upload = /^URL=(.+)$/.exec(line)?.[1]
    return [old, action?.[1] ?? action?.[2], relp, syslogNg, upload].filter((found) => found !== undefined)
  })
  facts.list('log.forwardedTo', targets, 'configuration of the log services')
  facts.boolean('log.rotated', has(blocks, 'logrotate') && has(blocks, 'commands', 'logrotate'), '/etc/logrotate.conf')
}

function audit(blocks: readonly Block[], running: readonly string[], facts: FactList): void {
  facts.boolean('audit.installed', has(blocks, 'commands', 'auditd'), 'installed commands')
  facts.boolean('audit.active', running.includes('auditd'), 'processes')
  const files = settingLines(blocks, /^\/etc\/audit\//)
  const denied = blocks.some((block) => block.kind === 'denied' && block.subject.startsWith('/etc/audit'))
  if (!isRoot(blocks) || denied) return
  // audit.rules is made from rules.d: counting both would count twice.
  const rules = (
    files.some(({ file }) => file.includes('/rules.d/')) ? files.filter(({ file }) => file.includes('/rules.d/')) : files
  ).map(({ line }) => line)
  const watching = rules.filter((line) => /^-[aAw]\s/.test(line))
  facts.number('audit.rules', String(watching.length), '/etc/audit')
  facts.list(
    'audit.watches',
    watching.flatMap((line) =>
      [...line.matchAll(/(?:^-w\s+|\bpath=|\bdir=|-S\s+)(\S+)/g)].flatMap((match) => (match[1] ?? '').split(',')),
    ),
    '/etc/audit',
  )
  facts.boolean(
    'audit.immutable',
    rules.some((line) => /^-e\s+2$/.test(line)),
    '/etc/audit',
  )
}

export function firstOf(blocks: readonly Block[], path: string): string | undefined {
  return fileBlock(blocks, path)?.lines[0]?.trim()
}
