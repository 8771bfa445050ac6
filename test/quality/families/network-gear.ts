/**
 * Identity of network gear from the output of its commands, field by field: what the system runs, what it is called and which
 * hardware it is built of. Which of the data's fields are identity, and which of ours answers each, stands in one table.
 */
import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { recogniseSystem, type NetworkSystem } from '@hygie/collectors/network/recognise-system'
import type { FieldFamily, FieldOutcome, Place } from '../family.ts'
import { field, ownTable, type Row } from '../tables.ts'

export const family: FieldFamily = {
  name: 'network-gear',
  judgeFields: (place) => rowsOf(place).flatMap((row) => outcomesOf(place, row)),
  notes: () => [
    'not identity: neighbours (lldp_neighbors_detail) and boot lists (show_boot) speak of others or of the next start',
    'chassis_hardware: labels were cut at 6,000 characters; of these, chassis model and serial number are read',
  ],
}

const NOT_IDENTITY = new Set(['show_lldp_neighbors_detail', 'show_boot'])

function rowsOf(place: Place): readonly Row[] {
  return (ownTable(place, 'expected.tsv') ?? []).filter((row) => !NOT_IDENTITY.has(field(row, 'command')))
}

/** One record of the data: text, or a list of texts. */
type Parsed = Readonly<Record<string, unknown>>
type Answer = (system: NetworkSystem, index: number) => string

const hostname: Answer = ({ hostname: name }) => name ?? ''
const version: Answer = (system) => system.version
const model: Answer = (system) => system.model ?? ''
const serial: Answer = (system) => system.serial ?? ''
const image: Answer = (system) => system.image ?? ''
/** Without the storage it lies on. */
const imageFile: Answer = (system) => (system.image ?? '').replace(/^\w+:\/?/, '')
/** The label is what the IOS part prints: of IOS XE 16 and later the advisories' spelling, without the zeros. */
const iosVersion: Answer = ({ recogniser, version: own }) => (/^1\d/.test(own) ? (recogniser.advised?.(own) ?? own) : own)
const patch: Answer = (system) => system.patch ?? ''
const partPlace: Answer = ({ parts }, index) => parts[index]?.place ?? ''
const partModel: Answer = ({ parts }, index) => parts[index]?.model ?? ''
const partSerial: Answer = ({ parts }, index) => parts[index]?.serial ?? ''
/** Every member of a stack, the single system where there is no stack. */
const models: Answer = ({ parts, model: own }) => (parts.length > 0 ? parts.map((part) => part.model).join(' ') : (own ?? ''))
const serials: Answer = ({ parts, serial: own }) =>
  parts.some((part) => part.serial !== '')
    ? parts.flatMap((part) => (part.serial === '' ? [] : [part.serial])).join(' ')
    : (own ?? '')

const inventory = { name: partPlace, pid: partModel, sn: partSerial }
const moduleList = { module: partPlace, model: partModel, serial: partSerial, serial_num: partSerial }

/** `platform command` → the data's field → ours; `* command` for every platform. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  '* show_inventory': inventory,
  '* show_module': moduleList,
  'aruba_os show_inventory': { sc_model: model, system_serial: serial },
  'arista_eos show_inventory': { pid: partModel, port: partPlace, sn: partSerial },
  'alcatel_aos show_system': { description: ({ model: own, version: release }) => `${own} ${release}`, name: hostname },
  'allied_telesis_awplus show_system': { hardware: model, hostname, serial, version: image },
  'arista_eos show_version': { image: version, model, serial_number: serial },
  'aruba_aoscx show_system': { hostname, product: model, serial, version },
  'aruba_os show_version': { image_version: version },
  'broadcom_icos show_version': { serial, switch_model: model, version },
  'brocade_fastiron show_version': { hw: model, model: models, serial: serials, sw_version: version },
  'checkpoint_gaia show_version_all': { version },
  'cisco_asa show_version': { hostname, hardware: ({ model: own }) => own ?? '', image, model, serial, version },
  'cisco_ios show_version': { hardware: models, hostname, running_image: imageFile, serial: serials, version: iosVersion },
  'cisco_nvfis show_version': { version },
  'cisco_nxos show_version': { boot_image: image, hostname, os: version, platform: model, serial },
  'cisco_s300 show_system': { description: model, hostname },
  'cisco_s300 show_version': { sw_version: version },
  'cisco_xr show_version': { hardware: model, version },
  'cisco_xr show_version_brief': { boot_image: image, hostname, model, version },
  'dell_force10 show_version': { device_type: model, os_version: version },
  'edgecore show_version': { operation_code_version: version, serial },
  'eltex show_system': { description: model, hostname },
  'ericsson_ipos show_version': { version },
  'fortinet get_system_status': {
    hostname,
    serial_number: serial,
    version: ({ model: own, version: release }) => `${own} v${release}`,
  },
  'fsas_sir show_system_information': { serial, system: model, version },
  'hp_comware display_device_manuinfo': { device_name: partModel, device_serial_number: partSerial },
  'hp_procurve show_system': {
    name: hostname,
    serial: (system, index) => (system.parts.length > 0 ? partSerial(system, index) : serial(system, index)),
    software_version: version,
  },
  'hp_procurve show_version': { model, version },
  'huawei_ont display_version': { main_software_version: version },
  'huawei_smartax display_version': { olt_version: version, patch, product: model },
  'huawei_vrp display_patch-information': { name: image, version: patch },
  'huawei_vrp display_version': {
    model,
    patch_version: patch,
    product_version: (system) => /\(([^)]*)\)/.exec(system.version)?.[1] ?? '',
    vrp_version: (system) => system.version.split(' ')[0] ?? '',
  },
  'juniper_junos show_chassis_hardware': { chassis_description: model, chassis_serial_number: serial },
  'juniper_junos show_version': { hostname, junos_version: version, model, serial_number: serial },
  'ruckus_fastiron show_version': { hardware: model, serial: serials, version },
  'ubiquiti_edgeswitch show_version': { serial, switch_model: model, version },
  'zte_zxros show_version': { hardware: model, version: ({ model: own, version: release }) => `${own} V${release}` },
}

function outcomesOf(place: Place, row: Row): readonly FieldOutcome[] {
  const [platform, command, id] = [field(row, 'platform'), field(row, 'command'), field(row, 'inventory')]
  const asked = FIELDS[`${platform} ${command}`] ?? FIELDS[`* ${command}`] ?? {}
  const path = join(place.folder, 'raw', `${id}.txt`)
  const system = existsSync(path) ? recogniseSystem(readFileSync(path, 'utf8')) : undefined
  const records = recordsOf(field(row, 'parsed'))
  // rows that have neither model nor serial number are places that could not be read
  const seen = records.filter((record) =>
    Object.entries(asked).some(([name, answer]) => isOfPart(answer) && answer !== partPlace && textOf(record[name]) !== ''),
  )
  const rows = Object.values(asked).some(isOfPart) ? seen.filter((record) => !isUnreadModule(record)) : records
  return rows.flatMap((record, index) =>
    Object.entries(asked)
      .filter(([name]) => name in record)
      .map(([name, answer]) => ({
        id: `${id}#${index}`,
        field: name,
        expected: folded(expectedOf(platform, name, record[name])),
        got: system === undefined || (textOf(record[name]) === '' && !isOfPart(answer)) ? '' : folded(answer(system, index)),
      }))
      .filter(({ expected, got }) => expected !== '' || got !== ''),
  )
}

/** `4    0    Unknown Module`: the label took the word Module for a model. */
function isUnreadModule(record: Parsed): boolean {
  return record['cardtype'] === 'Unknown' && record['model'] === 'Module'
}

function isOfPart(answer: Answer): boolean {
  return answer === partPlace || answer === partModel || answer === partSerial
}

/** Whole records; of text that was cut, the fields that are whole. */
function recordsOf(text: string): readonly Parsed[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? (value as readonly Parsed[]) : [value as Parsed] // the data's own form, checked by its reader below
  } catch {
    const first: Record<string, string> = {}
    for (const [, name = '', value = ''] of text.matchAll(/"(\w+)": "([^"]*)"/g)) first[name] ??= value
    return [first]
  }
}

/** Labels that say several things at once are cut to what they say of identity. */
function expectedOf(platform: string, name: string, value: unknown): string {
  const text = textOf(value)
  if (platform === 'fortinet' && name === 'version') return text.replace(/,build.*$/, '')
  if (platform === 'alcatel_aos' && name === 'description')
    return text.replace(/^Alcatel-Lucent (?:Enterprise )?(\S+ \S+).*$/, '$1')
  if (platform.includes('fastiron') && /^(?:hw|hardware)$/.test(name)) return text.replace(/^(?:Stackable|Chassis) /, '')
  if (platform.includes('fastiron') && name.includes('version')) return text.split(' ')[0] ?? ''
  if (platform === 'cisco_asa' && name === 'hardware') return text.split(',')[0] ?? ''
  if (platform === 'cisco_ios' && name === 'running_image') return text.replace(/^\//, '')
  if (platform === 'eltex' && name === 'description') return text.split(' ')[0] ?? ''
  return text
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string').join(' ')
  return typeof value === 'string' ? value : ''
}

function folded(text: string): string {
  return text.toLowerCase().trim()
}
