/** Systems of Cisco, from `show version`, `show inventory`, `show module` and `show system`. */
import { field, type Recogniser } from './recogniser.ts'

const INVENTORY_MODEL =
  /^(?:Name|NAME): "?(?:Chassis|Rack 0|1|Switch 1|c\d+[^"]*)"?[ \t]*,[ \t]*DESCR: .{0,200}\r?\nPID: ?(?<value>[^\s,]+)/m
const INVENTORY_SERIAL =
  /^(?:Name|NAME): "?(?:Chassis|Rack 0|1|Switch 1|c\d+[^"]*)"?[ \t]*,[ \t]*DESCR: .{0,200}\r?\nPID: ?[^,]{0,60},[ \t]*VID: ?[^,]{0,20},[ \t]*SN: ?(?<value>[^\s,]+)/m
const UPTIME_NAME = /^(?!System uptime)(?<value>[A-Za-z0-9][\w.-]{0,63}) uptime is /m
const BOARD_SERIAL = /^Processor board ID (?<value>[^\s,]+)/m

const IMAGE = [/^System image file is "(?<value>[^"]{1,200})"/m]

export const cisco: readonly Recogniser[] = [
  {
    id: 'cisco-nfvis',
    name: 'Cisco NFVIS',
    vendor: 'Cisco',
    cpe: ['cisco', 'enterprise_nfv_infrastructure_software'],
    shows: [/^Cisco NFV Infrastructure Software/m],
    version: [/^Cisco NFV Infrastructure Software\s{1,4}Version (?<value>\S+)/m],
  },
  {
    id: 'cisco-ios-xr',
    name: 'Cisco IOS XR',
    vendor: 'Cisco',
    cpe: ['cisco', 'ios_xr'],
    shows: [
      /^Cisco IOS XR Software, Version /m,
      /^!! IOS XR Configuration /m,
      /^(?:NAME|Name): "(?:0\/RS?P\d\/CPU0|Rack 0)"/m,
      /^(?:NAME|Name): "Rack 0"[ \t]*,[ \t]*DESCR: .{0,120}IOS XR/m,
    ],
    version: [/^Cisco IOS XR Software, Version (?<value>[\w.()-]+(?: LNT)?)/m, /^!! IOS XR Configuration (?<value>\d[\w.]*)/m],
    model: [
      INVENTORY_MODEL,
      /^(?<value>[A-Z]{2,4} \d{3,5}) .{0,60}Chassis/m,
      /^cisco (?<value>\S{1,40}(?: \S{1,40})?) \([^\n]{0,80}\) processor/m,
      /^cisco (?<value>\S{1,40}) Series \(/m,
    ],
    image: [/^System image file is "(?<value>[^"]{1,200})"/m],
    hostname: [UPTIME_NAME],
    serial: [INVENTORY_SERIAL],
    advised: (version) => version.replace(/ LNT$/, ''),
  },
  {
    id: 'cisco-nx-os',
    name: 'Cisco NX-OS',
    vendor: 'Cisco',
    cpe: ['cisco', 'nx-os'],
    shows: [
      /^ ?Cisco Nexus Operating System \(NX-OS\) Software/m,
      /^[ \t]+(?:NXOS|system) image file is:/m,
      /^NAME: "Chassis"[ \t]*,[ \t]*DESCR: "(?:Nexus|MDS)/m,
      /^Mod +Ports +Module-Type +Model +Status/m,
      /^!Command: show running-config/m,
    ],
    version: [
      /^[ \t]+(?:system|NXOS): {0,6}version (?<value>[\w.()-]+(?: \[[^\]]{1,60}\])?)/m,
      /^version (?<value>\d+\.\d+\(\w+\)\S{0,20})/m,
    ],
    model: [
      /^[ \t]+cisco (?:Nexus ?\d{4} (?=[A-Z])|Nexus (?=\d)|MDS (?=\d))?(?:N\dK-)?(?<value>\S+) (?:\(.{0,80}\) ?)?[Cc]hassis/m,
      /^[ \t]+cisco (?:N\dK-)?(?<value>\S+) \("/m,
      INVENTORY_MODEL,
    ],
    hostname: [/^[ \t]+Device name: (?<value>\S+)/m],
    advised: (version) => version.replace(/ \[.*$/, ''),
    image: [/^[ \t]+(?:kickstart|NXOS) image file is: +(?<value>\S+)/m],
    serial: [/^[ \t]+Processor Board ID (?<value>\S+)/m, INVENTORY_SERIAL],
  },
  {
    id: 'cisco-asa',
    name: 'Cisco ASA',
    vendor: 'Cisco',
    cpe: ['cisco', 'adaptive_security_appliance_software'],
    shows: [
      /^Cisco Adaptive Security Appliance Software Version /m,
      /^Name: "[^"]{1,80}", DESCR: "/m,
      /^ASA Version \d/m,
      /^Mod +Card Type +Model +Serial No\.\s*\r?\n-{3} -/m,
    ],
    version: [/^Cisco Adaptive Security Appliance Software Version (?<value>[\w.()]+)/m, /^ASA Version (?<value>[\w.()]+)/m],
    image: [/^System image file is "(?<value>[^"]{1,200})"/m],
    model: [/^Model Id:[ \t]+(?<value>\S+)/m, /^Hardware:[ \t]+(?<value>[^,\s]+)/m, INVENTORY_MODEL],
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
      /^Cisco IOS Software.{0,120}_(?:IOSXE|LINUX_IOSD)\b/m,
      /^Cisco IOS Software.{0,120}_LINUX_IOSD-/m,
      /^Chassis Type ?: C9\d{3}/m,
    ],
    version: [
      /^Cisco IOS[ -]XE Software, Version (?<value>\d[\w.()]*)/im,
      /^Cisco IOS Software.{0,160}, (?:Experimental )?Version (?<value>[\w.():-]+?),?\s/m,
    ],
    model: [/^[Cc]isco (?<value>\S+) \(.{0,60}\) processor/m, /^Model [Nn]umber[ \t]*: (?<value>\S+)/m],
    hostname: [UPTIME_NAME],
    image: IMAGE,
    serial: [/^System [Ss]erial [Nn]umber[ \t]*: (?<value>\S+)/m, BOARD_SERIAL],
    // `16.09.03` and `03.06.05E` are `16.9.3` and `3.6.5E` in advisories
    advised: (version) => version.replaceAll(/(?<=^|\.)0+(?=\d)/g, ''),
  },
  {
    id: 'cisco-ios',
    name: 'Cisco IOS',
    vendor: 'Cisco',
    cpe: ['cisco', 'ios'],
    shows: [
      /^(?:Cisco )?IOS \(tm\) /m,
      /^Cisco IOS Software/m,
      /^Cisco Internetwork Operating System Software/m,
      /^Mod Ports Card Type +Model +Serial No\./m,
    ],
    version: [/^(?:Cisco )?IOS (?:\(tm\)|Software).{0,160}?,? Version (?<value>[\w.()-]+?),?\s/m],
    model: [/^[Cc]isco (?<value>\S+) \(.{0,60}\)(?: processor| with)/m, /^Model [Nn]umber[ \t]*: (?<value>\S+)/m],
    hostname: [UPTIME_NAME],
    image: IMAGE,
    serial: [/^System [Ss]erial [Nn]umber[ \t]*: (?<value>\S+)/m, BOARD_SERIAL],
  },
  {
    id: 'cisco-small-business',
    name: 'Cisco Small Business switch',
    vendor: 'Cisco',
    shows: [
      /^Active-image: flash:\/\/system\//m,
      /^SW version[ \t]+[\d.]+ \( date/m,
      /^System Object ID:[ \t]+1\.3\.6\.1\.4\.1\.9\.6\.1\./m,
    ],
    version: [/^Active-image: .{0,120}\r?\n[ \t]+Version: (?<value>\S+)/m, /^SW version[ \t]+(?<value>\S+)/m],
    model: [/^System Description: +(?<value>\S(?:.{0,80}\S)?)[ \t]*\r?$/m],
    hostname: [/^System Name: +(?<value>\S+)/m],
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
