/** Antivirus, EDR, backup and integrity products by where they install and how their processes are named. Source: makers' manuals. */
import type { Block } from '../../text/blocks.ts'
import type { FactList } from '../fact-list.ts'
import { listed } from './said.ts'

type Product = {
  readonly name: string
  readonly kind: 'antivirus' | 'backup' | 'integrity'
  readonly places: readonly string[]
  readonly processes: readonly string[]
}

const product = (kind: Product['kind'], name: string, places: string, processes: string): Product => ({
  kind,
  name,
  places: places.split(' '),
  processes: processes === '' ? [] : processes.split(' '),
})

/** Processes as the kernel cuts them: 15 characters. */
const PRODUCTS: readonly Product[] = [
  product('antivirus', 'clamav', '/usr/bin/clamscan /usr/sbin/clamd', 'clamd clamonacc'),
  product('antivirus', 'microsoft-defender', '/opt/microsoft/mdatp', 'wdavdaemon mdatp'),
  product('antivirus', 'crowdstrike-falcon', '/opt/CrowdStrike', 'falcon-sensor falcon-sensor-b'),
  product('antivirus', 'sentinelone', '/opt/sentinelone', 's1-agent sentinelone-age'),
  product('antivirus', 'sophos', '/opt/sophos-av /opt/sophos-spl', 'savd sophos_threat_d sophos-spl'),
  product('antivirus', 'eset', '/opt/eset', 'efs oaeventd scand eraagent'),
  product('antivirus', 'trellix', '/opt/McAfee /opt/trellix', 'mfetpd masvc'),
  product('antivirus', 'trendmicro', '/opt/ds_agent /opt/TrendMicro', 'ds_agent ds_am'),
  product('antivirus', 'bitdefender', '/opt/bitdefender-security-tools', 'bdsecd epagd'),
  product('antivirus', 'kaspersky', '/opt/kaspersky', 'kesl klnagent'),
  product('antivirus', 'withsecure', '/opt/f-secure', 'fsma2 fsicd'),
  product('antivirus', 'harfanglab', '/opt/hurukai-agent', 'hurukai'),
  product('antivirus', 'cybereason', '/opt/cybereason', 'cybereason-sens'),
  product('antivirus', 'cortex-xdr', '/opt/traps', 'traps_pmd pmd'),
  product('antivirus', 'tehtris', '/opt/tehtris', 'tehtris-agent'),
  product('antivirus', 'elastic-defend', '/opt/Elastic/Endpoint', 'elastic-endpoin'),
  product('backup', 'bareos', '/etc/bareos/bareos-fd.d', 'bareos-fd'),
  product('backup', 'bacula', '/etc/bacula/bacula-fd.conf /opt/bacula', 'bacula-fd'),
  product('backup', 'veeam', '/opt/veeam /etc/veeam', 'veeamservice veeamtransport'),
  product('backup', 'commvault', '/opt/commvault', 'cvd'),
  product('backup', 'netbackup', '/usr/openv/netbackup', 'bpcd nbdisco'),
  product('backup', 'networker', '/usr/sbin/nsrexecd', 'nsrexecd'),
  product('backup', 'spectrum-protect', '/opt/tivoli/tsm/client', 'dsmcad dsmc'),
  product('backup', 'acronis', '/usr/lib/Acronis', 'acronis_mms'),
  product('backup', 'atempo', '/opt/ATEMPO /usr/Atempo', 'tina_daemon'),
  product('backup', 'urbackup', '/usr/local/sbin/urbackupclientbackend /usr/sbin/urbackupclientbackend', 'urbackupclientb'),
  product('backup', 'proxmox-backup-client', '/usr/bin/proxmox-backup-client', ''),
  product('backup', 'borg', '/usr/bin/borg /usr/local/bin/borg', ''),
  product('backup', 'restic', '/usr/bin/restic /usr/local/bin/restic', ''),
  product('backup', 'duplicity', '/usr/bin/duplicity', ''),
  product('backup', 'rsnapshot', '/usr/bin/rsnapshot', ''),
  product('backup', 'amanda', '/etc/amanda', 'amandad'),
  product('integrity', 'aide', '/usr/bin/aide /usr/sbin/aide', ''),
  product('integrity', 'tripwire', '/usr/sbin/tripwire', ''),
  product('integrity', 'samhain', '/usr/sbin/samhain', 'samhain'),
  product('integrity', 'wazuh', '/var/ossec/bin/wazuh-syscheckd', 'wazuh-syscheckd'),
  product('integrity', 'ossec', '/var/ossec/bin/ossec-syscheckd', 'ossec-syscheckd'),
]

export const productPlaces: readonly string[] = PRODUCTS.flatMap(({ places }) => places)

export function productFacts(blocks: readonly Block[], facts: FactList): void {
  const places = new Set(listed(blocks, 'places') ?? [])
  const processes = new Set(listed(blocks, 'processes') ?? [])
  const running = ({ processes: names }: Product): boolean => names.some((name) => processes.has(name.slice(0, 15)))
  const names = (kind: Product['kind'], test: (item: Product) => boolean): readonly string[] =>
    PRODUCTS.filter((item) => item.kind === kind && test(item)).map(({ name }) => name)
  const found = (item: Product): boolean => item.places.some((place) => places.has(place)) || running(item)
  facts.list('antivirus.products', names('antivirus', found), 'folders and processes of known products')
  facts.list('antivirus.running', names('antivirus', running), 'processes')
  facts.list('backup.products', names('backup', found), 'folders and processes of known products')
  facts.list('backup.running', names('backup', running), 'processes')
  facts.list('integrity.products', names('integrity', found), 'folders and processes of known products')
}
