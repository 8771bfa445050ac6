/** Old clear-text services, SNMP, NFS, Samba, containers, graphical servers, name servers. */
import type { Unknown } from '@hygie/core/inventory/inventory'
import type { Probe, ProbeReading } from '../../probe.ts'
import { type Block, fileBlock, readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'

/** Program file → what it is. Debian, Red Hat, SUSE and Alpine names. */
const SERVERS: Readonly<Record<string, string>> = {
  'in.telnetd': 'telnet',
  telnetd: 'telnet',
  'in.rshd': 'rsh',
  'in.rlogind': 'rlogin',
  'in.rexecd': 'rexec',
  vsftpd: 'ftp',
  proftpd: 'ftp',
  'pure-ftpd': 'ftp',
  'in.ftpd': 'ftp',
  'in.tftpd': 'tftp',
  atftpd: 'tftp',
  ypserv: 'nis',
  ypbind: 'nis',
  'in.talkd': 'talk',
  'in.fingerd': 'finger',
  xinetd: 'xinetd',
  inetd: 'inetd',
  'openbsd-inetd': 'inetd',
}
const CLIENTS: Readonly<Record<string, string>> = {
  telnet: 'telnet',
  rsh: 'rsh',
  rlogin: 'rlogin',
  ftp: 'ftp',
  tftp: 'tftp',
  ypcat: 'nis',
  talk: 'talk',
}

/** Communities that every scanner tries. Any other is a secret, and never leaves the machine. */
const COMMUNITIES = [
  'public',
  'private',
  'community',
  'admin',
  'default',
  'cisco',
  'snmp',
  'manager',
  'monitor',
  'secret',
  'write',
  'read',
]

export const networkServices: Probe = {
  name: 'linux.network-services',
  purpose: 'old clear-text services, SNMP, NFS, Samba, containers, graphical servers, name servers',
  script: `
say servers
for c in ${Object.keys(SERVERS).join(' ')}; do
  for d in /usr/sbin /sbin /usr/bin /usr/libexec /usr/lib/telnetd; do [ -x $d/$c ] && { echo "|$c"; break; }; done
done
say clients
for c in ${Object.keys(CLIENTS).join(' ')}; do
  p=$(command -v $c 2>/dev/null) && case $(readlink -f "$p" 2>/dev/null) in */ssh|*/busybox|*/slogin) ;; *) echo "|$c";; esac
done
say processes
for p in /proc/[0-9]*/comm; do [ -r "$p" ] && read -r c 2>/dev/null < "$p" && echo "|$c"; done 2>/dev/null | sort -u
show /etc/inetd.conf /etc/xinetd.d/*
have snmpd && say snmp
for f in /etc/snmp/snmpd.conf /etc/snmp/snmpd.conf.d/*.conf /usr/share/snmp/snmpd.conf; do
  if [ -r "$f" ]; then say snmpconf "$f"
    grep -E "^[[:space:]]*(r[ow]community6?|com2sec6?)[[:space:]]" "$f" | grep -o -i -w -E "${COMMUNITIES.join('|')}|r[ow]community6?|com2sec6?" | sed "s/^/|/"
  elif [ -e "$f" ]; then say denied "$f"; fi
done
show /etc/exports /etc/exports.d/*.exports
have smbd && say samba
show /etc/samba/smb.conf
have docker || have dockerd || have podman && say docker
show /etc/docker/daemon.json
have Xorg || have Xwayland || have gnome-shell || have sway || [ -e /usr/lib/xorg/Xorg ] && say graphical
show /etc/resolv.conf
exit 0
`,
  timeoutMs: 10_000,
  outputBytesMax: 2_097_152,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const lines = (kind: string): readonly string[] | undefined => blocks.find((block) => block.kind === kind)?.lines
  const servers = lines('servers')
  if (servers === undefined) return { part: {}, problems: [] }
  const said = (kind: string): boolean => blocks.some((block) => block.kind === kind)
  const facts = new FactList()
  const unknown: Unknown[] = []
  const named = (files: readonly string[], names: Readonly<Record<string, string>>): readonly string[] =>
    files.flatMap((file) => (Object.hasOwn(names, file) ? (names[file] ?? []) : []))
  facts.list('legacy.servers', named(servers, SERVERS), 'program files')
  facts.list('legacy.clients', named(lines('clients') ?? [], CLIENTS), 'program files')
  facts.list('legacy.enabled', [...named(lines('processes') ?? [], SERVERS), ...inetd(blocks)], 'processes, inetd and xinetd')
  facts.boolean('docker.installed', said('docker'), 'installed commands')
  facts.list(
    'docker.tcp',
    [...(fileBlock(blocks, '/etc/docker/daemon.json')?.lines.join(' ') ?? '').matchAll(/"(tcp:\/\/[^"]{1,200})"/g)].map(
      (match) => match[1] ?? '',
    ),
    '/etc/docker/daemon.json',
  )
  facts.boolean('graphical.installed', said('graphical'), 'installed commands')
  facts.list(
    'network.dnsServers',
    fileBlock(blocks, '/etc/resolv.conf')?.lines.flatMap((line) => /^\s*nameserver\s+(\S+)/.exec(line)?.[1] ?? []),
    '/etc/resolv.conf',
  )
  snmp(blocks, said('snmp'), facts, unknown)
  nfs(blocks, facts)
  samba(blocks, said('samba'), facts)
  return { part: { facts: facts.map, unknown }, problems: [] }
}

function inetd(blocks: readonly Block[]): readonly string[] {
  const old = (fileBlock(blocks, '/etc/inetd.conf')?.lines ?? []).flatMap(
    (line) => /^\s*([a-z][\w-]*)\s+(?:stream|dgram)/.exec(line)?.[1] ?? [],
  )
  const newer = blocks
    .filter(
      (block) =>
        block.kind === 'file' &&
        block.subject.startsWith('/etc/xinetd.d/') &&
        !block.lines.some((line) => /^\s*disable\s*=\s*yes/.test(line)),
    )
    .flatMap((block) => block.lines.flatMap((line) => /^\s*service\s+(\S+)/.exec(line)?.[1] ?? []))
  return [...old, ...newer]
}

function snmp(blocks: readonly Block[], installed: boolean, facts: FactList, unknown: Unknown[]): void {
  facts.boolean('snmp.installed', installed, 'snmpd')
  const files = blocks.filter((block) => block.kind === 'snmpconf')
  if (blocks.some((block) => block.kind === 'denied' && block.subject.includes('/snmp'))) {
    unknown.push({ what: 'communities of SNMP', why: 'needs root' })
    return
  }
  if (!installed || files.length === 0) return
  const words = files.flatMap((file) => file.lines.map((line) => line.toLowerCase()))
  const from = files.map(({ subject }) => subject).join(' ')
  // `rocommunity public default`: the word "default" is there a network, unless it is all there is.
  const named = words.filter((word) => COMMUNITIES.includes(word))
  facts.list('snmp.defaultCommunities', named.length > 1 ? named.filter((word) => word !== 'default') : named, from)
  facts.boolean(
    'snmp.clearVersions',
    words.some((word) => /^(?:r[ow]community|com2sec)/.test(word)),
    from,
  )
}

function nfs(blocks: readonly Block[], facts: FactList): void {
  const files = blocks.filter((block) => block.kind === 'file' && block.subject.includes('/exports'))
  const seen = files.length > 0 || blocks.some((block) => block.kind === 'absent' && block.subject === '/etc/exports')
  if (!seen) return
  const exports = files
    .flatMap((file) => file.lines)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
  facts.list('nfs.exports', exports, '/etc/exports')
  facts.list(
    'nfs.noRootSquash',
    exports.filter((line) => /\bno_root_squash\b/.test(line)),
    '/etc/exports',
  )
}

function samba(blocks: readonly Block[], installed: boolean, facts: FactList): void {
  facts.boolean('samba.installed', installed, 'smbd')
  const file = fileBlock(blocks, '/etc/samba/smb.conf')
  if (!installed || file === undefined) return
  let section = ''
  const guests: string[] = []
  for (const line of file.lines.map((text) => text.trim())) {
    const head = /^\[([^\]]+)\]/.exec(line)?.[1]
    if (head !== undefined) section = head
    const match = /^([a-z][a-z ]*?)\s*=\s*(.*)$/i.exec(line)
    const key = match?.[1]?.toLowerCase().replaceAll(/\s+/g, ' ')
    const value = match?.[2]?.trim() ?? ''
    if (key === 'server min protocol' || key === 'min protocol') facts.text('samba.minProtocol', value, file.subject)
    if (key === 'server signing') facts.text('samba.signing', value.toLowerCase(), file.subject)
    if ((key === 'guest ok' || key === 'public') && /^(?:yes|true|1)$/i.test(value) && section.toLowerCase() !== 'global')
      guests.push(section)
  }
  facts.list('samba.guestShares', guests, file.subject)
}
