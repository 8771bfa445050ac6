/**
 * Systems of network gear by the names that their makers' advisories use, and their CPE products as NVD writes them (NVD feeds and
 * the CVE list of the mirror, counted). Where NVD uses two parts for one product, both are given.
 */
type Products = Readonly<Record<string, readonly string[]>>

/** Maker as `makerOf` writes it → name as `productNameOf` writes it → `part:vendor:product`. */
export const networkProducts: Readonly<Record<string, Products>> = {
  cisco: {
    ios: ['o:cisco:ios'],
    'cisco ios': ['o:cisco:ios'],
    'ios software': ['o:cisco:ios'],
    'cisco ios software': ['o:cisco:ios'],
    'ios xe software': ['o:cisco:ios_xe'],
    'cisco ios xe software': ['o:cisco:ios_xe'],
    'cisco ios xe catalyst sd wan': ['o:cisco:ios_xe_sd-wan'],
    'ios xr software': ['o:cisco:ios_xr'],
    'cisco ios xr software': ['o:cisco:ios_xr'],
    'nx os software': ['o:cisco:nx-os'],
    'cisco nx os software': ['o:cisco:nx-os'],
    'cisco adaptive security appliance asa software': [
      'o:cisco:adaptive_security_appliance_software',
      'a:cisco:adaptive_security_appliance_software',
    ],
    'cisco firepower threat defense software': ['a:cisco:firepower_threat_defense', 'o:cisco:firepower_threat_defense'],
    'cisco secure firewall threat defense ftd software': ['a:cisco:firepower_threat_defense', 'o:cisco:firepower_threat_defense'],
    'cisco firepower extensible operating system fxos': ['o:cisco:fxos'],
    'cisco firepower management center': ['a:cisco:firepower_management_center'],
    'cisco secure firewall management center fmc': ['a:cisco:firepower_management_center'],
    'cisco identity services engine software': ['a:cisco:identity_services_engine'],
    'cisco unified communications manager': ['a:cisco:unified_communications_manager'],
    'cisco unity connection': ['a:cisco:unity_connection'],
    'cisco aironet access point software': ['a:cisco:aironet_access_point_software'],
    'cisco wireless lan controller wlc': ['o:cisco:wireless_lan_controller_software'],
  },
  fortinet: {
    fortios: ['o:fortinet:fortios'],
    fortigate: ['o:fortinet:fortios'],
    fortimanager: ['o:fortinet:fortimanager', 'a:fortinet:fortimanager'],
    fortianalyzer: ['a:fortinet:fortianalyzer', 'o:fortinet:fortianalyzer'],
    fortiproxy: ['a:fortinet:fortiproxy', 'o:fortinet:fortiproxy'],
    fortiweb: ['a:fortinet:fortiweb', 'o:fortinet:fortiweb'],
    fortimail: ['a:fortinet:fortimail'],
    fortiadc: ['a:fortinet:fortiadc', 'o:fortinet:fortiadc'],
    fortinac: ['a:fortinet:fortinac'],
    'fortinac f': ['a:fortinet:fortinac-f'],
    fortisandbox: ['a:fortinet:fortisandbox'],
    fortisiem: ['a:fortinet:fortisiem'],
    fortivoice: ['a:fortinet:fortivoice', 'o:fortinet:fortivoice'],
    fortirecorder: ['a:fortinet:fortirecorder', 'o:fortinet:fortirecorder'],
    fortiddos: ['a:fortinet:fortiddos'],
    'fortiddos f': ['a:fortinet:fortiddos-f'],
    fortindr: ['a:fortinet:fortindr'],
    fortipam: ['a:fortinet:fortipam', 'o:fortinet:fortipam'],
    fortiportal: ['a:fortinet:fortiportal'],
    fortiswitch: ['a:fortinet:fortiswitch', 'o:fortinet:fortiswitch'],
    fortiswitchmanager: ['a:fortinet:fortiswitchmanager'],
    forticlientems: ['a:fortinet:forticlient_endpoint_management_server', 'a:fortinet:forticlientems'],
  },
  'palo alto networks': {
    'pan os': ['o:paloaltonetworks:pan-os'],
    'globalprotect app': ['a:paloaltonetworks:globalprotect', 'a:paloaltonetworks:globalprotect_app'],
    expedition: ['a:paloaltonetworks:expedition'],
    'cortex xdr agent': ['a:paloaltonetworks:cortex_xdr_agent'],
    'cortex xdr broker vm': ['a:paloaltonetworks:cortex_xdr_broker_vm'],
    'cortex xsoar': ['a:paloaltonetworks:cortex_xsoar'],
    'prisma access browser': ['a:paloaltonetworks:prisma_access_browser'],
  },
}
