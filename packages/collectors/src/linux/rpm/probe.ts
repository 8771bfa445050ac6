/** RPM packages. Older rpm does not know the tag of modules, and refuses the whole format for one unknown tag. */
import { exits, type Probe } from '../../probe.ts'
import { readRpmListing } from './read-listing.ts'

const FIELDS = '%{NAME}\\\\t%{EPOCH}\\\\t%{VERSION}\\\\t%{RELEASE}\\\\t%{ARCH}\\\\t%{SOURCERPM}'

export const rpm: Probe = {
  name: 'linux.rpm',
  purpose: 'RPM packages with epoch, architecture, source package, module and vendor',
  script: `
rpmdb || exit ${exits.absent}
have rpm || exit ${exits.absent}
if meekly rpm -q --qf "%{MODULARITYLABEL}" rpm >/dev/null 2>&1; then
  meekly rpm -qa --qf "${FIELDS}\\\\t%{MODULARITYLABEL}\\\\t%{VENDOR}\\\\n"
else meekly rpm -qa --qf "${FIELDS}\\\\t\\\\t%{VENDOR}\\\\n"; fi
`,
  timeoutMs: 60_000,
  outputBytesMax: 8_388_608,
  privilege: 'none',
  writes: 'nothing',
  read(output) {
    const { items, problems } = readRpmListing(output)
    return { part: { software: items }, problems }
  },
}
