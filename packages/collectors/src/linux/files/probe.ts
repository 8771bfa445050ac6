/** Modes and owners of files that matter, and who may use cron and at. */
import type { Probe, ProbeReading } from '../../probe.ts'
import { readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'
import { watchedFiles } from '../facts.catalogue.ts'

export const files: Probe = {
  name: 'linux.files',
  purpose: 'modes and owners of files that matter, who may use cron and at',
  script: `
for f in ${watchedFiles.join(' ')}; do
  if [ -e "$f" ]; then s=$(stat -L -c "%a %U %G" "$f" 2>/dev/null) && say stat "$f" "$s"; else
    p=\${f%/*}; while [ -n "$p" ] && [ ! -e "$p" ]; do p=\${p%/*}; done
    [ -x "\${p:-/}" ] && say missing "$f"
  fi
done
have crond || have cron || [ -e /usr/sbin/cron ] && say cron
have at || have atd && say at
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
  const facts = new FactList()
  for (const { kind, subject } of blocks) {
    const [path = '', mode = '', owner = '', group = ''] = subject.split(' ')
    if (!(watchedFiles as readonly string[]).includes(path)) continue
    if (kind === 'missing') facts.boolean(`file.${path}.exists`, false, 'stat')
    if (kind !== 'stat' || !/^[0-7]{1,4}$/.test(mode)) continue
    facts.boolean(`file.${path}.exists`, true, 'stat')
    facts.text(`file.${path}.mode`, mode.padStart(4, '0'), 'stat')
    facts.text(`file.${path}.owner`, owner, 'stat')
    facts.text(`file.${path}.group`, group, 'stat')
  }
  const exists = (path: string): boolean | undefined => {
    const value = facts.map.get(`file.${path}.exists`)?.value
    return typeof value === 'boolean' ? value : undefined
  }
  const installed = (name: string): boolean => blocks.some((block) => block.kind === name)
  if (installed('cron')) facts.boolean('cron.restricted', exists('/etc/cron.allow'), '/etc/cron.allow')
  if (blocks.length > 0) facts.boolean('at.restricted', installed('at') ? exists('/etc/at.allow') : true, '/etc/at.allow')
  return { part: { facts: facts.map }, problems: [] }
}
