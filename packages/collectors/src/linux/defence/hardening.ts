/** Security modules, core dumps, automatic updates, boot password, USB, interfaces. */
import { type Block, fileBlock } from '../../text/blocks.ts'
import type { FactList } from '../fact-list.ts'
import { enabledUnits, has, isRoot, listed, setting, settingLines } from './said.ts'
import { firstOf } from './logging.ts'

export function hardeningFacts(blocks: readonly Block[], facts: FactList): void {
  modules(blocks, facts)
  coreDumps(blocks, facts)
  automaticUpdates(blocks, facts)
  bootPassword(blocks, facts)
  const guard = (listed(blocks, 'processes') ?? []).includes('usbguard-daemon')
  facts.boolean('usb.guard', guard, 'processes')
  facts.list(
    'network.wireless',
    blocks.filter((block) => block.kind === 'wireless').map(({ subject }) => subject),
    '/sys/class/net',
  )
  // IFF_PROMISC is 0x100. Source: linux/if.h.
  const promiscuous = blocks
    .filter((block) => block.kind === 'interface')
    .map(({ subject }) => subject.split(' '))
    .filter(([, flags = '']) => /^0x[0-9a-f]{1,8}$/i.test(flags) && (Math.floor(Number(flags) / 0x1_00) & 1) === 1)
  facts.list(
    'network.promiscuous',
    promiscuous.map(([name = '']) => name),
    '/sys/class/net',
  )
}

function modules(blocks: readonly Block[], facts: FactList): void {
  const configured = setting(blocks, /^\/etc\/selinux\/config$/, 'SELINUX')
  facts.text('selinux.configured', configured?.value.toLowerCase(), '/etc/selinux/config')
  const enforce = firstOf(blocks, '/sys/fs/selinux/enforce')
  const mode =
    enforce === '1'
      ? 'enforcing'
      : enforce === '0'
        ? 'permissive'
        : !has(blocks, 'selinuxfs')
          ? configured === undefined
            ? 'absent'
            : 'disabled'
          : undefined
  facts.text('selinux.mode', mode, '/sys/fs/selinux')
  const apparmor = firstOf(blocks, '/sys/module/apparmor/parameters/enabled')
  facts.boolean(
    'apparmor.enabled',
    apparmor === undefined
      ? blocks.some((block) => block.kind === 'absent' && block.subject.includes('apparmor'))
        ? false
        : undefined
      : apparmor === 'Y',
    '/sys/module/apparmor',
  )
  const profiles = listed(blocks, 'profiles')
  if (profiles === undefined) return
  facts.number(
    'apparmor.enforced',
    String(profiles.filter((line) => line.endsWith('(enforce)')).length),
    '/sys/kernel/security/apparmor/profiles',
  )
  facts.number(
    'apparmor.complain',
    String(profiles.filter((line) => line.endsWith('(complain)')).length),
    '/sys/kernel/security/apparmor/profiles',
  )
}

function coreDumps(blocks: readonly Block[], facts: FactList): void {
  const storage = setting(blocks, /coredump\.conf/, 'Storage')
  facts.text('coredump.storage', storage?.value.toLowerCase(), storage?.file ?? '')
  if (fileBlock(blocks, '/etc/security/limits.conf') === undefined) return
  facts.boolean(
    'coredump.limitedToZero',
    settingLines(blocks, /\/limits\./).some(({ line }) => /^\*\s+(?:hard|-)\s+core\s+0\b/.test(line)),
    '/etc/security/limits.conf',
  )
}

function automaticUpdates(blocks: readonly Block[], facts: FactList): void {
  const on = enabledUnits(blocks)
  const apt = settingLines(blocks, /20auto-upgrades$/).some(({ line }) => /APT::Periodic::Unattended-Upgrade\s+"[1-9]/.test(line))
  // dnf-automatic may only download: `apply_updates = yes` or the -install timer makes it install.
  const dnf =
    on.has('dnf-automatic-install.timer') ||
    ((on.has('dnf-automatic.timer') || on.has('dnf5-automatic.timer')) &&
      /^(?:yes|true|1)$/i.test(setting(blocks, /automatic\.conf$/, 'apply_updates')?.value ?? ''))
  const yum = on.has('yum-cron') && /^yes$/i.test(setting(blocks, /yum-cron\.conf$/, 'apply_updates')?.value ?? '')
  const tool = apt
    ? 'unattended-upgrades'
    : dnf
      ? 'dnf-automatic'
      : yum
        ? 'yum-cron'
        : on.has('transactional-update.timer')
          ? 'transactional-update'
          : undefined
  facts.boolean('updates.automatic', tool !== undefined, 'unattended-upgrades, dnf-automatic, yum-cron, transactional-update')
  facts.text('updates.tool', tool, 'configuration')
}

function bootPassword(blocks: readonly Block[], facts: FactList): void {
  const found = blocks.filter((block) => block.kind === 'grub').map(({ subject }) => subject.split(' '))
  if (found.length === 0 || !isRoot(blocks)) return
  facts.boolean(
    'boot.passwordSet',
    found.some(([, count = '0']) => count !== '0'),
    found.map(([path = '']) => path).join(' '),
  )
}
