/**
 * Identifiers as people typed them: `CVE-2016-9932 XSA-200`, `CVE-????-?????  XSA-284`, `CVE-2018-16452 (SMB)`,
 * `CVE_2019-2426`, `CVE-2017-17434-1`, `CVE-2017-8073.patch`.
 */
/**
 * CVE where there are any; an id of another list in the same string is then the advisory that they came in, because
 * one such advisory may hold several CVE. Without a CVE the other ids are vulnerabilities themselves.
 */
export function identifiersIn(text: string): {
  readonly vulnerabilities: readonly string[]
  readonly advisory: string | undefined
} {
  const short = text.slice(0, TEXT_CHARS_MAX)
  const cves = [...short.matchAll(/CVE[-_ ](\d{4})-(\d{4,12})/g)].map(([, year, number]) => `CVE-${year}-${number}`)
  const others = (short.match(/\b(?:GHSA(?:-[a-z0-9]{4}){3}|[A-Z]{2,12}-\d[\d-]{0,20})\b/g) ?? []).filter(
    (id) => !id.startsWith('CVE-'),
  )
  return cves.length > 0
    ? { vulnerabilities: [...new Set(cves)], advisory: others[0] }
    : { vulnerabilities: [...new Set(others)], advisory: undefined }
}

const TEXT_CHARS_MAX = 1000
