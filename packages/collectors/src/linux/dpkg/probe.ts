/** Debian packages, by dpkg-query or, where it is missing (distroless, rescue systems), from its files. */
import type { Software } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import { problemsMax, softwareMax } from '../../limits.ts'
import { exits, type Probe, type ProbeReading } from '../../probe.ts'
import { linesOf } from '../../text/blocks.ts'
import { debSoftware, isInstalled, readDpkgStatus } from './read-status.ts'

// ${Source} and ${Status} are known to every dpkg; ${source:Version} only since 1.16.2.
const FORMAT = '\\${Package}\\\\t\\${Version}\\\\t\\${Architecture}\\\\t\\${Status}\\\\t\\${Source}\\\\n'

export const dpkg: Probe = {
  name: 'linux.dpkg',
  purpose: 'Debian packages with version, architecture, state and source package',
  script: `
if have dpkg-query && dpkg-query --version >/dev/null 2>&1; then
  echo "#query"
  dpkg-query -W -f "${FORMAT}" 2>/dev/null && exit 0
  [ -e /var/lib/dpkg/status ] || exit ${exits.absent}
fi
[ -e /var/lib/dpkg/status ] || [ -d /var/lib/dpkg/status.d ] || exit ${exits.absent}
echo "#status"
[ -r /var/lib/dpkg/status ] && grep -E "^(Package|Status|Version|Architecture|Source):|^\\$" /var/lib/dpkg/status
for f in /var/lib/dpkg/status.d/*; do
  case $f in *.md5sums) ;; *) [ -f "$f" ] && { echo; grep -E "^(Package|Version|Architecture|Source):" "$f"; };; esac
done
exit 0
`,
  timeoutMs: 30_000,
  outputBytesMax: 16_777_216,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const statusAt = output.search(/^#status\r?$/m)
  if (statusAt >= 0) {
    const { items, problems } = readDpkgStatus(output.slice(output.indexOf('\n', statusAt) + 1))
    return { part: { software: items }, problems }
  }
  const software: Software[] = []
  const problems: Failure[] = []
  for (const [index, line] of linesOf(output).entries()) {
    if (line === '' || line.startsWith('#')) continue
    const [name = '', version = '', architecture = '', status = '', source = ''] = line.split('\t')
    if (status === '' || name === '' || !/^[A-Za-z0-9][A-Za-z0-9+._:-]*$/.test(name)) {
      if (problems.length < problemsMax)
        problems.push({
          code: 'dpkg-line',
          message: `Cannot read "${line.slice(0, 80)}": must be package, version, architecture, status, source`,
          at: `line ${index + 1}`,
        })
      continue
    }
    if (!isInstalled(status) || version === '') continue
    if (software.length < softwareMax) software.push(debSoftware({ name, version, architecture, source }))
  }
  return { part: { software }, problems }
}
