/**
 * Finds a declared device among the products that advisories name. An owner writes `Philips IntelliVue MX-800 patient monitor`
 * where its maker's advisory says `IntelliVue MX800`.
 *
 * Two grades: the same name but for spelling, the maker's own name in it or a model number is the product; a name that holds
 * the other's telling words is only like it, and what is said of it is shown as possible.
 */
import type { Inventory, Software } from '../inventory/inventory.ts'
import type { SourcedDevice } from '../knowledge/facts.ts'
import { deviceKey, makerOf, productNameOf } from '../product-names/maker.ts'

/** Of one declared device: more would be noise, and a name that is like so many things tells nothing. */
const ALIKE_MAX = 12

/** Makers whose products are wanted, folded and sorted. */
export function makersOf({ software }: Inventory): readonly string[] {
  const makers = software.flatMap(({ origin, vendor = '' }) => (origin === 'device' && vendor !== '' ? [makerOf(vendor)] : []))
  return [...new Set(makers)].toSorted()
}

/** Cost: products of the maker for each of its devices. */
export function withDeviceNames(inventory: Inventory, devices: ReadonlyMap<string, readonly SourcedDevice[]>): Inventory {
  return {
    ...inventory,
    software: inventory.software.map((item) => (item.origin === 'device' ? namedDevice(item, devices) : item)),
  }
}

function namedDevice(software: Software, devices: ReadonlyMap<string, readonly SourcedDevice[]>): Software {
  const { vendor = '', name } = software
  if (vendor === '') return software
  const maker = makerOf(vendor)
  const own = nameOf(name, maker)
  const products = new Set([...(software.products ?? []), deviceKey(vendor, name)])
  const alike = new Map<string, { readonly product: SourcedDevice['product']; readonly name: string }>()
  for (const device of devices.get(maker) ?? []) {
    const other = nameOf(device.name, maker)
    if (isSame(own, other) || device.models?.some((model) => own.words.includes(productNameOf(model))) === true)
      products.add(device.product)
    else if (isAlike(own, other)) alike.set(device.product, { product: device.product, name: device.name })
  }
  const onlyAlike = [...alike.values()].filter(({ product }) => !products.has(product))
  return {
    ...software,
    products: [...products],
    ...(onlyAlike.length > 0 && onlyAlike.length <= ALIKE_MAX && { alike: onlyAlike }),
  }
}

type Name = { readonly words: readonly string[]; readonly compact: string; readonly telling: readonly string[] }

function nameOf(text: string, maker: string): Name {
  const makerWords = new Set(maker.split(' '))
  const all = productNameOf(text).split(' ')
  const rest = all.filter((word) => !makerWords.has(word))
  const words = rest.length === 0 ? all : rest
  return { words, compact: words.join('').replaceAll(/[.+]/g, ''), telling: words.filter(isTelling) }
}

/** Words that many products of many makers bear. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'all and for of the with system systems software device devices series family version versions model models unit units module modules ' +
    'monitor monitors monitoring patient patients pump pumps infusion syringe central station workstation server client gateway network ' +
    'medical clinical hospital healthcare health digital imaging image images viewer web portal manager management suite platform ' +
    'application app mobile wireless analyzer ultrasound scanner ray xray ct mr mri pet product products line a i ii iii iv v x plus pro'
  ).split(' '),
)

function isTelling(word: string): boolean {
  return !COMMON.has(word) && (/\d/.test(word) || word.length >= 4)
}

function isSame(left: Name, right: Name): boolean {
  return left.compact !== '' && left.compact === right.compact
}

/** All telling words of the one stand in the other, in whichever spelling of blanks. */
function isAlike(left: Name, right: Name): boolean {
  return holdsTelling(left, right) || holdsTelling(right, left)
}

function holdsTelling(whole: Name, { telling }: Name): boolean {
  return (
    telling.length > 0 && telling.every((word) => whole.words.includes(word) || (/\d/.test(word) && whole.compact.includes(word)))
  )
}
