/** How Fortinet writes: products by their name in front of the versions, remedies in one line a branch (`FortiOS 7.4: Upgrade to 7.4.4 or above`). */
import type { CsafDialect } from './dialect.ts'
import { networkKeysOf } from './network.ts'

export const fortinetDialect: CsafDialect = {
  publisher: 'Fortinet PSIRT',
  origin: 'fortinet',
  ids: /^FG-IR-\d\d-\d{3}$/,
  language: 'en',
  pageOf: (id) => `https://fortiguard.fortinet.com/psirt/${id}`,
  titleOfDocument: true,
  makersOf: () => ['Fortinet'],
  keysOf: networkKeysOf,
  productOfId,
  remedyFor,
  versionMeant,
}

/** `FortiOS-7.4.4`, the fixed version, is in no branch of the tree. FortiGate is what runs FortiOS. */
function productOfId(id: string): { readonly maker: string; readonly name: string; readonly version: string } | undefined {
  const { name, version } =
    /^(?<name>Forti[A-Za-z][A-Za-z -]{0,40})-(?<version>\d[\w.]{0,30})$/.exec(id.slice(0, 100))?.groups ?? {}
  return name === undefined || version === undefined
    ? undefined
    : { maker: 'Fortinet', name: name === 'FortiGate' ? 'FortiOS' : name, version }
}

/** `7.0.6 and above` ends with its branch: the advisory lists 7.2 and 7.4 by themselves (FG-IR-24-385). */
function versionMeant(text: string): string {
  return text.replace(/(\d{1,4}\.\d{1,4})(\.\d{1,4}) (?:and|or) (?:above|later)$/, '>=$1$2|<=$1.x')
}

function remedyFor(details: string, versionText: string): { readonly words: string; readonly fixedIn: readonly string[] } {
  const branch = /(?:^|[^\d.])(\d{1,4}\.\d{1,4})(?!\d)/.exec(versionText)?.[1]
  const lines = details.slice(0, 20_000).split('\n')
  const line = branch === undefined ? undefined : lines.find((text) => text.includes(` ${branch}: `))
  if (line === undefined) return { words: lines.length > 1 ? '' : details, fixedIn: [] }
  const fix = /: Upgrade to (?:upcoming )?(\d[\w.]{0,30}) or above/.exec(line)?.[1]
  return { words: line, fixedIn: fix === undefined || line.includes('upcoming') ? [] : [fix] }
}
