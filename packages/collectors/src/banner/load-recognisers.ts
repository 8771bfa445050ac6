/**
 * The tables in content/recognisers, each read when it is first needed. `NAME.xml`, ours or a hospital's, is tried before
 * recog's `NAME.xml.gz`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Failure } from '@hygie/versions/result'
import { readRecognisers, type Recogniser } from './recogniser.ts'

/** Names of the files, by what they are about. */
export const bannerKinds = {
  'apache.modules': 'apache_modules',
  'apache.os': 'apache_os',
  dhcp: 'dhcp_vendor_class',
  dns: 'dns_versionbind',
  favicon: 'favicons',
  ftp: 'ftp_banners',
  h323: 'h323_callresp',
  'html.title': 'html_title',
  'http.cookie': 'http_cookies',
  'http.server': 'http_servers',
  'http.wwwauth': 'http_wwwauth',
  'http.poweredby': 'http_xpoweredby',
  imap: 'imap_banners',
  jarm: 'tls_jarm',
  ldap: 'ldap_searchresult',
  'mdns.device': 'mdns_device-info_txt',
  'mdns.workstation': 'mdns_workstation_txt',
  mysql: 'mysql_banners',
  'mysql.error': 'mysql_error',
  nntp: 'nntp_banners',
  ntp: 'ntp_banners',
  'operating-system': 'operating_system',
  pjl: 'hp_pjl_id',
  pop3: 'pop_banners',
  rsh: 'rsh_resp',
  rtsp: 'rtsp_servers',
  sip: 'sip_banners',
  'sip.agent': 'sip_user_agents',
  'smb.lm': 'smb_native_lm',
  'smb.os': 'smb_native_os',
  smtp: 'smtp_banners',
  'smtp.debug': 'smtp_debug',
  'smtp.ehlo': 'smtp_ehlo',
  'smtp.expn': 'smtp_expn',
  'smtp.help': 'smtp_help',
  'smtp.mailfrom': 'smtp_mailfrom',
  'smtp.noop': 'smtp_noop',
  'smtp.quit': 'smtp_quit',
  'smtp.rcptto': 'smtp_rcptto',
  'smtp.rset': 'smtp_rset',
  'smtp.turn': 'smtp_turn',
  'smtp.vrfy': 'smtp_vrfy',
  'snmp.description': 'snmp_sysdescr',
  'snmp.object': 'snmp_sysobjid',
  ssh: 'ssh_banners',
  telnet: 'telnet_banners',
  x11: 'x11_banners',
  'x509.issuer': 'x509_issuers',
  'x509.subject': 'x509_subjects',
} as const
export type BannerKind = keyof typeof bannerKinds

export type RecogniserTable = { readonly recognisers: readonly Recogniser[]; readonly problems: readonly Failure[] }

const CONTENT = new URL('../../../../content/recognisers/', import.meta.url)
/** Unpacked; the largest of recog has 0.5 MB. */
const FILE_BYTES_MAX = 16_777_216
const tables = new Map<BannerKind, RecogniserTable>()

/** Never throws: a file that is not there or broken is a table without recognisers, and the cause. */
export function loadRecognisers(kind: BannerKind): RecogniserTable {
  const known = tables.get(kind)
  if (known !== undefined) return known
  const table = tableFrom(bannerKinds[kind])
  tables.set(kind, table)
  return table
}

function tableFrom(name: string): RecogniserTable {
  const own = new URL(`${name}.xml`, CONTENT)
  const parts = [...(existsSync(own) ? [read(own)] : []), read(new URL(`${name}.xml.gz`, CONTENT))]
  return { recognisers: parts.flatMap(({ recognisers }) => recognisers), problems: parts.flatMap(({ problems }) => problems) }
}

function read(file: URL): RecogniserTable {
  try {
    const bytes = readFileSync(file)
    const packed = file.pathname.endsWith('.gz')
    const text = (packed ? gunzipSync(bytes, { maxOutputLength: FILE_BYTES_MAX }) : bytes).toString('utf8')
    const { items, problems } = readRecognisers(text)
    return { recognisers: items, problems }
  } catch (cause) {
    const message = `Cannot read the recognisers in "${file.pathname}": ${cause instanceof Error ? cause.message : 'unknown cause'}`
    return { recognisers: [], problems: [{ code: 'recognisers-absent', message }] }
  }
}
