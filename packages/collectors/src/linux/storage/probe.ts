/** Mounts with their options, and which devices are encrypted. */
import type { Probe, ProbeReading } from '../../probe.ts'
import { fileBlock, readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'
import { watchedMounts } from '../facts.catalogue.ts'

export const storage: Probe = {
  name: 'linux.storage',
  purpose: 'mounted file systems with their options, encrypted devices, swap',
  script: `
show /proc/mounts /proc/swaps
for d in /sys/block/dm-*; do
  [ -r "$d/dm/uuid" ] || continue
  say dm "\${d##*/}" "$(cat "$d/dm/name" 2>/dev/null)" "$(cut -c 1-12 "$d/dm/uuid" 2>/dev/null)" "$(ls "$d/slaves" 2>/dev/null | tr "\\n" ",")"
done
say rootdev "$(stat -c "%d" / 2>/dev/null)" "$(readlink -f "$(sed -n "s/^\\(\\/dev\\/[^ ]*\\) \\/ .*/\\1/p" /proc/mounts 2>/dev/null | tail -n 1)" 2>/dev/null)"
exit 0
`,
  timeoutMs: 10_000,
  outputBytesMax: 1_048_576,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const facts = new FactList()
  const mounts = fileBlock(blocks, '/proc/mounts')
  if (mounts !== undefined) {
    // A later mount on the same place hides the earlier one.
    const byPath = new Map(
      mounts.lines
        .map((line) => line.split(' '))
        .map(([, path = '', type = '', options = '']) => [path.replaceAll('\\040', ' '), { type, options }]),
    )
    for (const path of watchedMounts) {
      const mount = byPath.get(path)
      facts.boolean(`mount.${path}.separate`, mount !== undefined, '/proc/mounts')
      facts.list(`mount.${path}.options`, mount?.options.split(','), '/proc/mounts')
      facts.text(`mount.${path}.type`, mount?.type, '/proc/mounts')
    }
  }
  const devices = blocks
    .filter((block) => block.kind === 'dm')
    .map(({ subject }) => {
      const [device = '', name = '', uuid = '', below = ''] = subject.split(' ')
      return { device, name, encrypted: uuid.startsWith('CRYPT-'), below: below.split(',').filter((item) => item !== '') }
    })
  const rests = (device: string, depth: number): boolean => {
    const known = devices.find((item) => item.device === device)
    return known !== undefined && depth < 8 && (known.encrypted || known.below.some((item) => rests(item, depth + 1)))
  }
  if (mounts !== undefined) {
    const from = '/sys/block'
    facts.boolean(
      'disk.encrypted',
      devices.some(({ encrypted }) => encrypted),
      from,
    )
    facts.list(
      'disk.encryptedDevices',
      devices.filter(({ encrypted }) => encrypted).map(({ name }) => name),
      from,
    )
    const root = blocks.find((block) => block.kind === 'rootdev')?.subject.split(' ')[1] ?? ''
    if (root.startsWith('/dev/')) facts.boolean('disk.rootEncrypted', rests(root.slice(5), 0), from)
    const swaps = fileBlock(blocks, '/proc/swaps')
      ?.lines.slice(1)
      .map((line) => line.split(/\s+/)[0] ?? '')
    // A swap file is as safe as the disk it lies on; compressed memory leaves no trace.
    if (swaps !== undefined)
      facts.boolean(
        'swap.encrypted',
        swaps.every(
          (path) =>
            path.startsWith('/dev/zram') ||
            rests(path.replace(/^\/dev\//, ''), 0) ||
            (!path.startsWith('/dev/') && facts.map.get('disk.rootEncrypted')?.value === true),
        ),
        '/proc/swaps',
      )
  }
  return { part: { facts: facts.map }, problems: [] }
}
