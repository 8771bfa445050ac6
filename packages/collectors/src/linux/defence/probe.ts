/** What defends the machine: packet filter, clock, logs, audit, security modules, antivirus, backup, automatic updates, boot password. */
import type { Unknown } from '@hygie/core/inventory/inventory'
import type { Probe, ProbeReading } from '../../probe.ts'
import { readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'
import { firewallFacts } from './firewall.ts'
import { hardeningFacts } from './hardening.ts'
import { loggingFacts } from './logging.ts'
import { productFacts, productPlaces } from './products.ts'

export const defence: Probe = {
  name: 'linux.defence',
  purpose: 'packet filter, clock, logs, audit, SELinux and AppArmor, antivirus, backup, automatic updates, boot password',
  script: `
[ "$(id -u)" = 0 ] && say root || say notroot
say commands
for c in nft iptables ip6tables ufw firewall-cmd chronyd ntpd systemd-timesyncd rsyslogd syslog-ng auditd aide tripwire samhain usbguard logrotate; do have $c && echo "|$c"; done
say processes
for p in /proc/[0-9]*/comm; do [ -r "$p" ] && read -r c 2>/dev/null < "$p" && echo "|$c"; done 2>/dev/null | sort -u
if [ "$(id -u)" = 0 ]; then
  ask nft list ruleset
  have nft || ask iptables-save
  ask auditctl -s
fi
say tables
for f in /proc/net/ip_tables_names /proc/net/ip6_tables_names; do [ -r $f ] && sed "s/^/|/" $f; done
show /etc/ufw/ufw.conf /etc/default/ufw /etc/firewalld/firewalld.conf /etc/nftables.conf
have systemctl && [ -d /run/systemd/system ] && ask systemctl is-enabled ufw firewalld nftables iptables unattended-upgrades dnf-automatic.timer dnf-automatic-install.timer dnf5-automatic.timer yum-cron apt-daily-upgrade.timer transactional-update.timer auditd usbguard
have timedatectl && [ -d /run/systemd/system ] && ask timedatectl show
show /etc/systemd/timesyncd.conf /etc/systemd/timesyncd.conf.d/*.conf /etc/chrony.conf /etc/chrony/chrony.conf /etc/chrony/conf.d/*.conf /etc/chrony/sources.d/*.sources /etc/ntp.conf /etc/ntpsec/ntp.conf /etc/openntpd/ntpd.conf
show /etc/systemd/journald.conf /etc/systemd/journald.conf.d/*.conf /etc/rsyslog.conf /etc/rsyslog.d/*.conf /etc/syslog-ng/syslog-ng.conf /etc/systemd/journal-upload.conf /etc/systemd/coredump.conf /etc/systemd/coredump.conf.d/*.conf
[ -d /var/log/journal ] && say journal
[ -e /etc/logrotate.conf ] && say logrotate
show /etc/audit/audit.rules /etc/audit/rules.d/*.rules
show /etc/selinux/config /sys/fs/selinux/enforce /sys/module/apparmor/parameters/enabled
[ -d /sys/fs/selinux ] && say selinuxfs
if [ -r /sys/kernel/security/apparmor/profiles ]; then say profiles; sed "s/^/|/" /sys/kernel/security/apparmor/profiles; fi
show /etc/security/limits.conf /etc/security/limits.d/*.conf
show /etc/apt/apt.conf.d/20auto-upgrades /etc/apt/apt.conf.d/50unattended-upgrades /etc/dnf/automatic.conf /etc/yum/yum-cron.conf
say places
for d in ${productPlaces.join(' ')}; do [ -e "$d" ] && echo "|$d"; done
for f in /boot/grub/grub.cfg /boot/grub2/grub.cfg /boot/grub2/user.cfg /boot/efi/EFI/*/grub.cfg; do
  if [ -r "$f" ]; then say grub "$f" "$(grep -c -E "^[[:space:]]*(password(_pbkdf2)?[[:space:]]|GRUB2_PASSWORD=grub)" "$f")"; elif [ -e "$f" ]; then say denied "$f"; fi
done
for n in /sys/class/net/*; do
  [ -d "$n/wireless" ] && say wireless "\${n##*/}"
  [ -r "$n/flags" ] && say interface "\${n##*/}" "$(cat "$n/flags" 2>/dev/null)"
done
exit 0
`,
  timeoutMs: 30_000,
  outputBytesMax: 4_194_304,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  if (!blocks.some((block) => block.kind === 'places'))
    return {
      part: { unknown: output.trim() === '' ? [] : [{ what: defence.purpose, why: 'the answer of the machine cannot be read' }] },
      problems: [],
    }
  const facts = new FactList()
  firewallFacts(blocks, facts)
  loggingFacts(blocks, facts)
  hardeningFacts(blocks, facts)
  productFacts(blocks, facts)
  const unknown: Unknown[] = []
  if (blocks.some((block) => block.kind === 'notroot'))
    unknown.push({ what: 'rules of the packet filter and of auditd, boot password', why: 'needs root' })
  return { part: { facts: facts.map, unknown }, problems: [] }
}
