/** The running kernel, as it names itself, and the kernels whose files are there. */
import type { Probe, ProbeReading } from '../../probe.ts'
import { readBlocks, runBlock } from '../../text/blocks.ts'

export const kernel: Probe = {
  name: 'linux.kernel',
  purpose: 'release of the running kernel and names of the installed ones',
  script: `
ask uname -r
ask uname -v
say modules
ls -1 /lib/modules 2>/dev/null | sed "s/^/|/"
say images
ls -1 /boot 2>/dev/null | grep -E "^(vmlinu|kernel|bzImage|Image)" | sed "s/^/|/"
[ -e /run/systemd/container ] || [ -e /.dockerenv ] || [ -e /run/.containerenv ] && say container
exit 0
`,
  timeoutMs: 5_000,
  outputBytesMax: 262_144,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const release = runBlock(readBlocks(output), 'uname -r')?.lines[0]?.trim()
  if (release === undefined || release === '' || !/^[\x21-\x7e]{1,256}$/.test(release))
    return { part: { unknown: [{ what: 'running kernel', why: 'uname did not say its release' }] }, problems: [] }
  return { part: { runningKernel: release }, problems: [] }
}
