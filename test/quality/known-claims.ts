/** What the mirror's knowledge holds of one vulnerability or one name, asked of its tables: the reader answers by product only. */
import { DatabaseSync } from 'node:sqlite'

export type KnownClaims = {
  /** Product keys that some claim on this vulnerability (by any of its ids) speaks of. */
  readonly productsOf: (ids: readonly string[]) => readonly string[]
  /** Keys of ecosystems under this package name; Maven artifacts without their group. */
  readonly keysNamed: (name: string) => readonly string[]
}

export function knownClaims(path: string): KnownClaims {
  const database = new DatabaseSync(path, { readOnly: true })
  const products = database.prepare(
    `select distinct p.key from identifier i join claim c on c.vulnerability = i.vulnerability join product p on p.id = c.product where i.name = ?`,
  )
  const all = database.prepare(
    `select key from product where key not like 'deb%' and key not like '%rpm:%' and key not like 'cpe:%' and key not like 'apk:%'`,
  )
  let byName: Map<string, string[]> | undefined
  const names = (): ReadonlyMap<string, readonly string[]> => {
    if (byName !== undefined) return byName
    byName = new Map()
    for (const row of all.all()) {
      const key = String(row['key'])
      const name = key.startsWith('maven:') ? (key.split(':')[2] ?? '') : key.slice(key.indexOf(':') + 1)
      byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), key])
    }
    return byName
  }
  return {
    productsOf: (ids) => [...new Set(ids.flatMap((id) => products.all(id).map((row) => String(row['key']))))],
    keysNamed: (name) => names().get(name.toLowerCase()) ?? [],
  }
}
