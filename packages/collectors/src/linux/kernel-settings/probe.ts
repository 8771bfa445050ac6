/** Settings of the kernel in force: sysctl values, modules, processor flaws, start parameters. */
import type { Probe, ProbeReading } from '../../probe.ts'
import { type Block, fileBlock, readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'
import { sysctlNumbers, sysctlTexts, watchedModules } from '../facts.catalogue.ts'

export const kernelSettings: Probe = {
  name: 'linux.kernel-settings',
  purpose: 'kernel parameters in force, modules that are loaded or disabled, processor flaws, secure boot',
  script: `
cd /proc/sys && for f in ${[...sysctlNumbers, ...sysctlTexts].map((name) => name.replaceAll('.', '/')).join(' ')}; do
  if [ -r $f ]; then v=; read -r v 2>/dev/null < $f; say sysctl "$f" "$v"; elif [ -e $f ]; then say hidden "$f"; fi
done
cd /
show /proc/modules /proc/cmdline /sys/kernel/security/lockdown /sys/kernel/security/lsm
for f in /sys/devices/system/cpu/vulnerabilities/*; do v=; [ -r "$f" ] && read -r v < "$f" && say flaw "\${f##*/}" "$v"; done
r=$(uname -r); d=/lib/modules/$r
[ -d "$d" ] && say tree
for m in ${watchedModules.join(' ')}; do
  u=$(echo "$m" | tr - _)
  if grep -q -s -E "/($m|$u)[.]ko" "$d/modules.builtin"; then say module "$m" builtin
  elif grep -q -s -E "/($m|$u)[.]ko" "$d/modules.dep"; then say module "$m" available; fi
done
say modprobe
cat /etc/modprobe.d/*.conf /usr/lib/modprobe.d/*.conf /lib/modprobe.d/*.conf /run/modprobe.d/*.conf 2>/dev/null | grep -E "^[[:space:]]*(install|blacklist)[[:space:]]" | head -n 2000 | sed "s/^/|/"
for p in /proc/[0-9]*/comm; do c=; [ -r "$p" ] && read -r c 2>/dev/null < "$p"; [ "$c" = usbguard-daemon ] && say guard; done 2>/dev/null
[ -d /sys/firmware/efi ] && say uefi
for f in /sys/firmware/efi/efivars/SecureBoot-*; do [ -r "$f" ] && say secureboot "$(od -An -t u1 "$f" 2>/dev/null | tr -s " ")"; done
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
  const hidden: string[] = []
  for (const { kind, subject } of blocks) {
    const [first = '', ...rest] = subject.split(' ')
    const value = rest.join(' ')
    if (kind === 'sysctl') {
      const name = first.replaceAll('/', '.')
      if ((sysctlTexts as readonly string[]).includes(name))
        facts.text(`sysctl.${name}`, value.replaceAll('\t', ' '), `/proc/sys/${first}`)
      else facts.number(`sysctl.${name}`, value, `/proc/sys/${first}`)
    }
    if (kind === 'hidden') hidden.push(first.replaceAll('/', '.'))
    if (kind === 'flaw' && /^[a-z0-9_]{1,64}$/.test(first))
      facts.text(`cpu.vulnerability.${first}`, value, `/sys/devices/system/cpu/vulnerabilities/${first}`)
  }
  const line = (path: string): string | undefined => fileBlock(blocks, path)?.lines[0]
  facts.text('kernel.commandLine', line('/proc/cmdline'), '/proc/cmdline')
  facts.text(
    'kernel.lockdown',
    /\[(\w+)\]/.exec(line('/sys/kernel/security/lockdown') ?? '')?.[1],
    '/sys/kernel/security/lockdown',
  )
  facts.list('lsm.active', line('/sys/kernel/security/lsm')?.split(','), '/sys/kernel/security/lsm')
  modules(blocks, facts)
  derived(blocks, facts)
  const unknown = hidden.length === 0 ? [] : [{ what: `kernel parameters ${hidden.join(', ')}`, why: 'needs root' }]
  return { part: { facts: facts.map, unknown }, problems: [] }
}

function modules(blocks: readonly Block[], facts: FactList): void {
  const loadedList = fileBlock(blocks, '/proc/modules')?.lines
  const treeSeen = blocks.some((block) => block.kind === 'tree')
  const loaded = new Set(loadedList?.map((line) => (line.split(' ')[0] ?? '').replaceAll('_', '-')))
  const rules = blocks.find((block) => block.kind === 'modprobe')?.lines ?? []
  const inTree = new Map(
    blocks.filter((block) => block.kind === 'module').map(({ subject }) => subject.split(' ') as [string, string]),
  ) // "name state"
  const guarded = blocks.some((block) => block.kind === 'guard')
  for (const module of watchedModules) {
    const name = module.replaceAll('_', '-')
    const state = loaded.has(name)
      ? 'loaded'
      : inTree.get(module) === 'builtin'
        ? 'builtin'
        : isDisabled(name, rules)
          ? 'disabled'
          : inTree.has(module)
            ? 'available'
            : treeSeen
              ? 'absent'
              : undefined
    facts.text(
      `kernel.module.${module}`,
      state,
      state === 'loaded' ? '/proc/modules' : state === 'disabled' ? '/etc/modprobe.d' : '/lib/modules',
    )
    if (module === 'usb-storage' && state !== undefined)
      facts.boolean(
        'usb.storageDisabled',
        guarded || state === 'disabled' || state === 'absent',
        guarded ? 'usbguard' : '/etc/modprobe.d, /lib/modules',
      )
  }
}

/** `install NAME /bin/true` refuses every load; `blacklist` only the automatic one, which is how hardware comes in. */
function isDisabled(name: string, rules: readonly string[]): boolean {
  return rules.some((rule) => {
    const [verb, module = '', ...command] = rule.trim().split(/\s+/)
    if (module.replaceAll('_', '-') !== name) return false
    return verb === 'blacklist' || (verb === 'install' && /^(?:\/usr)?\/bin\/(?:true|false)$/.test(command[0] ?? ''))
  })
}

function derived(blocks: readonly Block[], facts: FactList): void {
  const uefi = blocks.some((block) => block.kind === 'uefi')
  const said = fileBlock(blocks, '/proc/cmdline') !== undefined
  if (said) facts.boolean('boot.uefi', uefi, '/sys/firmware/efi')
  // Four bytes of attributes, then 1 or 0. Source: UEFI 2.10, 3.3 Globally Defined Variables.
  const secure = blocks
    .find((block) => block.kind === 'secureboot')
    ?.subject.trim()
    .split(' ')
    .at(-1)
  facts.boolean(
    'boot.secureBoot',
    secure === '1' ? true : secure === '0' || (said && !uefi) ? false : undefined,
    '/sys/firmware/efi/efivars/SecureBoot',
  )
  const four = facts.map.get('sysctl.net.ipv4.ip_forward')?.value
  const six = facts.map.get('sysctl.net.ipv6.conf.all.forwarding')?.value
  if (four !== undefined) facts.boolean('network.forwards', four === 1 || six === 1, '/proc/sys/net')
  const off = facts.map.get('sysctl.net.ipv6.conf.all.disable_ipv6')?.value
  if (four !== undefined) facts.boolean('network.ipv6', off === undefined ? false : off === 0, '/proc/sys/net/ipv6')
}
