/**
 * Whose word is shown first, as data. Nothing is dropped by an order: all sources stay in the file and in the answers.
 * Names are those of the feeds, `osv-*` stands for all that begin so; a feed that is not listed comes last, by name.
 */

/** The CVE list itself, in the forms that it is had: the newest of them says whether a CVE is rejected. */
export const cveListSources: readonly string[] = ['cve-json5', 'vulnrichment', 'nvd-api', 'nvd-feed', 'nvd-legacy', 'nvd', 'euvd']

/** Short titles: written by the CNA or by reviewers of an ecosystem before those of distributions; NVD writes none. */
export const titleSources: readonly string[] = [
  'cve-json5',
  'vulnrichment',
  'kev',
  'osv-*',
  'msrc-*',
  'redhat-vex',
  'redhat-csaf',
  'certfr',
]

/** English descriptions: the CNA's own, then NVD's copy, then ecosystems, then distributions. */
export const descriptionSources: readonly string[] = [
  'cve-json5',
  'vulnrichment',
  'nvd-api',
  'nvd-feed',
  'nvd-legacy',
  'nvd',
  'osv-*',
  'redhat-vex',
  'ubuntu-tracker',
  'debian-tracker',
]

/** Dates of the CVE record; NVD last, its `modified` also moves when only its own analysis does. */
export const dateSources: readonly string[] = ['cve-json5', 'vulnrichment', 'nvd-api', 'nvd-feed', 'nvd-legacy', 'nvd', 'osv-*']

/** Who scored: analysts that see all products before makers that see their own. */
export const scoreSources: readonly string[] = [
  'nvd-api',
  'nvd-feed',
  'nvd-legacy',
  'nvd',
  'cve-json5',
  'vulnrichment',
  'redhat-vex',
  'redhat-csaf',
  'osv-*',
]

/** Feeds whose every file is the whole catalogue of its day: only the newest file's entries hold, what it dropped is gone. */
export const wholeCatalogueSources: readonly string[] = ['kev']

/**
 * Who publishes a catalogue. What others copy of it counts only where the publisher's own feed is missing: an entry that was
 * taken out of the catalogue must not live on in a copy.
 */
export const catalogueOwners: ReadonlyMap<string, string> = new Map([
  ['cisa-kev', 'kev'],
  ['eu-kev', 'euvd'],
])

/**
 * Feeds that serve copies of the same records in several forms: the claims of an older copy are no longer said by anybody.
 * (NVD's retired 1.1 files of 2022 beside its interface of today.)
 */
export const copyFamilies: readonly (readonly string[])[] = [['nvd-api', 'nvd-feed', 'nvd-legacy', 'nvd']]

/** Feeds that replace the claims of others, vulnerability by vulnerability. */
export const corrections: readonly { readonly by: string; readonly of: readonly string[] }[] = [
  { by: 'nvd-overrides', of: ['nvd-api', 'nvd-feed', 'nvd-legacy', 'nvd'] },
]

/** Place in an order; those not listed come last. */
export function precedenceOf(order: readonly string[], source: string): number {
  const place = order.findIndex((name) => (name.endsWith('*') ? source.startsWith(name.slice(0, -1)) : name === source))
  return place < 0 ? order.length : place
}
