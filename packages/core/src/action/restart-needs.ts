/**
 * What has to be started again before a fix counts. Known cases only; for the rest `unknown` is said and the evidence of the
 * next collection (processes on deleted files) tells.
 */
import type { Service } from '../inventory/inventory.ts'
import type { Action } from './action.ts'

/** Nothing but a restart of the whole machine loads these again. */
const WHOLE_MACHINE: readonly RegExp[] = [
  /^linux(?:-|$)/,
  /^kernel(?:-|$)/,
  /^(?:glibc|libc6|musl)$/,
  /^systemd$/,
  /^dbus$/,
  /^(?:grub2?|shim)(?:-|$)/,
  /^(?:intel-microcode|amd64-microcode|microcode_ctl)$/,
  /^(?:qemu|xen|libvirt)$/,
]

/** Source package → its service's names, the usual one first. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  apache2: ['apache2', 'httpd'],
  bind9: ['named', 'bind9'],
  httpd: ['httpd'],
  'openssh-portable': ['ssh', 'sshd'],
  openssh: ['ssh', 'sshd'],
  'postgresql-common': ['postgresql'],
  postgresql: ['postgresql'],
  redis: ['redis-server', 'redis'],
  nginx: ['nginx'],
  tomcat10: ['tomcat10'],
  tomcat9: ['tomcat9'],
  postfix: ['postfix'],
  dovecot: ['dovecot'],
  haproxy: ['haproxy'],
  squid: ['squid'],
  chrony: ['chrony', 'chronyd'],
  ntpsec: ['ntpsec'],
  mariadb: ['mariadb', 'mysql'],
  exim4: ['exim4'],
  rsyslog: ['rsyslog'],
  cups: ['cups'],
  samba: ['smbd', 'nmbd', 'winbind'],
  docker: ['docker'],
}

export type RestartNeed = Pick<Action, 'reboot' | 'services'>

export function restartNeed(source: string, packages: readonly string[], services: readonly Service[]): RestartNeed {
  if ([source, ...packages].some((name) => WHOLE_MACHINE.some((pattern) => pattern.test(name)))) {
    return headersOnly(packages) ? { reboot: 'no', services: [] } : { reboot: 'yes', services: [] }
  }
  const own = SERVICES[unversioned(source)] ?? []
  const candidates = new Set([...own, source, ...packages])
  const running = services.filter(({ name, state }) => state === 'running' && candidates.has(name.replace(/\.service$/, '')))
  if (running.length > 0) return { reboot: 'service', services: running.map(({ name }) => name) }
  if (packages.some((name) => /^lib|-libs?$/.test(name))) return { reboot: 'service', services: [] }
  const [usual] = own
  if (services.length === 0 && usual !== undefined) return { reboot: 'service', services: [usual] }
  return { reboot: services.length === 0 ? 'unknown' : 'no', services: [] }
}

/** Debian names the line in the package: `postgresql-15`, `mariadb-10.6`. */
function unversioned(source: string): string {
  return source.replace(/-\d+(?:\.\d+)?$/, '')
}

/** Headers and documentation of a kernel are never loaded. */
function headersOnly(packages: readonly string[]): boolean {
  return packages.every((name) =>
    /(?:-dev|-devel|-headers|-doc|-source)(?:-|$)|^linux-(?:headers|doc|source|libc-dev|compiler|kbuild)/.test(name),
  )
}
