/** Which form of configuration a text holds, by what stands in every configuration of that system and in no other. */
export const configurationKinds = [
  'cisco-ios',
  'cisco-ios-xr',
  'cisco-nx-os',
  'cisco-asa',
  'fortios',
  'junos',
  'junos-set',
  'comware',
  'vrp',
  'arubaos-switch',
  'aos-cx',
  'arista-eos',
  'pan-os',
  'pan-os-set',
] as const
export type ConfigurationKind = (typeof configurationKinds)[number]

export type ConfigurationForm = {
  readonly kind: ConfigurationKind
  /** Id of the recogniser whose system writes this form. */
  readonly system: string
  /** Any of these shows it. */
  readonly shows: readonly RegExp[]
}

/** More exact forms stand before those that they look like. */
const forms: readonly ConfigurationForm[] = [
  {
    kind: 'fortios',
    system: 'fortios',
    shows: [/^#config-version=/m, /^config (?:system (?:global|interface|admin)|firewall policy|vpn ssl settings)[ \t]*\r?$/m],
  },
  {
    kind: 'pan-os',
    system: 'pan-os',
    shows: [/<config version="[\d.]{1,12}"[^>]{0,200}>\s{0,80}<(?:mgt-config|shared|devices)/],
  },
  { kind: 'pan-os-set', system: 'pan-os', shows: [/^set (?:deviceconfig system|mgt-config|rulebase security) /m] },
  { kind: 'junos-set', system: 'junos', shows: [/^set system (?:host-name|root-authentication|services|login|syslog) /m] },
  {
    kind: 'junos',
    system: 'junos',
    shows: [
      /^system \{[ \t]*\r?\n[ \t]+(?:host-name|root-authentication|services|login|time-zone|no-)/m,
      /^version "?\d\d\.\d[A-Z][^\s;]{0,40}"?;/m,
    ],
  },
  { kind: 'cisco-ios-xr', system: 'cisco-ios-xr', shows: [/^!! IOS XR Configuration/m] },
  { kind: 'aos-cx', system: 'aos-cx', shows: [/^!Version (?:Aruba)?(?:OS|AOS)-CX /m] },
  { kind: 'arubaos-switch', system: 'arubaos-switch', shows: [/^; \S{1,40} Configuration Editor;/m] },
  {
    kind: 'arista-eos',
    system: 'arista-eos',
    shows: [/^! device: \S{1,80} \(\S{1,40}, EOS-/m, /^transceiver qsfp default-mode/m],
  },
  { kind: 'cisco-asa', system: 'cisco-asa', shows: [/^ASA Version \d/m] },
  {
    kind: 'cisco-nx-os',
    system: 'cisco-nx-os',
    shows: [
      /^!Command: show running-config/m,
      /^feature (?:telnet|nxapi|lacp|interface-vlan|vpc|tacacs\+|bgp|ospf|udld)[ \t]*\r?$/m,
      /^vdc \S{1,40} id \d/m,
    ],
  },
  { kind: 'vrp', system: 'vrp', shows: [/^!Software Version V\d/m] },
  { kind: 'comware', system: 'comware', shows: [/^ version \d\.\d{1,3}\.\d{1,4}, /m] },
  { kind: 'vrp', system: 'vrp', shows: [/^#\r?\n ?sysname \S/m] },
  {
    kind: 'cisco-ios',
    system: 'cisco-ios',
    shows: [
      /^Current configuration ?: /m,
      /^version \d\d\.\d+[ \t]*\r?$/m,
      /^service timestamps (?:debug|log) /m,
      /^boot-start-marker/m,
    ],
  },
]

/** Undefined: no configuration is in the text. Cost: patterns × text. */
export function configurationOf(text: string): ConfigurationForm | undefined {
  return forms.find(({ shows }) => shows.some((pattern) => pattern.test(text)))
}
