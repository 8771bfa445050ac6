/** What needs a restart: the machine, and processes that still run files which an update has replaced. */
import type { StaleProcess, Unknown } from '@hygie/core/inventory/inventory'
import type { Probe, ProbeReading } from '../../probe.ts'
import { type Block, readBlocks } from '../../text/blocks.ts'

export const restarts: Probe = {
  name: 'linux.restarts',
  purpose: 'whether a restart is asked for, and processes that run replaced libraries',
  script: `
for f in /run/reboot-required /var/run/reboot-required /run/reboot-needed; do [ -e "$f" ] && say flag "$f"; done
say boot "$(grep "^btime " /proc/stat 2>/dev/null)"
have rpm && rpmdb &&
  ask meekly rpm -q --qf "%{NAME} %{INSTALLTIME}\\n" kernel kernel-core kernel-rt kernel-default glibc linux-firmware systemd dbus dbus-daemon dbus-broker openssl-libs gnutls
[ -e /usr/share/update-notifier/notify-reboot-required ] && say notifier
[ "$(id -u)" = 0 ] || say notroot
g="r-xp .* (/usr|/lib|/lib64|/bin|/sbin|/opt)[^ ]* .deleted.\\$"
printf "%s\\n" /proc/[0-9]*/maps | xargs -n 500 grep -l -s -E "$g" 2>/dev/null | while read -r p; do
  p=\${p%/maps}
  m=$(grep -E "$g" "$p/maps" 2>/dev/null | sed -e "s/^.* \\(\\/[^ ]*\\) .deleted.\\$/|\\1/" | sort -u | head -n 50)
  [ -n "$m" ] || continue
  c=; read -r c 2>/dev/null < "$p/comm"
  say process "\${p##*/}" "$c"
  printf "%s\\n" "$m"
done
exit 0
`,
  timeoutMs: 30_000,
  outputBytesMax: 1_048_576,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const staleProcesses = blocks.flatMap((block): readonly StaleProcess[] => {
    const [pid = '', ...command] = block.subject.split(' ')
    if (block.kind !== 'process' || !/^\d{1,10}$/.test(pid) || block.lines.length === 0) return []
    return [{ pid: Number(pid), command: command.join(' '), libraries: block.lines }]
  })
  const flagged = blocks.some((block) => block.kind === 'flag' && block.subject.includes('reboot'))
  // Only a tool that would have set the flag makes its absence an answer.
  const installed = newerThanBoot(blocks)
  const watched = blocks.some((block) => block.kind === 'notifier') || installed === 'no'
  const unknown: Unknown[] = blocks.some((block) => block.kind === 'notroot')
    ? [{ what: 'replaced libraries in processes of other users', why: 'needs root' }]
    : []
  return {
    part: { staleProcesses, rebootRequired: flagged || installed === 'yes' ? 'yes' : watched ? 'no' : 'unknown', unknown },
    problems: [],
  }
}

/** What `needs-restarting -r` does: a core package installed after the machine started. It is not asked, because dnf writes its log. */
function newerThanBoot(blocks: readonly Block[]): 'yes' | 'no' | 'unknown' {
  const boot = /^btime (\d{1,12})$/.exec(blocks.find((block) => block.kind === 'boot')?.subject ?? '')?.[1]
  // rpm ends with the number of packages that are not installed.
  const times = (blocks.find((block) => block.kind === 'run' && block.subject.startsWith('meekly rpm -q '))?.lines ?? []).flatMap(
    (line) => /^\S+ (\d{1,12})$/.exec(line)?.[1] ?? [],
  )
  if (boot === undefined || times.length === 0) return 'unknown'
  return times.some((time) => Number(time) > Number(boot)) ? 'yes' : 'no'
}
