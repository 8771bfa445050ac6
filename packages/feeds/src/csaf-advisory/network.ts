/** CPE keys of network gear, so that what a switch or firewall says of itself finds its maker's own words. */
import { cpeKey, type ProductKey } from '@hygie/core/product-key'
import { makerOf, productNameOf } from '@hygie/core/product-names/maker'
import { networkProducts } from './network.table.ts'

/** Empty for what is no product of the table. */
export function networkKeysOf(maker: string, product: string): readonly ProductKey[] {
  const products = NETWORK.get(makerOf(maker))?.get(productNameOf(product)) ?? []
  return products.map((text) => {
    const [part = '', vendor = '', name = ''] = text.split(':')
    return cpeKey(part, vendor, name)
  })
}

const NETWORK: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(networkProducts).map(([maker, products]) => [maker, new Map(Object.entries(products))]),
)
