/** Alpine, Wolfi and Chainguard packages. */
import { exits, type Probe } from '../../probe.ts'
import { readApkInstalled } from './read-installed.ts'

export const apk: Probe = {
  name: 'linux.apk',
  purpose: 'Alpine packages with version, architecture and origin',
  script: `
for f in /lib/apk/db/installed /usr/lib/apk/db/installed; do
  [ -e "$f" ] || continue
  [ -r "$f" ] || exit ${exits.denied}
  grep -E "^[PVAo]:|^\\$" "$f"
  exit 0
done
exit ${exits.absent}
`,
  timeoutMs: 15_000,
  outputBytesMax: 8_388_608,
  privilege: 'none',
  writes: 'nothing',
  read(output) {
    const { items, problems } = readApkInstalled(output)
    return { part: { software: items }, problems }
  },
}
