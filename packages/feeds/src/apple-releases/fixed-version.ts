/** Which product a heading names, and the versions that it mends: only where name and version are exact. */
import { cpeKey, type ProductKey } from '@hygie/core/product-key'
import type { Range } from '@hygie/versions/range'

export type AppleFix = {
  readonly product: ProductKey
  readonly criteria: string
  readonly range: Range
  /** `macOS Tahoe`: an entry counts only where it is available for that line. */
  readonly line?: string
}

const PRODUCTS: readonly (readonly [RegExp, part: 'a' | 'o', product: string])[] = [
  [/^macOS (?:(?<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?) )?(?<version>[\d.]+)$/, 'o', 'macos'],
  [/^iOS (?<version>[\d.]+)$/, 'o', 'iphone_os'],
  [/^iPadOS (?<version>[\d.]+)$/, 'o', 'ipados'],
  [/^tvOS (?<version>[\d.]+)$/, 'o', 'tvos'],
  [/^watchOS (?<version>[\d.]+)$/, 'o', 'watchos'],
  [/^visionOS (?<version>[\d.]+)$/, 'o', 'visionos'],
  [/^Safari (?<version>[\d.]+)$/, 'a', 'safari'],
]
/** Above 10 the first number is the line; below, macOS counts its lines in the second. */
const VERSION = /^(?<major>\d{1,3})\.(?<minor>\d{1,3})(?:\.\d{1,3}){0,2}$/

/**
 * `macOS Tahoe 26.6`, `iOS 26.6 and iPadOS 26.6`. What is mended is the line that the version is of, from its beginning: older
 * lines have releases of their own. The first release of a line (`iOS 26`) mends what came before it, and that is not one
 * range: it gives nothing, like `Security Update 2015-008` and firmware.
 */
export function fixesOf(heading: string): readonly AppleFix[] {
  if (heading.length > 200) return []
  return heading.split(' and ').flatMap((part) => fixOf(part.trim()) ?? [])
}

function fixOf(name: string): AppleFix | undefined {
  for (const [pattern, part, product] of PRODUCTS) {
    const groups = pattern.exec(name)?.groups
    if (groups === undefined) continue
    const { version = '', name: line } = groups
    const { major = '', minor = '' } = VERSION.exec(version)?.groups ?? {}
    if (major === '') return undefined
    const from = product === 'macos' && major === '10' ? `${major}.${minor}` : major
    if (from === version || version === `${from}.0`) return undefined
    return {
      product: cpeKey(part, 'apple', product),
      criteria: `cpe:2.3:${part}:apple:${product}:*:*:*:*:*:*:*:*`,
      range: {
        scheme: 'generic',
        intervals: [{ from: { version: from, inclusive: true }, to: { version, inclusive: false } }],
        versions: [],
      },
      ...(line === undefined ? {} : { line: `macOS ${line}` }),
    }
  }
  return undefined
}
