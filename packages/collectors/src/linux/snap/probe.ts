/** Snap packages, from their own snap.yaml: asking snapd would need its socket. */
import type { Software } from '@hygie/core/inventory/inventory'
import { exits, type Probe, type ProbeReading } from '../../probe.ts'
import { readBlocks } from '../../text/blocks.ts'

export const snap: Probe = {
  name: 'linux.snap',
  purpose: 'snap packages with version and revision',
  script: `
[ -d /snap ] || [ -d /var/lib/snapd/snap ] || exit ${exits.absent}
for d in /snap/*/current /var/lib/snapd/snap/*/current; do
  [ -r "$d/meta/snap.yaml" ] || continue
  say snap "$d" "$(readlink "$d" 2>/dev/null)"
  grep -E "^(name|version|type):" "$d/meta/snap.yaml" | sed "s/^/|/"
done
exit 0
`,
  timeoutMs: 15_000,
  outputBytesMax: 1_048_576,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const software: Software[] = []
  for (const block of readBlocks(output)) {
    if (block.kind !== 'snap') continue
    const field = (name: string): string | undefined =>
      block.lines
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim()
        .replaceAll(/^['"]|['"]$/g, '')
    const name = field('name')
    const version = field('version')
    const [path = '', revision = ''] = block.subject.split(' ')
    if (name === undefined || name === '' || version === undefined || version === '') continue
    software.push({
      key: `snap:${name}@${version}${revision === '' ? '' : `:${revision}`}`,
      name,
      version,
      origin: 'snap',
      ...(path === '' ? {} : { path }),
    })
  }
  return { part: { software }, problems: [] }
}
