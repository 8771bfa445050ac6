/** A sentence as a key and values, so that every surface can say it in the reader's language. */
import { en } from './en.ts'
import { fr } from './fr.ts'

export type Language = 'en' | 'fr'
export type TextKey = keyof typeof en
export type Text = { readonly key: TextKey; readonly values: Readonly<Record<string, string>> }

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, fr }

export function text(key: TextKey, values: Readonly<Record<string, string>> = {}): Text {
  return { key, values }
}

/** Fills `{name}` places; a place without a value stays visible as `{name}`, so that a mistake is seen and nothing is lost. */
export function say({ key, values }: Text, language: Language): string {
  return catalogues[language][key].replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}
