/** One product key under which a software is looked up, and the version it is compared with there. */
import type { ProductKey } from '../product-key.ts'
import type { NamedProduct } from './cpe-concern.ts'
import type { UpdateState } from './update-state.ts'

export type Lookup = {
  readonly key: ProductKey
  /** The version that this key's claims speak of: a source package may have another than its binary. */
  readonly version: string
  readonly level: 'platform' | 'maker' | 'ecosystem' | 'cpe'
  /** Platform keys: place in the platform's lineage, 0 = its own; claims of a lower rank decide first. */
  readonly rank: number
  readonly lineage?: string
  /** A channel that the asset is not subscribed to: its fixes exist but cannot be installed. */
  readonly foreignChannel?: string
  /**
   * The version shows that it was built in this channel, whether or not the asset is seen to use it: what the channel has
   * fixed below this version is fixed, whatever the main line says. Nothing else of the channel counts.
   */
  readonly builtHere?: true
  /** Somebody else built it under the distribution's name: whatever is said of that name is unknown of this build. */
  readonly rebuiltBy?: string
  /** Name of a product that is only like this one. */
  readonly alike?: string
  /** Products mended by numbered updates: which of them are there. */
  readonly updates?: UpdateState
  /** With `updates`: the product is the system itself, whose version is its build. */
  readonly isSystem?: true
  /** CPE keys: the whole name, and the version without the update that `version` holds. */
  readonly named?: NamedProduct & { readonly bareVersion: string }
}
