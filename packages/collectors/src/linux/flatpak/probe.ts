/** Flatpak applications and runtimes of the whole system. */
import type { Software } from '@hygie/core/inventory/inventory'
import { exits, type Probe, type ProbeReading } from '../../probe.ts'
import { readBlocks, runBlock } from '../../text/blocks.ts'

export const flatpak: Probe = {
  name: 'linux.flatpak',
  purpose: 'flatpak applications and runtimes with version and branch',
  script: `
[ -d /var/lib/flatpak/app ] || [ -d /var/lib/flatpak/runtime ] || exit ${exits.absent}
have flatpak || exit ${exits.absent}
ask flatpak list --system --columns=application,version,branch,arch,origin
`,
  timeoutMs: 20_000,
  outputBytesMax: 1_048_576,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const software: Software[] = []
  const nameless: string[] = []
  for (const line of runBlock(readBlocks(output), 'flatpak list')?.lines ?? []) {
    const [name = '', version = '', branch = '', architecture = '', repository = ''] = line
      .split('\t')
      .map((field) => field.trim())
    if (!/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/.test(name)) continue
    if (version === '') nameless.push(name)
    else
      software.push({
        key: `flatpak:${name}@${version}:${branch}`,
        name,
        version,
        origin: 'flatpak',
        ...(architecture === '' ? {} : { architecture }),
        ...(repository === '' ? {} : { repository }),
      })
  }
  const unknown = nameless.map((name) => ({ what: `version of flatpak ${name}`, why: 'the application states none' }))
  return { part: { software, unknown }, problems: [] }
}
