/** Marks by which the same machine is known again: never an address, never a name alone (that is the resolver's rule). */
import type { Probe, ProbeReading } from '../../probe.ts'
import { FactList } from '../fact-list.ts'
import { type Block, fileBlock, readBlocks, runBlock } from '../../text/blocks.ts'
import { firmwareText, firstLine, readMarks } from './marks.ts'

export const identity: Probe = {
  name: 'linux.identity',
  purpose: 'machine-id, firmware serial and model, MAC addresses, host name, hardware',
  script: `
ask uname -n
show /etc/hosts /etc/hostname /etc/machine-id /var/lib/dbus/machine-id
d=/sys/class/dmi/id
show $d/product_uuid $d/product_serial $d/chassis_serial $d/board_serial
show $d/sys_vendor $d/product_name $d/product_version $d/chassis_type $d/bios_vendor $d/bios_version $d/bios_date
show /var/lib/cloud/data/instance-id /sys/hypervisor/uuid
for n in /sys/class/net/*; do
  [ -e "$n/address" ] || continue
  say mac "$(cat "$n/address" 2>/dev/null)" "\${n##*/}" "$([ -e "$n/device" ] && echo device || echo virtual)"
done
show /proc/uptime
ask systemd-detect-virt
say memory "$(grep MemTotal /proc/meminfo 2>/dev/null)"
say processors "$(grep -c "^processor" /proc/cpuinfo 2>/dev/null)"
say model "$(grep -m 1 "^model name" /proc/cpuinfo 2>/dev/null)"
[ -e /.dockerenv ] || [ -e /run/.containerenv ] && say container
exit 0
`,
  timeoutMs: 10_000,
  outputBytesMax: 262_144,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const container = blocks.some((block) => block.kind === 'container')
  const name = firstLine(runBlock(blocks, 'uname -n')) ?? firstLine(fileBlock(blocks, '/etc/hostname'))
  const hidden = blocks.some((block) => block.kind === 'denied' && block.subject.endsWith('product_uuid')) && !container
  return {
    part: {
      marks: readMarks(blocks, name, container),
      facts: hardware(blocks, container),
      ...(name === undefined ? {} : { name }),
      unknown: hidden ? [{ what: 'serial number and UUID of the firmware', why: 'needs root' }] : [],
    },
    problems: [],
  }
}

function hardware(blocks: readonly Block[], container: boolean): FactList['map'] {
  const facts = new FactList()
  const said = (kind: string): string => blocks.find((block) => block.kind === kind)?.subject ?? ''
  facts.text('machine.vendor', firmwareText(blocks, 'sys_vendor'), '/sys/class/dmi/id/sys_vendor')
  facts.text('machine.model', firmwareText(blocks, 'product_name'), '/sys/class/dmi/id/product_name')
  const firmware = ['bios_vendor', 'bios_version', 'bios_date']
    .map((file) => firmwareText(blocks, file))
    .filter((part) => part !== undefined)
  facts.text('machine.firmware', firmware.join(' '), '/sys/class/dmi/id/bios_version')
  // It ends with 1 when there is nothing virtual, and says "none".
  const detected = blocks.find((block) => block.kind === 'run' && block.subject === 'systemd-detect-virt')?.lines[0]?.trim() ?? ''
  facts.text(
    'machine.virtualisation',
    /^[a-z0-9-]{2,32}$/.test(detected) ? detected : container ? 'container' : undefined,
    'systemd-detect-virt',
  )
  const kibibytes = /(\d{1,15}) kB/.exec(said('memory'))?.[1]
  facts.number(
    'machine.memoryMiB',
    kibibytes === undefined ? undefined : String(Math.floor(Number(kibibytes) / 1024)),
    '/proc/meminfo',
  )
  facts.number('machine.processors', said('processors'), '/proc/cpuinfo')
  facts.text('machine.processorModel', /: (.+)$/.exec(said('model'))?.[1], '/proc/cpuinfo')
  facts.number('machine.uptimeSeconds', /^\d+/.exec(firstLine(fileBlock(blocks, '/proc/uptime')) ?? '')?.[0], '/proc/uptime')
  return facts.map
}
