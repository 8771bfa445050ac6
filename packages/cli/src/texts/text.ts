/** Words of the command line in the reader's language. */
import type { Language } from '@hygie/core/text/text'
import { en } from './en.ts'
import { fr } from './fr.ts'

export type CliTextKey = keyof typeof en
export type Words = (key: CliTextKey, values?: Readonly<Record<string, string | number>>) => string

const catalogues: Readonly<Record<Language, Readonly<Record<CliTextKey, string>>>> = { en, fr }

/** Fills `{name}` with the value, `{name|constat|constats}` with the word that goes with that number. */
export function wordsIn(language: Language): Words {
  return (key, values = {}) =>
    catalogues[language][key].replaceAll(
      /\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}/g,
      (place, name: string, one: string | undefined, many: string | undefined) => {
        const value = values[name]
        if (value === undefined) return place
        return String(one === undefined || many === undefined ? value : isOne(language, value) ? one : many)
      },
    )
}

/** French counts nothing as one: «0 constat». */
function isOne(language: Language, value: string | number): boolean {
  return Number(value) === 1 || (language === 'fr' && Number(value) === 0)
}
