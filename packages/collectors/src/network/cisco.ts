/** Systems of Cisco, from `show version`, `show inventory`, `show module` and `show system`. */
import { field, type Recogniser } from './recogniser.ts'

const INVENTORY_MODEL =
  /^(?:Name|NAME): "?(?:Chassis|Rack 0|1|Switch 1|c\d+[^"]*)"?\s*,\s*DESCR: .{0,200}\r?\nPID: ?(?<value>[^\s,]+)/m
const INVENTORY_SERIAL =
  /^(?:Name|NAME): "?(?:Chassis|Rack 0|1|Switch 1|c\d+[^"]*)"?\s*,\s*DESCR: .{0,200}\r?\nPID: ?[^,]{0,60},\s*VID: ?[^,]{0,20},\s*SN: ?(?<value>[^\s,]+)/m
const UPTIME_NAME = /^(?!System uptime)(?<value>[A-Za-z0-9][\w.-]{0,63}) uptime is /m
const BOARD_SERIAL = /^Processor board ID (?<value>[^\s,]+)/m

export const cisco: readonly Recogniser[] = [
  {
    id: 'cisco-nfvis',
    name: 'Cisco NFVIS',
    vendor: 'Cisco',
    cpe: ['cisco', 'enterprise_nfv_infrastructure_software'],
    shows: [/^Cisco NFV Infrastructure Software/m],
    version: [/^Cisco NFV Infrastructure Software\s+Version (?<value>\S+)/m],
  },
  {
    id: 'cisco-ios-xr',
    name: 'Cisco IOS XR',
    vendor: 'Cisco',
    cpe: ['cisco', 'ios_xr'],
    shows: [/^Cisco IOS XR Software, Version /m, /^(?:NAME|Name): "Rack 0"\s*,\s*DESCR: .{0,120}IOS XR/m],
    version: [/^Cisco IOS XR Software, Version (?<value>[\w.()-]+?)(?:\[|,|\s|$)/m],
    model: [INVENTORY_MODEL, /^cisco (?<value>.{2,60}?) (?:Series )?\(.{0,60}\) processor/m],
    hostname: [UPTIME_NAME],
    serial: [INVENTORY_SERIAL],
  },
  {
    id: 'cisco-nx-os',
    name: 'Cisco NX-OS',
    vendor: 'Cisco',
    cpe: ['cisco', 'nx-os'],
    shows: [/^ ?Cisco Nexus Operating System \(NX-OS\) Software/m, /^(?:NAME|Name): "Chassis"\s*,\s*DESCR: "Nexus/m],
    version: [/^\s+(?:system|NXOS): {0,6}version (?<value>[\w.()-]+)/m],
    model: [/^\s+cisco (?:Nexus ?\d+ |Nexus |MDS )?(?<value>\S+(?: \S+)?) (?:\(.{0,80}\)|.{0,40}) ?[Cc]hassis/m, INVENTORY_MODEL],
    hostname: [/^\s+Device name: (?<value>\S+)/m],
    serial: [/^\s+Processor Board ID (?<value>\S+)/m, INVENTORY_SERIAL],
  },
  {
    id: 'cisco-asa',
    name: 'Cisco ASA',
    vendor: 'Cisco',
    cpe: ['cisco', 'adaptive_security_appliance_software'],
    shows: [/^Cisco Adaptive Security Appliance Software Version /m, /^(?:NAME|Name): "Chassis"\s*,\s*DESCR: "ASA /m],
    version: [/^Cisco Adaptive Security Appliance Software Version (?<value>[\w.()]+)/m],
    model: [/^Model Id:\s+(?<value>\S+)/m, /^Hardware:\s+(?<value>[^,\s]+)/m, INVENTORY_MODEL],
    hostname: [/^(?<value>[A-Za-z0-9][\w.-]{0,63}) up \d/m],
    serial: [/^Serial Number: (?<value>\S+)/m, INVENTORY_SERIAL],
  },
  {
    id: 'cisco-ios-xe',
    name: 'Cisco IOS XE',
    vendor: 'Cisco',
    cpe: ['cisco', 'ios_xe'],
    lifecycle: 'cisco-ios-xe',
    shows: [
      /^Cisco IOS[ -]XE Software\b/im,
      /^Cisco IOS Software.{0,80}\bIOS-?XE\b/m,
      /^Cisco IOS Software.{0,120}_(?:IOSXE|LINUX_IOSD)-/m,
    ],
    version: [
      /^Cisco IOS[ -]XE Software, Version (?<value>[\w.()]+)/im,
      /^Cisco IOS Software.{0,160}, (?:Experimental )?Version (?<value>[\w.():-]+?),?\s/m,
    ],
    model: [/^[Cc]isco (?<value>\S+) \(.{0,60}\) processor/m, /^Model [Nn]umber\s*: (?<value>\S+)/m],
    hostname: [UPTIME_NAME],
    serial: [/^System [Ss]erial [Nn]umber\s*: (?<value>\S+)/m, BOARD_SERIAL],
    // `16.09.03` and `03.06.05E` are `16.9.3` and `3.6.5E` in advisories
    advised: (version) => version.replaceAll(/(?<=^|\.)0+(?=\d)/g, ''),
  },
  {
    id: 'cisco-ios',
    name: 'Cisco IOS',
    vendor: 'Cisco',
    cpe: ['cisco', 'ios'],
    shows: [/^(?:Cisco )?IOS \(tm\) /m, /^Cisco IOS Software/m, /^Cisco Internetwork Operating System Software/m],
    version: [/^(?:Cisco )?IOS (?:\(tm\)|Software).{0,160}?,? Version (?<value>[\w.()-]+?),?\s/m],
    model: [/^[Cc]isco (?<value>\S+) \(.{0,60}\)(?: processor| with)/m, /^Model [Nn]umber\s*: (?<value>\S+)/m],
    hostname: [UPTIME_NAME],
    serial: [/^System [Ss]erial [Nn]umber\s*: (?<value>\S+)/m, BOARD_SERIAL],
  },
  {
    id: 'cisco-small-business',
    name: 'Cisco Small Business switch',
    vendor: 'Cisco',
    shows: [/^Active-image: flash:\/\/system\//m, /^SW version\s+[\d.]+ \( date/m],
    version: [/^Active-image: .{0,120}\r?\n\s+Version: (?<value>\S+)/m, /^SW version\s+(?<value>\S+)/m],
  },
  {
    id: 'cisco-wlc',
    name: 'Cisco Wireless LAN Controller',
    vendor: 'Cisco',
    cpe: ['cisco', 'wireless_lan_controller_software'],
    shows: [/^(?:NAME|Name): "Chassis"\s*, DESCR: ".{0,60}Wireless (?:LAN )?Controller/m, /^Primary Boot Image\.{3,}/m],
    version: [
      /^Product Version\.{3,} (?<value>\S+)/m,
      /^Primary Boot Image\.{3,} (?<value>[\d.]+) .{0,20}\(default\)/m,
      /^Primary Boot Image\.{3,} (?<value>[\d.]+)/m,
    ],
    model: [INVENTORY_MODEL],
    hostname: [field('System Name')],
    serial: [INVENTORY_SERIAL],
  },
]
