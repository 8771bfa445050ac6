/**
 * Updates that the local package lists already know. Nothing is downloaded and no list is refreshed.
 *
 * apt keeps a log of what it would do, and unnamed temporary files: run as nobody it cannot write the one, and the others
 * stay in memory. Its cache is used where it may be read and not written: built anew it costs half a second. `apt-mark showhold`
 * would build it a second time; the marks stand in dpkg's status. dnf, yum and zypper are not asked: each run adds to their
 * logs, even with cached lists only, and a probe writes nothing.
 */
import type { PendingUpdate, Unknown } from '@hygie/core/inventory/inventory'
import { exits, type Probe, type ProbeReading } from '../../probe.ts'
import { FactList } from '../fact-list.ts'
import { type Block, readBlocks, runBlock } from '../../text/blocks.ts'
import { repositoryFacts } from './repositories.ts'

export const updates: Probe = {
  name: 'linux.updates',
  purpose: 'updates the local package lists know, their age, repositories, held packages',
  script: `
say now "$(date +%s)"
age() { for f in "$@"; do [ -e "$f" ] && say lists "$(stat -c %Y "$f" 2>/dev/null)" && break; done; }
if have apt-get; then
  age /var/lib/apt/periodic/update-success-stamp /var/cache/apt/pkgcache.bin /var/lib/apt/lists
  TMPDIR=/dev/shm; export TMPDIR
  c=; meekly sh -c "[ -w /var/cache/apt ]" && c="-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache="
  ask meekly apt-get -s -o Debug::NoLocking=1 -o Dir::Log::Planner=/dev/null -o APT::Get::Show-User-Simulation-Note=0 $c dist-upgrade
  if h=$(dpkg-query -W -f="\${Status} \${Package} \${Architecture}\\n" 2>/dev/null); then
    say held
    n=$(dpkg --print-architecture)
    printf "%s\\n" "$h" | grep "^hold " | while read -r w e s p a; do case $a in all|$n) echo "|$p";; *) echo "|$p:$a";; esac; done
  fi
  show /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources
elif have dnf || have yum; then
  age /var/cache/dnf/*.solv /var/cache/yum/*/*/*/repomd.xml
  show /etc/dnf/dnf.conf /etc/yum.conf /etc/yum.repos.d/*.repo
  say log dnf
elif have zypper; then
  age /var/cache/zypp/solv/*/solv
  show /etc/zypp/repos.d/*.repo
  say log zypper
elif have apk; then
  age /var/cache/apk/APKINDEX*.tar.gz /lib/apk/db/installed
  ask apk --no-network version -l "<"
  show /etc/apk/repositories
elif have pacman; then
  age /var/lib/pacman/sync/core.db
  ask pacman -Qu
  show /etc/pacman.conf
else exit ${exits.absent}; fi
exit 0
`,
  timeoutMs: 60_000,
  outputBytesMax: 4_194_304,
  privilege: 'none',
  writes: 'nothing',
  lane: 'second',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const facts = new FactList()
  const unknown: Unknown[] = []
  const stamp = (kind: string): number | undefined => {
    const text = blocks.find((block) => block.kind === kind)?.subject ?? ''
    return /^\d{9,12}$/.test(text) ? Number(text) : undefined
  }
  const [now, lists] = [stamp('now'), stamp('lists')]
  if (now !== undefined && lists !== undefined && now >= lists)
    facts.number('updates.listsAgeSeconds', String(now - lists), 'age of the package lists')
  else unknown.push({ what: 'age of the package lists', why: 'there are none: pending updates cannot be told' })
  const tool = blocks.find((block) => block.kind === 'log')?.subject
  if (tool !== undefined)
    unknown.push({ what: 'pending updates', why: `${tool} writes a log whenever it is asked, and collection writes nothing` })
  const held = blocks.find((block) => block.kind === 'held') ?? runBlock(blocks, 'meekly apt-mark showhold') // as earlier kits ask
  if (held !== undefined) facts.list('updates.held', held.lines, held.kind === 'held' ? 'dpkg-query' : 'apt-mark showhold')
  repositoryFacts(blocks, facts)
  return {
    part: { pendingUpdates: [...apt(blocks), ...apk(blocks), ...pacman(blocks)], facts: facts.map, unknown },
    problems: [],
  }
}

/** `Inst openssl [3.0.11-1~deb12u2] (3.0.15-1~deb12u1 Debian-Security:12/stable-security [amd64])` */
function apt(blocks: readonly Block[]): readonly PendingUpdate[] {
  return (runBlock(blocks, 'meekly apt-get')?.lines ?? []).flatMap((line) => {
    const match = /^Inst (\S+) \[([^\]]+)\] \((\S+) ([^)]*)\)/.exec(line)
    return match === null
      ? []
      : [
          {
            name: match[1] ?? '',
            installed: match[2] ?? '',
            candidate: match[3] ?? '',
            security: /security|esm/i.test(match[4] ?? ''),
          },
        ]
  })
}

/** `openssl-3.1.4-r5   < 3.1.6-r0` */
function apk(blocks: readonly Block[]): readonly PendingUpdate[] {
  return (runBlock(blocks, 'apk')?.lines ?? []).flatMap((line) => {
    const match = /^(\S+)-(\d\S*-r\d+)\s+<\s+(\S+)/.exec(line)
    return match === null ? [] : [{ name: match[1] ?? '', installed: match[2] ?? '', candidate: match[3] ?? '' }]
  })
}

/** `openssl 3.3.0-1 -> 3.3.1-1` */
function pacman(blocks: readonly Block[]): readonly PendingUpdate[] {
  return (runBlock(blocks, 'pacman')?.lines ?? []).flatMap((line) => {
    const match = /^(\S+) (\S+) -> (\S+)/.exec(line)
    return match === null ? [] : [{ name: match[1] ?? '', installed: match[2] ?? '', candidate: match[3] ?? '' }]
  })
}
