/**
 * Which life cycle a Windows follows: its build names the release, its edition the channel, since one build is mended for 18
 * months as Pro, for three years as Enterprise and for ten as IoT Enterprise LTSC.
 *
 * Source  Microsoft Lifecycle Policy; endoflife.date, names of cycles of `windows`, `windows-server`
 */
import type { Platform } from '../inventory/inventory.ts'

const CLIENTS: ReadonlyMap<string, string> = new Map([
  ['2600', '5-sp3'],
  ['6000', '6-sp2'],
  ['6001', '6-sp2'],
  ['6002', '6-sp2'],
  ['6003', '6-sp2'],
  ['7600', '7-sp1'],
  ['7601', '7-sp1'],
  ['9200', '8'],
  ['9600', '8.1'],
  ['10240', '10-1507'],
  ['10586', '10-1511'],
  ['14393', '10-1607'],
  ['15063', '10-1703'],
  ['16299', '10-1709'],
  ['17134', '10-1803'],
  ['17763', '10-1809'],
  ['18362', '10-1903'],
  ['18363', '10-1909'],
  ['19041', '10-2004'],
  ['19042', '10-20h2'],
  ['19043', '10-21h1'],
  ['19044', '10-21h2'],
  ['19045', '10-22h2'],
  ['22000', '11-21h2'],
  ['22621', '11-22h2'],
  ['22631', '11-23h2'],
  ['26100', '11-24h2'],
  ['26200', '11-25h2'],
  ['28000', '11-26h1'],
])
const SERVERS: ReadonlyMap<string, string> = new Map([
  ['2195', '2000'],
  ['3790', '2003-sp2'],
  ['6001', '2008-sp2'],
  ['6002', '2008-sp2'],
  ['6003', '2008-sp2'],
  ['7600', '2008-r2-sp1'],
  ['7601', '2008-r2-sp1'],
  ['9200', '2012'],
  ['9600', '2012-r2'],
  ['14393', '2016'],
  ['16299', '1709-sac'],
  ['17134', '1803-sac'],
  ['17763', '2019'],
  ['18362', '1903-sac'],
  ['18363', '1909-sac'],
  ['19041', '2004-sac'],
  ['19042', '20h2-sac'],
  ['20348', '2022'],
  ['25398', '23h2-ac'],
  ['26100', '2025'],
])

export type Cycles = {
  /** Product in the lifecycle feeds. */
  readonly product: 'windows' | 'windows-server'
  /** Cycles that may hold, the most exact first; empty = the release is not known. */
  readonly cycles: readonly string[]
}

/** Of an edition that is not known, the channel that ends first. */
export function windowsCycles({ build = '', installation, edition = '', name = '' }: Platform): Cycles {
  const number = build.split('.')[2] ?? ''
  if (installation?.startsWith('server') === true || installation === 'nano-server' || /\bServer\b/.test(name)) {
    const isSemiAnnual = /\bversion 1809\b/.test(name)
    const cycle = isSemiAnnual ? '1809-sac' : SERVERS.get(number)
    return { product: 'windows-server', cycles: cycle === undefined ? [] : [cycle] }
  }
  const release = CLIENTS.get(number)
  if (release === undefined) return { product: 'windows', cycles: [] }
  const channels = channelsOf(edition)
  return { product: 'windows', cycles: [...channels.map((channel) => `${release}-${channel}`), release] }
}

function channelsOf(edition: string): readonly string[] {
  if (/^IoTEnterpriseS/i.test(edition)) return ['iot-lts', 'iot', 'e-lts']
  if (/^EnterpriseS/i.test(edition)) return ['e-lts']
  if (/Enterprise|Education|ServerRdsh/i.test(edition)) return ['e']
  return ['w']
}
