/**
 * What banners of thirty protocols say, field by field. The labels are the examples and parameters of the very tables that are
 * shipped in content/recognisers, so a high figure says that patterns are read as they were meant, not how much of the field
 * is known: the order of the tables and the translation of the patterns are what can be wrong.
 */
import { bannerKinds, loadRecognisers, type BannerKind } from '@hygie/collectors/banner/load-recognisers'
import { recognise } from '@hygie/collectors/banner/recognise'
import type { Recogniser } from '@hygie/collectors/banner/recogniser'
import type { FieldFamily, FieldOutcome } from '../family.ts'
import { field, ownTable, type Row } from '../tables.ts'

export const family: FieldFamily = {
  name: 'banners',
  judgeFields: (place) => (ownTable(place, 'expected.tsv') ?? []).flatMap(outcomesOf),
  notes: (outcomes) => [SAME_SOURCE, ...notes(outcomes)],
}

const SAME_SOURCE = 'the labels come from the tables that are shipped: the figure tests their reading and order, not coverage'

/** The table names a kind by what recog calls it, or by its file where it has no name. */
const KIND_OF: ReadonlyMap<string, BannerKind> = new Map([
  ...(Object.entries(bannerKinds) as readonly (readonly [BannerKind, string])[]).map(
    ([kind, file]) => [`xml/${file}.xml`, kind] as const,
  ), // the keys of a constant
  ['apache_modules', 'apache.modules'],
  ['apache_os', 'apache.os'],
  ['dhcp_vendor_class', 'dhcp'],
  ['dns.versionbind', 'dns'],
  ['favicon.md5', 'favicon'],
  ['ftp.banner', 'ftp'],
  ['html_title', 'html.title'],
  ['http_header.cookie', 'http.cookie'],
  ['http_header.server', 'http.server'],
  ['http_header.wwwauth', 'http.wwwauth'],
  ['http_header.x-powered-by', 'http.poweredby'],
  ['imap4.banner', 'imap'],
  ['ldap.search_result', 'ldap'],
  ['mdns.device-info.txt', 'mdns.device'],
  ['mdns.workstation.txt', 'mdns.workstation'],
  ['mysql.banners', 'mysql'],
  ['mysql.error', 'mysql.error'],
  ['nntp.banner', 'nntp'],
  ['ntp.readvar', 'ntp'],
  ['operating_system.name', 'operating-system'],
  ['pop3.banner', 'pop3'],
  ['rtsp_header.server', 'rtsp'],
  ['sip_header.server', 'sip'],
  ['sip_header.user_agent', 'sip.agent'],
  ['smb.native_lm', 'smb.lm'],
  ['smb.native_os', 'smb.os'],
  ['smtp.banner', 'smtp'],
  ['snmp.sys_description', 'snmp.description'],
  ['snmp.sys_object_id', 'snmp.object'],
  ['ssh.banner', 'ssh'],
  ['tls.jarm', 'jarm'],
  ['x11.vendor', 'x11'],
  ['x509.issuer', 'x509.issuer'],
  ['x509.subject', 'x509.subject'],
] satisfies readonly (readonly [string, BannerKind])[])

/** Column → recog's fields, the first that says something. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  os_vendor: ['os.vendor'],
  os_product: ['os.product'],
  os_version: ['os.version'],
  service_vendor: ['service.vendor'],
  service_product: ['service.product'],
  service_version: ['service.version'],
  hw_vendor: ['hw.vendor'],
  hw_product: ['hw.product'],
  device: ['hw.device', 'os.device'],
  cpe23: ['service.cpe23', 'os.cpe23', 'hw.cpe23'],
}

function outcomesOf(row: Row): readonly FieldOutcome[] {
  const banner = field(row, 'banner')
  const kind = KIND_OF.get(field(row, 'matches'))
  const table = kind === undefined ? [] : loadRecognisers(kind).recognisers
  const found = recognise(table, banner)
  const known = table.find(({ pattern, charsMax }) => pattern.test(banner.slice(0, charsMax)))
  return Object.entries(COLUMNS)
    .map(([column, names]): FieldOutcome => {
      const expected = folded(field(row, column))
      const said = names.flatMap((name) => {
        const value = folded(found?.fields.get(name) ?? '')
        return value === '' ? [] : [{ name, value }]
      })
      // A banner may name a system and a service; the label holds one of them.
      const answer = said.find(({ value }) => value === expected) ?? said[0]
      const got = answer?.value ?? ''
      const cause = got === expected ? undefined : causeOf(expected, answer?.name, known, banner)
      return {
        id: `${field(row, 'matches')} ${banner.slice(0, 60)}`,
        field: column,
        expected,
        got,
        ...(cause === undefined ? {} : { cause }),
      }
    })
    .filter(({ expected, got }) => expected !== '' || got !== '')
}

function causeOf(expected: string, name: string | undefined, known: Recogniser | undefined, banner: string): string | undefined {
  if (known === undefined)
    return /  |[^ -~]/.test(banner)
      ? 'label: line ends and control characters of the banner became blanks, so its own pattern cannot match'
      : undefined
  if (expected === '' && name !== undefined && known.given.get(name)?.includes('{') === true)
    return 'label: left empty where the value is put together from others, as recog means it to be'
  return undefined
}

function notes(outcomes: readonly FieldOutcome[]): readonly string[] {
  return Object.keys(COLUMNS).map((column) => {
    const mine = outcomes.filter((outcome) => outcome.field === column)
    const right = mine.filter(({ expected, got }) => expected === got).length
    const made = mine.filter(({ got }) => got !== '').length
    const wanted = mine.filter(({ expected }) => expected !== '').length
    return `${column}: precision ${(right / Math.max(made, 1)).toFixed(4)}, recall ${(right / Math.max(wanted, 1)).toFixed(4)} of ${wanted}`
  })
}

function folded(text: string): string {
  return text.toLowerCase().trim()
}
