/**
 * What an administrator keeps of a switch, router or firewall: the output of its own commands, its configuration, or both in
 * one file → its inventory. Nothing is asked of the device itself.
 */
import type { Inventory, InventoryPart, Mark, Software } from '@hygie/core/inventory/inventory'
import { buildCpe, printCpe } from '@hygie/standards/cpe/cpe'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { mergeParts } from '../merge-parts.ts'
import { recogniseSystem, type NetworkSystem } from './recognise-system.ts'

export type NetworkReading = { readonly inventory: Inventory; readonly problems: readonly Failure[] }

/**
 * Errors  network-unknown: no known system shows itself in the text
 * Cost    patterns × text
 */
export function readNetwork(
  bytes: Uint8Array,
  head: { readonly target: string; readonly collectedAt: string; readonly file: string },
): Result<NetworkReading> {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\u{feff}/u, '')
  const system = recogniseSystem(text)
  if (system === undefined)
    return fail(
      'network-unknown',
      `Cannot tell which network system "${head.file}" comes from: it should hold the output of "show version" or its like`,
    )
  const inventory = mergeParts([partOf(system)], {
    target: head.target,
    collectedAt: head.collectedAt,
    name: system.hostname ?? head.file.slice(head.file.lastIndexOf('/') + 1),
  })
  return ok({ inventory, problems: [] })
}

function partOf(system: NetworkSystem): InventoryPart {
  const { recogniser, version, model, hostname, serial } = system
  const software = softwareOf(system)
  const marks: readonly Mark[] = [
    ...(hostname === undefined ? [] : [{ kind: 'hostname', value: hostname } as const]),
    ...(serial === undefined ? [] : [{ kind: 'serial', value: serial } as const]),
  ]
  return {
    platform: {
      family: 'network',
      id: recogniser.id,
      release: software.version,
      name: `${recogniser.name}${version === '' ? '' : ` ${version}`}${model === undefined ? '' : ` (${model})`}`,
      ...(version === '' ? {} : { build: version }),
      ...(software.cpe === undefined ? {} : { cpe: software.cpe }),
      lineage: [],
      architecture: '',
    },
    ...(hostname === undefined ? {} : { name: hostname }),
    marks,
    software: [software],
    unknown:
      version === ''
        ? [{ what: recogniser.name, why: 'the text does not hold the version: add the output of "show version" or its like' }]
        : [],
  }
}

/** Under the version that the maker's advisories write. */
function softwareOf({ recogniser, version }: NetworkSystem): Software {
  const { id, name, vendor, cpe, advised } = recogniser
  const own = version === '' || advised === undefined ? version : advised(version)
  const [cpeVendor, product] = cpe ?? []
  const named =
    cpeVendor === undefined || product === undefined
      ? undefined
      : buildCpe({ part: 'o', vendor: cpeVendor, product, ...(own !== '' && { version: own.toLowerCase() }) })
  return {
    key: `network:${id}@${own}`,
    name,
    version: own,
    origin: 'network',
    vendor,
    ...(named?.ok === true && { cpe: printCpe(named.value) }),
  }
}
