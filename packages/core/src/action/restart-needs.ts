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
  const candidates = new Set([...(SERVICES[source] ?? []), source, ...packages])
  const running = services.filter(({ name, state }) => state === 'running' && candidates.has(name.replace(/\.service$/, '')))
  if (running.length > 0) return { reboot: 'service', services: running.map(({ name }) => name) }
  if (packages.some((name) => /^lib|-libs?$/.test(name))) return { reboot: 'service', services: [] }
  const usual = SERVICES[source]?.[0]
  if (services.length === 0 && usual !== undefined) return { reboot: 'service', services: [usual] }
  return { reboot: services.length === 0 ? 'unknown' : 'no', services: [] }
}

/** Headers and documentation of a kernel are never loaded. */
function headersOnly(packages: readonly string[]): boolean {
  return packages.every((name) =>
    /(?:-dev|-devel|-headers|-doc|-source)(?:-|$)|^linux-(?:headers|doc|source|libc-dev|compiler|kbuild)/.test(name),
  )
}
