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
  // the two RSS feeds list the newest; each document stands at its address followed by json/
  addresses: [
    { url: `${SITE}/alerte/feed/`, path: 'certfr/alerte.rss', bytesMax: 16 * MIB },
    { url: `${SITE}/avis/feed/`, path: 'certfr/avis.rss', bytesMax: 16 * MIB },
    { url: `${SITE}/alerte/{id}/json/`, path: 'certfr/alerte/{id}.json', expand: { id: [] }, bytesMax: 4 * MIB },
    { url: `${SITE}/avis/{id}/json/`, path: 'certfr/avis/{id}.json', expand: { id: [] }, bytesMax: 4 * MIB },
  ],
  rhythmHours: 6,
  licence: 'ANSSI, terms of cert.ssi.gouv.fr; the list of alerts of tarraschk/CERTFR-ALE.json is GPL-3.0',
  homepage: SITE,
  accepts: (path) =>
    /^(?:CERTA|CERTFR)-\d{4}-(?:AVI|ALE)-\d{3,4}\.json$/.test(plainName(path)) ||
    /^derived-ale-cves-[\d-]+\.json$/.test(plainName(path)),
  parse,
}
