/** What an image says it is → its part of the inventory. The record is made by transports/image.ts. */
import type { FactValue } from '@hygie/core/compliance/facts'
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { parseJson } from '@hygie/standards/json/parse'
import type { Probe, ProbeReading } from '../probe.ts'

export const imageRecordName = 'image.identity'

/** No probe that runs anywhere: only its reader is. */
export const imageIdentity: Pick<Probe, 'name' | 'purpose' | 'read'> = {
  name: imageRecordName,
  purpose: 'names, digest, platform and layers of a container image',
  read,
}

/** Fact → its member in the record. The facts of an image are about the image, never about a machine that runs it. */
const TEXTS = {
  'image.digest': 'digest',
  'image.id': 'id',
  'image.created': 'created',
  'image.os': 'os',
  'image.architecture': 'architecture',
  'image.user': 'user',
} as const
const LISTS = { 'image.names': 'names', 'image.ports': 'ports', 'image.labels': 'labels' } as const

function read(output: string): ProbeReading {
  const parsed = parseJson(output)
  if (!parsed.ok || !isObject(parsed.value))
    return {
      part: {},
      problems: [{ code: 'image-identity', message: 'Cannot read what the image is: its record is no JSON object' }],
    }
  const record = parsed.value
  const facts = new Map<string, { readonly value: FactValue; readonly from: string }>()
  const from = imageRecordName
  for (const [name, member] of Object.entries(TEXTS)) {
    const value = textIn(record, member)
    if (value !== '') facts.set(name, { value, from })
  }
  for (const [name, member] of Object.entries(LISTS)) facts.set(name, { value: textsIn(record, member).toSorted(), from })
  const layers = own(record, 'layers')
  if (Array.isArray(layers)) facts.set('image.layers', { value: layers.length, from })
  const name = textsIn(record, 'names')[0] ?? (textIn(record, 'digest') || textIn(record, 'id'))
  const part: InventoryPart = {
    ...(name === '' ? {} : { name }),
    platform: platformOf(textIn(record, 'os'), textIn(record, 'architecture'), textIn(record, 'variant')),
    facts,
    unknown: [
      ...textsIn(record, 'notes').map((why) => ({ what: 'the whole image', why })),
      ...(textIn(record, 'os') === 'windows'
        ? [{ what: 'software of a Windows image', why: 'its registry is not read from layers' }]
        : []),
    ],
  }
  return { part, problems: [] }
}

/** Names of Go's GOARCH, which the config uses, are Debian's for the usual ones. */
function platformOf(os: string, architecture: string, variant: string): NonNullable<InventoryPart['platform']> {
  const whole = architecture === 'arm' && variant !== '' ? `arm${variant === 'v7' ? 'hf' : 'el'}` : architecture
  return {
    ...(os === 'windows' ? { family: 'windows' as const } : {}),
    ...(whole === '' ? {} : { architecture: whole === '386' ? 'i386' : whole }),
  }
}

function textIn(record: JsonObject, name: string): string {
  const value = own(record, name)
  return typeof value === 'string' ? value : ''
}

function textsIn(record: JsonObject, name: string): readonly string[] {
  const value = own(record, name)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
