/**
 * What is judged once for a whole fleet: a software on a platform, with what its verdicts take from the rest of the asset.
 *
 * Most software takes nothing from it. What does is told apart here, so that equal subjects have equal verdicts:
 *
 *   carried       a language package that a distribution's package brings along: which package, and whether certainly
 *   runningKernel an installed kernel that does not run: the one that does
 *   updated       a product mended by numbered updates: the asset's updates, and its other products of this kind
 *
 * One thing is left to the judging: a CPE claim may ask for what else is present (`runningOn`), which only the claim tells.
 */
import type { Inventory, Platform, Software } from '../inventory/inventory.ts'
import { isUpdated } from '../matching/asset-lookups.ts'
import { carriers, type Carried } from '../matching/carried.ts'
import { updatedProductsOf } from '../matching/match.ts'
import type { ProductKey } from '../product-key.ts'

/** The part of an inventory that its verdicts rest on. */
export type JudgedPart = Pick<Inventory, 'platform' | 'runningKernel' | 'updates' | 'software'>

export type Subject = {
  readonly platform: Platform
  readonly software: Software
  readonly beside: SubjectBeside
}
export type SubjectBeside = {
  readonly carried?: Carried
  readonly runningKernel?: string
  readonly updated?: { readonly updates?: Inventory['updates']; readonly products: readonly ProductKey[] }
}

const NOTHING: SubjectBeside = {}

/** In the order of the inventory. Software that takes nothing from its asset shares one empty `beside`. Cost: linear. */
export function subjectsOf(inventory: JudgedPart): readonly Subject[] {
  const { platform, software, runningKernel, updates } = inventory
  const carrierOf = software.some(mayBeCarried) ? carriers(software) : undefined
  let products: readonly ProductKey[] | undefined
  return software.map((item) => {
    const carried = mayBeCarried(item) ? carrierOf?.(item) : undefined
    const isMended = item.products?.some(isUpdated) === true || item.alike?.some(({ product }) => isUpdated(product)) === true
    const takesKernel = item.kernel === 'installed' && runningKernel !== undefined
    if (carried === undefined && !isMended && !takesKernel) return { platform, software: item, beside: NOTHING }
    if (isMended) products ??= updatedProductsOf(inventory)
    return {
      platform,
      software: item,
      beside: {
        ...(carried !== undefined && { carried }),
        ...(takesKernel && { runningKernel }),
        ...(isMended && { updated: { ...(updates !== undefined && { updates }), products: products ?? [] } }),
      },
    }
  })
}

/** Takes nothing from its asset. */
export function isAlone({ beside }: Subject): boolean {
  return beside === NOTHING
}

/** Looking for carriers costs a pass over the whole asset: only where there is something that could be carried. */
function mayBeCarried({ purl }: Software): boolean {
  return purl !== undefined && /^pkg:(?:pypi|gem|npm)\//.test(purl)
}
