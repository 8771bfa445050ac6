/** One input of a decision in words: what it is, its value, how it is known and from where. */
import type { DecisionInput } from '@hygie/core/decision/decision'
import { inputNames } from '@hygie/core/decision/inputs'
import { say, text, type Language } from '@hygie/core/text/text'
import type { Words } from '../texts/text.ts'

export function inputLine(
  words: Words,
  name: string,
  { value, from, basis, statedAt }: DecisionInput,
  language: Language,
): string {
  const known = inputNames.find((candidate) => candidate === name)
  const title = known === undefined ? name : say(text(`input.${known}`), language)
  const origin = statedAt === undefined ? say(from, language) : `${say(from, language)}, ${statedAt.slice(0, 10)}`
  return words('html.input', { name: title, value, from: origin, basis: words(`basis.${basis}`) })
}
