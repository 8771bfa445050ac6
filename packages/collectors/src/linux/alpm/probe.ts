/** Arch packages, from pacman's local database. Source: pacman, lib/libalpm/be_local.c: %NAME% and its value on the next line. */
import type { Software } from '@hygie/core/inventory/inventory'
import { softwareMax } from '../../limits.ts'
import { exits, type Probe, type ProbeReading } from '../../probe.ts'
import { linesOf } from '../../text/blocks.ts'

export const alpm: Probe = {
  name: 'linux.alpm',
  purpose: 'Arch packages with version, architecture and base package',
  script: `
d=/var/lib/pacman/local
[ -d $d ] || exit ${exits.absent}
for p in $d/*/desc; do
  [ -r "$p" ] && grep -A 1 -E "^%(NAME|VERSION|BASE|ARCH)%" "$p"
done
exit 0
`,
  timeoutMs: 30_000,
  outputBytesMax: 8_388_608,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const software: Software[] = []
  let fields = new Map<string, string>()
  const finish = (): void => {
    const name = fields.get('NAME')
    const version = fields.get('VERSION')
    if (name !== undefined && version !== undefined && software.length < softwareMax)
      software.push(packageOf(name, version, fields))
    fields = new Map()
  }
  let field: string | undefined
  for (const line of linesOf(output)) {
    const head = /^%([A-Z]+)%$/.exec(line)?.[1]
    if (head === 'NAME') finish()
    if (head === undefined && field !== undefined && line !== '' && line !== '--') fields.set(field, line)
    field = head
  }
  finish()
  return { part: { software }, problems: [] }
}

function packageOf(name: string, version: string, fields: ReadonlyMap<string, string>): Software {
  const architecture = fields.get('ARCH') ?? ''
  return {
    key: `alpm:${name}@${version}${architecture === '' ? '' : `:${architecture}`}`,
    name,
    version,
    origin: 'alpm',
    ...(architecture === '' ? {} : { architecture }),
    source: { name: fields.get('BASE') ?? name, version },
  }
}
