/** What the commands' own data do not say: kinds of targets, settings, and how the parts of a command are used. */

export const targets = `A target says where evidence comes from. A plain path is recognised by its content.

| target | is |
| --- | --- |
| \`local\` | this machine |
| \`ssh:[user@]host[:port]\` | a Linux machine, reached by SSH |
| \`rootfs:DIR\` | the root folder of a system that does not run: a mounted disk, an unpacked image |
| \`image:FILE\`, \`image:DIR\` | a container image: \`docker save\`, OCI layout as a folder or tar; nothing is unpacked to disk |
| \`systeminfo:FILE\` | what \`systeminfo\` prints on Windows, in any language; \`*_qfe.txt\` (\`wmic qfe\`) beside it is read too |
| \`network:FILE\` | output of a switch's, router's or firewall's own commands (\`show version\`, \`get system status\`), configuration |
| \`nmap:FILE\` | XML of an nmap scan: one asset for each host; what services say of themselves is shown as possible, never as certain |
| \`evidence:FILE\`, \`evidence:DIR\`, \`evidence:'PATTERN'\` | evidence of the kit or of \`hygie collect\`, one asset each |
| \`sbom:FILE\`, \`sbom:DIR\`, \`sbom:'PATTERN'\` | bill of materials: CycloneDX (JSON, XML) or SPDX (JSON, tag-value) |
| \`dpkg:FILE\`, \`apk:FILE\`, \`rpm:FILE\` | list of packages: a dpkg status file, an apk installed file, a listing of rpm; give its \`--os-release\` |
| \`lockfile:FILE\` | lock file of a language's packages; a plain folder is searched for them |
| \`declared:FILE\` | products and devices that people state: CSV or XLSX (biomedical inventories as they are exported), YAML |
| \`purl:PURL\` or \`pkg:…\` | package URLs, separated by blanks or commas |

\`winrm:\` and \`snmp:\` are known names that come later; they are refused with that word.
Files may be packed with gzip. A target that fails is told and does not stop the others.
`

export const settings = `Options come before the environment, the environment before \`hygie.yaml\` in the home, that before the defaults. The home is
\`HYGIE_HOME\`, else \`$XDG_DATA_HOME/hygie\` (root: \`/var/lib/hygie\`). It holds the knowledge file, the keys, the fetched mirror and
the reports. \`hygie.yaml\` is a mapping of \`knowledge\`, \`content\`, \`lang\`, \`mirror\`, \`offline\`.
`

export const variables: readonly (readonly [string, string])[] = [
  ['`HYGIE_HOME`', 'folder of this installation'],
  ['`HYGIE_KNOWLEDGE`', 'knowledge file (default: `knowledge.hygie` in the home)'],
  ['`HYGIE_CONTENT`', 'folder of policies, checks and frameworks (default: `content` of the clone)'],
  ['`HYGIE_LANG`', '`en` or `fr` (default: as the locale says, else English)'],
  [
    '`HYGIE_MIRROR`',
    'folder of feed files (default: the first of `mirror` in the home, `mirror` in the clone, `../shared/mirror` beside it that holds something)',
  ],
  ['`HYGIE_OFFLINE`', '`true`: never use the network'],
  ['`HYGIE_SSH_IDENTITY`', 'private key file for SSH'],
  ['`HYGIE_SSH_PASSPHRASE`', 'passphrase of that key'],
  ['`HYGIE_SSH_PASSWORD`', 'password for SSH, better put into a file (`--password-file`)'],
  ['`NO_COLOR`', 'no colours on the terminal'],
  ['`HTTPS_PROXY`, `NO_PROXY`', 'proxy for `hygie mirror fetch`, as other programs understand them'],
]

export const commandNotes: ReadonlyMap<string, string> = new Map([
  [
    'audit',
    `The forms: \`table\` for people, \`html\` one page without anything from elsewhere, [\`json\`](audit-json.md) for programs, \`ndjson\` the same with
an asset a line, \`csv\` a finding a row (cells that a spreadsheet would run are made harmless), \`sarif\` 2.1.0, \`cyclonedx-vex\` 1.6, \`openvex\` 0.2.0.

The criticality file says what biomedical and care staff know of assets; without it exposure, safety and mission are assumed and
every decision shows that. The first entry that matches the target or the name counts, \`*\` stands for any text:

\`\`\`yaml
assets:
  - match: srv-pacs-*
    care: urgent-care-decision # a word of content/decisions/care-words.yaml; or safety and mission
    exposure: controlled # small, controlled, open
    publiclyExposed: false
    unit: imaging
\`\`\`
`,
  ],
  [
    'collect',
    'With one target and an `--output` that ends in `.json` or `.json.gz` the evidence goes into that file, else into that folder, one file a machine ([evidence.md](evidence.md)).\n',
  ],
  ['collectors', 'Prints each probe word for word, with its limits. The list is in [probes.md](probes.md).\n'],
  [
    'comply',
    'Frameworks lie in `content/frameworks`, checks in `content/checks`. A measure is met only when facts can decide it and every check that concerns the asset passes; what was not seen is unknown, never met. The form `json` is [compliance-json.md](compliance-json.md).\n',
  ],
  [
    'explain',
    'Prints each verdict with its reasons, the row of the decision table, where each input comes from, and every claim that was heard, also those that decided nothing.\n',
  ],
  [
    'kb',
    `| verb | does |
| --- | --- |
| \`hygie kb build [--mirror DIR] [--out FILE]\` | reads the feeds of a mirror into one signed knowledge file; \`--only FEED\` reads some of them |
| \`hygie kb verify [FILE]\` | checks seal, hash over all pages and structure |
| \`hygie kb info [FILE]\` | what is in it: counts, feeds with their dates, rejected records and licences |
| \`hygie kb diff OLD NEW\` | what two files say differently |
| \`hygie kb delta OLD NEW --out FILE\` | a small signed file that makes NEW out of OLD |
| \`hygie kb apply DELTA [BASE] [--out FILE]\` | the newer file, byte for byte, or a refusal |
| \`hygie kb trust NAME PUBLIC-KEY.pem\` | opens files from now on that this key signed |
`,
  ],
  ['kit', 'Writes `collect.sh`, two readmes (English, French) and `SHA256SUMS` into a folder, for example on a USB stick.\n'],
  [
    'mirror',
    `\`hygie mirror fetch\` downloads what changed: conditional requests, resumed files, checksums where upstream gives them, pauses that
upstream asks for. \`--dry-run\` lists the addresses and sends nothing. \`hygie mirror status\` tells the age of each feed. The feeds are
in [feeds.md](feeds.md).
`,
  ],
  ['search', 'Takes a CVE, a CERT-FR number, a product or words. Exit status 4 when nothing is known.\n'],
])
