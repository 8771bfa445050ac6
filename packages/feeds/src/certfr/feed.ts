/** CERT-FR: advisories (avis) and alerts (alertes) of the French national CSIRT. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://www.cert.ssi.gouv.fr'

export const feed: Feed = {
  name: 'certfr',
  title: 'CERT-FR avis et alertes',
  paths: ['certfr'],
  // the newest 40 of each; older documents come with a mirror
  addresses: ['alerte', 'avis'].map((folder) => ({
    url: `${SITE}/${folder}/feed/`,
    path: `certfr/${folder}.rss`,
    follow: {
      kind: 'rss' as const,
      folder: 'certfr',
      accepts: /^(?:alerte|avis)\/(?:CERTA|CERTFR)-\d{4}-(?:AVI|ALE)-\d{3,4}\.json$/,
      suffix: 'json/',
    },
    bytesMax: 16 * MIB,
  })),
  rhythmHours: 6,
  licence: 'ANSSI, terms of cert.ssi.gouv.fr; the list of alerts of tarraschk/CERTFR-ALE.json is GPL-3.0',
  homepage: SITE,
  accepts: (path) =>
    /^(?:CERTA|CERTFR)-\d{4}-(?:AVI|ALE)-\d{3,4}\.json$/.test(plainName(path)) ||
    /^derived-ale-cves-[\d-]+\.json$/.test(plainName(path)),
  parse,
}
