/**
 * Which source speaks first where several speak of the same product line and vulnerability (architecture: the vendor knows
 * better than NVD; a statement for the exact release beats a general one). Sources of one row are of equal rank.
 */

const RANKS: readonly (readonly string[])[] = [
  // What the hospital itself declares.
  ['declared', 'vex'],
  // A distribution's per-release statements: they also say "not affected" and "will not fix".
  ['debian-tracker', 'ubuntu-vex', 'redhat-vex', 'suse-csaf-vex'],
  [
    'ubuntu-osv',
    'ubuntu-tracker',
    'redhat-hydra',
    'alpine-secdb',
    'wolfi-secdb',
    'chainguard-secdb',
    'chainguard-osv',
    'suse-oval',
    'arch-tracker',
  ],
  // A distribution's advisories: they only say what was fixed.
  [
    'debian-lists',
    'redhat-csaf',
    'almalinux-osv',
    'rocky-errata',
    'suse-csaf',
    'ubuntu-usn-db',
    'ubuntu-api',
    'amazon-updateinfo',
    'fedora-updateinfo',
    'oracle-oval',
  ],
  ['almalinux-errata', 'rocky-osv', 'suse-osv', 'debian-osv', 'alpine-osv', 'fedora-bodhi'],
  // A maker's own words on its products, before what is made from them and before those who collect them.
  ['openssl-secjson', 'apple-releases', 'siemens-csaf', 'sick-csaf', 'cisco-csaf', 'fortinet-csaf', 'paloalto-json'],
  ['cisco-cvrf', 'cisco-openvuln', 'fortinet-cvrf', 'paloalto-csaf'],
  ['cisa-csaf'],
  ['cert-bund-csaf', 'ncsc-nl-csaf'],
  // Microsoft's guide with its builds, what repeats parts of it, the table made from it, and the lists before it.
  ['msrc-cvrf'],
  ['msrc-csaf', 'msrc-vex', 'msrc-sug'],
  ['wesng'],
  ['msrc-bulletins'],
  // Ecosystems: their own databases before what is made from them is no rule; they are equals.
  // Everything that is not named here comes next, in one rank; CPE statements come last.
]
const RANK_OF = new Map(RANKS.flatMap((row, rank) => row.map((source) => [source, rank] as const)))
const LAST = new Set(['cve-json5', 'nvd-api', 'nvd-feed', 'nvd-legacy', 'vulnrichment'])

/** Smaller speaks first. */
export function rankOf(source: string): number {
  return RANK_OF.get(source) ?? (LAST.has(source) ? RANKS.length + 1 : RANKS.length)
}
