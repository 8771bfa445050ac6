/**
 * What a hospital runs, row by row, with the product keys under which verdicts on it are made. Which sources speak under these
 * keys is not written here: the page takes it from what the readers of the feeds are proved to yield.
 */
export type CoverageRow = {
  readonly area: 'Linux' | 'Language packages' | 'Windows' | 'Devices' | 'Network gear' | 'Other'
  readonly family: string
  /** Beginnings of product keys; none = nothing can be judged yet. */
  readonly keys: readonly string[]
  readonly seenBy: string
  readonly judgedBy: string
  /** What makes a verdict weak or unknown here. */
  readonly limits?: string
}

const LINUX_SEEN = '`local`, `ssh:`, `rootfs:`, `image:`, kit, SBOM, package lists'
const distribution = (family: string, keys: readonly string[], judgedBy: string, limits?: string): CoverageRow => ({
  area: 'Linux',
  family,
  keys,
  seenBy: LINUX_SEEN,
  judgedBy,
  ...(limits !== undefined && { limits }),
})
const language = (family: string, key: string, judgedBy: string): CoverageRow => ({
  area: 'Language packages',
  family,
  keys: [key],
  seenBy: '`local`, `rootfs:`, `image:`, lock files, SBOM, package URLs',
  judgedBy,
})
const windows = (family: string, keys: readonly string[], judgedBy: string, limits?: string): CoverageRow => ({
  area: 'Windows',
  family,
  keys,
  seenBy: 'kit (`collect.ps1`, `collect.cmd`), `systeminfo:`',
  judgedBy,
  ...(limits !== undefined && { limits }),
})
const network = (family: string, keys: readonly string[], limits?: string): CoverageRow => ({
  area: 'Network gear',
  family,
  keys,
  seenBy: '`network:` (output of its own commands, configuration)',
  judgedBy: 'release in the maker’s list or range',
  ...(limits !== undefined && { limits }),
})

const DPKG = 'source package and version in the order of dpkg'
const RPM = 'package, module stream and version in the order of rpm'

export const coverage: readonly CoverageRow[] = [
  distribution('Debian', ['deb:debian', 'deb-binary:debian'], DPKG),
  distribution(
    'Ubuntu',
    ['deb:ubuntu', 'deb-binary:ubuntu'],
    DPKG,
    'ESM and Pro fixes are told as a channel that must be subscribed',
  ),
  distribution('Red Hat Enterprise Linux', ['rpm:rhel', 'srpm:rhel'], RPM, 'live patches and SIG kernels are not asked'),
  distribution('AlmaLinux', ['rpm:almalinux'], RPM, 'where it is silent, Red Hat’s statements on the same release decide'),
  distribution(
    'Rocky Linux',
    ['rpm:rocky', 'srpm:rocky'],
    RPM,
    'where it is silent, Red Hat’s statements on the same release decide',
  ),
  distribution('CentOS', ['rpm:rhel'], RPM, 'by Red Hat’s statements on the same release'),
  distribution('Oracle Linux', ['rpm:ol'], RPM),
  distribution('Amazon Linux', ['rpm:amazon'], RPM),
  distribution('Fedora', ['rpm:fedora', 'srpm:fedora'], RPM),
  distribution('SUSE Linux Enterprise, openSUSE', ['rpm:suse', 'rpm:sles', 'rpm:sle', 'rpm:opensuse', 'srpm:suse'], RPM),
  distribution('Azure Linux, CBL-Mariner', ['rpm:azurelinux', 'rpm:mariner'], RPM),
  distribution(
    'Alpine',
    ['apk:alpine'],
    'origin package and version in the order of apk',
    'a silence of its list is no statement',
  ),
  distribution('Wolfi, Chainguard', ['apk:wolfi', 'apk:chainguard'], 'origin package and version in the order of apk'),
  distribution('Arch', ['alpm:arch'], 'package and version in the order of pacman'),
  language('Python', 'pypi', 'PEP 440'),
  language('JavaScript', 'npm', 'node-semver'),
  language('Java', 'maven', 'order of Maven'),
  language('.NET', 'nuget', 'order of NuGet'),
  language('Go', 'golang', 'order of Go modules'),
  language('Rust', 'cargo', 'SemVer'),
  language('PHP', 'composer', 'order of Composer'),
  language('Ruby', 'gem', 'order of RubyGems'),
  language('Elixir, Erlang', 'hex', 'SemVer'),
  windows(
    'Windows 10, 11, Server 2016 and later',
    ['msrc:windows 1', 'msrc:windows server 20', 'msrc:windows server,'],
    'build and revision on the exact product line; hotpatch line apart; updates where the revision was not seen',
  ),
  windows(
    'Windows XP to 8.1, Server 2003 to 2012 R2',
    [
      'msrc:windows 7',
      'msrc:windows 8',
      'msrc:windows xp',
      'msrc:windows vista',
      'msrc:windows server 2003',
      'msrc:windows server 2008',
      'msrc:windows server 2012',
    ],
    'installed updates and all that they replace',
    'Microsoft stopped listing XP in 2014 and Server 2003 in 2015: later vulnerabilities are not listed, the ended life cycle is told',
  ),
  windows(
    '.NET Framework, Internet Explorer',
    ['msrc:.net framework', 'msrc:internet explorer'],
    'updates of the component on that Windows',
    'not seen by `systeminfo`',
  ),
  windows(
    'Office, SQL Server, Exchange, Edge',
    ['msrc:microsoft '],
    'build on the product’s own lane, or its updates',
    'Click-to-Run channels without a published build are unknown',
  ),
  windows(
    'Third-party programs',
    ['cpe:a'],
    'name table to CPE, then NVD and CVE ranges',
    'a program that the table does not know is a blind spot, counted',
  ),
  {
    area: 'Devices',
    family: 'Medical and industrial devices',
    keys: ['device'],
    seenBy: 'declared lists (CSV, XLSX, YAML), MDS2 sheets, makers’ SBOM; never a packet',
    judgedBy: 'maker, product and version against advisories’ product trees',
    limits: 'a name that is only alike gives *possible*; free-text ranges give unknown with the words',
  },
  network(
    'Cisco IOS, IOS XE, IOS XR, NX-OS, ASA',
    ['cpe:o:cisco'],
    'exact release lists; ranges of NVD where the order of releases is known',
  ),
  network('Fortinet FortiOS', ['cpe:o:fortinet', 'cpe:a:fortinet']),
  network('Palo Alto PAN-OS', ['cpe:o:paloaltonetworks']),
  network(
    'Juniper, HPE Aruba, Comware, Arista, Check Point',
    ['cpe:o:juniper', 'cpe:o:arubanetworks', 'cpe:o:hp', 'cpe:o:arista', 'cpe:o:checkpoint'],
    'no feed of the makers yet',
  ),
  {
    area: 'Other',
    family: 'Services seen in an nmap scan or a banner',
    keys: ['cpe:a', 'cpe:o'],
    seenBy: '`nmap:`',
    judgedBy: 'never: a banner is a claim, shown as *possible*',
  },
  {
    area: 'Other',
    family: 'Apple macOS, iOS, iPadOS',
    keys: ['cpe:o:apple'],
    seenBy: 'declared lists, SBOM',
    judgedBy: 'CPE ranges',
    limits: 'no collector',
  },
  {
    area: 'Other',
    family: 'VMware ESXi, Proxmox, Hyper-V hosts',
    keys: [],
    seenBy: 'declared lists',
    judgedBy: '—',
    limits: 'no source with builds yet',
  },
  { area: 'Other', family: 'AIX, Solaris, HP-UX, *BSD', keys: [], seenBy: '—', judgedBy: '—', limits: 'not read' },
]
