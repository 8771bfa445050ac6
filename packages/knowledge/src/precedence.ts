/**
 * Whose word is shown first, as data. Nothing is dropped by it: all sources stay in the file and in the answers' order.
 * Names are those of the feeds; a feed that is not listed comes after those that are, by name.
 */

/** Feeds that carry the CVE list itself: what they say of a rejection is said of the vulnerability, the newest counts. */
export const cveListSources: readonly string[] = [
  'cve-list',
  'cve-json5',
  'cvelist',
  'cve',
  'vulnrichment',
  'nvd',
  'openssl',
  'paloalto',
]

/** Short titles: written by the CNA or by GitHub's reviewers before those of distributions; NVD writes none. */
export const titleSources: readonly string[] = [
  'cve-list',
  'cve-json5',
  'cvelist',
  'cve',
  'vulnrichment',
  'kev',
  'osv',
  'redhat',
  'msrc',
  'certfr',
]

/** English descriptions: the CNA's own, then NVD's copy, then ecosystems, then distributions. */
export const descriptionSources: readonly string[] = [
  'cve-list',
  'cve-json5',
  'cvelist',
  'cve',
  'vulnrichment',
  'nvd',
  'osv',
  'redhat',
  'ubuntu',
  'debian',
]

/** NVD before the CNA's copy for dates: it alone revises `modified` when its analysis changes. */
export const dateSources: readonly string[] = ['cve-list', 'cve-json5', 'cvelist', 'cve', 'vulnrichment', 'nvd', 'osv']

/** Who scored: analysts that see all products before makers that see their own. */
export const scoreSources: readonly string[] = ['nvd', 'cve-list', 'cve-json5', 'cvelist', 'cve', 'vulnrichment', 'redhat', 'osv']

/** Feeds whose every file is the whole catalogue of its day: only the newest file's entries hold, what it dropped is gone. */
export const wholeCatalogueSources: readonly string[] = ['kev', 'cisa-kev']

/** Place in an order; those not listed come last. */
export function precedenceOf(order: readonly string[], source: string): number {
  const place = order.indexOf(source)
  return place < 0 ? order.length : place
}
