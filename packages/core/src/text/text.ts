/** A sentence as a key and values, so that every surface can say it in the reader's language. */
import { en } from './en.ts'
import { fr } from './fr.ts'

export type Language = 'en' | 'fr'
export type TextKey = keyof typeof en
/** A value may be a sentence itself: it is said in the same language. */
export type Text = { readonly key: TextKey; readonly values: Readonly<Record<string, string | Text>> }

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, fr }

export function text(key: TextKey, values: Text['values'] = {}): Text {
  return { key, values }
}

/** Fills `{name}` places; a place without a value stays visible as `{name}`, so that a mistake is seen and nothing is lost. */
export function say({ key, values }: Text, language: Language): string {
  return catalogues[language][key].replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name] ?? place
    return typeof value === 'string' ? value : say(value, language)
  })
}
