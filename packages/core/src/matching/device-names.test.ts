import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Inventory, Software } from '../inventory/inventory.ts'
import type { SourcedDevice } from '../knowledge/facts.ts'
import { deviceKey } from '../product-names/maker.ts'
import { makersOf, withDeviceNames } from './device-names.ts'

function declared(vendor: string, name: string): Inventory {
  const software: Software = { key: name, name, vendor, version: '', origin: 'device' }
  return {
    target: 'declared:list.csv',
    name: 'device',
    collectedAt: '2026-11-24T08:00:00Z',
    marks: [],
    platform: { family: 'device', id: '', release: '', lineage: [], architecture: '' },
    software: [software],
    services: [],
    ports: [],
    accounts: [],
    pendingUpdates: [],
    rebootRequired: 'unknown',
    staleProcesses: [],
    facts: new Map(),
    unknown: [],
  }
}

function known(maker: string, ...names: readonly (string | readonly [name: string, model: string])[]) {
  const list = names.map((entry): SourcedDevice => {
    const [name, model] = typeof entry === 'string' ? [entry] : entry
    return {
      kind: 'device',
      product: deviceKey(maker, name),
      maker,
      name,
      source: 'cisa-csaf',
      ...(model !== undefined && { models: [model] }),
    }
  })
  return new Map([[makersOf(declared(maker, 'x'))[0] ?? '', list]])
}

function found(vendor: string, name: string, products: ReturnType<typeof known>) {
  const [software] = withDeviceNames(declared(vendor, name), products).software
  return {
    products: software?.products?.map((key) => key.slice(key.lastIndexOf(':') + 1)) ?? [],
    alike: software?.alike?.map((other) => other.name) ?? [],
  }
}

const philips = known('Philips', 'IntelliVue MX800', 'IntelliVue MX40', 'Efficia CM Series', ['PageWriter TC70', '860315'])

test('the same product in another spelling is the product', () => {
  assert.deepEqual(found('Phillips', 'Philips IntelliVue MX-800', philips), {
    products: ['intellivue mx 800', 'intellivue mx800'],
    alike: [],
  })
  assert.deepEqual(found('Philips Medical Systems', 'intellivue mx40', philips).products, ['intellivue mx40'])
})

test('a model number is the product, whatever else is written', () => {
  assert.deepEqual(found('Philips', 'ECG cart 860315', philips).products, ['ecg cart 860315', 'pagewriter tc70'])
})

test('a name with more or fewer words is only alike', () => {
  assert.deepEqual(found('Philips', 'IntelliVue MX800 patient monitor', philips).alike, ['IntelliVue MX800'])
  assert.deepEqual(found('Philips', 'IntelliVue', philips).alike, ['IntelliVue MX800', 'IntelliVue MX40'])
  assert.deepEqual(found('Philips', 'Efficia CM10', philips).alike, ['Efficia CM Series'])
  assert.deepEqual(found('Philips', 'Azurion 7', philips).alike, [])
})

test('words that every maker uses are no likeness, and another maker is another product', () => {
  assert.deepEqual(found('Philips', 'patient monitor', philips), { products: ['patient monitor'], alike: [] })
  assert.deepEqual(found('Mindray', 'IntelliVue MX800', philips).products, ['intellivue mx800'])
})

test('property: any text is taken, and a name always finds itself', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (maker, name) => {
      const { products } = found(maker, name, known(maker, name))
      if (maker.trim() !== '') assert.ok(products.length <= 2)
    }),
  )
})
