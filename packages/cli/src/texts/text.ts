/** Words of the command line in the reader's language. */
import type { Language } from '@hygie/core/text/text'
import { en } from './en.ts'
import { fr } from './fr.ts'

export type CliTextKey = keyof typeof en
export type Words = (key: CliTextKey, values?: Readonly<Record<string, string | number>>) => string

const catalogues: Readonly<Record<Language, Readonly<Record<CliTextKey, string>>>> = { en, fr }

export function wordsIn(language: Language): Words {
  return (key, values = {}) =>
    catalogues[language][key].replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
